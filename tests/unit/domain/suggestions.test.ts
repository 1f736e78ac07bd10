import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completenessFinding } from '../../../shared/domain/completeness.ts';
import { checkIds, type Finding, verdicts } from '../../../shared/domain/finding.ts';
import { formatMeasurement, formatPair } from '../../../shared/domain/measurement.ts';
import { composeNotice } from '../../../shared/domain/notice.ts';
import { lintReasons } from '../../../shared/domain/reason-linter.ts';
import { suggestedOutcome, suggestedReasons, withMeasuredValues } from '../../../shared/domain/suggestions.ts';
import { catalogue, finding, inventedApplication, inventedDocument, policy } from './invented.ts';

const application = inventedApplication();
const { documents } = application;
const suggest = (findings: Finding[]) => suggestedReasons(findings, catalogue, { documents });
const outcomeOf = (findings: Finding[], changed = application) =>
  suggestedOutcome({ application: changed, findings, suggestions: suggest(findings), catalogue, policy });
const front = 'document-id_front';
const large = finding({
  check: 'image.size',
  documentId: front,
  measured: 7_549_747,
  limit: 5_242_880,
  unit: 'B',
  suggests: ['document.file_too_large'],
});

test('a reason comes bound to its photo, with the measured value beside the limit as people write them', () => {
  expect(suggest([large])).toEqual([
    { code: 'document.file_too_large', target: { documentId: front }, values: { measured: '7.2 MB', limit: '5 MB' } },
  ]);
});

test('failures come before warnings, each once; what passed or was skipped suggests nothing', () => {
  const glare = finding({ check: 'image.glare', verdict: 'warn', documentId: front, suggests: ['document.glare'] });
  const phone = finding({ check: 'field.phone', field: 'phone', suggests: ['info.phone_invalid'] });
  const quiet = (['pass', 'skipped', 'error'] as const).map((verdict) =>
    finding({ check: 'image.colour', verdict, documentId: front, suggests: ['document.not_colour'] }),
  );
  expect(suggest([glare, ...quiet, phone, phone, large]).map(({ code }) => code)).toEqual([
    'info.phone_invalid',
    'document.file_too_large',
    'document.glare',
  ]);
});

test('a notice never holds a figure against a limit that it keeps', () => {
  const blurred = (verdict: Finding['verdict'], measured: number) =>
    suggest([finding({ check: 'image.sharpness', verdict, documentId: front, measured, limit: 28, suggests: ['document.blurred'] })]);
  expect(blurred('fail', 20)[0]?.values).toEqual({ measured: '20', limit: '28' });
  expect(blurred('warn', 35)).toEqual([{ code: 'document.blurred', target: { documentId: front } }]);
});

test('a failed check that names no reason gets the catalogue’s, a single place of evidence goes with it', () => {
  const region = { x: 0.1, y: 0.2, w: 0.3, h: 0.4 };
  expect(suggest([finding({ check: 'image.glare', documentId: front, evidence: [region] })])).toEqual([
    { code: 'document.glare', target: { documentId: front, region } },
  ]);
  expect(suggest([finding({ check: 'field.email' })])).toEqual([{ code: 'info.email_invalid', target: { field: 'email' } }]);
});

test('each missing document is a reason of its own', () => {
  const without = inventedApplication({ documents: [inventedDocument('portrait')] });
  const missing = completenessFinding(without, policy);
  expect(suggestedReasons([missing], catalogue, without)).toEqual([
    { code: 'document.missing', values: { document: 'id_front' } },
    { code: 'document.missing', values: { document: 'id_back' } },
  ]);
});

test('a reason picked by hand gets the measured values of its photo', () => {
  const passed = finding({ check: 'image.pixels', verdict: 'pass', documentId: front, measured: 800, limit: 600, unit: 'px' });
  expect(withMeasuredValues({ code: 'document.pixels_too_few', target: { documentId: front } }, [passed, large], catalogue)).toEqual({
    code: 'document.pixels_too_few',
    target: { documentId: front },
    values: { measured: '800 px', limit: '600 px' },
  });
});

test('the outcome follows from what was found', () => {
  const passed = finding({ check: 'image.size', verdict: 'pass' });
  expect(outcomeOf([passed])).toBe('approve');
  expect(outcomeOf([])).toBeUndefined();
  expect(outcomeOf([passed, finding({ check: 'read.text', verdict: 'error' })])).toBeUndefined();
  expect(outcomeOf([large])).toBe('request_fixes');
  expect(outcomeOf([large, finding({ check: 'account.state', suggests: ['account.cancelled'] })])).toBe('reject');
  expect(
    outcomeOf([finding({ check: 'image.duplicate', documentId: front, severity: 'warning', suggests: ['duplicate.same_photo'] })]),
  ).toBe('escalate');
  const attempts = Array.from({ length: policy.review.maxAttempts - 1 }, (_, index) => ({
    revision: index,
    outcome: 'request_fixes',
    reasons: [],
    decidedAt: '2026-11-01T00:00:00Z',
  }));
  expect(outcomeOf([large], inventedApplication({ attempts }))).toBe('reject');
});

test('whatever the checks find, no suggestion is refused by the linter for its target or its text', () => {
  const any = fc.record({
    check: fc.constantFrom(...checkIds),
    verdict: fc.constantFrom(...verdicts),
    severity: fc.constant('blocking' as const),
    documentId: fc.option(fc.constantFrom(...documents.map(({ id }) => id), 'elsewhere'), { nil: undefined }),
    measured: fc.constant(12),
    limit: fc.constant(34),
    unit: fc.constantFrom('px', 'B', '%', '1'),
    suggests: fc.option(
      fc.subarray(
        catalogue.reasons.map(({ code }) => code).filter((code) => !code.startsWith('request.')),
        { maxLength: 3 },
      ),
      { nil: undefined },
    ),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 6 }), (findings) => {
      const reasons = suggest(findings).filter(({ code }) => code !== 'document.missing');
      const input = {
        outcome: 'escalate',
        subject: { kind: 'application', type: application.type, documents },
        reasons,
        catalogue,
      } as const;
      const problems = lintReasons({ ...input, notice: composeNotice(input), policy, findings: [] });
      expect(problems.filter(({ code }) => code !== 'outcome_mismatch')).toEqual([]);
    }),
  );
});

test('values read as people write them, and two that differ never look alike', () => {
  expect(formatMeasurement(10_240, 'B')).toBe('10 KB');
  expect(formatMeasurement(0.1234, '1')).toBe('0.1');
  expect(formatMeasurement('image/jpeg, image/png')).toBe('JPEG / PNG');
  expect(formatMeasurement('image/webp')).toBe('WebP');
  expect(formatPair(5_242_881, 5_242_880, 'B')).toEqual({ measured: '5242881 B', limit: '5242880 B' });
  fc.assert(
    fc.property(fc.nat(200_000_000), fc.nat(200_000_000), fc.constantFrom('B', 'px'), (measured, limit, unit) => {
      const pair = formatPair(measured, limit, unit);
      expect(pair.measured === pair.limit).toBe(measured === limit);
    }),
  );
});
