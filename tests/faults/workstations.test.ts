import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/engine/ports/clock.ts';
import type { Application } from '../../shared/domain/application.ts';
import type { DecisionRecord } from '../../shared/domain/review.ts';
import { makeBatch } from '../fixtures/batch.ts';
import { startTestIntake, type TestIntake } from '../fixtures/intake.ts';
import { desk as command } from '../fixtures/processes.ts';
import { freshFolder } from '../fixtures/store.ts';
import { passphrase, taken } from '../fixtures/workstation.ts';
import { decideOne, type LiveWorkstation, openLiveWorkstation } from './live-workstation.ts';

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
