import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contents } from '../../../electron/engine/checks/images/contents.ts';
import type { Outline } from '../../../electron/engine/checks/images/document.ts';
import type { Face } from '../../../electron/engine/checks/images/face.ts';
import {
  type About,
  judgeBackground,
  judgeDocument,
  judgeFace,
  judgeOrientation,
} from '../../../electron/engine/checks/images/judge-contents.ts';
import { verdictUnder } from '../../../electron/engine/checks/index.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import { type LimitChanges, limitAt, limitsOf, withLimits, wrongLimits } from '../../../shared/domain/limits.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import { inventApplication } from '../../fixtures/store.ts';

const own: Policy = policySchema.parse(policyFile);
/** The limits that the cases below are told against. */
const policy = withLimits(own, {
  'image.maxBytes': 5_000_000,
  'image.minBytes': 10_000,
  'image.minShortSide.default': 600,
  'image.minShortSide.portrait': 350,
  'image.sharpness.fail': 32,
  'image.sharpness.warn': 42,
  'image.glare.fail': 0.01,
  'image.glare.warn': 0.002,
  'image.colour.fail': 3,
  'image.colour.warn': 4.5,
  'duplicates.alike': 0.98,
  'fields.longestName': 30,
  'fields.shortestAddress': 8,
  'age.min': 16,
  'age.max': 120,
  validityWarningDays: 30,
});
const application = inventApplication('a1');
const finding = (check: Finding['check'], verdict: Finding['verdict'], rest: Partial<Finding> = {}): Finding => ({
  check,
  verdict,
  severity: 'blocking',
  ...rest,
});
const under = (held: Finding, changes: LimitChanges, about = application) => verdictUnder(held, policy, withLimits(policy, changes), about);

describe('a stored finding under other limits', () => {
  it.each([
    ['a file that was too large', finding('image.size', 'fail', { measured: 6e6, cause: 'tooLarge' }), { 'image.maxBytes': 7e6 }, 'pass'],
    ['a file that is too small now', finding('image.size', 'pass', { measured: 20_000 }), { 'image.minBytes': 30_000 }, 'fail'],
    [
      'pixels, by the kind of the document',
      finding('image.pixels', 'pass', { measured: 400, documentId: 'a1-document-1' }),
      { 'image.minShortSide.portrait': 500 },
      'fail',
    ],
    [
      'pixels of another kind',
      finding('image.pixels', 'pass', { measured: 700, documentId: 'a1-document-0' }),
      { 'image.minShortSide.portrait': 900 },
      'pass',
    ],
    ['a sharp photo', finding('image.sharpness', 'pass', { measured: 60 }), { 'image.sharpness.warn': 70 }, 'warn'],
    ['a blurred photo', finding('image.sharpness', 'fail', { measured: 25, cause: 'blurred' }), { 'image.sharpness.fail': 20 }, 'warn'],
    ['a photo without edges', finding('image.sharpness', 'warn', { cause: 'noEdges' }), { 'image.sharpness.fail': 20 }, 'warn'],
    ['glare', finding('image.glare', 'warn', { measured: 0.8, cause: 'spots' }), { 'image.glare.fail': 0.005 }, 'fail'],
    ['grey', finding('image.colour', 'warn', { measured: 4, cause: 'grey' }), { 'image.colour.warn': 3.5 }, 'pass'],
    ['what does not apply', finding('image.colour', 'skipped', { measured: 1 }), { 'image.colour.fail': 0.5 }, 'skipped'],
    [
      'a document checked before its share was kept exactly',
      finding('image.document', 'pass', { measured: 900, details: { sharePercent: 30 } }),
      { 'image.document.minShare': 0.4 },
      'warn',
    ],
    [
      'a document cut off',
      finding('image.document', 'warn', { measured: 300, cause: 'cutOff' }),
      { 'image.document.minShortSide': 1 },
      'warn',
    ],
    ['a long name', finding('field.name', 'pass', { measured: 12 }), { 'fields.longestName': 10 }, 'warn'],
    ['a title in a name', finding('field.name', 'fail', { measured: 3, cause: 'title' }), { 'fields.longestName': 10 }, 'fail'],
    ['a Chinese address', finding('field.address', 'pass', { measured: 9, limit: 8 }), { 'fields.shortestAddress': 10 }, 'fail'],
    ['a Latin address', finding('field.address', 'pass', { measured: 19, limit: 16 }), { 'fields.shortestAddress': 9 }, 'pass'],
    ['an age', finding('field.birth_date', 'fail', { measured: 15, cause: 'tooYoung' }), { 'age.min': 14 }, 'pass'],
    [
      'a birth date that differs',
      finding('field.birth_date', 'fail', { measured: '1990-01-01', cause: 'differs' }),
      { 'age.min': 14 },
      'fail',
    ],
    ['a validity', finding('field.validity', 'pass', { measured: '2027-01-10', limit: '2026-11-16' }), { validityWarningDays: 60 }, 'warn'],
    [
      'a validity without end',
      finding('field.validity', 'pass', { measured: 'long_term', limit: '2026-11-16' }),
      { validityWarningDays: 999 },
      'pass',
    ],
    [
      'a portrait seen before',
      finding('image.duplicate', 'warn', { measured: 0.98, cause: 'alike' }),
      { 'duplicates.alike': 0.995 },
      'pass',
    ],
    ['the same file', finding('image.duplicate', 'warn', { measured: 1, cause: 'sameFile' }), { 'duplicates.alike': 1 }, 'warn'],
  ] as const)('%s', (_what, held, changes, expected) => {
    expect(under(held, changes)).toBe(expected);
  });

  it.each([
    ['a measure that was rounded to the new limit', finding('image.sharpness', 'pass', { measured: 60 }), { 'image.sharpness.warn': 60 }],
    [
      'a verdict that the limit of then does not explain',
      finding('image.sharpness', 'fail', { measured: 60 }),
      { 'image.sharpness.warn': 70 },
    ],
    [
      'a share in whole per cent that lies at the new limit',
      finding('image.background', 'pass', { measured: 6 }),
      { 'image.background.warn': 0.06 },
    ],
    ['a finding that measured nothing', finding('image.glare', 'pass'), { 'image.glare.warn': 0.1 }],
    ['pairs below the limit from which they are noted', finding('image.duplicate', 'pass', {}), { 'duplicates.alike': 0.95 }],
    ['a check that no limit decides alone', finding('image.intact', 'fail', { measured: 'truncated' }), { 'image.maxBytes': 1e6 }],
    ['what a long name would be called next', finding('field.name', 'warn', { measured: 35, cause: 'long' }), { 'fields.longestName': 40 }],
  ] as const)('is not clear for %s', (_what, held, changes) => {
    expect(under(held, changes)).toBe('unclear');
  });

  it('keeps its verdict where no limit of its check is another', () => {
    const measured = fc.record({ measured: fc.integer({ min: 1, max: 100 }), index: fc.boolean() });
    fc.assert(
      fc.property(measured, ({ measured: value, index }) => {
        const verdict = value < 32 ? 'fail' : value < 42 ? 'warn' : 'pass';
        const held = index
          ? finding('image.sharpness', verdict, { measured: value, cause: verdict === 'pass' ? undefined : 'blurred' })
          : finding('image.size', 'fail', { measured: value });
        return ['unclear', held.verdict].includes(under(held, { 'age.min': 3 }));
      }),
    );
  });
});

