import { afterEach, describe, expect, it } from 'vitest';
import type { ReviewSheet } from '../../../shared/domain/review.ts';
import { makeBatch } from '../../fixtures/batch.ts';
import { openTestDesk, serverOf, type TestDesk } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';

let intake: TestIntake;
let desk: TestDesk;
const zone = process.env.TZ;
afterEach(async () => {
  process.env.TZ = zone ?? '';
  if (zone === undefined) delete process.env.TZ;
  expect(desk.faults).toEqual([]);
  await desk.close();
  await intake.end();
});

/** Applications submitted at these times; the workstation's own clock may be wrong by `wrongBy` ms. */
const begin = async (submitted: string[], wrongBy = 0): Promise<void> => {
  intake = await startTestIntake(
    await makeBatch({
      count: submitted.length,
      edit: (application, index) => {
        application.documents = [];
        application.submittedAt = submitted[index] ?? '';
      },
    }),
  );
  desk = openTestDesk(serverOf(intake), undefined, intake.time.now + wrongBy);
  await desk.sync().once();
};
const dueOf = (index = 0): string => desk.store.read.application(intake.batch.applications[index]?.id ?? '')?.dueAt ?? '';
const sheetOf = (index = 0): ReviewSheet => {
  const sheet = desk.review.open(intake.batch.applications[index]?.id ?? '', false);
  if (!sheet.ok) throw new Error(sheet.error.code);
  return sheet.value;
};

describe('due times on a workstation', () => {
  it('skip statutory holidays, count days worked in exchange, and mark a year that nobody has announced', async () => {
    // Before National Day 2026 (1 to 7 October); before a Sunday that is worked for it; before a year without a calendar.
    await begin(['2026-09-30T02:00:00Z', '2026-09-18T02:00:00Z', '2027-12-30T02:00:00Z']);
    expect(dueOf(0)).toBe('2026-10-10T02:00:00.000Z');
    expect(sheetOf(0).due.explanation.zh).toContain('国庆');
    expect(dueOf(1)).toBe('2026-09-22T02:00:00.000Z');
    expect(sheetOf(2).due.explanation.en).toMatch(/2027|2028/);
  });

  it.each(['America/Los_Angeles', 'Pacific/Apia', 'Asia/Kolkata', 'Pacific/Kiritimati'])(
    'are the same on a machine that is set to %s',
    async (name) => {
      process.env.TZ = name;
      expect(new Date(2026, 10, 16).getTimezoneOffset()).not.toBe(-480);
      await begin(['2026-11-13T08:20:00Z']);
      expect(dueOf()).toBe('2026-11-18T08:20:00.000Z');
      expect(sheetOf().due.explanation.zh).toContain('16:20');
    },
  );

  it.each([-9, 9, -96, 96])('are held against the platform’s clock where the local one is wrong by %i hours', async (hours) => {
    // Due on Wednesday 18 November at 10:00 in Shanghai; the platform says that it is Monday 10:00.
    await begin(['2026-11-13T02:00:00Z'], hours * 3_600_000);
    expect(sheetOf().due.state).toBe('in_time');
    for (const [until, state] of [
      [47, 'at_risk'],
      [49, 'past'],
    ] as const) {
      desk.clock.set(intake.time.now + hours * 3_600_000 + until * 3_600_000);
      expect(sheetOf().due.state).toBe(state);
      const page = desk.review.queuePage({ view: 'at_risk', order: { by: 'due', descending: false }, offset: 0, limit: 10 });
      expect(page.ok && page.value.rows).toMatchObject([{ dueState: state }]);
    }
  });

  it.each([-24, 24])(
    'and what is put off come back by the platform’s clock, also where the local one is set by %i hours meanwhile',
    async (hours) => {
      await begin(['2026-11-13T02:00:00Z']);
      const applicationId = intake.batch.applications[0]?.id ?? '';
      const mine = (): number => {
        const page = desk.review.queuePage({ view: 'mine', order: { by: 'due', descending: false }, offset: 0, limit: 10 });
        return page.ok ? page.value.total : -1;
      };
      expect(mine()).toBe(1);
      desk.review.postpone(applicationId, 30, '等待');
      expect(mine()).toBe(0);
      const pass = async (minutes: number, setBy = 0): Promise<void> => {
        intake.time.now += minutes * 60_000;
        desk.clock.advance(minutes * 60_000);
        desk.clock.set(desk.clock.now() + setBy * 3_600_000);
        await desk.sync().once();
      };
      await pass(10, hours);
      expect(sheetOf().due.state).toBe('in_time');
      expect(mine()).toBe(0);
      await pass(21);
      expect(mine()).toBe(1);
    },
  );

  it('follow a new policy where they are open; what is decided keeps the version that it was decided under', async () => {
    await begin(['2026-11-13T02:00:00Z', '2026-11-13T02:00:00Z']);
    const decided = desk.review.decide(
      {
        subject: { kind: 'application', id: intake.batch.applications[1]?.id ?? '', revision: 1 },
        outcome: 'escalate',
        reasons: [],
        matched: [],
        durationMs: 1,
      },
      { takeBackSeconds: 0 },
    );
    const before = dueOf(1);
    const policy = desk.store.read.policy();
    if (policy === undefined) throw new Error('there is no policy');
    const next = { ...policy, version: 'fixture-2', due: { ...policy.due, workingDays: 1 } };
    await intake.control.append({ kind: 'policy.upsert', version: 'fixture-2', policy: next });
    expect(await desk.sync().once()).toBeUndefined();
    expect(dueOf(0)).toBe('2026-11-16T02:00:00.000Z');
    expect(dueOf(1)).toBe(before);
    const decisionId = decided.ok ? decided.value.decisionId : '';
    expect(desk.store.read.decision(decisionId)?.decision.policyVersion).toBe('fixture-1');
    expect(intake.control.decisions()[0]?.decision.policyVersion).toBe('fixture-1');
  });
});
