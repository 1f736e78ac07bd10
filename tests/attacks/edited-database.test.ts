import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../electron/engine/care/index.ts';
import type { Diagnosis } from '../../shared/domain/diagnosis.ts';
import { makeBatch } from '../fixtures/batch.ts';
import { serverOf } from '../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../fixtures/intake.ts';
import { desk } from '../fixtures/processes.ts';
import { freshFolder } from '../fixtures/store.ts';
import { codeOf, openTestWorkstation, passphrase, type TestWorkstation, taken } from '../fixtures/workstation.ts';

/** SQLCipher's pages. */
const pageLength = 4_096;

let intake: TestIntake;
/** A desk after a day's work, and as it was at noon; both closed, both known to the platform. */
let evening: string;
let noon: string;
let secret: Uint8Array;

const applicationAt = (index: number): string => intake.batch.applications[index]?.id ?? '';
const decide = (one: TestWorkstation, index: number): void => {
  const subject = { kind: 'application', id: applicationAt(index), revision: 1 } as const;
  taken(one.desk().review.decide({ subject, outcome: 'escalate', reasons: [], matched: [], durationMs: 1 }, { takeBackSeconds: 0 }));
};
beforeAll(async () => {
  intake = await startTestIntake(await makeBatch({ count: 6 }));
  const one = await openTestWorkstation(undefined, { automatic: false });
  taken(await one.workstation.create(passphrase, { kind: 'server', ...serverOf(intake) }));
  expect(await one.desk().sync().once()).toBeUndefined();
  decide(one, 0);
  one.clock.advance(1_000);
  expect(await one.desk().sync().once()).toBeUndefined();
  secret = one.secret() ?? new Uint8Array();
  const folder = one.folder;
  await one.close();
  noon = join(freshFolder(), 'desk');
  cpSync(folder, noon, { recursive: true });

  const again = await openTestWorkstation(folder, { automatic: false });
  taken(await again.workstation.resume(secret));
  again.clock.advance(3_600_000);
  for (const index of [1, 2, 3]) decide(again, index);
  again.clock.advance(1_000);
  expect(await again.desk().sync().once()).toBeUndefined();
  await again.close();
  evening = folder;
});
afterAll(() => intake.end());

const copyOf = (folder: string): string => {
  const copy = join(freshFolder(), 'desk');
  cpSync(folder, copy, { recursive: true });
  rmSync(join(copy, 'lock'), { force: true });
  return copy;
};

type Outcome = { code: string; worst: string[] };
/** Opens a folder as the program does, and lets the doctor look where it opens. Whatever throws here is a crash. */
const look = async (folder: string): Promise<Outcome> => {
  const one = await openTestWorkstation(folder, { automatic: false });
  try {
    const code = codeOf(await one.workstation.resume(secret));
    const clock = { now: one.clock.now, monotonic: one.clock.monotonic };
    const found: Diagnosis[] = await examine({ workstation: one.workstation, clock, thorough: true });
    return { code, worst: found.filter(({ state }) => state === 'fail').map(({ cause }) => cause) };
  } finally {
    await one.close();
  }
};

const flipped = (bytes: Buffer, at: number): Buffer => {
  const edited = Buffer.from(bytes);
  edited[at] = (edited[at] ?? 0) ^ 0x10;
  return edited;
};
/** A copy of the evening's folder with another database in it. */
const withDatabase = (bytes: Uint8Array): { folder: string; path: string } => {
  const folder = copyOf(evening);
  const path = join(folder, 'desk.db');
  writeFileSync(path, bytes);
  return { folder, path };
};
const database = (): Buffer => readFileSync(join(evening, 'desk.db'));

