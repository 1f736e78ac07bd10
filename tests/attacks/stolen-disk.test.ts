import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../electron/engine/ports/clock.ts';
import type { QueueRow } from '../../shared/domain/queue.ts';
import { makeBatch } from '../fixtures/batch.ts';
import { serverOf } from '../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../fixtures/intake.ts';
import { type DeskEnvironment, desk, deskUntilItsLine } from '../fixtures/processes.ts';
import { freshFolder } from '../fixtures/store.ts';
import { passphrase } from '../fixtures/workstation.ts';

const count = 4;
const note = 'a note that names 王小明样 by name';
let intake: TestIntake;
/** The disk: the workstation's folder, and the temporary folder of everything that ran on it. */
const disk = freshFolder();
const folder = join(disk, 'desk');
const temporary = join(disk, 'temporary');
const before = process.env.TMPDIR;

beforeAll(async () => {
  // The server's own folder is not on the stolen disk.
  intake = await startTestIntake(await makeBatch({ count }), { clock: systemClock.now });
  mkdirSync(temporary);
  process.env.TMPDIR = temporary;
});
afterAll(async () => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  await intake.end();
});

/** Every file of the disk with its bytes. */
const filesOf = (place: string): { path: string; bytes: Buffer }[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }));

it('holds nothing of a person, no passphrase, no token and no photo in any file, also after a crash, in logs and temporary files', async () => {
  const { token } = serverOf(intake);
  const known: DeskEnvironment = { DESK_PASSPHRASE: passphrase };
  const run = async (parameters: string[], input = '') => {
    const finished = await desk([...parameters, '--data', folder], known, input);
    expect(finished.code, finished.err).toBeLessThanOrEqual(1);
    return finished;
  };
  expect(await desk(['init', '--data', folder], { ...known, DESK_SERVER: intake.url, DESK_TOKEN: token })).toMatchObject({ code: 0 });
  await run(['sync', '--once']);
  const rows = (await run(['queue', '--json'])).lines as QueueRow[];
  expect(rows).toHaveLength(count);
  // A day's work: looked at unmasked, decided with a note, sent, packed, and cut off in the middle of it.
  for (const { applicationId } of rows) await run(['show', applicationId, '--json', '--unmask']);
  const [first, second] = intake.batch.applications;
  const decision = (id: string | undefined) => ({
    subject: { kind: 'application', id, revision: 1 },
    outcome: 'escalate',
    reasons: [],
    matched: [],
    note,
  });
  await run(['decide', '--file', '-'], JSON.stringify(decision(first?.id)));
  await run(['sync', '--once']);
  await deskUntilItsLine(['decide', '--json', '--file', '-', '--data', folder], known, JSON.stringify(decision(second?.id)));
  await desk(['queue', '--data', folder], { DESK_PASSPHRASE: 'a wrong passphrase entirely' });

  const personal = intake.batch.applications.flatMap(({ applicant }) =>
    Object.values(applicant).filter((value): value is string => typeof value === 'string' && value.length >= 6),
  );
  const names = intake.batch.applications.map(({ applicant }) => applicant.name ?? '').filter((name) => name.length >= 2);
  const texts = [...new Set([...personal, ...names, passphrase, token, note, '王小明样'])];
  expect(texts.length).toBeGreaterThan(count * 3);
  // Of a photo any piece would do for a thief: its middle is looked for, which no other file has.
  const photos = [...intake.batch.documents.values()].map((bytes) =>
    Buffer.from(bytes).subarray(bytes.length >> 1, (bytes.length >> 1) + 64),
  );
  const found = filesOf(disk).flatMap(({ path, bytes }) => [
    ...texts.flatMap((text, place) =>
      (['utf8', 'utf16le'] as const).flatMap((encoding) => (bytes.includes(Buffer.from(text, encoding)) ? [`${path}: text ${place}`] : [])),
    ),
    ...photos.flatMap((piece, place) => (bytes.includes(piece) ? [`${path}: photo ${place}`] : [])),
  ]);
  expect(found).toEqual([]);
  expect(filesOf(folder).length).toBeGreaterThan(count);
}, 120_000);
