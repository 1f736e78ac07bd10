import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { answersOf, figuresOf } from '../../../shared/domain/decision-figures.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import {
  agreementOf,
  attainmentOf,
  type DecidedCell,
  handlingOf,
  hoursOf,
  outcomesOf,
  quantileOf,
  reasonsOf,
  spansOf,
} from '../../../shared/domain/insight-groups.ts';
import { addDays, dateOfDay, dayOfDate } from '../../../shared/domain/shanghai-time.ts';

const first = dayOfDate('2026-01-05');
const decided = (days: number): fc.Arbitrary<DecidedCell[]> =>
  fc.array(
    fc.record({
      day: fc.integer({ min: first, max: first + days - 1 }),
      hour: fc.integer({ min: 0, max: 23 }),
      outcome: fc.constantFrom('approve', 'reject', 'request_fixes', 'held_for_later'),
      count: fc.integer({ min: 1, max: 50 }),
    }),
    { maxLength: 60 },
  );
const sum = (counts: Record<string, number | undefined>): number => Object.values(counts).reduce<number>((all, one) => all + (one ?? 0), 0);

describe('decisions by time', () => {
  it('lose and invent nothing, however long the period is, and the spans follow each other day by day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 }).chain((days) => fc.tuple(fc.constant(days), decided(days))),
        ([days, cells]) => {
          const total = cells.reduce((all, { count }) => all + count, 0);
          const [from, to] = [dateOfDay(first), dateOfDay(first + days - 1)];
          const spans = spansOf(cells, from, to);
          expect(spans.reduce((all, { outcomes }) => all + sum(outcomes), 0)).toBe(total);
          expect(sum(outcomesOf(cells))).toBe(total);
          expect(hoursOf(cells).reduce((all, { outcomes }) => all + sum(outcomes), 0)).toBe(total);
          expect(spans[0]?.from).toBe(from);
          expect(spans.at(-1)?.to).toBe(to);
          for (const [index, span] of spans.entries()) if (index > 0) expect(span.from).toBe(addDays(spans[index - 1]?.to ?? '', 1));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are told by the day, then by weeks from Monday, then by months', () => {
    expect(spansOf([], '2026-11-10', '2026-11-16')).toHaveLength(7);
    expect(spansOf([], '2026-09-02', '2026-11-16').slice(0, 2)).toEqual([
      { from: '2026-09-02', to: '2026-09-06', outcomes: {} },
      { from: '2026-09-07', to: '2026-09-13', outcomes: {} },
    ]);
    expect(spansOf([], '2024-12-31', '2026-02-01').slice(0, 3)).toEqual([
      { from: '2024-12-31', to: '2024-12-31', outcomes: {} },
      { from: '2025-01-01', to: '2025-01-31', outcomes: {} },
      { from: '2025-02-01', to: '2025-02-28', outcomes: {} },
    ]);
  });

  it('belong to the day and hour of Shanghai, whatever the offset they are written with', () => {
    const decision = {
      subject: { kind: 'application', id: 'a', revision: 1 },
      outcome: 'approve',
      reasons: [],
      durationMs: 4_160,
    } as const;
    const of = (decidedAt: string) =>
      figuresOf({ decision: { ...decision, reasons: [], decidedAt }, type: 'passport', dueAt: '2026-11-15T18:00:00.000Z' });
    expect(of('2026-11-15T16:30:00.000Z')).toMatchObject({ day: dayOfDate('2026-11-16'), hour: 0, marginHours: 1, durationTenths: 42 });
    expect(of('2026-11-15T23:30:00+08:00')).toMatchObject({ day: dayOfDate('2026-11-15'), hour: 23 });
    expect(of('2026-11-15T18:00:00.000Z').marginHours).toBe(0);
    expect(of('2026-11-15T18:00:00.001Z').marginHours).toBe(-1);
  });
});

