import chineseDays from 'chinese-days';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dateOfDay, dayOfDate, instantOf, shanghaiMoment, toTimestamp, weekdayOf } from '../../../shared/domain/shanghai-time.ts';
import { addWorkingDays, dayKindOf, isWorkingDay, readWorkingCalendar, withYears } from '../../../shared/domain/working-days.ts';
import { calendar } from './invented.ts';

const day = fc.integer({ min: dayOfDate('2025-01-01'), max: dayOfDate('2026-12-31') }).map(dateOfDay);

test('every day of the covered years agrees with an independent calendar', () => {
  for (const year of calendar.coveredYears) {
    for (let date = `${year}-01-01`; date.startsWith(String(year)); date = addDays(date, 1)) {
      expect(`${date} ${isWorkingDay(calendar, date)}`).toBe(`${date} ${chineseDays.isWorkday(date)}`);
    }
  }
});

test('a year that nobody has announced is not covered, and only its weekends are off', () => {
  expect(dayKindOf(calendar, '2027-02-08')).toEqual({ kind: 'working', covered: false });
  expect(dayKindOf(calendar, '2027-02-07')).toEqual({ kind: 'weekend', covered: false });
  expect(addWorkingDays(calendar, '2026-12-31', 2)).toMatchObject({ date: '2027-01-04', uncoveredYears: [2027] });
});

test('National Day is skipped and the Saturday worked in exchange counts', () => {
  const count = addWorkingDays(calendar, '2026-09-30', 3);
  expect(count.date).toBe('2026-10-10');
  expect(count.skipped.map(({ name }) => name.en)).toEqual(['National Day']);
  expect(count.makeUpDays).toEqual(['2026-10-10']);
});

test('the nth working day is a working day with n - 1 others before it', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 12 }), (date, count) => {
      const end = addWorkingDays(calendar, date, count).date;
      let worked = 0;
      for (let passed = addDays(date, 1); passed <= end; passed = addDays(passed, 1)) worked += isWorkingDay(calendar, passed) ? 1 : 0;
      expect(isWorkingDay(calendar, end)).toBe(true);
      expect(worked).toBe(count);
    }),
  );
});

test('days and moments go there and back, and agree with the platform that runs the tests', () => {
  fc.assert(
    fc.property(fc.integer({ min: -6e13, max: 2.5e14 }), (ms) => {
      expect(toTimestamp(ms)).toBe(new Date(ms).toISOString());
      expect(instantOf(shanghaiMoment(ms))).toBe(ms);
      expect(dayOfDate(dateOfDay(Math.floor(ms / 86_400_000)))).toBe(Math.floor(ms / 86_400_000));
    }),
  );
  expect(shanghaiMoment('2026-11-22T16:00:00Z')).toEqual({ date: '2026-11-23', timeMs: 0 });
  expect(weekdayOf('2026-11-23')).toBe(1);
});

test('the shipped calendar reads, and an imported year takes the place of its own', () => {
  expect(readWorkingCalendar(calendar)).toMatchObject({ ok: true });
  const name = { zh: '元旦', en: 'New Year’s Day' };
  const imported = readWorkingCalendar({
    ...calendar,
    coveredYears: [2027],
    holidays: [{ name, from: '2027-01-01', to: '2027-01-03', makeUpDays: [] }],
  });
  if (!imported.ok) throw new Error(imported.fault.cause);
  const joined = withYears(calendar, imported.calendar);
  expect(dayKindOf(joined, '2027-01-01')).toMatchObject({ kind: 'holiday', covered: true });
  expect(dayKindOf(joined, '2026-10-01')).toMatchObject({ kind: 'holiday', covered: true });
});

test.each([
  [null, 'shape'],
  [{ ...calendar, holidays: [{ name: calendar.name, from: '2026-02-30', to: '2026-03-01', makeUpDays: [] }] }, 'date'],
  [{ ...calendar, holidays: [{ name: calendar.name, from: '2026-03-02', to: '2026-03-01', makeUpDays: [] }] }, 'order'],
  [{ ...calendar, holidays: [{ name: calendar.name, from: '2030-03-01', to: '2030-03-01', makeUpDays: [] }] }, 'year'],
  [{ ...calendar, holidays: [{ name: calendar.name, from: '2026-03-02', to: '2026-03-02', makeUpDays: ['2026-03-04'] }] }, 'make_up_day'],
  [
    { ...calendar, holidays: [...calendar.holidays, { name: calendar.name, from: '2026-10-07', to: '2026-10-08', makeUpDays: [] }] },
    'overlap',
  ],
])('a calendar with a fault in it is refused: %#', (raw, cause) => {
  expect(readWorkingCalendar(raw)).toMatchObject({ ok: false, fault: { cause } });
});
