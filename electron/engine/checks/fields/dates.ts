import { halfWidth, withoutInvisible } from '../../../../shared/domain/half-width.ts';
import { isCalendarDate } from '../../../../shared/domain/identity-number.ts';
import { addDays } from '../../../../shared/domain/shanghai-time.ts';

/** `YYYY-MM-DD` with one kind of separator throughout, Chinese characters, or eight digits; a time of day behind it is passed over. */
const forms = [
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:T[\d:.+Z-]+)?$/u,
  /^(\d{4})(年)(\d{1,2})月(\d{1,2})日?$/u,
  /^(\d{4})()(\d{2})(\d{2})$/u,
];

/**
 * A date as people type it: `YYYY-MM-DD`, with slashes, dots, Chinese characters or nothing between the parts, full-width digits too. Two-digit years and the
 * orders of other countries are no dates: nobody can tell which day they mean.
 * @returns `YYYY-MM-DD`, or undefined where it is no date of the calendar
 */
export const readDate = (typed: string): string | undefined => {
  const plain = withoutInvisible(halfWidth(typed)).replace(/\s/gu, '');
  for (const form of forms) {
    const parts = form.exec(plain);
    if (parts === null) continue;
    const [, year, , month, day] = parts.map(Number);
    if (year === undefined || month === undefined || day === undefined || year < 1 || !isCalendarDate(year, month, day)) return undefined;
    return `${parts[1]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  }
  return undefined;
};

/** Whole years from `birth` to `day`, both `YYYY-MM-DD`. Who was born on 29 February is a year older on 1 March where there is none. */
export const ageOn = (birth: string, day: string): number =>
  Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0);

/** The same day `years` later; 29 February becomes 1 March where there is none. */
export const yearsLater = (date: string, years: number): string => {
  const year = Number(date.slice(0, 4)) + years;
  const later = `${String(year).padStart(4, '0')}${date.slice(4)}`;
  return isCalendarDate(year, Number(date.slice(5, 7)), Number(date.slice(8))) ? later : `${later.slice(0, 4)}-03-01`;
};

/** Whether two dates are at most a day apart: some authorities count the last day, some the first after it. */
export const areNeighbours = (left: string, right: string): boolean => left >= addDays(right, -1) && left <= addDays(right, 1);
