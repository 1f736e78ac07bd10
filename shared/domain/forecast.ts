import type { Backlog, BacklogDay, Forecast } from './insight.ts';
import { addDays, hourMs, shanghaiMoment } from './shanghai-time.ts';
import { isWorkingDay } from './working-days.ts';
import { dateAfterWork, isCovered, type WorkingHours, workingTimeBetween } from './working-hours.ts';

/**
 * The forecast, in one paragraph: what was decided in the last {@link paceDays} working days is divided by the working hours that have passed in them, which is the pace. What is
 * open now is taken in the order of due times at that pace, in working hours only, and nothing new comes in between (what comes now is due later). Whatever is not reached
 * before its due time passes it. Below {@link leastDecisions} decisions or {@link leastHours} working hours a pace is chance, and none is told.
 */

/** Working days, today included, from which the pace is taken: two weeks of work, long enough to level out a slow day and short enough to follow a change. */
export const paceDays = 10;
/** Fewest decisions from which a pace is told: below it the chance of the few moves it by more than a fifth. */
export const leastDecisions = 20;
/** Fewest working hours from which a pace is told: half a working day. */
export const leastHours = 4;
/** Days that are shown one by one; what is due after them is one number. */
const shownDays = 14;
/** How far ahead the end of the backlog is looked for, days. */
const farthest = 366;

/** Open applications of one due time (ms since 1970); those that are due within one hour share its beginning. */
export type DueCell = { dueMs: number; count: number };

/** What was decided lately: how many, and from which instant (ms since 1970) on; undefined where nothing was. */
export type RecentWork = { decisions: number; sinceMs: number | undefined };

/** How many of each cell pass their due time, in the order of `cells`, which must be that of due times. */
export const passingOf = (hours: WorkingHours, cells: readonly DueCell[], nowMs: number, perHour: number): number[] => {
  let before = 0;
  let reached = nowMs;
  let worked = 0;
  return cells.map(({ dueMs, count }) => {
    if (dueMs > reached) {
      worked += workingTimeBetween(hours, reached, dueMs);
      reached = dueMs;
    }
    // What takes exactly until its due time is in time; the millionth guards against what fractions lose.
    const done = Math.floor((perHour * worked) / hourMs + 1e-6);
    const inTime = dueMs <= nowMs ? 0 : Math.min(count, Math.max(0, done - before));
    before += count;
    return count - inTime;
  });
};

/**
 * The backlog by due day, and what will pass its due time.
 * @param cells in the order of due times
 */
export const backlogOf = (
  hours: WorkingHours,
  scope: Backlog['scope'],
  cells: readonly DueCell[],
  recent: RecentWork,
  nowMs: number,
): Backlog => {
  const workedHours = recent.sinceMs === undefined ? 0 : workingTimeBetween(hours, recent.sinceMs, nowMs) / hourMs;
  const known = recent.decisions >= leastDecisions && workedHours >= leastHours;
  const perHour = known ? recent.decisions / workedHours : 0;
  const passing = known ? passingOf(hours, cells, nowMs, perHour) : undefined;
  const today = shanghaiMoment(nowMs).date;
  const lastDay = addDays(today, shownDays - 1);
  const days = new Map<string, BacklogDay>();
  const told = { total: 0, past: 0, later: 0, laterWillPass: 0, willPass: 0 };
  for (const [index, { dueMs, count }] of cells.entries()) {
    const willPass = passing?.[index] ?? 0;
    told.total += count;
    if (dueMs <= nowMs) {
      told.past += count;
      continue;
    }
    told.willPass += willPass;
    const { date } = shanghaiMoment(dueMs);
    if (date > lastDay) {
      told.later += count;
      told.laterWillPass += willPass;
      continue;
    }
    const day = days.get(date) ?? { date, workingDay: isWorkingDay(hours.calendar, date), count: 0, ...(known ? { willPass: 0 } : {}) };
    day.count += count;
    if (day.willPass !== undefined) day.willPass += willPass;
    days.set(date, day);
  }
  const clearedOn = known ? dateAfterWork(hours, nowMs, (told.total / perHour) * hourMs, farthest) : undefined;
  const forecast: Forecast = known
    ? {
        known,
        perHour,
        hours: workedHours,
        decisions: recent.decisions,
        willPass: told.willPass,
        ...(clearedOn === undefined ? {} : { clearedOn }),
        covered: isCovered(hours.calendar, today, clearedOn ?? addDays(today, farthest), ...days.keys()),
      }
    : { known, hours: workedHours, decisions: recent.decisions, leastHours, leastDecisions };
  return {
    scope,
    total: told.total,
    past: told.past,
    days: everyDay(days, hours, known),
    later: told.later,
    ...(known ? { laterWillPass: told.laterWillPass } : {}),
    forecast,
  };
};

/** The days without any in between as well, so that a gap is seen as one. */
const everyDay = (days: ReadonlyMap<string, BacklogDay>, { calendar }: WorkingHours, known: boolean): BacklogDay[] => {
  const dates = [...days.keys()].sort();
  const filled: BacklogDay[] = [];
  for (let date = dates[0]; date !== undefined && date <= (dates.at(-1) ?? ''); date = addDays(date, 1)) {
    const empty = { date, workingDay: isWorkingDay(calendar, date), count: 0, ...(known ? { willPass: 0 } : {}) };
    filled.push(days.get(date) ?? empty);
  }
  return filled;
};
