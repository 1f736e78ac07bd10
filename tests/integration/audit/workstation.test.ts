import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { VerifyWish } from '../../../electron/engine/chain.ts';
import { openLog } from '../../../electron/engine/ports/log.ts';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { readPublicKey, signingKey } from '../../../electron/engine/ports/signing.ts';
import { verifyChain } from '../../../electron/engine/review/index.ts';
import { openSigning, publicKeyFile } from '../../../electron/engine/signing.ts';
import { keysFromSecret } from '../../../electron/engine/vault/index.ts';
import type { ChainVerdict } from '../../../shared/domain/audit-chain.ts';
import { makeBatch } from '../../fixtures/batch.ts';
import { serverOf } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { tamper } from '../../fixtures/signed-chain.ts';
import { freshFolder, moment, openTestStore } from '../../fixtures/store.ts';
import { openTestWorkstation, passphrase, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

let intake: TestIntake | undefined;
const opened: TestWorkstation[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await intake?.end();
  intake = undefined;
});
const open = async (folder?: string): Promise<TestWorkstation> => {
  const one = await openTestWorkstation(folder, { automatic: false });
  opened.push(one);
  return one;
};
/** A workstation on the command line's terms that has exchanged everything once. */
const settled = async (): Promise<TestWorkstation> => {
  intake = await startTestIntake(await makeBatch({ count: 2 }));
  const one = await open();
  taken(await one.workstation.create(passphrase, { kind: 'server', ...serverOf(intake) }));
  expect(await one.desk().sync().once()).toBeUndefined();
  return one;
};
const closeAll = async (one: TestWorkstation): Promise<string> => {
  opened.splice(opened.indexOf(one), 1);
  await one.close();
  return one.folder;
};
const reopen = async (folder: string): Promise<TestWorkstation> => {
  const one = await open(folder);
  taken(await one.workstation.unlock(passphrase));
  return one;
};
const verify = async (one: TestWorkstation, wish: VerifyWish = {}): Promise<ChainVerdict> => {
  let verdict: ChainVerdict | undefined;
  for await (const progress of one.desk().chain.verify(wish)) verdict = taken(progress).verdict;
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
};
const kinds = ({ faults }: ChainVerdict): string[] => [...new Set(faults.map(({ kind }) => kind))];
const firstId = (): string => intake?.batch.applications[0]?.id ?? '';

it('records opening, unmasking, deciding, rules and unlocking, and nothing of a person', async () => {
  const one = await settled();
  const { review, store } = one.desk();
  const id = firstId();
  const person = intake?.batch.applications[0]?.applicant ?? {};
  taken(review.opened(id));
  taken(review.opened(id));
  taken(review.open(id, true));
  taken(review.decide({ subject: { kind: 'application', id, revision: 1 }, outcome: 'escalate', reasons: [], matched: [], durationMs: 1 }));
  const entries = store.read.auditEntries(1, 99);
  const actions = entries.map(({ action }) => action);
  expect(actions.filter((action) => action === 'application.opened').length).toBe(1);
  expect(actions).toEqual(expect.arrayContaining(['vault.unlocked', 'fields.revealed', 'decision.made']));
  expect(entries.every(({ signature }) => signature?.length === 64)).toBe(true);
  const text = JSON.stringify(entries);
  for (const value of Object.values(person)) if (typeof value === 'string' && value.length > 3) expect(text).not.toContain(value);
  expect(text).not.toContain(serverOf(intake as TestIntake).token);
});

it('the platform keeps a copy and confirms it; a chain of an earlier day that goes on otherwise is found out', async () => {
  const first = await settled();
  expect(first.desk().chain.state()).toMatchObject({ copy: 'kept', platform: { size: first.desk().store.read.auditTail().seq } });
  expect(await verify(first, { askPlatform: true })).toMatchObject({ sound: true, platform: { asked: true } });
  const folder = await closeAll(first);
  const yesterday = join(freshFolder(), 'yesterday');
  cpSync(folder, yesterday, { recursive: true });

  const today = await reopen(folder);
  taken(today.desk().review.opened(firstId()));
  expect(await today.desk().sync().once()).toBeUndefined();
  await closeAll(today);

  // Somebody puts yesterday's folder back, so that what was done today never happened here.
  rmSync(folder, { recursive: true });
  cpSync(yesterday, folder, { recursive: true });
  const restored = await reopen(folder);
  expect((await verify(restored)).sound).toBe(true);
  expect(kinds(await verify(restored, { askPlatform: true }))).toContain('platform_differs');
  expect(await restored.desk().sync().once()).toBeUndefined();
  expect(restored.desk().chain.state().copy).toBe('differs');
}, 30_000);

