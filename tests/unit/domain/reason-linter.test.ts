import { expect, test } from 'vitest';
import type { Attempt } from '../../../shared/domain/application.ts';
import type { GivenReason } from '../../../shared/domain/decision.ts';
import { composeNotice } from '../../../shared/domain/notice.ts';
import { forbidsSending, type LintInput, lintReasons } from '../../../shared/domain/reason-linter.ts';
import { catalogue, finding, inventedApplication, policy } from './invented.ts';

const application = inventedApplication();
const subject = { kind: 'application', type: application.type, documents: application.documents } as const;
const front = { documentId: 'document-id_front' };
const blurred: GivenReason = { code: 'document.blurred', target: front };
const lint = (changes: Partial<LintInput>) => {
  const input = {
    outcome: 'request_fixes',
    subject,
    reasons: [blurred],
    catalogue,
    policy,
    findings: [],
    application,
    ...changes,
  } as const;
  return lintReasons({ notice: composeNotice(input), ...input });
};
const codes = (changes: Partial<LintInput>) => lint(changes).map(({ code }) => code);
const earlier = (count: number, reason = 'document.blurred'): Attempt[] =>
  Array.from({ length: count }, (_, index) => ({
    revision: index + 1,
    outcome: 'request_fixes',
    reasons: [{ code: reason }],
    decidedAt: '2026-11-01T00:00:00Z',
  }));

test('a whole decision passes', () => {
  expect(lint({})).toEqual([]);
  expect(lint({ outcome: 'approve', reasons: [] })).toEqual([]);
  expect(lint({ outcome: 'escalate', reasons: [] })).toEqual([]);
});

test('a rejection or a request for fixes needs a reason', () => {
  expect(codes({ reasons: [] })).toEqual(['reasons_missing']);
  expect(codes({ outcome: 'reject', reasons: [] })).toEqual(['reasons_missing']);
});

test.each<[string, GivenReason, string]>([
  ['an unknown code', { code: 'document.haunted', target: front }, 'reason_unknown'],
  ['a final reason', { code: 'account.cancelled' }, 'final_reason_for_fixes'],
  ['no document named', { code: 'document.blurred' }, 'target_missing'],
  ['no field named', { code: 'info.phone_invalid' }, 'target_missing'],
  ['a document never uploaded', { code: 'document.blurred', target: { documentId: 'elsewhere' } }, 'document_not_uploaded'],
  ['the wrong kind of document', { code: 'document.unreadable', target: { documentId: 'document-portrait' } }, 'document_kind_mismatch'],
  ['an unknown field', { code: 'info.field_missing', target: { field: 'shoeSize' } }, 'field_unknown'],
  ['a field of another reason', { code: 'info.phone_invalid', target: { field: 'email' } }, 'field_mismatch'],
  ['an unfilled placeholder', { code: 'document.pixels_too_few', target: front, values: { limit: '600 px' } }, 'placeholder_unfilled'],
  ['a reason for requests', { code: 'request.withdrawal_refused' }, 'wrong_subject'],
  ['a hint in the note', { ...blurred, note: '照片疑似伪造' }, 'internal_hint_leaked'],
  ['a hint in the English note', { ...blurred, note: 'Looks photoshopped.' }, 'internal_hint_leaked'],
  ['an internal sentence in the note', { ...blurred, note: '画面有屏幕摩尔纹、像素网格或边框。' }, 'internal_hint_leaked'],
])('request for fixes refused: %s', (_what, reason, code) => {
  const problems = lint({ reasons: [reason] });
  expect(problems.map((problem) => problem.code)).toContain(code);
  expect(problems.find((problem) => problem.code === code)).toMatchObject({ severity: 'error', reasonIndex: 0 });
  expect(forbidsSending(problems)).toBe(true);
});

test('innocent words are no hint', () => {
  expect(lint({ reasons: [{ ...blurred, note: 'App过期提示可以忽略，PNG 也可以。A false focus, please retry.' }] })).toEqual([]);
});

test('a rejection needs a final reason, unless the attempts are used up', () => {
  expect(codes({ outcome: 'reject' })).toEqual(['no_final_reason']);
  expect(codes({ outcome: 'reject', reasons: [blurred, { code: 'account.cancelled' }] })).toEqual([]);
  expect(codes({ outcome: 'reject', application: { ...application, attempts: earlier(policy.review.maxAttempts - 1) } })).toEqual([]);
});

