import type { TFunction } from 'i18next';
import type { Backlog, Insight, MarginBand } from '../../../shared/domain/insight.ts';
import { type ChartView, sentences, type Writing } from './chart-view.ts';

const bandName = ({ from, to }: MarginBand, t: TFunction<'insight'>): string => {
  const late = to !== undefined && to <= 0;
  const least = late ? -(to ?? 0) : (from ?? 0);
  const most = late ? (from === undefined ? undefined : -from) : to;
  const key = late ? 'late' : 'left';
  return most === undefined ? t(`band.${key}Over`, { least }) : t(`band.${key}`, { least, most });
};

/** Whether decisions were in time, and by how much. */
export const dueView = (t: TFunction<'insight'>, { due }: Insight, { format, language }: Writing): ChartView => {
  const { inTime, late, unknown, bands } = due;
  const known = inTime + late;
  const isLate = ({ to }: MarginBand): boolean => to !== undefined && to <= 0;
  return {
    chart: 'due',
    title: t('due.title'),
    sentence: sentences(
      language,
      known === 0
        ? t('due.none')
        : t('due.sentence', { inTime: format.count(inTime), share: format.percent(inTime / known), late: format.count(late) }),
      unknown === 0 ? undefined : t('due.unknown', { count: format.count(unknown) }),
    ),
    ...(known === 0
      ? {}
      : {
          picture: {
            kind: 'bars',
            lying: true,
            categories: bands.map((band) => bandName(band, t)),
            series: [
              { name: t('due.late'), hue: 'bad', values: bands.map((band) => (isLate(band) ? band.count : 0)) },
              { name: t('due.inTime'), hue: 'good', values: bands.map((band) => (isLate(band) ? 0 : band.count)) },
            ],
            valueName: t('axis.applications'),
          },
        }),
    head: [t('column.margin'), t('column.kept'), t('column.applications')],
    rows: [
      ...bands.map((band) => [bandName(band, t), t(isLate(band) ? 'due.late' : 'due.inTime'), band.count]),
      ...(unknown === 0 ? [] : [[t('due.unknownRow'), '', unknown]]),
    ],
  };
};

/** The forecast in words, or why there is none. */
const forecastSentence = (t: TFunction<'insight'>, { forecast, total }: Backlog, { format, language }: Writing): string | undefined => {
  if (total === 0) return undefined;
  if (!forecast.known) {
    const { decisions, hours, leastDecisions, leastHours } = forecast;
    return t('backlog.tooLittle', { decisions, hours: format.decimal(hours), leastDecisions, leastHours });
  }
  const { perHour, willPass, clearedOn, covered } = forecast;
  return sentences(
    language,
    t(willPass === 0 ? 'backlog.allInTime' : 'backlog.willPass', { pace: format.decimal(perHour), count: format.count(willPass) }),
    clearedOn === undefined ? t('backlog.neverCleared') : t('backlog.clearedOn', { date: clearedOn }),
    covered ? undefined : t('backlog.notCovered'),
  );
};

/** What is open by the day on which it is due, and what of it will pass its due time. */
export const backlogView = (t: TFunction<'insight'>, { backlog }: Insight, writing: Writing): ChartView => {
  const { format, language } = writing;
  const { total, past, days, later, laterWillPass = 0, scope, forecast } = backlog;
  const bars = [
    { name: t('backlog.pastBar'), dated: '', rest: t('backlog.past'), inTime: 0, willPass: 0, past },
    ...days.map(({ date, count, willPass = 0, workingDay }) => ({
      name: workingDay ? date.slice(5) : t('backlog.dayOff', { date: date.slice(5) }),
      dated: date,
      rest: workingDay ? '' : t('backlog.off'),
      inTime: count - willPass,
      willPass,
      past: 0,
    })),
    ...(later === 0
      ? []
      : [
          {
            name: t('backlog.later'),
            dated: '',
            rest: t('backlog.later'),
            inTime: later - laterWillPass,
            willPass: laterWillPass,
            past: 0,
          },
        ]),
  ];
  const passing = forecast.known
    ? [{ name: t('backlog.willPassName'), hue: 'request_fixes' as const, values: bars.map((bar) => bar.willPass) }]
    : [];
  return {
    chart: 'backlog',
    title: t('backlog.title'),
    sentence: sentences(
      language,
      total === 0
        ? t('backlog.none')
        : t(scope === 'claimed' ? 'backlog.claimed' : 'backlog.held', { total: format.count(total), past: format.count(past) }),
      forecastSentence(t, backlog, writing),
    ),
    note: t('backlog.method'),
    ...(total === 0
      ? {}
      : {
          picture: {
            kind: 'bars',
            lying: false,
            categories: bars.map(({ name }) => name),
            series: [
              { name: t(forecast.known ? 'backlog.inTimeName' : 'backlog.openName'), hue: 'good', values: bars.map((bar) => bar.inTime) },
              ...passing,
              { name: t('backlog.past'), hue: 'bad', values: bars.map((bar) => bar.past) },
            ],
            valueName: t('axis.applications'),
          },
        }),
    head: [t('column.dueDay'), t('column.remark'), t('column.open'), ...(forecast.known ? [t('column.willPass')] : [])],
    rows: bars.map((bar) => [
      bar.dated === '' ? bar.name : bar.dated,
      bar.dated === '' ? '' : bar.rest,
      bar.inTime + bar.willPass + bar.past,
      ...(forecast.known ? [bar.willPass] : []),
    ]),
  };
};
