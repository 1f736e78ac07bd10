import type { TFunction } from 'i18next';
import { outcomes as knownOutcomes } from '../../../shared/domain/decision.ts';
import type { DecidedSpan, Insight, OutcomeCounts, SpanUnit } from '../../../shared/domain/insight.ts';
import type { ChartView, Writing } from './chart-view.ts';
import type { Hue } from './palette.ts';

const sumOf = (counts: OutcomeCounts): number => Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);

/** The known outcomes, and whatever else a newer platform brought as one. */
const columns: readonly Hue[] = [...knownOutcomes, 'other'];
const inColumn = (counts: OutcomeCounts, column: Hue): number =>
  column === 'other' ? sumOf(counts) - knownOutcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0) : (counts[column] ?? 0);

/** Outcomes of which there are any; the known ones always, so that a period without rejections says so. */
const shownIn = (total: OutcomeCounts): Hue[] => columns.filter((column) => column !== 'other' || inColumn(total, column) > 0);

const spanName = ({ from, to }: DecidedSpan, unit: SpanUnit, t: TFunction<'insight'>): string => {
  if (unit === 'month') return from.slice(0, 7);
  const day = from.slice(5);
  return unit === 'day' || from === to ? day : t('range', { from: day, to: to.slice(5) });
};

/** Decisions by day, week or month. */
export const daysView = (t: TFunction<'insight'>, { decided, period }: Insight, { words, format }: Writing): ChartView => {
  const { spans, unit, total, outcomes } = decided;
  const shown = shownIn(outcomes);
  const busiest = spans.reduce<DecidedSpan | undefined>(
    (most, span) => (most === undefined || sumOf(span.outcomes) > sumOf(most.outcomes) ? span : most),
    undefined,
  );
  const list = shown
    .filter((outcome) => inColumn(outcomes, outcome) > 0)
    .map((outcome) => t('outcomeCount', { outcome: words.word('outcome', outcome), count: format.count(inColumn(outcomes, outcome)) }))
    .join(t('list'));
  const values = { total: format.count(total), list, span: busiest === undefined ? '' : spanName(busiest, unit, t) };
  const most = format.count(busiest === undefined ? 0 : sumOf(busiest.outcomes));
  return {
    chart: 'days',
    title: t(`days.title.${unit}`),
    sentence:
      total === 0
        ? period.from === period.to
          ? t('hours.none')
          : t('days.none', { from: period.from, to: period.to })
        : t(spans.length > 1 ? 'days.sentence' : 'days.sentenceOne', { ...values, most }),
    ...(total === 0
      ? {}
      : {
          picture: {
            kind: 'bars',
            lying: false,
            categories: spans.map((span) => spanName(span, unit, t)),
            series: shown.map((outcome) => ({
              name: words.word('outcome', outcome),
              hue: outcome,
              values: spans.map((span) => inColumn(span.outcomes, outcome)),
            })),
            valueName: t('axis.decisions'),
          },
        }),
    head: [t('column.from'), t('column.to'), ...shown.map((outcome) => words.word('outcome', outcome)), t('column.total')],
    rows: spans.map((span) => [span.from, span.to, ...shown.map((outcome) => inColumn(span.outcomes, outcome)), sumOf(span.outcomes)]),
  };
};

/** Decisions by the hour of the day; the picture shows the hours between the first and the last with any. */
export const hoursView = (t: TFunction<'insight'>, { decided }: Insight, { words, format }: Writing): ChartView => {
  const { hours, total, outcomes } = decided;
  const shown = shownIn(outcomes);
  const counts = hours.map((hour) => sumOf(hour.outcomes));
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  const worked = hours.slice(Math.max(0, Math.min(first, 8)), Math.max(last, 18) + 1);
  const busiest = counts.indexOf(Math.max(...counts));
  const name = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  return {
    chart: 'hours',
    title: t('hours.title'),
    sentence:
      total === 0
        ? t('hours.none')
        : t('hours.sentence', { from: name(busiest), to: name(busiest + 1), count: format.count(counts[busiest] ?? 0) }),
    ...(total === 0
      ? {}
      : {
          picture: {
            kind: 'bars',
            lying: false,
            categories: worked.map(({ hour }) => name(hour)),
            series: shown.map((outcome) => ({
              name: words.word('outcome', outcome),
              hue: outcome,
              values: worked.map((hour) => inColumn(hour.outcomes, outcome)),
            })),
            valueName: t('axis.decisions'),
          },
        }),
    head: [t('column.hour'), ...shown.map((outcome) => words.word('outcome', outcome)), t('column.total')],
    rows: hours.map(({ hour, outcomes: counted }) => [name(hour), ...shown.map((outcome) => inColumn(counted, outcome)), sumOf(counted)]),
  };
};
