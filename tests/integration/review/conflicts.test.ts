import { afterEach, describe, expect, it } from 'vitest';
import type { ConflictSheet } from '../../../shared/domain/conflict.ts';
import type { Result } from '../../../shared/domain/failure.ts';
import type { DecideInput } from '../../../shared/domain/review.ts';
import { fixedId, makeBatch } from '../../fixtures/batch.ts';
import { openTestDesk, serverOf, type TestDesk } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';

let intake: TestIntake;
let desk: TestDesk;
afterEach(async () => {
  expect(desk.faults).toEqual([]);
  await desk.close();
  await intake.end();
});

const begin = async (): Promise<void> => {
  intake = await startTestIntake(await makeBatch({ count: 2 }));
  desk = openTestDesk(serverOf(intake));
  await desk.sync().once();
};
const id = (): string => intake.batch.applications[0]?.id ?? '';
const photo = (kind: string) => intake.batch.applications[0]?.documents.find((document) => document.kind === kind);
const reasons = [
  { code: 'info.id_number_wrong', target: { field: 'idNumber' } },
  { code: 'document.blurred', target: { documentId: '' }, values: { measured: '0.4', limit: '1' } },
];
const decide = (change: Partial<DecideInput> = {}): string => {
  const given = reasons.map((reason) =>
    reason.target.documentId === '' ? { ...reason, target: { documentId: photo('portrait')?.id ?? '' } } : reason,
  );
  const decided = desk.review.decide(
    {
      subject: { kind: 'application', id: id(), revision: 1 },
      outcome: 'request_fixes',
      reasons: given,
      matched: [
        { item: 'name', verdict: 'match' },
        { item: 'idNumber', verdict: 'differs' },
        { item: 'validUntil', verdict: 'match' },
        { item: 'phone', verdict: 'match' },
      ],
      note: '身份证号码请再看',
      durationMs: 4_000,
      ...change,
    },
    { takeBackSeconds: 0 },
  );
  if (!decided.ok) throw new Error(`${decided.error.code} ${JSON.stringify(decided.error.details)}`);
  return decided.value.decisionId;
};
const sheetOf = (decisionId: string, reveal = false): ConflictSheet => {
  const sheet = desk.review.openConflict(decisionId, reveal);
  if (!sheet.ok) throw new Error(sheet.error.code);
  return sheet.value;
};
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);
const open = () => {
  const sheet = desk.review.open(id(), false);
  if (!sheet.ok) throw new Error(sheet.error.code);
  return sheet.value;
};

describe('amended while it was decided', () => {
  it('lays both states side by side, field by field and photo by photo, masked until asked; what still holds is taken over', async () => {
    await begin();
    const decisionId = decide();
    const back = photo('id_back');
    await intake.control.resubmit(id(), {
      applicant: { ...intake.batch.applications[0]?.applicant, phone: '13900139000' },
      documents: (intake.batch.applications[0]?.documents ?? []).map((document) =>
        document.kind === 'id_back' ? { ...document, id: fixedId('document', 900), sha256: photo('portrait')?.sha256 ?? '' } : document,
      ),
    });
    await desk.sync().once();
    const sheet = sheetOf(decisionId);
    expect(sheet).toMatchObject({
      cause: 'amended',
      decision: { decisionId, outcome: 'request_fixes', note: '身份证号码请再看', state: 'conflict' },
      decidedUpon: { revision: 1 },
      present: { revision: 2 },
      changes: {
        revision: { before: 1, after: 2 },
        fields: [{ field: 'phone', before: '138••••8000', after: '139••••9000' }],
        documents: [{ kind: 'id_back', change: 'replaced', before: { id: back?.id }, after: { id: fixedId('document', 900) } }],
      },
      mayDecideAgain: true,
    });
    expect(sheet.changes?.account).toBeUndefined();
    expect(sheet.standing.map(({ item }) => item)).toEqual(['name', 'idNumber']);
    expect(sheet.fallen.map(({ item }) => item)).toEqual(['validUntil', 'phone']);
    const revealed = sheetOf(decisionId, true);
    expect(revealed.changes?.fields).toEqual([{ field: 'phone', before: '13800138000', after: '13900139000' }]);
    expect(desk.store.read.auditEntries(0, 100).filter(({ action }) => action === 'fields.revealed')).toHaveLength(1);

    expect(desk.review.decideAgain(decisionId, true)).toEqual({ ok: true, value: { subject: { kind: 'application', id: id() } } });
    const again = open();
    expect(again.state).toBe('open');
    expect(again.draft).toMatchObject({ note: '身份证号码请再看', matched: sheet.standing });
    expect(again.draft.reasons.map(({ code }) => code)).toEqual(['info.id_number_wrong', 'document.blurred']);
    expect(desk.store.read.decision(decisionId)?.state).toBe('dropped');
    expect(desk.store.read.decisionBasis(decisionId)).toBeUndefined();
    expect(codeOf(desk.review.openConflict(decisionId, false))).toBe('not_in_conflict');
    expect(desk.store.read.auditEntries(0, 100).at(-1)).toMatchObject({
      action: 'decision.reopened',
      details: { cause: 'amended', keptMarks: 1 },
    });
    decide({ subject: { kind: 'application', id: id(), revision: 2 } });
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.sync().state().outbox).toMatchObject({ receipted: 1, conflict: 0 });
  });

  it('loses no mark that was made meanwhile', async () => {
    await begin();
    const decisionId = decide();
    await intake.control.resubmit(id(), {});
    await desk.sync().once();
    desk.review.saveDraft(id(), { reasons: [], matched: [{ item: 'name', verdict: 'unreadable' }], note: '新的' });
    desk.review.decideAgain(decisionId, true);
    expect(open().draft).toMatchObject({
      note: '新的',
      matched: [
        { item: 'name', verdict: 'unreadable' },
        { item: 'idNumber', verdict: 'differs' },
        { item: 'validUntil', verdict: 'match' },
        { item: 'phone', verdict: 'match' },
      ],
    });
  });

  it('can’t be decided again before the newer revision is here', async () => {
    await begin();
    const decisionId = decide();
    await intake.control.resubmit(id(), {});
    // The exchange reads the feed first; so that the receipt comes before it, the feed is down.
    intake.control.fault({ call: 'changes', kind: 'status', status: 502, times: 1 });
    await desk.sync().once();
    expect(desk.store.read.decision(decisionId)?.state).toBe('conflict');
    expect(sheetOf(decisionId)).toMatchObject({ cause: 'amended', mayDecideAgain: false, changes: { fields: [], documents: [] } });
    expect(codeOf(desk.review.decideAgain(decisionId, true))).toBe('application_changed');
    await desk.sync().once();
    expect(sheetOf(decisionId).mayDecideAgain).toBe(true);
  });

  it('a draft that was begun before tells what changed since', async () => {
    await begin();
    desk.review.saveDraft(id(), { reasons: [], matched: [{ item: 'name', verdict: 'match' }] });
    expect(open().changedSinceDraft).toBeUndefined();
    await intake.control.resubmit(id(), { applicant: { ...intake.batch.applications[0]?.applicant, phone: '13900139000' } });
    await desk.sync().once();
    expect(open()).toMatchObject({
      changedSinceDraft: { revision: { before: 1, after: 2 }, fields: [{ field: 'phone', after: '139••••9000' }] },
      draft: { matched: [{ item: 'name', verdict: 'match' }] },
    });
    expect(() => decide()).toThrow('application_changed');
    expect(open()).toMatchObject({ changedSinceDraft: { revision: { before: 1, after: 2 } }, draft: { outcome: 'request_fixes' } });
  });
});

