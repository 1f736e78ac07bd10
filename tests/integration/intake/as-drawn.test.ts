import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canonicalJson } from '../../../electron/intake/canonical.ts';
import { type Intake, type IntakeOptions, startIntake } from '../../../electron/intake/index.ts';
import { makeSampleBatch } from '../../../electron/intake/sample/index.ts';
import { openStore } from '../../../electron/intake/store/index.ts';
import type { Application } from '../../../shared/domain/application.ts';
import { batchNow, sha256Of } from '../../fixtures/batch.ts';
import { workstation } from '../../fixtures/intake.ts';
import { startIntakeProcess } from '../../fixtures/processes.ts';

const seed = 7;
const count = 6;
let directory: string;
let server: Intake | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'intake-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(directory, { recursive: true, force: true });
});

/** Starts a server that listens early; `whole` resolves when the last application is there, `steps` are those that it told. */
const start = async (options: Partial<IntakeOptions> = {}) => {
  const steps: number[] = [];
  const whole = Promise.withResolvers<void>();
  server = await startIntake({
    dataDirectory: directory,
    port: 0,
    seed,
    count,
    asDrawn: true,
    clock: () => Date.parse(batchNow),
    ...options,
    onProgress: (done, total, step) => {
      steps.push(done);
      options.onProgress?.(done, total, step);
      if (done === total) whole.resolve();
    },
  });
  return { server, steps, whole: whole.promise };
};

type Entry = { seq: number; kind: string; at: string } & Record<string, unknown>;
const applicationsIn = (changes: readonly Entry[]) =>
  changes.flatMap(({ kind, application }) => (kind === 'application.upsert' ? [application as Application] : []));
/** What a feed holds whatever the order, without the rules, whose moment is that of the start. */
const contentOf = (changes: readonly Entry[]) =>
  changes.flatMap(({ seq: _, ...entry }) => (/^(policy|reasons)\./.test(entry.kind) ? [] : [canonicalJson(entry)])).sort();
const drawnAtOnce = async (now: string) => (await makeSampleBatch({ seed, count, now })).changes as Entry[];

/** Every document that the feed names is served, whole. */
const expectDocuments = async (from: Pick<Intake, 'url' | 'tokens'>, applications: readonly Application[]) => {
  for (const { sha256, byteLength } of applications.flatMap(({ documents }) => documents)) {
    const bytes = new Uint8Array(await (await workstation(from).call(`/v1/documents/${sha256}`)).arrayBuffer());
    expect([sha256Of(bytes), bytes.length]).toEqual([sha256, byteLength]);
  }
};

test('it listens with rules, announcements and the first applications, and ends with what a batch drawn at once holds', async () => {
  const { server: intake, steps, whole } = await start();
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBeLessThan(count);
  const mine = workstation(intake);
  const early = await mine.feed();
  expect(early.changes.slice(0, 2).map(({ kind }) => kind)).toEqual(['policy.upsert', 'reasons.upsert']);
  const first = applicationsIn(early.changes);
  expect(first.length).toBeGreaterThanOrEqual(3);
  await expectDocuments(intake, first);
  // A decision on one of them is taken while others are drawn.
  expect(await mine.decide(mine.decision(1, first[0] as Application, { outcome: 'escalate' }))).toMatchObject([{ status: 'accepted' }]);

  await whole;
  const later = await mine.feed(early.next);
  const known = new Set(first.map(({ id }) => id));
  expect(applicationsIn(later.changes).filter(({ id }) => known.has(id))).toEqual([]);
  const { changes } = await mine.feed();
  const decisions = changes.filter(({ kind }) => kind === 'decision.recorded');
  expect(decisions).toMatchObject([{ applicationId: first[0]?.id }]);
  expect(contentOf(changes.filter((change) => !decisions.includes(change)))).toEqual(contentOf(await drawnAtOnce(batchNow)));
  await expectDocuments(intake, applicationsIn(changes));
  expect(steps).toEqual([...steps.keys()]);
}, 180_000);

test('killed while drawing, it goes on where it was: nothing twice, nothing missing, what was decided is kept', async () => {
  const killed = await startIntakeProcess(directory, { seed, count, asDrawn: true });
  const before = workstation(killed);
  const { changes: early } = await before.feed();
  const [decided] = applicationsIn(early) as [Application];
  await before.decide(before.decision(1, decided));
  await killed.kill();
  const store = openStore(join(directory, 'intake.db'));
  const { now } = JSON.parse(store.property('drawing') ?? '') as { now: string };
  store.close();
  expect(applicationsIn(early).length).toBeLessThan(count);

  // Another day, and another batch asked for: the one that was begun is brought to its end, here before anybody can connect.
  const { server: intake, steps } = await start({ asDrawn: false, seed: 8, count: 2, clock: () => Date.parse(now) + 86_400_000 });
  expect(steps[0]).toBeGreaterThanOrEqual(applicationsIn(early).length);
  expect(steps.at(-1)).toBe(count);
  const { changes } = await workstation(intake).feed();
  const decision = changes.filter(({ kind }) => kind === 'decision.recorded');
  expect(decision).toMatchObject([{ applicationId: decided.id, outcome: 'approve' }]);
  expect(intake.control.application(decided.id)).toMatchObject({ state: 'decided' });
  expect(contentOf(changes.filter((change) => !decision.includes(change)))).toEqual(contentOf(await drawnAtOnce(now)));
  // What a workstation had read stays where it was in the feed.
  for (const entry of early) expect(changes).toContainEqual(entry);
  await expectDocuments(intake, applicationsIn(changes));
}, 180_000);

test('closed while drawing, it has ended when it says so, and writes nothing afterwards', async () => {
  const { server: intake, steps } = await start({ count: 60 });
  await intake.close();
  server = undefined;
  const told = [...steps];
  const store = openStore(join(directory, 'intake.db'));
  const held = store.feed.after(0, 1_000).filter(({ kind }) => kind === 'application.upsert').length;
  expect(held).toBe(told.at(-1));
  expect(held).toBeLessThan(12);
  // What was being drawn is drawn to the end of its document: long enough for another one to come.
  await makeSampleBatch({ seed: 9, count: 2, now: batchNow });
  expect(steps).toEqual(told);
  expect(store.feed.after(0, 1_000).filter(({ kind }) => kind === 'application.upsert')).toHaveLength(held);
  expect(store.property('seeded_at')).toBeUndefined();
  store.close();
}, 120_000);

test('where drawing breaks off it serves what is there, says why, and the next start brings the rest', async () => {
  const [documents, away] = [join(directory, 'documents'), join(directory, 'away')];
  const broken = Promise.withResolvers<unknown>();
  const { server: intake } = await start({
    count: 4,
    // The folder is gone from when the third is there.
    onProgress: (done) => done === 3 && renameSync(documents, away),
    onBrokenOff: broken.resolve,
  });
  expect(await broken.promise).toMatchObject({ code: 'ENOENT' });
  const { changes } = await workstation(intake).feed();
  expect(applicationsIn(changes)).toHaveLength(3);
  await intake.close();
  renameSync(away, documents);
  const { server: again, whole } = await start({ count: 4 });
  await whole;
  const applications = applicationsIn((await workstation(again).feed()).changes);
  expect(applications).toHaveLength(4);
  await expectDocuments(again, applications);
}, 120_000);
