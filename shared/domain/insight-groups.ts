import type { FeedbackCount } from './finding-feedback.ts';
import type { AnswerCount, CheckAgreement, DecidedSpan, Handling, MarginBand, OutcomeCounts, SpanUnit } from './insight.ts';
import { addDays, dateOfDay, dayOfDate, weekdayOf } from './shanghai-time.ts';

/** Bounds between the bands of time left, hours: around the due time narrow, farther from it wide. 0 is one of them, so that no band is both late and in time. */
const marginBounds = [-24, -8, -2, 0, 2, 8, 24, 48] as const;
/** Longest periods, days, that are shown day by day, and week by week: about as many bars as can be told apart. */
const mostDays = 45;
const mostWeekDays = 366;

/** Counts of decisions of one day (from 1970-01-01), hour and outcome. */
export type DecidedCell = { day: number; hour: number; outcome: string; count: number };

const add = (outcomes: OutcomeCounts, outcome: string, count: number): void => {
  outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
};

/** All of them by outcome. */
export const outcomesOf = (cells: readonly DecidedCell[]): OutcomeCounts => {
  const outcomes: OutcomeCounts = {};
  for (const { outcome, count } of cells) add(outcomes, outcome, count);
  return outcomes;
};

/** What one bar stands for in a period of that many days. */
export const spanUnitOf = (days: number): SpanUnit => (days <= mostDays ? 'day' : days <= mostWeekDays ? 'week' : 'month');

/** The first date of the day, week (from Monday) or month that holds `date`. */
const beginningOf = (date: string, unit: SpanUnit): string => {
  if (unit === 'day') return date;
  return unit === 'week' ? addDays(date, -((weekdayOf(date) + 6) % 7)) : `${date.slice(0, 8)}01`;
};

/** Decisions by day, week or month from `from` to `to` (`YYYY-MM-DD`, both included), also where there were none; a span that reaches beyond the period is cut to it. */
export const spansOf = (cells: readonly DecidedCell[], from: string, to: string): DecidedSpan[] => {
  const unit = spanUnitOf(dayOfDate(to) - dayOfDate(from) + 1);
  const spans = new Map<string, DecidedSpan>();
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const beginning = beginningOf(date, unit);
    const span = spans.get(beginning) ?? { from: date, to: date, outcomes: {} };
    span.to = date;
    spans.set(beginning, span);
  }
  for (const { day, outcome, count } of cells) {
    const span = spans.get(beginningOf(dateOfDay(day), unit));
    if (span !== undefined) add(span.outcomes, outcome, count);
  }
  return [...spans.values()];
};

/** Decisions by the hour of the day, all 24 of them. */
export const hoursOf = (cells: readonly DecidedCell[]): { hour: number; outcomes: OutcomeCounts }[] => {
  const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, outcomes: {} as OutcomeCounts }));
  for (const { hour, outcome, count } of cells) add(hours[hour]?.outcomes ?? {}, outcome, count);
  return hours;
};

/** Counts by whole hours left until the due time; undefined where it is not known. */
export type MarginCell = { marginHours: number | undefined; count: number };

/** How many were in time and how many late, and by how much. */
export const attainmentOf = (cells: readonly MarginCell[]): { inTime: number; late: number; unknown: number; bands: MarginBand[] } => {
  const bands: MarginBand[] = [undefined, ...marginBounds].map((from, index) => ({
    ...(from === undefined ? {} : { from }),
    ...(marginBounds[index] === undefined ? {} : { to: marginBounds[index] }),
    count: 0,
  }));
  const counted = { inTime: 0, late: 0, unknown: 0 };
  for (const { marginHours, count } of cells) {
    counted[marginHours === undefined ? 'unknown' : marginHours < 0 ? 'late' : 'inTime'] += count;
    const band = bands.find(({ to }) => marginHours !== undefined && (to === undefined || marginHours < to));
    if (band !== undefined) band.count += count;
  }
  return { ...counted, bands };
};