describe('what a photo shows', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const spot = { x: 0.1, y: 0.1 };
  const outlines = fc.record<Outline>({
    corners: fc.constant([spot, spot, spot, spot]),
    visible: fc.constant([]),
    fillsPicture: fc.boolean(),
    complete: fc.boolean(),
    short: share,
    long: share,
    tall: fc.boolean(),
    share,
    skew: fc.double({ min: -45, max: 45, noNaN: true }),
  });
  const faces = fc.record<Face>({
    region: fc.constant({ x: 0.4, y: 0.4, w: 0.2, h: 0.2 }),
    score: fc.constant(0.9),
    eyes: fc.double({ min: 0, max: 0.2, noNaN: true }),
    roll: fc.double({ min: -30, max: 30, noNaN: true }),
    turn: share,
  });
  const contents: fc.Arbitrary<Contents> = fc.record(
    {
      outline: outlines,
      faces: fc.array(faces, { maxLength: 2 }),
      turn: fc.constantFrom<0 | 90 | 180 | 270>(0, 90, 180, 270),
      busy: share,
    },
    { requiredKeys: [] },
  );
  const photos = fc.record({
    contents,
    about: fc.record<About>({
      kind: fc.constantFrom('id_front', 'id_back', 'passport_page', 'portrait', 'handheld', 'supplement'),
      size: fc.constant({ width: 1_600, height: 1_200 }),
      exif: fc.constant(1),
    }),
  });
  // The steps in which the fields of the screen are typed.
  const changes = fc.record({
    'image.document.minShortSide': fc.integer({ min: 1, max: 1_600 }),
    'image.document.minShare': fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
    'image.orientation.maxSkew': fc.integer({ min: 0, max: 45 }),
    'image.face.minEyes': fc.integer({ min: 0, max: 300 }),
    'image.face.maxTurn': fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
    'image.background.warn': fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  });

  it('is judged under other limits from what is kept as it would be from the photo, and under its own limits as it was', () => {
    fc.assert(
      fc.property(photos, changes, ({ contents: seen, about }, limits) => {
        const other = withLimits(policy, limits);
        for (const judge of [judgeDocument, judgeOrientation, judgeFace, judgeBackground]) {
          // Stored as JSON in between.
          const held = JSON.parse(JSON.stringify(judge(policy, seen, about))) as Finding;
          expect(verdictUnder(held, policy, policy, application)).toBe(held.verdict);
          expect(verdictUnder(held, policy, other, application)).toBe(judge(other, seen, about).verdict);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the limits of a policy', () => {
  it('each stand where their place says, and can be changed alone', () => {
    for (const { path, value, least, most } of limitsOf(own)) {
      expect(limitAt(own, path)).toBe(value);
      expect(value).toBeGreaterThanOrEqual(least);
      expect(value).toBeLessThanOrEqual(most);
      const changed = withLimits(own, { [path]: most });
      expect(limitAt(changed, path)).toBe(most);
      expect(withLimits(changed, { [path]: value })).toEqual(own);
    }
    expect(limitsOf(own).map(({ path }) => path)).toContain('image.minShortSide.portrait');
  });

  it('are refused where they are none, or out of range', () => {
    expect(wrongLimits(own, { 'age.min': 10 })).toEqual([]);
    expect(wrongLimits(own, { 'age.min': -1, version: 3, 'image.glare.fail': Number.NaN, '__proto__.x': 1 })).toEqual([
      'age.min',
      'version',
      'image.glare.fail',
      '__proto__.x',
    ]);
  });
});
