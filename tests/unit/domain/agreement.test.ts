import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDrawn, ticketOf } from '../../../electron/engine/review/second-look/draw.ts';
import { agreementReport, clarityOf, cohensKappa } from '../../../shared/domain/agreement.ts';
import { compareViews, type FirstView, type RatedCase, type ReviewerView } from '../../../shared/domain/second-look.ts';

/** Ratings of a table of counts: rows are the first's categories, columns the second's. */
const ratingsOf = (table: readonly (readonly number[])[]): [string, string][] =>
  table.flatMap((row, first) =>
    row.flatMap((count, second) => Array.from({ length: count }, (): [string, string] => [`${first}`, `${second}`])),
  );

describe('Cohen’s kappa', () => {
  it.each([
    // Cohen 1960, the worked example with 200 cases.
    [
      [
        [88, 14, 18],
        [10, 40, 10],
        [2, 6, 12],
      ],
      0.492,
    ],
    // Fleiss, Cohen and Everitt 1969 (Psychological Bulletin 72, 323-327), the example with 200 cases.
    [
      [
        [106, 10, 4],
        [22, 28, 10],
        [2, 12, 6],
      ],
      0.429,
    ],
    [
      [
        [20, 5],
        [10, 15],
      ],
      0.4,
    ],
    [
      [
        [45, 15],
        [25, 15],
      ],
      0.13,
    ],
    [
      [
        [25, 35],
        [5, 35],
      ],
      0.259,
    ],
    [
      [
        [0, 10],
        [10, 0],
      ],
      -1,
    ],
  ])('is the published figure for %j', (table, figure) => {
    expect(cohensKappa(ratingsOf(table))).toBeCloseTo(figure, 3 - Number(figure === 0.13));
  });

  it('is 1 for two who always agree, does not depend on the order of cases, nor on who is the first', () => {
    const ratings = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c')), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(ratings, (pairs) => {
        const kappa = cohensKappa(pairs);
        expect(cohensKappa([...pairs].reverse())).toBe(kappa);
        expect(cohensKappa(pairs.map(([first, second]) => [second, first] as const))).toBe(kappa);
        const same = pairs.map(([first]) => [first, first] as const);
        const categories = new Set(same.map(([first]) => first)).size;
        expect(cohensKappa(same)).toBe(categories === 1 ? undefined : 1);
      }),
    );
  });
});

const sampled = (first: string, second: string, codes: [string[], string[]] = [[], []]): RatedCase => ({
  kind: 'sample',
  outcome: { first, second },
  reasons: { first: codes[0], second: codes[1] },
  checks: { first: [], second: [] },
});