describe('what can’t be decided again', () => {
  it('withdrawn: the decision is beside what it was made on, and can only be given up', async () => {
    await begin();
    const decisionId = decide();
    await intake.control.append({ kind: 'application.remove', id: id(), cause: 'withdrawn' });
    await desk.sync().once();
    const sheet = sheetOf(decisionId);
    expect(sheet).toMatchObject({ cause: 'withdrawn', decidedUpon: { id: id() }, mayDecideAgain: false, standing: [] });
    expect(sheet.present).toBeUndefined();
    expect(sheet.fallen).toHaveLength(4);
    expect(codeOf(desk.review.decideAgain(decisionId, true))).toBe('application_unknown');
    expect(codeOf(desk.review.drop(decisionId, '已撤回'))).toBe('ok');
    expect(desk.store.read.decisionBasis(decisionId)).toBeUndefined();
  });

  it('decided by somebody else: tells what was decided', async () => {
    await begin();
    const decisionId = decide();
    await intake.control.append({
      kind: 'decision.recorded',
      applicationId: id(),
      decisionId: fixedId('elsewhere', 0),
      outcome: 'reject',
      decidedAt: '2026-11-16T01:59:00Z',
      reviewerId: 'somebody',
      revision: 1,
    });
    await desk.sync().once();
    expect(sheetOf(decisionId)).toMatchObject({ cause: 'decided', mayDecideAgain: false });
    expect(codeOf(desk.review.decideAgain(decisionId, false))).toBe('already_decided');
    expect(open().state).toBe('decided');
  });

  it('what did not come back is no conflict', async () => {
    await begin();
    const decisionId = decide();
    expect(codeOf(desk.review.openConflict(decisionId, false))).toBe('not_in_conflict');
    expect(codeOf(desk.review.openConflict('nobody', false))).toBe('decision_unknown');
    expect(desk.store.read.decisionBasis(decisionId)?.id).toBe(id());
    await desk.sync().once();
    expect(desk.store.read.decisionBasis(decisionId)).toBeUndefined();
  });
});

it('an account that changed is shown, the marks stand, and the reasons about it fall', async () => {
  await begin();
  const decisionId = decide({ outcome: 'approve', reasons: [] });
  await intake.control.append({
    kind: 'account.status',
    accountId: fixedId('account', 0),
    status: 'locked',
    since: '2026-11-16T01:00:00Z',
  });
  await desk.sync().once();
  expect(sheetOf(decisionId)).toMatchObject({
    cause: 'account_inactive',
    changes: { account: { before: { status: 'active' }, after: { status: 'locked' } }, fields: [] },
    fallen: [],
    mayDecideAgain: true,
  });
  expect(codeOf(desk.review.decideAgain(decisionId, false))).toBe('ok');
  expect(open()).toMatchObject({ state: 'open', draft: { reasons: [], matched: [] } });
});