test('with the attempts used up no more fixes are asked for, but the platform’s own failures never count', () => {
  const used = earlier(policy.review.maxAttempts - 1);
  expect(codes({ application: { ...application, attempts: used } })).toEqual(['attempts_exhausted']);
  expect(codes({ application: { ...application, attempts: used }, reasons: [{ code: 'platform.incident' }] })).toEqual([]);
  expect(codes({ application: { ...application, attempts: earlier(20, 'platform.incident') } })).toEqual([]);
  expect(codes({ outcome: 'reject', reasons: [{ code: 'platform.incident' }, { code: 'account.cancelled' }] })).toEqual([
    'outcome_mismatch',
  ]);
});

test('a reason against a measured value asks to look again, and may be insisted on', () => {
  const sharp = finding({ check: 'image.sharpness', verdict: 'pass', ...front });
  const problems = lint({ findings: [sharp] });
  expect(problems).toEqual([
    { code: 'contradicts_measurement', severity: 'warning', details: { check: 'image.sharpness' }, reasonIndex: 0 },
  ]);
  expect(forbidsSending(problems)).toBe(false);
  expect(lint({ findings: [{ ...sharp, verdict: 'warn' }] })).toEqual([]);
  expect(lint({ findings: [{ ...sharp, documentId: 'document-id_back' }] })).toEqual([]);
  expect(codes({ reasons: [{ code: 'document.missing', values: { document: 'id_back' } }] })).toEqual(['contradicts_measurement']);
});

test('a form that is well made says nothing on whether it differs from the document', () => {
  const passed = finding({ check: 'field.id_number', verdict: 'pass', field: 'idNumber' });
  expect(lint({ findings: [passed], reasons: [{ code: 'info.id_number_differs', target: { field: 'idNumber' } }] })).toEqual([]);
  expect(codes({ findings: [passed], reasons: [{ code: 'info.id_number_check_digit', target: { field: 'idNumber' } }] })).toEqual([
    'contradicts_measurement',
  ]);
});

test('a notice written elsewhere is read as well', () => {
  expect(codes({ notice: { zh: '', en: '' } })).toContain('notice_empty');
  expect(codes({ notice: { zh: '请重拍。', en: 'Please retake.' } })).toEqual(['remedy_not_in_notice']);
  const { zh, en } = composeNotice({ outcome: 'request_fixes', subject, reasons: [blurred], catalogue });
  expect(codes({ notice: { zh: `${zh}\n涉嫌冒用他人证件`, en } })).toEqual(['internal_hint_leaked']);
});

test('a catalogue of the platform without a remedy is refused', () => {
  const bare = {
    ...catalogue,
    reasons: catalogue.reasons.map((reason) => (reason.code === 'document.blurred' ? { ...reason, remedy: { zh: '', en: '' } } : reason)),
  };
  expect(codes({ catalogue: bare })).toEqual(['remedy_missing']);
});

test('personal values in a note and a reason given twice ask to look again', () => {
  expect(codes({ reasons: [{ ...blurred, note: '证件号 1101 0519 4912 3100 2X 看不清' }] })).toEqual(['personal_value_in_note']);
  expect(codes({ reasons: [{ ...blurred, note: '样本甲您好' }] })).toEqual(['personal_value_in_note']);
  expect(lint({ reasons: [blurred, blurred] })).toEqual([{ code: 'reason_repeated', severity: 'warning', reasonIndex: 1 }]);
});

test('a request is refused with a reason of its own kind', () => {
  const withdrawal = { kind: 'request', requestKind: 'withdrawal' } as const;
  expect(codes({ subject: withdrawal, outcome: 'reject', reasons: [{ code: 'request.withdrawal_refused' }] })).toEqual([]);
  expect(codes({ subject: withdrawal, outcome: 'reject', reasons: [{ code: 'request.amendment_refused' }] })).toEqual(['wrong_subject']);
  expect(codes({ subject: withdrawal, outcome: 'approve', reasons: [{ code: 'request.withdrawal_refused' }] })).toEqual([
    'outcome_mismatch',
  ]);
});