/** The smallest value that at least the share `part` (0–1) of all does not exceed. `cells`: values with how often each came, at least one. */
export const quantileOf = (cells: readonly { value: number; count: number }[], part: number): number => {
  const sorted = [...cells].sort((left, right) => left.value - right.value);
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  const wanted = Math.max(1, Math.ceil(total * part - 1e-9));
  let passed = 0;
  for (const { value, count } of sorted) {
    passed += count;
    if (passed >= wanted) return value;
  }
  return sorted.at(-1)?.value ?? 0;
};

/** Counts of decisions of one type that took that long, tenths of a second. */
export type DurationCell = { type: string; durationTenths: number; count: number };

/** How long decisions took, by type, the most frequent type first. */
export const handlingOf = (cells: readonly DurationCell[]): Handling[] =>
  [...Map.groupBy(cells, ({ type }) => type)]
    .map(([type, ofType]) => {
      const values = [...Map.groupBy(ofType, ({ durationTenths }) => durationTenths)].map(([tenths, same]) => ({
        value: tenths * 100,
        count: same.reduce((sum, { count }) => sum + count, 0),
      }));
      return {
        type,
        count: values.reduce((sum, { count }) => sum + count, 0),
        tenth: quantileOf(values, 0.1),
        lower: quantileOf(values, 0.25),
        median: quantileOf(values, 0.5),
        upper: quantileOf(values, 0.75),
        ninetieth: quantileOf(values, 0.9),
      };
    })
    .sort((left, right) => right.count - left.count || left.type.localeCompare(right.type));

/** Counts by given reasons. `codes`: those of one decision, each once. */
export type ReasonCell = { codes: readonly string[]; count: number };

const frequent = <Key extends string>(key: Key, counts: ReadonlyMap<string, number>): ({ [Name in Key]: string } & { count: number })[] =>
  [...counts]
    .map(([value, count]) => ({ [key]: value, count }) as { [Name in Key]: string } & { count: number })
    .sort((left, right) => right.count - left.count || left[key].localeCompare(right[key]));

/** Reasons by code, and by cause group; of a group a decision counts once, however many of its reasons it gave. */
export const reasonsOf = (
  cells: readonly ReasonCell[],
): { codes: { code: string; count: number }[]; groups: { group: string; count: number }[] } => {
  const codes = new Map<string, number>();
  const groups = new Map<string, number>();
  for (const { codes: given, count } of cells) {
    for (const code of given) codes.set(code, (codes.get(code) ?? 0) + count);
    for (const group of new Set(given.map((code) => code.split('.')[0] ?? code))) groups.set(group, (groups.get(group) ?? 0) + count);
  }
  return { codes: frequent('code', codes), groups: frequent('group', groups) };
};

/** The checks beside the decisions; those with most to look at first. */
export const agreementOf = (answers: readonly AnswerCount[], feedback: readonly FeedbackCount[]): CheckAgreement[] => {
  const checks = new Map<string, CheckAgreement>();
  const at = (check: AnswerCount['check']): CheckAgreement => {
    const known = checks.get(check) ?? { check, confirmed: 0, overruled: 0, missed: 0, quiet: 0, answers: [], calledWrong: [] };
    checks.set(check, known);
    return known;
  };
  for (const { check, verdict, answer, count } of answers) {
    const agreement = at(check);
    const same = agreement.answers.find((other) => other.verdict === verdict && other.answer === answer);
    if (same === undefined) agreement.answers.push({ verdict, answer, count });
    else same.count += count;
    if (verdict === 'fail' && answer === 'reason') agreement.confirmed += count;
    if (verdict === 'fail' && answer === 'approved') agreement.overruled += count;
    if (verdict === 'pass' && answer === 'reason') agreement.missed += count;
    if (verdict === 'pass' && answer === 'approved') agreement.quiet += count;
  }
  for (const { check, ...wrong } of feedback) at(check).calledWrong.push(wrong);
  for (const agreement of checks.values())
    agreement.answers.sort((left, right) => left.verdict.localeCompare(right.verdict) || left.answer.localeCompare(right.answer));
  const weight = ({ confirmed, overruled, missed }: CheckAgreement): number => confirmed + overruled + missed;
  return [...checks.values()].sort((left, right) => weight(right) - weight(left) || left.check.localeCompare(right.check));
};
