import { expect, test } from 'vitest';
import { documentKinds, fieldNames } from '../../../shared/domain/application.ts';
import type { GivenReason } from '../../../shared/domain/decision.ts';
import { checkIds } from '../../../shared/domain/finding.ts';
import { hintsIn, internalTextIn } from '../../../shared/domain/leaks.ts';
import { documentTitle, fieldTitle, isDocumentKind, isFieldName } from '../../../shared/domain/names.ts';
import { composeNotice, type NoticeSubject, placeholders, placeholdersIn } from '../../../shared/domain/notice.ts';
import { type Reason, reasonGroups } from '../../../shared/domain/reason.ts';
import { lintReasons } from '../../../shared/domain/reason-linter.ts';
import { requestKinds } from '../../../shared/domain/request.ts';
import { catalogue, inventedDocument, policy } from './invented.ts';

const { reasons } = catalogue;
// All but one kind, so that something can be missing.
const documents = documentKinds.filter((kind) => kind !== 'supplement').map((kind) => inventedDocument(kind));
const targetOf = (reason: Reason): GivenReason['target'] => {
  if (reason.about === 'field') return { field: reason.fields?.[0] ?? 'name' };
  if (reason.about === 'document') return { documentId: `document-${reason.documentKinds?.[0] ?? 'id_front'}` };
  return undefined;
};
const given = (reason: Reason): GivenReason => ({
  code: reason.code,
  target: targetOf(reason),
  values: { measured: '7.2 MB', limit: '5 MB', ...(reason.about === 'application' ? { document: 'supplement' } : {}) },
});
const subjectOf = (reason: Reason): NoticeSubject => {
  const requestKind = requestKinds.find((kind) => reason.code.startsWith(`request.${kind}_`));
  return requestKind === undefined
    ? { kind: 'application', type: 'resident_identity', documents }
    : { kind: 'request', requestKind, documents };
};

test('44 to 60 reasons about applications and some for each kind of request, each with a code of its own in its group, every group in use', () => {
  const ofRequests = reasons.filter(({ code }) => code.startsWith('request.'));
  expect(reasons.length - ofRequests.length).toBeGreaterThanOrEqual(44);
  expect(reasons.length - ofRequests.length).toBeLessThanOrEqual(60);
  for (const kind of requestKinds) {
    const outcomes = new Set(ofRequests.filter(({ code }) => code.startsWith(`request.${kind}_`)).flatMap((reason) => reason.outcomes));
    expect([...outcomes], kind).toEqual(expect.arrayContaining(['approve', 'reject', 'escalate']));
  }
  expect(new Set(reasons.map(({ code }) => code)).size).toBe(reasons.length);
  expect([...new Set(reasons.map(({ code }) => code.split('.')[0]))].sort()).toEqual([...reasonGroups].sort());
});

test.each(reasons.map((reason) => [reason.code, reason] as const))('%s is whole in both languages', (_code, reason) => {
  for (const text of [reason.title, reason.sentence, reason.remedy, ...(reason.internal ? [reason.internal] : [])]) {
    expect(text.zh).toMatch(/\p{Script=Han}/u);
    expect(text.en).toMatch(/[a-z]/);
    // The one Chinese word in an English text is the one printed on the card.
    expect(text.en.replace('长期', '')).not.toMatch(/\p{Script=Han}/u);
    expect(placeholdersIn(text.zh).every((name) => (placeholders as readonly string[]).includes(name))).toBe(true);
    expect([...new Set(placeholdersIn(text.zh))].sort()).toEqual([...new Set(placeholdersIn(text.en))].sort());
  }
  for (const text of [reason.title, reason.sentence, reason.remedy]) {
    expect(hintsIn(`${text.zh} ${text.en}`)).toEqual([]);
    expect(internalTextIn(text.zh, catalogue) || internalTextIn(text.en, catalogue)).toBe(false);
  }
});

test('what ends an application never asks for fixes, and what the platform caused never rejects', () => {
  for (const { code, terminal, outcomes } of reasons) {
    expect(outcomes.length, code).toBeGreaterThan(0);
    if (terminal) expect(outcomes, code).not.toContain('request_fixes');
    if (outcomes.includes('request_fixes')) expect(terminal, code).toBe(false);
    if (code.startsWith('platform.')) expect(outcomes, code).not.toContain('reject');
    if (outcomes.includes('approve')) expect(code).toMatch(/^request\./);
  }
});

test('what touches authenticity has its hint only in the internal sentence', () => {
  for (const { code, internal } of reasons) if (code.startsWith('authenticity.')) expect(internal, code).toBeDefined();
});

test('reasons are only about known fields and documents, and those have names', () => {
  for (const { fields = [], documentKinds: kinds = [] } of reasons) {
    expect(fields.every((field) => (fieldNames as readonly string[]).includes(field))).toBe(true);
    expect(kinds.every((kind) => (documentKinds as readonly string[]).includes(kind))).toBe(true);
  }
  expect(fieldNames.every(isFieldName) && documentKinds.every(isDocumentKind)).toBe(true);
  expect(fieldTitle('constructor')).toEqual(fieldTitle('unheard_of'));
  expect(documentTitle('toString')).toEqual(documentTitle('unheard_of'));
});

test('every check that can fail has a reason to suggest', () => {
  const suggested = new Set(reasons.flatMap(({ suggestedBy = [] }) => suggestedBy));
  expect(checkIds.filter((check) => !suggested.has(check))).toEqual([]);
  expect([...suggested].every((check) => (checkIds as readonly string[]).includes(check))).toBe(true);
});

test.each(reasons.flatMap((reason) => reason.outcomes.map((outcome) => [reason.code, outcome, reason] as const)))(
  '%s with %s makes a notice that the linter passes',
  (_code, outcome, reason) => {
    const subject = subjectOf(reason);
    // A rejection needs a final reason; an ordinary one comes beside it.
    const beside = reasons.find(({ code }) => code === 'info.attempts_exhausted');
    const all = outcome === 'reject' && !reason.terminal && beside ? [given(reason), given(beside)] : [given(reason)];
    const notice = composeNotice({ outcome, subject, reasons: all, catalogue });
    expect(notice.zh + notice.en).not.toMatch(/\{|\}|undefined/);
    expect(lintReasons({ outcome, subject, reasons: all, notice, catalogue, policy, findings: [] })).toEqual([]);
  },
);

test('the policy says of every check what its failure means, and its bounds fit together', () => {
  expect(Object.keys(policy.severities).sort()).toEqual([...checkIds].sort());
  expect(policy.due.dayStartsAt).toBeLessThan(policy.due.dayEndsAt);
  expect(policy.image.minBytes).toBeLessThan(policy.image.maxBytes);
});
