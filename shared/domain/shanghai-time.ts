/**
 * Civil dates and wall-clock times of the platform, which lives in Asia/Shanghai: UTC+8, without daylight saving since 1991.
 * Computed by hand, so that the zone and the locale of the machine play no part. A date is `YYYY-MM-DD`, an instant RFC 3339.
 */

/** Milliseconds of an hour. */
export const hourMs = 3_600_000;
/** Milliseconds of a day; every day has as many, since there is no daylight saving. */
export const dayMs = 24 * hourMs;
/** What Asia/Shanghai is ahead of UTC, ms. */
const offsetMs = 8 * hourMs;

/** A moment in Asia/Shanghai: the date, and the milliseconds since its midnight. */
export type ShanghaiMoment = { date: string; timeMs: number };

const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** The date of a day counted from 1970-01-01 (day 0), by the proleptic Gregorian calendar. */
export const dateOfDay = (day: number): string => {
  // Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days: 400-year eras of 146,097 days, the year begun in March.
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1, 2)}`;
};

/** The day's count from 1970-01-01 (day 0). The inverse of {@link dateOfDay}; `date` must be a real date. */
export const dayOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;

/** The date `days` later (earlier where negative). */
export const addDays = (date: string, days: number): string => dateOfDay(dayOfDate(date) + days);

/** The day of the week, 0 Sunday to 6 Saturday. 1970-01-01 was a Thursday. */
export const weekdayOf = (date: string): number => (((dayOfDate(date) + 4) % 7) + 7) % 7;

/** Where the clocks of Asia/Shanghai stand at `instant` (RFC 3339, or ms since 1970). */
export const shanghaiMoment = (instant: string | number): ShanghaiMoment => {
  const local = (typeof instant === 'number' ? instant : Date.parse(instant)) + offsetMs;
  const day = Math.floor(local / dayMs);
  return { date: dateOfDay(day), timeMs: local - day * dayMs };
};

/** The instant (ms since 1970) at which the clocks of Asia/Shanghai show `timeMs` after midnight of `date`; `timeMs` may exceed a day. */
export const instantOf = (moment: ShanghaiMoment): number => dayOfDate(moment.date) * dayMs + moment.timeMs - offsetMs;

/** An instant (ms since 1970) as RFC 3339 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const toTimestamp = (instant: number): string => {
  const day = Math.floor(instant / dayMs);
  const time = Math.floor(instant - day * dayMs);
  const part = (unit: number, range: number): number => Math.floor(time / unit) % range;
  return `${dateOfDay(day)}T${padded(part(hourMs, 24), 2)}:${padded(part(60_000, 60), 2)}:${padded(part(1_000, 60), 2)}.${padded(time % 1_000, 3)}Z`;
};
