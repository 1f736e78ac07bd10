import type { TFunction } from 'i18next';
import type { Insight } from '../../../shared/domain/insight.ts';
import type { ChartView, Writing } from './chart-view.ts';

/** Reasons that the picture shows; the table has all. */
const shown = 12;

/** Reasons by code. */
export const reasonsView = (
  t: TFunction<'insight'>,
  { reasons: { codes } }: Insight,
  { words, format, reasonTitle }: Writing,
): ChartView => {
  const [first] = codes;
  const drawn = codes.slice(0, shown);
  return {
    chart: 'reasons',
    title: t('reasons.title'),
    sentence:
      first === undefined
        ? t('reasons.none')
        : t('reasons.sentence', { reason: reasonTitle(first.code), times: format.count(first.count), kinds: codes.length }),
    ...(codes.length > shown ? { note: t('reasons.most', { shown }) } : {}),
    ...(first === undefined
      ? {}
      : {
          picture: {
            kind: 'bars',
            lying: true,
            categories: drawn.map(({ code }) => reasonTitle(code)),
            series: [{ name: t('column.times'), hue: 'good', values: drawn.map(({ count }) => count) }],
            valueName: t('axis.times'),
          },
        }),
    head: [t('column.code'), t('column.reason'), t('column.group'), t('column.times')],
    rows: codes.map(({ code, count }) => [code, reasonTitle(code), words.word('group', code.split('.')[0] ?? ''), count]),
  };
};

/** Reasons by cause group. */
export const groupsView = (t: TFunction<'insight'>, { reasons: { groups } }: Insight, { words, format }: Writing): ChartView => {
  const [first] = groups;
  const name = (group: string): string => words.word('group', group);
  return {
    chart: 'groups',
    title: t('groups.title'),
    sentence:
      first === undefined ? t('reasons.none') : t('groups.sentence', { group: name(first.group), count: format.count(first.count) }),
    ...(first === undefined
      ? {}
      : {
          picture: {
            kind: 'bars',
            lying: true,
            categories: groups.map(({ group }) => name(group)),
            series: [{ name: t('column.decisions'), hue: 'good', values: groups.map(({ count }) => count) }],
            valueName: t('axis.decisions'),
          },
        }),
    head: [t('column.group'), t('column.decisions')],
    rows: groups.map(({ group, count }) => [name(group), count]),
  };
};