describe('a database that was edited by somebody without its key', () => {
  it('is told wherever a byte is flipped, and where it can’t be opened it is left as it is', async () => {
    const bytes = database();
    for (let page = 0; page * pageLength < bytes.length; page += 5) {
      const { folder, path } = withDatabase(flipped(bytes, page * pageLength + ((page * 1_103) % pageLength)));
      const edited = readFileSync(path);
      const { code, worst } = await look(folder);
      if (code === 'ok') expect([page, worst]).toEqual([page, expect.arrayContaining(['database.damaged'])]);
      else expect([page, code, readFileSync(path).equals(edited)]).toEqual([page, 'vault_damaged', true]);
    }
  }, 60_000);

  it('is told where it was cut or its pages were swapped, and is never taken for a new one', async () => {
    const bytes = database();
    for (const length of [0, 1, 100, pageLength - 1, pageLength, pageLength + 1, bytes.length >> 1, bytes.length - pageLength]) {
      const { folder, path } = withDatabase(bytes.subarray(0, length));
      expect([length, await look(folder), readFileSync(path).length]).toEqual([length, { code: 'vault_damaged', worst: [] }, length]);
    }
    for (const [one, other] of [
      [1, 2],
      [3, 40],
      [60, 90],
    ] as const) {
      const swapped = Buffer.from(bytes);
      bytes.copy(swapped, one * pageLength, other * pageLength, (other + 1) * pageLength);
      bytes.copy(swapped, other * pageLength, one * pageLength, (one + 1) * pageLength);
      expect((await look(withDatabase(swapped).folder)).worst).toContain('database.damaged');
    }
  }, 60_000);

  it('is told for most pages of an earlier copy that are put between the present ones, and none of them ends the program', async () => {
    const [was, bytes] = [readFileSync(join(noon, 'desk.db')), database()];
    const told: boolean[] = [];
    for (let page = 0; (page + 1) * pageLength <= Math.min(was.length, bytes.length); page += 1) {
      const [from, to] = [page * pageLength, (page + 1) * pageLength];
      if (was.subarray(from, to).equals(bytes.subarray(from, to))) continue;
      const mixed = Buffer.from(bytes);
      was.copy(mixed, from, from, to);
      const { code, worst } = await look(withDatabase(mixed).folder);
      told.push(code !== 'ok' || worst.length > 0);
    }
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter(Boolean).length / told.length).toBeGreaterThan(0.6);
  }, 120_000);

  it('does not open with another vault’s file in the place of its own, or under another vault’s key, and neither is changed', async () => {
    const other = await openTestWorkstation(undefined, { automatic: false });
    taken(await other.workstation.create('quite other words 9', { kind: 'packages' }));
    await other.close();
    const folder = copyOf(evening);
    const before = [readFileSync(join(other.folder, 'vault.json')), database()] as const;
    writeFileSync(join(folder, 'vault.json'), before[0]);
    const one = await openTestWorkstation(folder, { automatic: false });
    expect(codeOf(await one.workstation.unlock(passphrase))).toBe('passphrase_wrong');
    expect(codeOf(await one.workstation.unlock('quite other words 9'))).toBe('vault_damaged');
    await one.close();
    expect([readFileSync(join(folder, 'vault.json')).equals(before[0]), readFileSync(join(folder, 'desk.db')).equals(before[1])]).toEqual([
      true,
      true,
    ]);
  });

  it('is told in a sentence that names the way back, by the doctor, by opening and by verifying', async () => {
    const known = { DESK_PASSPHRASE: passphrase };
    const damaged = withDatabase(flipped(database(), 7 * pageLength + 90)).folder;
    const doctor = await desk(['doctor', '--data', damaged], known);
    expect(doctor).toMatchObject({ code: 1, err: '' });
    expect(doctor.out).toContain('FAIL The database is damaged or was changed by somebody');
    expect(doctor.out).toContain('desk restore');
    const closed = withDatabase(flipped(database(), 90)).folder;
    for (const command of ['doctor', 'verify-audit', 'queue']) {
      const finished = await desk([command, '--data', closed], known);
      expect([command, finished.code]).toEqual([command, 3]);
      expect(finished.err).toContain('vault_damaged');
      expect(finished.err).toContain('desk database copies');
    }
  }, 60_000);
});

describe('an earlier copy of the folder, put back so that what was done since never happened', () => {
  it('is told by the doctor and by verifying with the platform, whole or only its database', async () => {
    const whole = copyOf(noon);
    const alone = copyOf(evening);
    cpSync(join(noon, 'desk.db'), join(alone, 'desk.db'));
    for (const folder of [whole, alone]) {
      expect(await look(folder)).toEqual({ code: 'ok', worst: ['audit.earlier'] });
      const verified = await desk(['verify-audit', '--platform', '--data', folder], { DESK_PASSPHRASE: passphrase });
      expect(verified.code).toBe(1);
      expect(verified.out).toContain('The end was cut off');
    }
  }, 60_000);

  it('is told also once as much was done on it as before', async () => {
    const folder = copyOf(noon);
    const one = await openTestWorkstation(folder, { automatic: false });
    taken(await one.workstation.resume(secret));
    for (const index of [3, 4, 5]) decide(one, index);
    for (let seq = 0; seq < 9; seq += 1) taken(one.desk().review.open(applicationAt(seq % 6), true));
    await one.close();
    expect((await look(folder)).worst).toEqual(['audit.differs']);
  }, 60_000);
});

it('a public key that was replaced, or is none, is told, and is not written over', async () => {
  const folder = copyOf(evening);
  const path = join(folder, 'signing-key.pub.pem');
  const other = await openTestWorkstation(undefined, { automatic: false });
  taken(await other.workstation.create('quite other words 9', { kind: 'packages' }));
  await other.close();
  for (const text of [readFileSync(join(other.folder, 'signing-key.pub.pem'), 'utf8'), 'no key at all\n', '']) {
    writeFileSync(path, text);
    expect((await look(folder)).worst).toEqual(['audit.key']);
    expect(readFileSync(path, 'utf8')).toBe(text);
  }
  rmSync(path);
  expect((await look(folder)).worst).toEqual([]);
});
