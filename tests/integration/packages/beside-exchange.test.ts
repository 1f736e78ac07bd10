import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { packBatch } from '../../../electron/intake/index.ts';
import { makeBatch } from '../../fixtures/batch.ts';
import { type Gate, serverOf, startGate, type Verdict } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { openTestWorkstation, passphrase, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

let intake: TestIntake;
let gate: Gate;
let one: TestWorkstation;
let batch: string;
beforeEach(async () => {
  intake = await startTestIntake(await makeBatch({ count: 4 }));
  gate = await startGate(intake.url);
  batch = join(freshFolder(), 'day.tpbatch');
  await packBatch(intake.directory, batch);
  one = await openTestWorkstation(undefined, { automatic: false });
  taken(await one.workstation.create(passphrase, { kind: 'server', url: gate.url, token: serverOf(intake).token }));
});
afterEach(async () => {
  await one.close();
  await gate.close();
  await intake.end();
});

const hashes = (): string[] => intake.batch.applications.flatMap(({ documents }) => documents.map(({ sha256 }) => sha256));
const asked = (): string[] => gate.passed.filter((request) => request.includes('/v1/documents/'));
/** Hashes of documents whose file does not open with the key that the row keeps. */
const unreadable = async (): Promise<string[]> => {
  const wrong: string[] = [];
  for (const sha256 of hashes()) if (!(await one.desk().image(sha256, 'original')).ok) wrong.push(sha256);
  return wrong;
};

it('an import that brings documents which the exchange has just received leaves each file with its own key, and none is fetched again', async () => {
  const released = Promise.withResolvers<void>();
  const full = Promise.withResolvers<void>();
  gate.rule = async ({ path }): Promise<Verdict> => {
    if (!path.startsWith('/v1/documents/') || asked().length === 1) return 'pass';
    // Six downloads at once: the seventh begins when the first document has arrived.
    if (asked().length === 7) full.resolve();
    await released.promise;
    return 'pass';
  };
  const exchange = one.desk().sync().once();
  await full.promise;
  taken(await one.desk().packages.import(batch));
  expect(await unreadable()).toEqual([]);
  released.resolve();
  expect(await exchange).toBeUndefined();
  expect(await unreadable()).toEqual([]);
  expect(one.desk().store.read.fileCounts()).toMatchObject({ held: 12, damaged: 0 });
  expect(await one.desk().sync().once()).toBeUndefined();
  expect(asked()).toHaveLength(7);
});

it('an import and an exchange at the same moment, and a withdrawal between, end with every document readable and nothing else on the shelf', async () => {
  const [withdrawn, ...rest] = intake.batch.applications;
  for (let round = 0; round < 3; round += 1) {
    if (round === 1) await intake.control.append({ kind: 'application.remove', id: withdrawn?.id ?? '', cause: 'withdrawn' });
    const [imported, failure] = await Promise.all([one.desk().packages.import(batch), one.desk().sync().once()]);
    taken(imported);
    expect(failure).toBeUndefined();
    one.desk().store.transaction((write) => {
      for (const { documents } of rest) for (const { sha256 } of documents) write.setFileAwaited(sha256);
    });
  }
  expect(await one.desk().sync().once()).toBeUndefined();
  const { held, total } = one.desk().store.read.fileCounts();
  expect(held).toBe(total);
  for (const { documents } of rest) for (const { sha256 } of documents) expect((await one.desk().image(sha256, 'original')).ok).toBe(true);
});
