import { expect, test } from 'vitest';
import type { Attempt } from '../../../shared/domain/application.ts';
import { attemptNumber, attemptsExhausted, compareRevisions, earlierReasons, earlierVersionOf } from '../../../shared/domain/attempts.ts';
import { catalogue, finding, inventedApplication, inventedDocument, policy } from './invented.ts';

const attempt = (reasons: Attempt['reasons'], outcome = 'request_fixes'): Attempt => ({
  revision: 1,
  outcome,
  reasons,
  decidedAt: '2026-11-10T00:00:00Z',
});
const blurred = { code: 'document.blurred', target: { documentId: 'old-front' } };
const sharpness = (verdict: 'pass' | 'fail' | 'error') => finding({ check: 'image.sharpness', verdict, documentId: 'document-id_front' });
const standings = (reasons: Attempt['reasons'], findings: Parameters<typeof earlierReasons>[1], application = inventedApplication()) =>
  earlierReasons({ ...application, attempts: [attempt(reasons)] }, findings, catalogue).map(({ standing }) => standing);

test('the platform’s own failures and escalations do not count as attempts', () => {
  expect(attemptNumber([])).toBe(1);
  expect(attemptNumber([attempt([{ code: 'platform.incident' }]), attempt([], 'escalate')])).toBe(1);
  expect(attemptNumber([attempt([{ code: 'platform.incident' }, blurred])])).toBe(2);
  expect(
    attemptsExhausted(
      Array.from({ length: policy.review.maxAttempts - 1 }, () => attempt([blurred])),
      policy,
    ),
  ).toBe(true);
  expect(
    attemptsExhausted(
      Array.from({ length: policy.review.maxAttempts - 2 }, () => attempt([blurred])),
      policy,
    ),
  ).toBe(false);
});

test('an earlier reason is cured, open or unclear by what is found now', () => {
  expect(standings([blurred], [sharpness('pass')])).toEqual(['cured']);
  expect(standings([blurred], [sharpness('fail')])).toEqual(['open']);
  expect(standings([blurred], [{ ...sharpness('fail'), suggests: ['document.motion_blurred'] }])).toEqual(['cured']);
  expect(standings([blurred], [sharpness('error')])).toEqual(['unclear']);
  expect(standings([blurred], [])).toEqual(['unclear']);
  expect(standings([{ code: 'document.old_card' }, { code: 'unheard.of' }], [sharpness('pass')])).toEqual(['unclear', 'unclear']);
  expect(
    standings(
      [{ code: 'info.phone_invalid', target: { field: 'phone' } }],
      [finding({ check: 'field.phone', field: 'phone', verdict: 'pass' })],
    ),
  ).toEqual(['cured']);
});

test('a file that was not replaced is told as unchanged', () => {
  const kept = { ...inventedDocument('id_front', 'old-front'), uploadedAt: '2026-11-01T00:00:00Z' };
  expect(standings([blurred], [sharpness('pass')], inventedApplication({ documents: [kept] }))).toEqual(['unchanged']);
  expect(earlierReasons(inventedApplication(), [], catalogue)).toEqual([]);
});

test('two revisions side by side: fields that changed, files that are the same, new or gone', () => {
  const before = inventedApplication({
    documents: [
      inventedDocument('id_front', 'a'),
      { ...inventedDocument('id_back', 'b'), sha256: 'b'.repeat(64) },
      inventedDocument('handheld', 'c'),
    ],
  });
  const after = inventedApplication({
    applicant: { ...before.applicant, phone: '13900000000', socialNumber: '1' },
    documents: [
      inventedDocument('id_front', 'a2'),
      { ...inventedDocument('id_back', 'b2'), sha256: 'c'.repeat(64) },
      inventedDocument('portrait', 'd'),
    ],
  });
  expect(compareRevisions(before, after)).toEqual({
    fields: [
      { field: 'phone', before: '13800000000', after: '13900000000' },
      { field: 'socialNumber', before: undefined, after: '1' },
    ],
    documents: [
      { kind: 'id_front', change: 'same', before: 'a', after: 'a2' },
      { kind: 'id_back', change: 'replaced', before: 'b', after: 'b2' },
      { kind: 'portrait', change: 'added', after: 'd' },
      { kind: 'handheld', change: 'removed', before: 'c' },
    ],
  });
});

test('what stood in a document’s place before is known by its identifier or its kind, as long as it is held', () => {
  const front = { ...inventedDocument('id_front'), uploadedAt: '2026-11-12T00:00:00Z' };
  const kept = { ...front, uploadedAt: '2026-11-09T00:00:00Z' };
  const [first, resubmitted] = [{ attempts: [] }, { attempts: [attempt([blurred])] }];
  const before = { ...front, id: 'old-front', arrival: 'held' as const, revision: 2 };
  const longBefore = { ...before, id: 'older-front', revision: 1 };
  expect(earlierVersionOf(front, resubmitted, [longBefore, before])).toEqual({ state: 'held', document: before });
  expect(earlierVersionOf({ ...front, id: 'older-front' }, resubmitted, [before, longBefore])).toEqual({
    state: 'held',
    document: longBefore,
  });
  expect(earlierVersionOf(kept, resubmitted, [before])).toEqual({ state: 'same' });
  expect(earlierVersionOf(front, resubmitted, [{ ...before, arrival: 'evicted' }])).toEqual({ state: 'gone' });
  expect(earlierVersionOf(front, resubmitted, [{ ...before, kind: 'portrait' }])).toEqual({ state: 'gone' });
  expect(earlierVersionOf(front, first, [])).toEqual({ state: 'none' });
});