test('a decision is late or in time, never both, and every one is in one band', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ marginHours: fc.option(fc.integer({ min: -200, max: 200 }), { nil: undefined }), count: fc.nat(20) })),
      (cells) => {
        const { inTime, late, unknown, bands } = attainmentOf(cells);
        const countOf = (wanted: (hours: number | undefined) => boolean) =>
          cells.reduce((all, { marginHours, count }) => all + (wanted(marginHours) ? count : 0), 0);
        expect(late).toBe(countOf((hours) => hours !== undefined && hours < 0));
        expect(unknown).toBe(countOf((hours) => hours === undefined));
        expect(inTime + late + unknown).toBe(countOf(() => true));
        const ofBands = (isLate: boolean) =>
          bands.reduce((all, { to, count }) => all + ((to !== undefined && to <= 0) === isLate ? count : 0), 0);
        expect([ofBands(true), ofBands(false)]).toEqual([late, inTime]);
      },
    ),
  );
});

test('quantiles are values of the decisions, and those of the sorted list', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ value: fc.nat(1_000), count: fc.integer({ min: 1, max: 9 }) }), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (cells, part) => {
        const list = cells.flatMap(({ value, count }) => Array.from({ length: count }, () => value)).sort((left, right) => left - right);
        expect(quantileOf(cells, part)).toBe(list[Math.max(0, Math.ceil(list.length * part - 1e-9) - 1)]);
      },
    ),
  );
  const [passport] = handlingOf([
    { type: 'passport', durationTenths: 100, count: 1 },
    { type: 'passport', durationTenths: 200, count: 2 },
    { type: 'passport', durationTenths: 900, count: 1 },
    { type: 'request', durationTenths: 50, count: 1 },
  ]);
  expect(passport).toEqual({ type: 'passport', count: 4, tenth: 10_000, lower: 10_000, median: 20_000, upper: 20_000, ninetieth: 90_000 });
});

test('of a group a decision counts once, however many of its reasons it gave', () => {
  const { codes, groups } = reasonsOf([
    { codes: ['document.blurred', 'document.glare', 'info.name'], count: 3 },
    { codes: ['document.glare'], count: 2 },
  ]);
  expect(codes).toEqual([
    { code: 'document.glare', count: 5 },
    { code: 'document.blurred', count: 3 },
    { code: 'info.name', count: 3 },
  ]);
  expect(groups).toEqual([
    { group: 'document', count: 5 },
    { group: 'info', count: 3 },
  ]);
});

test('a reason about what a check looks at confirms it where it failed and says that it overlooked something where it passed', () => {
  const catalogue = {
    version: '1',
    reasons: [
      {
        code: 'document.glare',
        title: { zh: '反光', en: 'Glare' },
        sentence: { zh: '', en: '' },
        remedy: { zh: '', en: '' },
        outcomes: [],
        terminal: false,
        about: 'document' as const,
        suggestedBy: ['image.glare' as const],
      },
    ],
  };
  const finding = (check: Finding['check'], verdict: Finding['verdict']): Finding => ({ check, verdict, severity: 'warning' });
  // Of two photos the worse one counts; what was skipped did not look.
  const findings = [
    finding('image.glare', 'pass'),
    finding('image.glare', 'fail'),
    finding('image.sharpness', 'fail'),
    finding('image.face', 'skipped'),
  ];
  const glare = { code: 'document.glare' };
  const sent = answersOf({ outcome: 'request_fixes', reasons: [glare] }, findings, catalogue);
  expect(sent).toEqual([
    { check: 'image.glare', verdict: 'fail', answer: 'reason' },
    { check: 'image.sharpness', verdict: 'fail', answer: 'other' },
  ]);
  const all = [
    ...sent,
    ...answersOf({ outcome: 'approve', reasons: [] }, findings, catalogue),
    ...answersOf({ outcome: 'request_fixes', reasons: [glare] }, [finding('image.glare', 'pass')], catalogue),
    ...answersOf({ outcome: 'approve', reasons: [] }, [finding('image.glare', 'pass')], catalogue),
  ].map((answer) => ({ ...answer, count: 1 }));
  const [first, second] = agreementOf(all, [{ check: 'image.glare', verdict: 'fail', expected: 'pass', count: 4 }]);
  expect(first).toMatchObject({
    check: 'image.glare',
    confirmed: 1,
    overruled: 1,
    missed: 1,
    quiet: 1,
    calledWrong: [{ verdict: 'fail', expected: 'pass', count: 4 }],
  });
  expect(second).toMatchObject({ check: 'image.sharpness', confirmed: 0, overruled: 1, missed: 0, quiet: 0 });
});
