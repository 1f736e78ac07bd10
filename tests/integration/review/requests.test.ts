import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import catalogue from '../../../resources/reasons.json' with { type: 'json' };
import { catalogueSchema } from '../../../shared/contract/intake/index.ts';
import type { Outcome } from '../../../shared/domain/decision.ts';
import type { Result } from '../../../shared/domain/failure.ts';
import type { DecisionRecord, RequestSheet } from '../../../shared/domain/review.ts';
import { fixedId, makeBatch } from '../../fixtures/batch.ts';
import { openTestDesk, serverOf, type TestDesk } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';

let intake: TestIntake;
let desk: TestDesk;
beforeEach(async () => {
  intake = await startTestIntake(
    await makeBatch({
      count: 4,
      edit: (application) => {
        application.documents = [];
      },
    }),
  );
  const reasons = catalogueSchema.parse(catalogue);
  await intake.control.append({ kind: 'reasons.upsert', version: reasons.version, catalogue: reasons });
  desk = openTestDesk(serverOf(intake));
  await desk.sync().once();
});
afterEach(async () => {
  expect(desk.faults).toEqual([]);
  await desk.close();
  await intake.end();
});

const applicationId = (index = 0): string => intake.batch.applications[index]?.id ?? '';
const ask = async (index: number, kind: string, payload: Record<string, unknown>, about: number | null = 0): Promise<string> => {
  const id = fixedId('asked', index);
  const submittedAt = `2026-11-16T01:0${index}:00Z`;
  const request = {
    id,
    kind,
    accountId: fixedId('account', 0),
    submittedAt,
    payload,
    ...(about === null ? {} : { applicationId: applicationId(about) }),
  };
  await intake.control.append({ kind: 'request.upsert', request });
  await desk.sync().once();
  return id;
};
const sheetOf = (id: string, reveal = false): RequestSheet => {
  const sheet = desk.review.openRequest(id, reveal);
  if (!sheet.ok) throw new Error(sheet.error.code);
  return sheet.value;
};
const decide = (id: string, outcome: Outcome, codes: string[], takeBackSeconds = 0): Result<DecisionRecord> =>
  desk.review.decide(
    { subject: { kind: 'request', id, revision: 1 }, outcome, reasons: codes.map((code) => ({ code })), matched: [], durationMs: 1 },
    { takeBackSeconds },
  );
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);
const rows = () => {
  const page = desk.review.requestPage(0, 100);
  if (!page.ok) throw new Error(page.error.code);
  return page.value;
};

describe('the list', () => {
  it('has open ones first, oldest first, then decided ones, newest first; names masked; pages never overlap', async () => {
    const before = rows();
    const late = await ask(8, 'follow_up', { message: '请尽快' });
    const later = await ask(9, 'contact_recovery', { name: '欧阳明日', idNumber: '110101199001011234' }, null);
    expect(codeOf(decide(late, 'approve', ['request.follow_up_answered']))).toBe('ok');
    const { rows: all, total, open } = rows();
    expect({ total, open }).toEqual({ total: before.total + 2, open: before.open + 1 });
    expect(all.at(-1)).toMatchObject({ requestId: late, kind: 'follow_up', state: 'decided', applicationId: applicationId() });
    expect(all.find(({ requestId }) => requestId === later)).toMatchObject({ name: '欧••日', state: 'open' });
    expect(JSON.stringify(all)).not.toContain('样本');
    const paged = [0, 2, 4, 6, 8].flatMap((offset) => {
      const page = desk.review.requestPage(offset, 2);
      return page.ok ? page.value.rows : [];
    });
    expect(paged.slice(0, total)).toEqual(all);
  });
});