describe('the report', () => {
  it('gives no figure from too few cases, nor of a reason that was hardly ever given', () => {
    const few = agreementReport(Array.from({ length: 19 }, (_, index) => sampled('approve', index % 2 === 0 ? 'approve' : 'reject')));
    expect(few.outcomes).toEqual({ cases: 19, agreed: 10, named: 19 });
    expect(clarityOf(few.outcomes)).toBe('too_few');
    const many = agreementReport([
      ...Array.from({ length: 30 }, () => sampled('approve', 'approve')),
      ...Array.from({ length: 6 }, () => sampled('reject', 'reject', [['info.name'], ['info.name']])),
      ...Array.from({ length: 4 }, () => sampled('reject', 'approve', [['document.glare'], []])),
    ]);
    expect(many.outcomes.kappa).toBeCloseTo(0.697, 2);
    expect(many.perReason).toEqual([
      { name: 'info.name', cases: 40, agreed: 40, named: 6, kappa: 1 },
      { name: 'document.glare', cases: 40, agreed: 36, named: 4 },
    ]);
  });

  it('leaves escalations out of the outcomes, and out of the reasons where the first ones were not told', () => {
    const report = agreementReport([
      { kind: 'escalation', outcome: { first: 'escalate', second: 'reject' } },
      { ...sampled('escalate', 'reject', [['info.name'], []]), kind: 'escalation' },
    ]);
    expect(report).toMatchObject({ cases: 2, outcomes: { cases: 0 }, perOutcome: [], perReason: [{ name: 'info.name', cases: 1 }] });
  });

  it('keeps what is known to the site, and the same person twice, out of the agreement of two, each with a figure of its own', () => {
    const report = agreementReport([
      ...Array.from({ length: 30 }, (_, index) => sampled(index < 15 ? 'approve' : 'reject', index < 15 ? 'approve' : 'reject')),
      ...Array.from({ length: 20 }, (_, index) => ({ ...sampled('approve', index < 5 ? 'reject' : 'approve'), kind: 'planted' as const })),
      ...Array.from({ length: 3 }, () => ({ ...sampled('reject', 'approve', [['info.name'], []]), kind: 'own' as const })),
    ]);
    expect(report).toMatchObject({ cases: 30, outcomes: { cases: 30, agreed: 30, kappa: 1 }, perReason: [] });
    expect(report.perSource).toEqual([
      { kind: 'sample', looks: 30, outcomes: { cases: 30, agreed: 30, named: 30, kappa: 1 } },
      { kind: 'planted', looks: 20, outcomes: { cases: 20, agreed: 15, named: 20, kappa: 0 } },
      { kind: 'own', looks: 3, outcomes: { cases: 3, agreed: 0, named: 3 } },
    ]);
  });

  it('lays two views side by side: what both said, and what one of them did', () => {
    const first: FirstView = {
      outcome: 'request_fixes',
      reviewerId: 'r1',
      decidedAt: '2026-11-16T02:00:00.000Z',
      reasons: [
        { code: 'document.glare', target: { documentId: 'd1' } },
        { code: 'info.name', target: { field: 'name' } },
      ],
      matched: [{ item: 'name', verdict: 'differs' }],
    };
    const second: ReviewerView = {
      outcome: 'request_fixes',
      reasons: [
        { code: 'document.glare', target: { documentId: 'd2' } },
        { code: 'info.name', target: { field: 'name' }, note: 'again' },
      ],
      matched: [{ item: 'sex', verdict: 'match' }],
    };
    expect(compareViews(first, second)).toEqual({
      outcome: 'same',
      reasons: [
        { code: 'document.glare', target: { documentId: 'd1' }, by: 'first' },
        { code: 'info.name', target: { field: 'name' }, by: 'both' },
        { code: 'document.glare', target: { documentId: 'd2' }, by: 'second' },
      ],
      marks: [
        { item: 'name', first: 'differs', second: undefined },
        { item: 'sex', first: undefined, second: 'match' },
      ],
    });
  });
});

describe('the draw', () => {
  const seed = fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 64 });
  const share = fc.double({ min: 0.02, max: 0.98, noNaN: true });

  it('takes about the share that was asked for, whatever the seed', () => {
    const ids = Array.from({ length: 2_000 }, (_, index) => `decision ${index}`);
    fc.assert(
      fc.property(seed, share, (key, part) => {
        const drawn = ids.filter((id) => isDrawn(key, id, part)).length;
        // Six standard deviations of a fair draw: one in 500 million.
        expect(Math.abs(drawn - ids.length * part)).toBeLessThan(6 * Math.sqrt(ids.length * part * (1 - part)) + 1);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same every time and for each decision by itself; a larger share draws all of a smaller one', () => {
    fc.assert(
      fc.property(seed, fc.uniqueArray(fc.uuid({ version: 7 }), { maxLength: 50 }), share, share, (key, ids, one, other) => {
        const [small, large] = one < other ? [one, other] : [other, one];
        const drawn = new Set(ids.filter((id) => isDrawn(key, id, small)));
        for (const id of [...ids].reverse()) {
          expect(isDrawn(key, id, small)).toBe(drawn.has(id));
          if (drawn.has(id)) expect(isDrawn(key, id, large)).toBe(true);
        }
        expect(ids.some((id) => isDrawn(key, id, 0))).toBe(false);
        expect(ids.every((id) => isDrawn(key, id, 1))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('can be verified with any program that has HMAC-SHA-256', () => {
    // printf '%s' decision-1 | openssl dgst -sha256 -hmac seed-1: its first twelve digits.
    expect(
      Math.round(ticketOf('seed-1', 'decision-1') * 2 ** 48)
        .toString(16)
        .padStart(12, '0'),
    ).toBe('e96dd85cd0a7');
  });
});
