import { afterEach, expect, it } from 'vitest';
import { isDrawn } from '../../../electron/engine/review/second-look/draw.ts';
import type { GivenReason, Outcome } from '../../../shared/domain/decision.ts';
import type { Result } from '../../../shared/domain/failure.ts';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import { makeBatch, smallCatalogue, smallPolicy } from '../../fixtures/batch.ts';
import { openTestDesk, serverOf, type TestDesk } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { codeOf, taken } from '../../fixtures/workstation.ts';

let intake: TestIntake;
const desks: TestDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) {
    expect(desk.faults).toEqual([]);
    await desk.close();
  }
  await intake.end();
});

/** A platform whose policy draws every decision, or the share that is given. */
const begin = async (count: number, sharePercent = 100): Promise<void> => {
  const batch = await makeBatch({
    count,
    edit: (application) => {
      application.documents = [];
      application.type = 'other_kind';
    },
  });
  const reasons = smallCatalogue.reasons.map((reason) => ({ ...reason, outcomes: [...reason.outcomes, 'escalate' as const] }));
  const changes = batch.changes.map((change) => {
    if (change.kind === 'policy.upsert') return { ...change, policy: { ...smallPolicy, secondReview: { sharePercent } } };
    return change.kind === 'reasons.upsert' ? { ...change, catalogue: { ...smallCatalogue, reasons } } : change;
  });
  intake = await startTestIntake({ ...batch, changes });
};
const desk = async (who: number): Promise<TestDesk> => {
  const opened = openTestDesk(serverOf(intake, who));
  desks.push(opened);
  await opened.sync().once();
  return opened;
};
const idOf = (index: number): string => intake.batch.applications[index]?.id ?? '';
const tellingReason: GivenReason = { code: 'info.id_number_wrong', target: { field: 'idNumber' }, note: '第一位写下的话' };
const decide = (at: TestDesk, index: number, outcome: Outcome, reasons: GivenReason[] = []): Result<DecisionRecord> =>
  at.review.decide(
    {
      subject: { kind: 'application', id: idOf(index), revision: 1 },
      outcome,
      reasons,
      matched: [{ item: 'name', verdict: 'differs' }],
      note: '第一位给同事的话',
      durationMs: 900,
    },
    { takeBackSeconds: 0 },
  );
const view = (outcome: Outcome, reasons: GivenReason[] = []) => ({ outcome, reasons, matched: [], durationMs: 1_200 });
/** Everything that this desk’s page could be told of an application before a second view of it is formed. */
const toldOf = (at: TestDesk, index: number, decisionId: string): string =>
  JSON.stringify([
    at.review.secondLooks(),
    at.review.openSecondLook(decisionId, true),
    at.review.open(idOf(index), true),
    at.review.queuePage({ view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 50 }),
    at.review.outbox(0, 50),
    at.review.secondLookAgreement(),
  ]);

it('an escalation is decided by a senior, who sees the first view only with their own, and never by whoever escalated it', async () => {
  await begin(2);
  const [first, elsewhere, colleague, senior] = [await desk(0), await desk(0), await desk(1), await desk(2)];
  const { decisionId } = taken(decide(first, 0, 'escalate', [tellingReason]));
  for (const one of [first, elsewhere, colleague, senior]) await one.sync().once();

  // Not for whoever decided first, at this workstation or another, by whichever way; not for those who take no escalations.
  expect(taken(first.review.secondLooks()).waiting).toEqual([]);
  expect(taken(elsewhere.review.secondLooks()).waiting).toEqual([]);
  expect(codeOf(elsewhere.review.openSecondLook(decisionId, false))).toBe('second_look_own');
  expect(codeOf(elsewhere.review.formSecondView(decisionId, view('approve')))).toBe('second_look_own');
  expect(codeOf(decide(elsewhere, 0, 'approve'))).toBe('second_look_own');
  expect(codeOf(colleague.review.openSecondLook(decisionId, false))).toBe('second_look_needs_senior');

  expect(taken(senior.review.secondLooks())).toMatchObject({
    takesEscalations: true,
    waiting: [{ decisionId, kind: 'escalation', applicationId: idOf(0), name: expect.stringContaining('•') }],
  });
  expect(toldOf(senior, 0, decisionId)).not.toMatch(/第一位|id_number_wrong/);

  // What the linter refuses forms no view, and still shows nothing.
  expect(codeOf(senior.review.formSecondView(decisionId, view('reject')))).toBe('notice_refused');
  expect(toldOf(senior, 0, decisionId)).not.toMatch(/第一位|id_number_wrong/);

  const formed = taken(
    senior.review.formSecondView(decisionId, view('request_fixes', [{ code: 'info.id_number_wrong', target: { field: 'idNumber' } }])),
  );
  expect(formed.formed).toMatchObject({
    first: { outcome: 'escalate', note: '第一位给同事的话', reasons: [{ note: '第一位写下的话' }], matched: [{ item: 'name' }] },
    second: { outcome: 'request_fixes' },
    comparison: { outcome: 'not_comparable', reasons: [{ code: 'info.id_number_wrong', by: 'both' }] },
    decision: { outcome: 'request_fixes' },
  });
  expect(JSON.stringify(formed)).not.toContain(intake.tokens[0]?.reviewerId);
  senior.clock.advance(11_000);
  await senior.sync().once();
  expect(intake.control.decisions().map(({ decision, receipt }) => [decision.outcome, receipt.status])).toEqual([
    ['escalate', 'accepted'],
    ['request_fixes', 'accepted'],
  ]);
  expect(taken(senior.review.secondLooks())).toMatchObject({ waiting: [], formed: [{ decisionId, agrees: true }] });
});

