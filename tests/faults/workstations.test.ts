import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/engine/ports/clock.ts';
import type { Application } from '../../shared/domain/application.ts';
import type { DecisionRecord } from '../../shared/domain/review.ts';
import { type Batch, batchNow, fixedId, makeBatch } from '../fixtures/batch.ts';
import { startTestIntake, type TestIntake } from '../fixtures/intake.ts';
import { desk as command } from '../fixtures/processes.ts';
import { freshFolder } from '../fixtures/store.ts';
import { passphrase, taken } from '../fixtures/workstation.ts';
import { tellFacts } from './line.ts';
import { decideOne, decideThis, type LiveWorkstation, openLiveWorkstation } from './live-workstation.ts';

/** How many applications are claimed and decided: FAULT_CLAIMED, set by `npm run test:faults -- --claimed N`. */
const claimed = Number(process.env.FAULT_CLAIMED ?? '60');

let intake: TestIntake;
const workstations: LiveWorkstation[] = [];
afterEach(async () => {
  await Promise.all(workstations.splice(0).map((one) => one.close()));
  await intake.end();
});

/** A rejection needs no photos, so the batch has none and is quick. */
const bare = (application: Application): void => {
  application.documents = [];
};
const serverFor = (index: number) => ({ url: intake.url, token: intake.tokens[index % intake.tokens.length]?.token ?? '' });
const recordsOf = ({ desk }: LiveWorkstation): DecisionRecord[] => taken(desk.review.outbox(0, 500)).decisions;

const everyRecordOf = ({ desk }: LiveWorkstation): DecisionRecord[] => {
  const records: DecisionRecord[] = [];
  for (;;) {
    const page = taken(desk.review.outbox(records.length, 500)).decisions;
    records.push(...page);
    if (page.length < 500) return records;
  }
};

/** A batch of so many applications without photos; drawing three for each of ten thousand would take longer than all the rest. */
const bareBatch = async (count: number): Promise<Batch> => {
  const batch = await makeBatch({ count: 1, edit: bare });
  const [pattern] = batch.applications;
  if (pattern === undefined) throw new RangeError('a batch has an application to draw others by');
  const applications = Array.from({ length: count }, (_, index) => ({ ...pattern, id: fixedId('application', index) }));
  const rules = batch.changes.filter(({ kind }) => kind === 'policy.upsert' || kind === 'reasons.upsert');
  const changes = [...rules, ...applications.map((application) => ({ kind: 'application.upsert' as const, application }))];
  return { ...batch, applications, requests: [], changes: changes.map((body, index) => ({ ...body, seq: index + 1, at: batchNow })) };
};

/** For each application, how many decisions on it the platform has accepted. */
const acceptedFor = (id: string): number =>
  intake.control.decisions().filter(({ decision, receipt }) => decision.subject.id === id && receipt.status === 'accepted').length;

