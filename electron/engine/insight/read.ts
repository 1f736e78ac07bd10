import { setImmediate as turn } from 'node:timers/promises';
import { type DecisionFigures, requestType } from '../../../shared/domain/decision-figures.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { backlogOf, paceDays, type RecentWork } from '../../../shared/domain/forecast.ts';
import type { AnswerCount, Backlog, Insight, ReturnedCount } from '../../../shared/domain/insight.ts';
import {
  agreementOf,
  attainmentOf,
  handlingOf,
  hoursOf,
  outcomesOf,
  reasonsOf,
  spansOf,
  spanUnitOf,
} from '../../../shared/domain/insight-groups.ts';
import { dateOfDay, dayOfDate, hourMs, instantOf, shanghaiMoment, toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import { type WorkingHours, workingDaysBack } from '../../../shared/domain/working-hours.ts';
import { platformNow, rulesInForce } from '../review/index.ts';
import type { FigureCells, ReadableStore } from '../store/index.ts';
import type { InsightParts } from './parts.ts';

/** Decisions that are taken into the figures between two turns of the engine: some milliseconds of work. */
const portion = 25;
/** How long one answer may spend on that, ms; what is left then is told as `waiting`, so that whoever asks sees it move. */
const patience = 400;
/** Days of figures that are read between two turns: some ten thousand decisions at most. */
const slice = 31;

/**
 * The statistics of the last `days` days in Asia/Shanghai, today included (absent: of everything). Decisions that are not in the figures yet are taken in first, for as
 * long as an answer may take. Fails with `vault_locked` where the desk is closed meanwhile.
 */
export const readInsight = async (parts: InsightParts, days: number | undefined): Promise<Result<Insight>> => {
  const { store, clock, calendar, closing } = parts;
  const begun = clock.monotonic();
  let complete = store.read.missingFigures() === 0;
  while (!complete && clock.monotonic() - begun < patience) {
    complete = store.transaction((write) => write.keepFigures(portion)) < portion;
    await turn();
    if (closing.aborted) return fail('vault_locked');
  }
  const nowMs = platformNow(store.read, clock.now());
  const today = dayOfDate(shanghaiMoment(nowMs).date);
  const held = store.read.heldFigures();
  const first = Math.min(today, store.read.firstFigureDay() ?? today, ...held.map(({ figures }) => figures.day));
  const from = days === undefined ? first : today - days + 1;
  // A script may bring decisions that were made by a clock ahead of the platform's.
  const to = today;
  const cells: FigureCells = { decided: [], margins: [], durations: [], reasons: [] };
  const answers: AnswerCount[] = [];
  for (let at = from; at <= to; at += slice) {
    const last = Math.min(to, at + slice - 1);
    addCells(cells, store.read.figureCells(at, last));
    answers.push(...store.read.answerCounts(at, last));
    await turn();
    if (closing.aborted) return fail('vault_locked');
  }
  for (const { figures, answers: given } of held) {
    if (figures.day < from || figures.day > to) continue;
    addCells(cells, cellsOf(figures));
    answers.push(...given.map((answer) => ({ ...answer, count: 1 })));
  }
  const outcomes = outcomesOf(cells.decided);
  const period = { from: dateOfDay(from), to: dateOfDay(to) };
  const { policy } = rulesInForce(store.read);
  return succeed({
    at: toTimestamp(nowMs),
    period: { ...(days === undefined ? {} : { days }), ...period },
    waiting: complete ? 0 : store.read.missingFigures(),
    decided: {
      total: cells.decided.reduce((sum, { count }) => sum + count, 0),
      outcomes,
      unit: spanUnitOf(to - from + 1),
      spans: spansOf(cells.decided, period.from, period.to),
      hours: hoursOf(cells.decided),
    },
    due: attainmentOf(cells.margins),
    backlog: backlogNow(
      store.read,
      { calendar, due: policy.due },
      nowMs,
      held.map(({ figures }) => figures),
    ),
    reasons: reasonsOf(cells.reasons),
    handling: handlingOf(cells.durations),
    checks: agreementOf(answers, store.read.feedbackCounts()),
    returned: inOrder(store.read.returnedCounts(toTimestamp(instantOf({ date: period.from, timeMs: 0 })))),
  });
};

const addCells = (cells: FigureCells, more: FigureCells): void => {
  cells.decided.push(...more.decided);
  cells.margins.push(...more.margins);
  cells.durations.push(...more.durations);
  cells.reasons.push(...more.reasons);
};

/** One decision as the cells that it would be in. */
const cellsOf = ({ day, hour, type, outcome, marginHours, durationTenths, reasons }: DecisionFigures): FigureCells => ({
  decided: [{ day, hour, outcome, count: 1 }],
  margins: type === requestType ? [] : [{ marginHours, count: 1 }],
  durations: durationTenths === 0 ? [] : [{ type, durationTenths, count: 1 }],
  reasons: reasons.length === 0 ? [] : [{ codes: reasons, count: 1 }],
});

/** What is open, and the forecast from what was decided on applications in the last working days. */
const backlogNow = (store: ReadableStore, hours: WorkingHours, nowMs: number, held: readonly DecisionFigures[]): Backlog => {
  const { date } = shanghaiMoment(nowMs);
  const since = dayOfDate(workingDaysBack(hours, date, paceDays));
  const until = dayOfDate(date);
  const lately = [
    ...store.decidedOnApplications(since, until),
    ...held
      .filter(({ type, day }) => type !== requestType && day >= since && day <= until)
      .map(({ day, hour }) => ({ day, hour, count: 1 })),
  ];
  const earlier = (store.firstFigureDay() ?? until) < since;
  const begun = earlier ? since * 24 : Math.min(...lately.map(({ day, hour }) => day * 24 + hour));
  const recent: RecentWork = {
    decisions: lately.reduce((sum, { count }) => sum + count, 0),
    sinceMs: lately.length === 0 ? undefined : instantOf({ date: dateOfDay(Math.floor(begun / 24)), timeMs: (begun % 24) * hourMs }),
  };
  const { scope, cells } = store.openByDue(toTimestamp(nowMs));
  return backlogOf(hours, scope, cells, recent, nowMs);
};

/** Equal causes joined, since a decision may have been given up or still wait for somebody; most frequent first. */
const inOrder = (counts: readonly ReturnedCount[]): ReturnedCount[] =>
  [...Map.groupBy(counts, ({ kind, cause }) => `${kind} ${cause}`).values()]
    .flatMap(([first, ...others]) =>
      first === undefined ? [] : [{ ...first, count: others.reduce((sum, { count }) => sum + count, first.count) }],
    )
    .sort((left, right) => right.count - left.count || left.cause.localeCompare(right.cause));