describe('the sheet', () => {
  it('of an amendment shows what would become different, masked until asked; the asking is recorded', async () => {
    const id = await ask(1, 'amendment', {
      changes: { phone: '13900139000', birth_date: '1990-01-02', name: intake.batch.applications[0]?.applicant.name },
    });
    expect(sheetOf(id).changes).toEqual([
      { field: 'phone', before: '138••••8000', after: '139••••9000' },
      { field: 'birthDate', before: '1990-01-01', after: '1990-01-02' },
    ]);
    expect(JSON.stringify(sheetOf(id))).not.toMatch(/13900139000|13800138000/);
    expect(desk.store.read.auditEntries(0, 100).some(({ action }) => action === 'fields.revealed')).toBe(false);
    expect(sheetOf(id, true)).toMatchObject({ revealed: true, changes: [{ before: '13800138000', after: '13900139000' }, {}] });
    expect(
      desk.store.read.auditEntries(0, 100).filter(({ action, subject }) => action === 'fields.revealed' && subject === id),
    ).toHaveLength(1);
    // Nor does the application's own sheet tell.
    const application = desk.review.open(applicationId(), false);
    expect(JSON.stringify(application)).not.toContain('13900139000');
  });

  it('shows no name in full until asked, neither the form’s nor the one that is asked for', async () => {
    const id = await ask(5, 'amendment', { changes: { name: '欧阳明日', latinName: 'SAMPLE OUYANG' } });
    const { name = '' } = intake.batch.applications[0]?.applicant ?? {};
    const masked = sheetOf(id);
    expect(JSON.stringify(masked)).not.toMatch(new RegExp(`${name}|欧阳|OUYANG`));
    expect(masked.application?.applicant.name).toBe(rows().rows.find(({ requestId }) => requestId === id)?.name);
    expect(masked.changes.find(({ field }) => field === 'name')).toMatchObject({ after: '欧••日' });
    expect(sheetOf(id, true)).toMatchObject({
      application: { applicant: { name } },
      changes: expect.arrayContaining([expect.objectContaining({ field: 'name', before: name, after: '欧阳明日' })]),
    });
  });

  it('of a contact recovery masks the facts, known or not; of a follow-up shows what was said', async () => {
    const recovery = await ask(
      2,
      'contact_recovery',
      { name: '欧阳明日', idNumber: '110101199001011234', email: 'old@example.test', pet: 'Rex' },
      null,
    );
    expect(sheetOf(recovery).request.payload).toEqual({
      name: '欧••日',
      idNumber: '1101••••1234',
      email: 'o••••@example.test',
      pet: '••••',
    });
    expect(sheetOf(recovery).application).toBeUndefined();
    expect(sheetOf(recovery, true).request.payload).toMatchObject({ idNumber: '110101199001011234', pet: 'Rex' });
    const followUp = await ask(3, 'follow_up', { message: '已经等了三天' });
    expect(sheetOf(followUp).request.payload).toEqual({ message: '已经等了三天' });
  });

  it.each(['amendment', 'withdrawal', 'contact_recovery', 'follow_up'])('of a %s offers its own reasons and no other', async (kind) => {
    const id = await ask(4, kind, {});
    const { reasonCodes } = sheetOf(id);
    expect(reasonCodes.length).toBeGreaterThanOrEqual(3);
    expect(reasonCodes.every((code) => code.startsWith(`request.${kind}_`))).toBe(true);
  });

  it('of what is not here is unknown', () => {
    expect(codeOf(desk.review.openRequest('nobody', false))).toBe('request_unknown');
    expect(codeOf(desk.review.saveRequestDraft('nobody', { reasons: [], matched: [] }))).toBe('request_unknown');
    expect(codeOf(decide('nobody', 'approve', []))).toBe('request_unknown');
  });
});

