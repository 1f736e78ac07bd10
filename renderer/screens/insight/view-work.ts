import type { TFunction } from 'i18next';
import { conflictCauses } from '../../../shared/domain/decision.ts';
import { requestType } from '../../../shared/domain/decision-figures.ts';
import type { CheckAgreement, Handling, Insight, ReturnedCount } from '../../../shared/domain/insight.ts';
import { isKnown } from '../../../shared/domain/open-union.ts';
import { type ChartView, sentences, type Writing } from './chart-view.ts';

/** Checks that the picture shows; the table has all. */
const shown = 12;

/** How long deciding took, by type. */
export const handlingView = (t: TFunction<'insight'>, { handling }: Insight, { words, format }: Writing): ChartView => {
  const name = (type: string): string => (type === requestType ? t('handling.request') : words.word('applicationType', type));
  const seconds = (ms: number): number => Math.round(ms / 100) / 10;
  const told = (ms: number): string =>
    ms < 120_000 ? format.seconds(seconds(ms)) : t('handling.minutes', { minutes: format.decimal(ms / 60_000) });
  const [first] = handling;
  return {
    chart: 'handling',
    title: t('handling.title'),
    sentence:
      first === undefined
        ? t('handling.none')
        : t('handling.sentence', {
            type: name(first.type),
            median: told(first.median),
            lower: told(first.lower),
            upper: told(first.upper),
          }),
    note: t('handling.method'),
    ...(first === undefined
      ? {}
      : {
          picture: {
            kind: 'boxes',
            categories: handling.map(({ type }) => name(type)),
            name: t('handling.title'),
            boxes: handling.map(({ tenth, lower, median, upper, ninetieth }: Handling) => [
              seconds(tenth),
              seconds(lower),
              seconds(median),
              seconds(upper),
              seconds(ninetieth),
            ]),
            valueName: t('axis.seconds'),
          },
        }),
    head: [
      t('column.type'),
      t('column.decisions'),
      t('column.tenth'),
      t('column.lower'),
      t('column.median'),
      t('column.upper'),
      t('column.ninetieth'),
    ],
    rows: handling.map(({ type, count, tenth, lower, median, upper, ninetieth }) => [
      name(type),
      count,
      ...[tenth, lower, median, upper, ninetieth].map(seconds),
    ]),
  };
};

/** Where checks and reviewers agree and differ. */
export const checksView = (t: TFunction<'insight'>, { checks }: Insight, { words, format, language }: Writing): ChartView => {
  const sum = (of: (check: CheckAgreement) => number): number => checks.reduce((total, check) => total + of(check), 0);
  const wrong = ({ calledWrong }: CheckAgreement): number => calledWrong.reduce((total, { count }) => total + count, 0);
  const confirmed = sum((check) => check.confirmed);
  const overruled = sum((check) => check.overruled);
  const missed = sum((check) => check.missed);
  const drawn = checks.filter((check) => check.confirmed + check.overruled + check.missed > 0).slice(0, shown);
  const calledWrong = sum(wrong);
  return {
    chart: 'checks',
    title: t('checks.title'),
    sentence: sentences(
      language,
      drawn.length === 0
        ? t('checks.none')
        : t('checks.sentence', {
            confirmed: format.count(confirmed),
            overruled: format.count(overruled),
            missed: format.count(missed),
          }),
      calledWrong === 0 ? undefined : t('checks.calledWrong', { count: format.count(calledWrong) }),
    ),
    note: t('checks.method'),
    ...(drawn.length === 0
      ? {}
      : {
          picture: {
            kind: 'bars',
            lying: true,
            categories: drawn.map(({ check }) => words.word('check', check)),
            series: [
              { name: t('checks.confirmed'), hue: 'good', values: drawn.map((check) => check.confirmed) },
              { name: t('checks.overruled'), hue: 'request_fixes', values: drawn.map((check) => check.overruled) },
              { name: t('checks.missed'), hue: 'reject', values: drawn.map((check) => check.missed) },
            ],
            valueName: t('axis.times'),
          },
        }),
    head: [t('column.check'), t('checks.confirmed'), t('checks.overruled'), t('checks.missed'), t('checks.quiet'), t('column.calledWrong')],
    rows: checks.map((check) => [
      words.word('check', check.check),
      check.confirmed,
      check.overruled,
      check.missed,
      check.quiet,
      wrong(check),
    ]),
  };
};

/** What came back from the platform. */
export const returnedView = (t: TFunction<'insight'>, { returned }: Insight, { format }: Writing): ChartView => {
  const of = (wanted: ReturnedCount['kind']): number =>
    returned.reduce((total, { kind, count }) => total + (kind === wanted ? count : 0), 0);
  // The codes of refusals are the platform's own.
  const name = ({ kind, cause }: ReturnedCount): string =>
    kind === 'refused' ? cause : t(isKnown(conflictCauses, cause) ? `returned.cause.${cause}` : 'returned.cause.other');
  return {
    chart: 'returned',
    title: t('returned.title'),
    sentence:
      returned.length === 0
        ? t('returned.none')
        : t('returned.sentence', { conflicts: format.count(of('conflict')), refusals: format.count(of('refused')) }),
    ...(returned.length === 0
      ? {}
      : {
          picture: {
            kind: 'bars',
            lying: true,
            categories: returned.map(name),
            series: [
              {
                name: t('returned.conflict'),
                hue: 'request_fixes',
                values: returned.map(({ kind, count }) => (kind === 'conflict' ? count : 0)),
              },
              { name: t('returned.refused'), hue: 'bad', values: returned.map(({ kind, count }) => (kind === 'refused' ? count : 0)) },
            ],
            valueName: t('axis.decisions'),
          },
        }),
    head: [t('column.kind'), t('column.cause'), t('column.decisions')],
    rows: returned.map((row) => [t(`returned.${row.kind}`), name(row), row.count]),
  };
};