describe.each([2, 5])('%i workstations on one platform', (count) => {
  it('decide the same applications at once: one decision counts for each, and every loser is told why', async () => {
    intake = await startTestIntake(await makeBatch({ count: 12, edit: bare }), { clock: systemClock.now });
    for (let index = 0; index < count; index += 1)
      workstations.push(await openLiveWorkstation(join(freshFolder(), 'desk'), serverFor(index), false));
    await Promise.all(workstations.map(({ desk }) => desk.sync().once()));
    // Each has them all, and begins with another one.
    for (const [index, { desk }] of workstations.entries())
      for (let place = 0; place < 12; place += 1) expect(decideOne(desk, (open) => (index * 3) % open)).toBeDefined();
    const outcomes = await Promise.all(workstations.map(({ desk }) => desk.sync().once()));
    expect(outcomes.filter((failure) => failure !== undefined)).toEqual([]);

    expect(intake.batch.applications.map(({ id }) => acceptedFor(id))).toEqual(intake.batch.applications.map(() => 1));
    const records = workstations.flatMap(recordsOf);
    expect(records).toHaveLength(12 * count);
    expect(records.filter(({ state }) => state === 'receipted')).toHaveLength(12);
    for (const { state, receipt } of records.filter(({ state }) => state !== 'receipted'))
      expect([state, receipt?.conflict?.cause]).toEqual(['conflict', 'decided']);
    // Told once is told: nothing goes out again by itself, and nobody has it twice.
    const calls = intake.control.decisions().length;
    await Promise.all(workstations.map(({ desk }) => desk.sync().once()));
    expect(intake.control.decisions()).toHaveLength(calls);
    expect(
      workstations
        .flatMap(recordsOf)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(records.map(({ state }) => state).sort());
  }, 120_000);

  it('that claim at once share what there is: no application is claimed twice, and each decides only its own', async () => {
    intake = await startTestIntake(await makeBatch({ count: 12, edit: bare }), { clock: systemClock.now });
    for (let index = 0; index < count; index += 1)
      workstations.push(await openLiveWorkstation(join(freshFolder(), 'desk'), serverFor(index), false));
    await Promise.all(workstations.map(({ desk }) => desk.sync().once()));
    const granted = await Promise.all(workstations.map(({ desk }) => desk.sync().takeClaims(4, undefined, false)));
    for (const result of granted) expect(result.ok).toBe(true);
    const claimed = () =>
      workstations.map(({ desk }) =>
        desk
          .sync()
          .claims()
          .claims.filter(({ state }) => state === 'held')
          .map(({ applicationId }) => applicationId),
      );
    expect(claimed().flat()).toHaveLength(Math.min(12, 4 * count));
    expect(new Set(claimed().flat()).size).toBe(claimed().flat().length);
    // All decide everything all the same, whether it is theirs or not: what was somebody's counts for that one only.
    const owners = new Map(claimed().flatMap((ids, owner) => ids.map((id) => [id, workstations[owner]] as const)));
    for (const [index, { desk }] of workstations.entries())
      for (let place = 0; place < 12; place += 1) decideOne(desk, (open) => (index * 3) % open);
    await Promise.all(workstations.toReversed().map(({ desk }) => desk.sync().once()));
    for (const [id, owner] of owners) {
      expect(acceptedFor(id)).toBe(1);
      for (const one of workstations) {
        const record = recordsOf(one).find(({ subject }) => subject.id === id);
        if (one === owner) expect(record?.state).toBe('receipted');
        else expect([undefined, 'claim_lost', 'decided']).toContain(record?.receipt?.conflict?.cause);
      }
    }
    expect(intake.batch.applications.filter(({ id }) => acceptedFor(id) > 1)).toEqual([]);
  }, 120_000);

  it('that run by themselves end with one decision for each application, and none is left open anywhere', async () => {
    intake = await startTestIntake(await makeBatch({ count: 6, edit: bare }), { clock: systemClock.now });
    for (let index = 0; index < count; index += 1)
      workstations.push(await openLiveWorkstation(join(freshFolder(), 'desk'), serverFor(index)));
    const isDone = ({ desk }: LiveWorkstation) => {
      const { held, waiting, sending } = desk.store.read.outboxCounts();
      return held + waiting + sending === 0;
    };
    await Promise.all(
      workstations.map((one) =>
        one.until(() => intake.batch.applications.every(({ id }) => one.desk.store.read.application(id) !== undefined)),
      ),
    );
    for (let place = 0; place < 6; place += 1) for (const { desk } of workstations) decideOne(desk, () => 0);
    await Promise.all(workstations.map((one) => one.until(() => isDone(one))));
    expect(intake.batch.applications.map(({ id }) => acceptedFor(id))).toEqual(intake.batch.applications.map(() => 1));
    const records = workstations.flatMap(recordsOf);
    expect(records.filter(({ state }) => state === 'receipted')).toHaveLength(6);
    expect(records.every(({ state, receipt }) => state === 'receipted' || receipt?.conflict?.cause === 'decided')).toBe(true);
  }, 120_000);
});

/** How many workstations, and how many applications they share: each workstation more decides all of it once more, so five have less of it. */
const sharing: [number, number][] = [
  [2, claimed],
  [5, Math.max(30, Math.round(claimed / 5))],
];

describe.each(sharing)('%i workstations that share the work by claims', (count, shared) => {
  it(
    `claim and decide ${shared} applications: each is decided once, by who claimed it, and every loser is told`,
    async () => {
      intake = await startTestIntake(await bareBatch(shared), { clock: systemClock.now });
      const began = systemClock.monotonic();
      for (let index = 0; index < count; index += 1)
        workstations.push(await openLiveWorkstation(join(freshFolder(), 'desk'), serverFor(index), false));
      await Promise.all(workstations.map(({ desk }) => desk.sync().once()));
      // As many as a platform leases to one at once, or in two rounds where there are fewer.
      const portion = Math.min(200, Math.ceil(shared / count / 2));
      const owners = new Map<string, LiveWorkstation>();
      while (owners.size < shared) {
        const granted = await Promise.all(workstations.map(({ desk }) => desk.sync().takeClaims(portion, undefined, false)));
        expect(granted.every(({ ok }) => ok)).toBe(true);
        const round = workstations.flatMap((one) =>
          one.desk
            .sync()
            .claims()
            .claims.filter(({ state }) => state === 'held')
            .map(({ applicationId }) => ({ applicationId, one })),
        );
        expect(round.length).toBeGreaterThan(0);
        for (const { applicationId, one } of round) {
          expect(owners.has(applicationId)).toBe(false);
          owners.set(applicationId, one);
        }
        // Everybody decides all of it, whether it is theirs or not, and sends it in the same moment.
        for (const { desk } of workstations)
          for (const { applicationId } of round) expect(decideThis(desk, applicationId)?.state).toBe('waiting');
        expect(await Promise.all(workstations.map(({ desk }) => desk.sync().once()))).toEqual(workstations.map(() => undefined));
      }
      const times = new Map<string, number>();
      for (const { decision, receipt } of intake.control.decisions())
        if (receipt.status === 'accepted') times.set(decision.subject.id, (times.get(decision.subject.id) ?? 0) + 1);
      expect(times.size).toBe(shared);
      expect([...times.values()].filter((accepted) => accepted !== 1)).toEqual([]);
      const told: Record<string, number> = {};
      for (const one of workstations)
        for (const { subject, state, receipt } of everyRecordOf(one)) {
          const end = state === 'conflict' ? String(receipt?.conflict?.cause) : state;
          expect(['receipted', 'claim_lost', 'decided']).toContain(end);
          expect(end === 'receipted').toBe(owners.get(subject.id) === one);
          told[end] = (told[end] ?? 0) + 1;
        }
      const { receipted = 0, claim_lost = 0, decided = 0 } = told;
      expect([receipted, claim_lost + decided]).toEqual([shared, shared * (count - 1)]);
      tellFacts('workstations', {
        workstations: count,
        claimed: shared,
        ...told,
        seconds: Math.round((systemClock.monotonic() - began) / 1_000),
      });
    },
    60_000 + shared * count * 100,
  );
});

describe('two command lines on one platform', () => {
  it('that send at the same time: one exchange ends with all well, the other with something to look at', async () => {
    intake = await startTestIntake(await makeBatch({ count: 1, edit: bare }), { clock: systemClock.now });
    const [application] = intake.batch.applications;
    const folders = [join(freshFolder(), 'desk'), join(freshFolder(), 'desk')];
    const run = (index: number, ...parameters: string[]) =>
      command([...parameters, '--data', folders[index] ?? ''], {
        DESK_PASSPHRASE: passphrase,
        DESK_SERVER: serverFor(index).url,
        DESK_TOKEN: serverFor(index).token,
      });
    const both = async (...parameters: string[]) => Promise.all([run(0, ...parameters), run(1, ...parameters)]);
    for (const { code } of await both('init')) expect(code).toBe(0);
    for (const { code } of await both('sync', '--once')) expect(code).toBe(0);
    const file = join(freshFolder(), 'decision.json');
    writeFileSync(
      file,
      JSON.stringify({
        subject: { kind: 'application', id: application?.id, revision: 1 },
        outcome: 'reject',
        reasons: [{ code: 'authenticity.not_the_holder' }],
      }),
    );
    for (const { code, err } of await both('decide', '--file', file)) expect([code, err]).toEqual([0, '']);
    const exchanged = await both('sync', '--once', '--json');
    expect(exchanged.map(({ code }) => code).sort()).toEqual([0, 1]);
    expect(acceptedFor(application?.id ?? '')).toBe(1);
    const states = (await both('outbox', '--json')).map(({ lines }) => lines[0] as DecisionRecord);
    expect(states.map(({ state }) => state).sort()).toEqual(['conflict', 'receipted']);
    expect(states.find(({ state }) => state === 'conflict')?.receipt?.conflict?.cause).toBe('decided');
  }, 120_000);
});
