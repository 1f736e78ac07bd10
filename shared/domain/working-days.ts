import type { BothLanguages } from './announcement.ts';
import { isCalendarDate } from './identity-number.ts';
import { addDays, weekdayOf } from './shanghai-time.ts';

/** A statutory holiday: its first and last day off, and the days of rest that are worked in exchange (调休). Dates are `YYYY-MM-DD`. */
export type Holiday = { name: BothLanguages; from: string; to: string; makeUpDays: string[] };

/**
 * A calendar of working days. Holidays are announced year by year, so the years it knows stand beside the data:
 * outside of them only Saturdays and Sundays are known to be days off, and every answer says that it is not covered.
 */
export type WorkingCalendar = { id: string; name: BothLanguages; source: string; coveredYears: number[]; holidays: Holiday[] };

/** What a date is by the calendar. `make_up`: a Saturday or Sunday that is worked; `covered`: whether its year is known. */
export type DayKind = { kind: 'working' | 'make_up' | 'weekend' | 'holiday'; holiday?: Holiday; covered: boolean };

/** What `date` (`YYYY-MM-DD`) is by `calendar`. */
export const dayKindOf = (calendar: WorkingCalendar, date: string): DayKind => {
  const covered = calendar.coveredYears.includes(Number(date.slice(0, 4)));
  for (const holiday of calendar.holidays) {
    if (holiday.makeUpDays.includes(date)) return { kind: 'make_up', holiday, covered };
    if (holiday.from <= date && date <= holiday.to) return { kind: 'holiday', holiday, covered };
  }
  const weekday = weekdayOf(date);
  return { kind: weekday === 0 || weekday === 6 ? 'weekend' : 'working', covered };
};

/** Whether people work on `date`. */
export const isWorkingDay = (calendar: WorkingCalendar, date: string): boolean => {
  const { kind } = dayKindOf(calendar, date);
  return kind === 'working' || kind === 'make_up';
};

/** A count of working days: where it ends, and what it came across on the way. */
export type WorkingDayCount = {
  date: string;
  /** Holidays which took at least one day, each once, in order. */
  skipped: Holiday[];
  /** Saturdays and Sundays that counted. */
  makeUpDays: string[];
  /** Years passed through which the calendar does not know. */
  uncoveredYears: number[];
};

/**
 * The `count`th working day after `date`; for 0, `date` itself or the first working day after it.
 * @param count whole number, not negative
 */
export const addWorkingDays = (calendar: WorkingCalendar, date: string, count: number): WorkingDayCount => {
  const result: WorkingDayCount = { date, skipped: [], makeUpDays: [], uncoveredYears: [] };
  let left = count;
  let first = true;
  for (;;) {
    if (!first) result.date = addDays(result.date, 1);
    const day = dayKindOf(calendar, result.date);
    const year = Number(result.date.slice(0, 4));
    if (!day.covered && !result.uncoveredYears.includes(year)) result.uncoveredYears.push(year);
    const working = day.kind === 'working' || day.kind === 'make_up';
    const counts = working && (!first || count === 0);
    if (day.kind === 'holiday' && day.holiday && !result.skipped.includes(day.holiday)) result.skipped.push(day.holiday);
    if (day.kind === 'make_up' && counts) result.makeUpDays.push(result.date);
    if (counts) left -= 1;
    if (counts && left <= 0) return result;
    first = false;
  }
};

/** Why a calendar could not be read: where, and what is wrong there. */
export type CalendarFault = { path: string; cause: 'shape' | 'date' | 'order' | 'year' | 'make_up_day' | 'overlap' };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isBothLanguages = (value: unknown): value is BothLanguages =>
  isRecord(value) && typeof value.zh === 'string' && value.zh !== '' && typeof value.en === 'string' && value.en !== '';
const isDate = (value: unknown): value is string => {
  if (typeof value !== 'string') return false;
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  return parts !== null && isCalendarDate(Number(parts[1]), Number(parts[2]), Number(parts[3]));
};

const faultOfHoliday = (raw: unknown, path: string, years: readonly number[]): CalendarFault | undefined => {
  if (!isRecord(raw) || !isBothLanguages(raw.name) || !Array.isArray(raw.makeUpDays)) return { path, cause: 'shape' };
  const { from, to, makeUpDays } = raw as { from: unknown; to: unknown; makeUpDays: unknown[] };
  if (!isDate(from)) return { path: `${path}.from`, cause: 'date' };
  if (!isDate(to)) return { path: `${path}.to`, cause: 'date' };
  if (to < from) return { path, cause: 'order' };
  if (!years.includes(Number(from.slice(0, 4))) && !years.includes(Number(to.slice(0, 4)))) return { path, cause: 'year' };
  for (const [index, day] of makeUpDays.entries()) {
    if (!isDate(day)) return { path: `${path}.makeUpDays[${index}]`, cause: 'date' };
    // A day that is worked in exchange must be one that would otherwise be off.
    if (weekdayOf(day) !== 0 && weekdayOf(day) !== 6) return { path: `${path}.makeUpDays[${index}]`, cause: 'make_up_day' };
  }
  return undefined;
};

/** Reads a calendar from a file of unknown content, such as a year that a site imports. */
export const readWorkingCalendar = (raw: unknown): { ok: true; calendar: WorkingCalendar } | { ok: false; fault: CalendarFault } => {
  const wrong = (path: string, cause: CalendarFault['cause']): { ok: false; fault: CalendarFault } => ({
    ok: false,
    fault: { path, cause },
  });
  if (!isRecord(raw)) return wrong('', 'shape');
  if (typeof raw.id !== 'string' || raw.id === '') return wrong('id', 'shape');
  if (!isBothLanguages(raw.name)) return wrong('name', 'shape');
  if (typeof raw.source !== 'string') return wrong('source', 'shape');
  const years = raw.coveredYears;
  if (!Array.isArray(years) || !years.every((year) => Number.isInteger(year))) return wrong('coveredYears', 'shape');
  const holidays = raw.holidays;
  if (!Array.isArray(holidays)) return wrong('holidays', 'shape');
  for (const [index, holiday] of holidays.entries()) {
    const fault = faultOfHoliday(holiday, `holidays[${index}]`, years);
    if (fault) return { ok: false, fault };
  }
  const calendar = raw as WorkingCalendar;
  const daysOff = (day: string): boolean => calendar.holidays.some(({ from, to }) => from <= day && day <= to);
  for (const [index, holiday] of calendar.holidays.entries()) {
    const other = calendar.holidays.findIndex(({ from, to }, place) => place !== index && from <= holiday.to && holiday.from <= to);
    if (other !== -1 || holiday.makeUpDays.some(daysOff)) return wrong(`holidays[${index}]`, 'overlap');
  }
  return { ok: true, calendar };
};

/** The calendar with the years of `addition` put in the place of its own, so that a site can import a year. */
export const withYears = (calendar: WorkingCalendar, addition: WorkingCalendar): WorkingCalendar => ({
  ...calendar,
  source: `${calendar.source}; ${addition.source}`,
  coveredYears: [...new Set([...calendar.coveredYears, ...addition.coveredYears])].sort((left, right) => left - right),
  holidays: [...calendar.holidays.filter(({ to }) => !addition.coveredYears.includes(Number(to.slice(0, 4)))), ...addition.holidays].sort(
    (left, right) => left.from.localeCompare(right.from),
  ),
});