it('whoever decides an escalated application from the queue has formed the second view with it', async () => {
  await begin(1);
  const [first, senior] = [await desk(0), await desk(2)];
  const { decisionId } = taken(decide(first, 0, 'escalate', [tellingReason]));
  await first.sync().once();
  await senior.sync().once();
  expect(JSON.stringify(taken(senior.review.open(idOf(0), false)))).not.toMatch(/第一位/);
  taken(decide(senior, 0, 'approve'));
  expect(taken(senior.review.openSecondLook(decisionId, false)).formed).toMatchObject({
    second: { outcome: 'approve' },
    comparison: { reasons: [{ code: 'info.id_number_wrong', by: 'first' }] },
  });
});

it('decisions are drawn by the seed in the audit; a drawn one is looked at blind, nothing is sent, and what was different can be explained', async () => {
  await begin(12, 50);
  const [first, second] = [await desk(0), await desk(1)];
  const decided = Array.from({ length: 12 }, (_, index) => taken(decide(first, index, 'request_fixes', [tellingReason])).decisionId);
  await first.sync().once();
  await second.sync().once();
  const { waiting, share } = taken(second.review.secondLooks());
  const entries = second.store.read.auditEntries(1, 100).filter(({ action }) => action === 'second_look.seeded');
  const seed = String(entries[0]?.details?.seed);
  expect(entries).toHaveLength(1);
  expect(share).toBe(0.5);
  expect(waiting.map((row) => row.decisionId).sort()).toEqual(decided.filter((id) => isDrawn(seed, id, 0.5)).sort());
  // All of what is drawn would be a chance of one in 4,096, and so would nothing: then there is nothing to look at here.
  const row = waiting[0];
  if (row === undefined) return;
  const index = intake.batch.applications.findIndex(({ id }) => id === row.applicationId);
  expect(toldOf(second, index, row.decisionId)).not.toMatch(/第一位|id_number_wrong|request_fixes/);
  expect(taken(second.review.openSecondLook(row.decisionId, false)).sheet).toMatchObject({ state: 'open', decisions: [] });

  const formed = taken(second.review.formSecondView(row.decisionId, view('approve')));
  expect(formed.formed).toMatchObject({
    first: { outcome: 'request_fixes' },
    second: { outcome: 'approve' },
    comparison: { outcome: 'different' },
  });
  expect(codeOf(second.review.explainDifference(row.decisionId, `电话 ${intake.batch.applications[index]?.applicant.phone}`))).toBe(
    'input_invalid',
  );
  taken(second.review.explainDifference(row.decisionId, '姓名的写法两种都通行'));
  expect(taken(second.review.openSecondLook(row.decisionId, false)).formed?.note).toBe('姓名的写法两种都通行');
  expect(codeOf(second.review.formSecondView(row.decisionId, view('approve')))).toBe('second_look_unknown');
  expect(taken(second.review.outbox(0, 10)).total).toBe(0);
  expect(taken(second.review.secondLookAgreement())).toMatchObject({ cases: 1, outcomes: { cases: 1, agreed: 0 } });
  // The bare facts outlive the application; the views do not.
  second.store.transaction((write) => write.removeApplication(row.applicationId));
  expect(taken(second.review.secondLookAgreement()).cases).toBe(1);
  expect(second.store.read.secondLook(row.decisionId)?.views).toBeUndefined();
});

