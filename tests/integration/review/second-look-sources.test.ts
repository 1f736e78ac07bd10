import { afterEach, expect, it } from 'vitest';
import { isDrawn, ownDraw } from '../../../electron/engine/review/second-look/draw.ts';
import type { GivenReason, Outcome } from '../../../shared/domain/decision.ts';
import type { PlantedCase, SecondLookRules } from '../../../shared/domain/policy.ts';
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

const begin = async (count: number, rules: (ids: string[]) => SecondLookRules, photos = false): Promise<void> => {
  const batch = await makeBatch({
    count,
    edit: (application) => {
      if (photos) return;
      application.documents = [];
      application.type = 'other_kind';
    },
  });
  const secondReview = rules(batch.applications.map(({ id }) => id));
  const reasons = smallCatalogue.reasons.map((reason) => ({ ...reason, outcomes: [...reason.outcomes, 'escalate' as const] }));
  const changes = batch.changes.map((change) => {
    if (change.kind === 'policy.upsert') return { ...change, policy: { ...smallPolicy, secondReview } };
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
const wrongNumber: GivenReason = { code: 'info.id_number_wrong', target: { field: 'idNumber' } };
const decide = (at: TestDesk, index: number, outcome: Outcome, reasons: GivenReason[] = []) =>
  at.review.decide(
    {
      subject: { kind: 'application', id: idOf(index), revision: 1 },
      outcome,
      reasons,
      matched: [],
      note: '当时写下的话',
      durationMs: 900,
    },
    { takeBackSeconds: 0 },
  );
const view = (outcome: Outcome, reasons: GivenReason[] = []) => ({ outcome, reasons, matched: [], durationMs: 1_200 });
const waitingAt = (at: TestDesk) => taken(at.review.secondLooks()).waiting;
const week = 7 * 86_400_000;

it('one’s own old decision comes back after its weeks, hidden, to nobody else, and changes nothing whatever is thought of it now', async () => {
  await begin(3, () => ({ sharePercent: 0, own: { sharePercent: 100, afterWeeks: 3 } }));
  const [own, colleague] = [await desk(0), await desk(1)];
  const first = taken(decide(own, 0, 'request_fixes', [wrongNumber])).decisionId;
  const later = taken(decide(own, 1, 'approve')).decisionId;
  const escalated = taken(decide(own, 2, 'escalate', [wrongNumber])).decisionId;
  await own.sync().once();
  await colleague.sync().once();

  own.clock.advance(3 * week - 60_000);
  expect(waitingAt(own)).toEqual([]);
  expect(codeOf(own.review.openSecondLook(first, false))).toBe('second_look_unknown');
  own.clock.advance(120_000);
  colleague.clock.advance(3 * week + 60_000);
  await colleague.sync().once();
  // An escalation is somebody else's to decide, and never comes back to whoever made it.
  expect(waitingAt(own).map(({ decisionId, kind }) => [decisionId, kind])).toEqual([
    [first, 'own'],
    [later, 'own'],
  ]);
  expect(taken(own.review.secondLookCount())).toEqual({ waiting: 2 });
  expect(waitingAt(colleague)).toEqual([]);
  expect(codeOf(colleague.review.openSecondLook(first, false))).toBe('second_look_unknown');
  expect(codeOf(own.review.openSecondLook(escalated, false))).toBe('second_look_unknown');

  const everything = () =>
    JSON.stringify([
      own.review.secondLooks(),
      own.review.openSecondLook(first, true),
      own.review.open(idOf(0), true),
      own.review.applicantStatus(idOf(0)),
      own.review.queuePage({ view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 50 }),
      taken(own.review.outbox(0, 50)).decisions.filter(({ decisionId }) => decisionId === first),
    ]);
  expect(everything()).not.toMatch(/当时写下|"outcome":"request_fixes"|"reasonCodes":\["info/);
  expect(taken(own.review.openSecondLook(first, false))).toMatchObject({ kind: 'own', sheet: { state: 'open', decisions: [] } });

  // What was decided stands: the way of every decision is closed, and nothing goes out.
  await own.sync().once();
  expect(codeOf(decide(own, 0, 'approve'))).toBe('already_decided');
  const formed = taken(own.review.formSecondView(first, view('approve')));
  expect(formed).toMatchObject({
    kind: 'own',
    formed: { first: { outcome: 'request_fixes' }, second: { outcome: 'approve' }, comparison: { outcome: 'different' } },
  });
  expect(formed.formed?.decision).toBeUndefined();
  taken(own.review.formSecondView(later, view('approve')));
  await own.sync().once();
  expect(intake.control.decisions().map(({ decision }) => decision.outcome)).toEqual(['request_fixes', 'approve', 'escalate']);
  expect(own.store.read.decision(first)).toMatchObject({ state: 'receipted', outcome: 'request_fixes' });
  expect(waitingAt(own)).toEqual([]);
  // The same person twice is not two people.
  expect(taken(own.review.secondLookAgreement())).toMatchObject({
    cases: 0,
    outcomes: { cases: 0 },
    perSource: [{ kind: 'own', looks: 2, outcomes: { cases: 2, agreed: 1 } }],
  });
});

it('one’s own are drawn by the seed in the audit, a few at a time, oldest first, and not at all where the policy says so', async () => {
  await begin(16, () => ({ sharePercent: 5, own: { sharePercent: 60, afterWeeks: 2 } }));
  const own = await desk(0);
  const decided = Array.from({ length: 16 }, (_, index) => {
    own.clock.advance(1_000);
    return taken(decide(own, index, 'approve')).decisionId;
  });
  await own.sync().once();
  own.clock.advance(2 * week + 60_000);
  const listed = waitingAt(own).map(({ decisionId }) => decisionId);
  const [entry] = own.store.read.auditEntries(1, 200).filter(({ action }) => action === 'second_look.seeded');
  expect(entry?.details).toMatchObject({ ownSharePercent: 60, ownAfterWeeks: 2 });
  const drawn = decided.filter((id) => isDrawn(String(entry?.details?.seed), ownDraw + id, 0.6));
  expect(listed).toEqual(drawn.slice(0, 5));
  own.store.transaction((write) =>
    write.putPolicy({ ...smallPolicy, secondReview: { sharePercent: 0, own: { sharePercent: 0, afterWeeks: 2 } } }),
  );
  expect(waitingAt(own)).toEqual([]);
  for (const id of drawn) expect(codeOf(own.review.openSecondLook(id, false))).toBe('second_look_unknown');
});

it('a planted case is decided like every other, unknown to the page, and is laid beside what is known afterwards', async () => {
  const known = (ids: string[]): PlantedCase[] => [
    { applicationId: ids[0] ?? '', revision: 1, outcome: 'request_fixes', reasons: [wrongNumber], note: '号码与证件不符' },
    { applicationId: ids[1] ?? '', revision: 1, outcome: 'approve' },
    { applicationId: ids[2] ?? '', revision: 2, outcome: 'approve' },
  ];
  await begin(4, (ids) => ({ sharePercent: 0, planted: known(ids) }));
  const [first, second] = [await desk(0), await desk(1)];
  const told = (at: TestDesk) =>
    JSON.stringify([at.review.rules(), at.review.secondLooks(), at.review.open(idOf(0), true), at.review.open(idOf(1), true)]);
  expect(told(first)).not.toMatch(/planted|号码与证件不符/);
  expect(waitingAt(first)).toEqual([]);

  const made = taken(decide(first, 0, 'approve')).decisionId;
  taken(decide(first, 2, 'approve'));
  expect(taken(first.review.openSecondLook(made, false))).toMatchObject({
    kind: 'planted',
    formed: {
      first: { outcome: 'request_fixes', note: '号码与证件不符' },
      second: { outcome: 'approve' },
      comparison: { outcome: 'different', reasons: [{ by: 'first' }] },
      decision: { decisionId: made },
    },
  });
  // Only on the revision that the site knows of.
  expect(taken(first.review.secondLookAgreement())).toMatchObject({ cases: 0, perSource: [{ kind: 'planted', looks: 1 }] });
  await first.sync().once();
  expect(intake.control.decisions().map(({ receipt }) => receipt.status)).toEqual(['accepted', 'accepted']);

  // Whoever did not decide it finds it among the drawn ones, and whoever did never finds it again.
  await second.sync().once();
  const [row, ...others] = waitingAt(second);
  expect(others).toEqual([]);
  expect(row).toMatchObject({ decisionId: made, kind: 'sample', applicationId: idOf(0) });
  expect(taken(second.review.openSecondLook(made, true)).kind).toBe('sample');
  expect(told(second)).not.toMatch(/planted|号码与证件不符/);
  expect(waitingAt(first)).toEqual([]);
  expect(taken(second.review.formSecondView(made, view('request_fixes', [wrongNumber])))).toMatchObject({
    kind: 'planted',
    formed: { first: { outcome: 'request_fixes' }, comparison: { outcome: 'same' } },
  });
  expect(taken(second.review.secondLookAgreement()).perSource).toMatchObject([{ kind: 'planted', looks: 1, outcomes: { agreed: 1 } }]);
  expect(taken(second.review.outbox(0, 10)).total).toBe(0);
});

it('a planted case that is escalated is decided by its second person, and compared with what that one decides', async () => {
  await begin(1, (ids) => ({ sharePercent: 0, planted: [{ applicationId: ids[0] ?? '', revision: 1, outcome: 'approve' }] }));
  const [first, senior] = [await desk(0), await desk(2)];
  const escalation = taken(decide(first, 0, 'escalate', [wrongNumber])).decisionId;
  expect(taken(first.review.secondLookAgreement()).perSource).toEqual([]);
  await first.sync().once();
  await senior.sync().once();
  taken(senior.review.formSecondView(escalation, view('approve')));
  expect(taken(senior.review.secondLookAgreement()).perSource).toMatchObject([
    { kind: 'escalation', looks: 1 },
    { kind: 'planted', looks: 1, outcomes: { agreed: 1 } },
  ]);
});

it('what a colleague decided before this desk had checked it is checked, photos and all, as soon as it waits for a second look; nothing else is', async () => {
  await begin(2, () => ({ sharePercent: 100 }), true);
  const first = await desk(0);
  for (const index of [0, 1]) taken(decide(first, index, 'request_fixes', [wrongNumber]));
  await first.sync().once();
  // Application and decision come with one page of the feed.
  const second = await desk(1);
  expect(second.store.read.uncheckedDocuments(10)).toEqual([]);
  expect(second.store.read.application(idOf(0))).toMatchObject({ state: 'decided', checksComplete: false });

  const [row] = taken(second.review.secondLooks()).waiting;
  expect(second.store.read.checkCounts().waiting).toBeGreaterThan(0);
  await second.sync().checkAll();
  expect(second.store.read.checkCounts().waiting).toBe(0);
  const { sheet } = taken(second.review.openSecondLook(row?.decisionId ?? '', false));
  expect(sheet.checks).toBe('complete');
  expect(sheet.documents.length).toBeGreaterThan(0);
  expect(sheet.documents.map(({ arrival, width }) => [arrival, width])).toEqual(sheet.documents.map(() => ['held', 640]));
  expect(sheet.findings.map(({ check }) => check)).toEqual(expect.arrayContaining(['image.intact', 'field.id_number']));
});