describe('deciding', () => {
  it('an amendment travels, takes effect on the platform and comes back as a new revision, with a notice of its kind', async () => {
    const id = await ask(1, 'amendment', { changes: { phone: '13900139000' } });
    expect(codeOf(decide(id, 'approve', ['request.amendment_granted']))).toBe('ok');
    expect(await desk.sync().once()).toBeUndefined();
    await desk.sync().once();
    const [sent] = intake.control.decisions();
    expect(sent).toMatchObject({ receipt: { status: 'accepted' }, decision: { subject: { kind: 'request', id }, outcome: 'approve' } });
    expect(sent?.decision.notice.zh).toContain('修改请求');
    expect(sent?.decision.notice.en).toContain('request for an amendment');
    const application = desk.store.read.application(applicationId())?.application;
    expect(application).toMatchObject({ revision: 2, applicant: { phone: '13900139000' } });
    expect(desk.store.read.decisionsOn('request', id)).toMatchObject([{ state: 'receipted', outcome: 'approve' }]);
  });

  it.each<[string, Outcome, string]>([
    ['withdrawal', 'reject', 'request.withdrawal_refused'],
    ['contact_recovery', 'request_fixes', 'request.contact_recovery_more_facts'],
    ['follow_up', 'approve', 'request.follow_up_waiting_for_applicant'],
    ['follow_up', 'escalate', 'request.follow_up_other_matter'],
  ])('a %s: %s with %s is receipted', async (kind, outcome, code) => {
    const id = await ask(5, kind, {});
    expect(codeOf(decide(id, outcome, [code]))).toBe('ok');
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.sync().state().outbox).toMatchObject({ receipted: 1, conflict: 0, refused: 0 });
  });

  it('a reason of another kind, or none where one is needed, is refused, and the work is kept as the draft', async () => {
    const id = await ask(6, 'withdrawal', {});
    expect(codeOf(decide(id, 'reject', ['request.amendment_refused']))).toBe('notice_refused');
    expect(sheetOf(id).draft).toMatchObject({ outcome: 'reject', reasons: [{ code: 'request.amendment_refused' }] });
    expect(codeOf(decide(id, 'reject', []))).toBe('notice_refused');
    expect(codeOf(decide(id, 'reject', ['request.withdrawal_refused']))).toBe('ok');
    expect(sheetOf(id).draft).toEqual({ reasons: [], matched: [] });
    expect(codeOf(decide(id, 'reject', ['request.withdrawal_refused']))).toBe('already_decided');
  });

  it('can be taken back, and then the work is the draft and the request open', async () => {
    const id = await ask(7, 'follow_up', {});
    const decided = decide(id, 'approve', ['request.follow_up_answered'], 10);
    expect(desk.review.takeBack(decided.ok ? decided.value.decisionId : '')).toEqual({
      ok: true,
      value: { applicationId: applicationId(), subject: { kind: 'request', id } },
    });
    expect(sheetOf(id)).toMatchObject({ state: 'open', draft: { outcome: 'approve', reasons: [{ code: 'request.follow_up_answered' }] } });
  });

  it('what was withdrawn meanwhile is a conflict that can only be given up; a draft on it is kept apart', async () => {
    const id = await ask(1, 'withdrawal', {});
    const other = await ask(2, 'follow_up', {}, 1);
    desk.review.saveRequestDraft(other, { reasons: [], matched: [], note: '待查' });
    const decided = decide(id, 'approve', ['request.withdrawal_granted']);
    const decisionId = decided.ok ? decided.value.decisionId : '';
    for (const gone of [id, other]) await intake.control.append({ kind: 'request.remove', id: gone });
    await desk.sync().once();
    const sheet = desk.review.openConflict(decisionId, false);
    expect(sheet.ok && sheet.value).toMatchObject({ cause: 'withdrawn', mayDecideAgain: false });
    expect(codeOf(desk.review.decideAgain(decisionId, true))).toBe('request_unknown');
    const kept = desk.review.keptDrafts();
    expect(kept.ok && kept.value.drafts).toMatchObject([
      { subject: { kind: 'request', id: other }, cause: 'withdrawn', draft: { note: '待查' } },
    ]);
  });
});