it('a result package carries a checkpoint, with which a chain that lost its end is found out', async () => {
  const one = await settled();
  const id = firstId();
  taken(
    one
      .desk()
      .review.decide({ subject: { kind: 'application', id, revision: 1 }, outcome: 'escalate', reasons: [], matched: [], durationMs: 1 }),
  );
  const before = join(freshFolder(), 'before');
  cpSync(one.folder, before, { recursive: true });
  one.clock.advance(3_600_000);
  taken(one.desk().review.opened(intake?.batch.applications[1]?.id ?? ''));
  const path = join(freshFolder(), 'out.tpresult');
  taken(await one.desk().packages.export(path));
  expect(await verify(one, { packages: [path] })).toMatchObject({ sound: true });
  await closeAll(one);
  rmSync(join(before, 'lock'), { force: true });
  const earlier = await reopen(before);
  const found = await verify(earlier, { packages: [path] });
  expect(found.faults).toMatchObject([{ file: 'out.tpresult' }]);
  expect(['cut', 'package_differs']).toContain(found.faults[0]?.kind);
});

it('the public key lies in the clear, and another one there is told', async () => {
  const one = await settled();
  const { publicKey } = one.desk().chain.state();
  expect(readPublicKey(readFileSync(join(one.folder, publicKeyFile), 'utf8'))).toBe(publicKey);
  const folder = await closeAll(one);
  const stranger = await open();
  taken(await stranger.workstation.create(passphrase, { kind: 'packages' }));
  cpSync(join(stranger.folder, publicKeyFile), join(folder, publicKeyFile));
  const again = await reopen(folder);
  expect(kinds(await verify(again))).toContain('key_differs');
  expect(await verify(again, { publicKey })).toMatchObject({ sound: false, faults: [{ kind: 'key_differs' }] });
}, 30_000);

it('a key and a chain from before signatures go on: the key stays, its secret is sealed, the older entries are signed as a whole, once', async () => {
  const folder = freshFolder();
  const secret = new Uint8Array(32).fill(8);
  const keys = keysFromSecret(new Uint8Array(32).fill(4));
  const file = openLog(folder);
  const ports = {
    clock: { now: () => Date.parse(moment.now), iso: () => moment.now, monotonic: () => 0, sinceBoot: () => 0 },
    random: systemRandom,
    log: file.log,
  };
  const older = openTestStore(folder);
  older.transaction((write) => {
    write.saveWorkstation({ workstationId: 'w', source: { kind: 'packages' }, signingSecret: Buffer.from(secret).toString('base64') });
    write.audit({ at: moment.now, reviewerId: 'r', action: 'draft.dropped' });
  });
  const key = taken(openSigning(older, keys, ports));
  expect(key.publicKey).toBe(signingKey(secret).publicKey);
  older.transaction((write) => write.audit({ at: moment.now, reviewerId: 'r', action: 'vault.unlocked' }));
  expect(older.read.workstation().signingSecret).toBeUndefined();
  expect(JSON.stringify(older.read.workstation())).not.toContain(Buffer.from(secret).toString('base64'));
  older.close();
  const verdictOf = async (): Promise<ChainVerdict | undefined> => {
    const store = openTestStore(folder);
    const signing = taken(openSigning(store, keys, ports));
    let verdict: ChainVerdict | undefined;
    for await (const progress of verifyChain({ store, signing, clock: ports.clock }, {}, new AbortController().signal))
      verdict = progress.verdict;
    store.close();
    return verdict;
  };
  expect(await verdictOf()).toMatchObject({ sound: true, entries: 2, unsigned: 1 });
  // Somebody takes all signatures away, so that what they wrote would be signed as older at the next opening.
  tamper(folder, (db) => db.exec('UPDATE audit SET signature = NULL; DELETE FROM audit_checkpoints; DELETE FROM audit_head'));
  expect((await verdictOf())?.sound).toBe(false);
  file.close();
});
