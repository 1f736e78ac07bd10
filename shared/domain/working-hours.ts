import type { Policy } from './policy.ts';
import { addDays, hourMs, instantOf, shanghaiMoment } from './shanghai-time.ts';
import { dayKindOf, isWorkingDay, type WorkingCalendar } from './working-days.ts';

/** Which hours are worked: those of the policy, on the calendar's working days. */
export type WorkingHours = { calendar: WorkingCalendar; due: Pick<Policy['due'], 'dayStartsAt' | 'dayEndsAt'> };

/** The working time of one date, as instants (ms since 1970); empty where nobody works. */
const shiftOf = ({ calendar, due }: WorkingHours, date: string): { from: number; until: number } => {
  const from = instantOf({ date, timeMs: due.dayStartsAt * hourMs });
  return { from, until: isWorkingDay(calendar, date) ? instantOf({ date, timeMs: due.dayEndsAt * hourMs }) : from };
};

/** How much working time, ms, lies between two instants (ms since 1970); 0 where the second is not after the first. */
export const workingTimeBetween = (hours: WorkingHours, fromMs: number, untilMs: number): number => {
  let worked = 0;
  const last = shanghaiMoment(untilMs).date;
  for (let { date } = shanghaiMoment(fromMs); date <= last; date = addDays(date, 1)) {
    const { from, until } = shiftOf(hours, date);
    worked += Math.max(0, Math.min(until, untilMs) - Math.max(from, fromMs));
  }
  return worked;
};

/** The date on which `workMs` of working time after `fromMs` have passed; undefined where that takes more than `mostDays` days. */
export const dateAfterWork = (hours: WorkingHours, fromMs: number, workMs: number, mostDays: number): string | undefined => {
  let left = workMs;
  let { date } = shanghaiMoment(fromMs);
  for (let day = 0; day <= mostDays; day += 1) {
    const { from, until } = shiftOf(hours, date);
    left -= Math.max(0, until - Math.max(from, fromMs));
    if (left <= 0) return date;
    date = addDays(date, 1);
  }
  return undefined;
};

/** The date from which on `count` working days end with `date`, which is one of them if it is worked. */
export const workingDaysBack = ({ calendar }: WorkingHours, date: string, count: number): string => {
  let left = count;
  let at = date;
  for (;;) {
    if (isWorkingDay(calendar, at)) left -= 1;
    if (left <= 0) return at;
    at = addDays(at, -1);
  }
};

/** Whether the calendar knows the holidays of the years of both dates. */
export const isCovered = (calendar: WorkingCalendar, ...dates: string[]): boolean =>
  dates.every((date) => dayKindOf(calendar, date).covered);