it('at one desk that two share, what the first decided is hidden from the second everywhere until they have formed a view', async () => {
  await begin(2);
  const shared = await desk(0);
  const escalated = taken(decide(shared, 0, 'escalate', [tellingReason])).decisionId;
  const sampled = taken(decide(shared, 1, 'request_fixes', [tellingReason])).decisionId;
  await shared.sync().once();
  // A signed package named the second one, who then exchanges as such.
  shared.store.transaction((write) =>
    write.saveWorkstation({
      reviewer: { id: intake.tokens[2]?.reviewerId ?? '', name: '周', roles: ['reviewer', 'senior'] },
      ownReviewerId: intake.tokens[2]?.reviewerId,
    }),
  );
  await shared.connect(serverOf(intake, 2));
  await shared.sync().once();
  expect(taken(shared.review.secondLooks()).waiting.map(({ decisionId }) => decisionId)).toEqual([escalated, sampled]);
  expect(toldOf(shared, 0, escalated)).not.toMatch(/第一位|id_number_wrong|request_fixes/);
  expect(toldOf(shared, 1, sampled)).not.toMatch(/第一位|id_number_wrong|request_fixes/);
  taken(shared.review.formSecondView(sampled, view('request_fixes', [tellingReason])));
  taken(shared.review.formSecondView(escalated, view('approve')));
  expect(taken(shared.review.secondLooks())).toMatchObject({ waiting: [], formed: [{}, {}] });
  shared.clock.advance(11_000);
  await shared.sync().once();
  expect(intake.control.decisions().at(-1)).toMatchObject({ decision: { outcome: 'approve' }, receipt: { status: 'accepted' } });
});

it('a newer revision, a later decision, or the own conflicting one ends the waiting', async () => {
  await begin(3);
  const [first, second, senior] = [await desk(0), await desk(1), await desk(2)];
  for (const index of [0, 1]) taken(decide(first, index, 'escalate'));
  taken(decide(first, 2, 'approve'));
  await first.sync().once();
  await second.sync().once();
  taken(decide(second, 1, 'approve'));
  await second.sync().once();
  await intake.control.resubmit(idOf(0), { applicant: { name: '样本新' } });
  taken(decide(senior, 2, 'approve'));
  await senior.sync().once();
  const { waiting } = taken(senior.review.secondLooks());
  expect(waiting.map(({ applicationId, kind }) => [applicationId, kind])).toEqual([[idOf(1), 'sample']]);
});

it('a sample leaves out what was once one\u2019s own: another revision, another workstation, a decision that was dropped', async () => {
  await begin(4);
  const [own, elsewhere, colleague] = [await desk(0), await desk(0), await desk(1)];
  // The first was theirs on an earlier revision, the second at the other workstation, the third until their decision came back; the fourth never was.
  taken(decide(own, 0, 'request_fixes', [tellingReason]));
  await own.sync().once();
  await intake.control.resubmit(idOf(0), { applicant: { name: '样本新' } });
  taken(decide(elsewhere, 1, 'escalate', [tellingReason]));
  await elsewhere.sync().once();
  await own.sync().once();
  await colleague.sync().once();
  const again = (index: number, revision: number) =>
    taken(
      colleague.review.decide(
        { subject: { kind: 'application', id: idOf(index), revision }, outcome: 'approve', reasons: [], matched: [], durationMs: 900 },
        { takeBackSeconds: 0 },
      ),
    ).decisionId;
  const theirs = [again(0, 2), again(1, 1), again(2, 1), again(3, 1)];
  await colleague.sync().once();
  const late = taken(decide(own, 2, 'approve')).decisionId;
  await own.sync().once();
  taken(own.review.drop(late, ''));
  await own.sync().once();
  await elsewhere.sync().once();

  expect(
    taken(own.review.secondLooks()).waiting.map(({ applicationId }) =>
      intake.batch.applications.findIndex(({ id }) => id === applicationId),
    ),
  ).toEqual([3]);
  for (const decisionId of theirs.slice(0, 3)) expect(codeOf(own.review.openSecondLook(decisionId, false))).toBe('second_look_unknown');
  // At the other workstation only what the platform told of can be known: of the dropped one it never heard.
  expect(taken(elsewhere.review.secondLooks()).waiting.map(({ decisionId }) => decisionId)).not.toContain(theirs[1]);
});
