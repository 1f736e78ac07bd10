import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import calendar from '../../../resources/calendars/cn.json' with { type: 'json' };
import { backlogOf, type DueCell, leastDecisions, leastHours, passingOf } from '../../../shared/domain/forecast.ts';
import { hourMs } from '../../../shared/domain/shanghai-time.ts';
import { dateAfterWork, workingDaysBack, workingTimeBetween } from '../../../shared/domain/working-hours.ts';

const hours = { calendar, due: { dayStartsAt: 9, dayEndsAt: 18 } };
/** Monday 16 November 2026, 10:00 in Shanghai. */
const monday = Date.parse('2026-11-16T02:00:00.000Z');
const instant = fc.integer({ min: monday - 40 * 24 * hourMs, max: monday + 40 * 24 * hourMs });
const backlog: fc.Arbitrary<DueCell[]> = fc
  .array(
    fc.record({ dueMs: fc.integer({ min: -50, max: 700 }).map((at) => monday + at * hourMs), count: fc.integer({ min: 1, max: 30 }) }),
    { maxLength: 30 },
  )
  .map((cells) => cells.sort((left, right) => left.dueMs - right.dueMs));
const totalOf = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

describe('working time', () => {
  it('of two stretches is that of both together, and never more than the clock’s', () => {
    fc.assert(
      fc.property(instant, instant, instant, (...instants) => {
        const [from = 0, middle = 0, until = 0] = instants.sort((left, right) => left - right);
        const whole = workingTimeBetween(hours, from, until);
        expect(workingTimeBetween(hours, from, middle) + workingTimeBetween(hours, middle, until)).toBe(whole);
        expect(whole).toBeLessThanOrEqual(until - from);
      }),
    );
  });

  it('passes over nights, weekends and statutory holidays, and counts days worked in exchange', () => {
    const between = (from: string, until: string) => workingTimeBetween(hours, Date.parse(from), Date.parse(until)) / hourMs;
    expect(between('2026-11-13T17:00:00+08:00', '2026-11-16T10:00:00+08:00')).toBe(2);
    expect(between('2026-09-30T17:00:00+08:00', '2026-10-08T10:00:00+08:00')).toBe(2);
    expect(between('2026-10-10T00:00:00+08:00', '2026-10-11T00:00:00+08:00')).toBe(9);
    expect(dateAfterWork(hours, monday, 8 * hourMs, 30)).toBe('2026-11-16');
    expect(dateAfterWork(hours, monday, 8 * hourMs + 1, 30)).toBe('2026-11-17');
    expect(dateAfterWork(hours, monday, 500 * hourMs, 5)).toBeUndefined();
    expect(workingDaysBack(hours, '2026-11-16', 10)).toBe('2026-11-03');
  });
});

describe('the forecast', () => {
  it('takes what is due first first: what has a later due time never delays what has an earlier one', () => {
    fc.assert(
      fc.property(backlog, fc.integer({ min: 1, max: 40 }), (cells, pace) => {
        const part = cells.slice(0, Math.ceil(cells.length / 2));
        expect(passingOf(hours, cells, monday, pace).slice(0, part.length)).toEqual(passingOf(hours, part, monday, pace));
      }),
    );
  });

  it('loses nothing, and a faster pace never lets more pass', () => {
    fc.assert(
      fc.property(backlog, fc.integer({ min: leastDecisions, max: 2_000 }), fc.integer({ min: 0, max: 500 }), (cells, decisions, more) => {
        const sinceMs = monday - 14 * 24 * hourMs;
        const of = (made: number) => backlogOf(hours, 'held', cells, { decisions: made, sinceMs }, monday);
        const slow = of(decisions);
        expect(slow.past + totalOf(slow.days.map(({ count }) => count)) + slow.later).toBe(slow.total);
        expect(slow.total).toBe(totalOf(cells.map(({ count }) => count)));
        for (const { count, willPass = 0 } of slow.days) expect(willPass).toBeLessThanOrEqual(count);
        if (!slow.forecast.known) throw new Error('there is enough to forecast');
        expect(totalOf(slow.days.map(({ willPass = 0 }) => willPass)) + (slow.laterWillPass ?? 0)).toBe(slow.forecast.willPass);
        const fast = of(decisions + more);
        expect(fast.forecast.known && fast.forecast.willPass).toBeLessThanOrEqual(slow.forecast.willPass);
      }),
    );
  });

  it('tells the day and the number: ten an hour from Monday ten o’clock are 80 by six, and 90 on Tuesday', () => {
    const at = (due: string, count: number): DueCell => ({ dueMs: Date.parse(due), count });
    const cells = [
      at('2026-11-16T09:00:00+08:00', 5),
      at('2026-11-16T18:00:00+08:00', 90),
      at('2026-11-17T18:00:00+08:00', 80),
      at('2026-11-19T12:00:00+08:00', 3),
    ];
    // 2 to 13 November are nine working days of nine hours, and one hour of today.
    const told = backlogOf(hours, 'held', cells, { decisions: 820, sinceMs: Date.parse('2026-11-03T09:00:00+08:00') }, monday);
    expect(told).toMatchObject({
      total: 178,
      past: 5,
      later: 0,
      forecast: { known: true, perHour: 10, hours: 82, willPass: 20, clearedOn: '2026-11-18' },
    });
    expect(told.days).toEqual([
      { date: '2026-11-16', workingDay: true, count: 90, willPass: 15 },
      { date: '2026-11-17', workingDay: true, count: 80, willPass: 5 },
      { date: '2026-11-18', workingDay: true, count: 0, willPass: 0 },
      { date: '2026-11-19', workingDay: true, count: 3, willPass: 0 },
    ]);
  });

  it('is not made from too little, and says how little there is', () => {
    const cells = [{ dueMs: monday + hourMs, count: 9 }];
    const of = (decisions: number, sinceMs: number | undefined) => backlogOf(hours, 'held', cells, { decisions, sinceMs }, monday);
    const fewHours = of(500, monday - hourMs);
    expect(fewHours.forecast).toEqual({ known: false, decisions: 500, hours: 1, leastDecisions, leastHours });
    expect(fewHours.days).toEqual([{ date: '2026-11-16', workingDay: true, count: 9 }]);
    expect(of(leastDecisions - 1, monday - 200 * hourMs).forecast.known).toBe(false);
    expect(of(0, undefined).forecast).toMatchObject({ known: false, hours: 0 });
    expect(of(leastDecisions, monday - 200 * hourMs).forecast.known).toBe(true);
  });
});
