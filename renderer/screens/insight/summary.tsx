import type { Insight } from '../../../shared/domain/insight.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';

/** The few numbers that are looked for first. */
export const Summary = ({ insight: { decided, due, backlog } }: { insight: Insight }) => {
  const { t } = useTranslation('insight');
  const format = useFormat();
  const known = due.inTime + due.late;
  const { forecast } = backlog;
  const tiles = [
    { name: t('summary.decided'), value: format.count(decided.total) },
    { name: t('summary.inTime'), value: known === 0 ? t('summary.none') : format.percent(due.inTime / known) },
    { name: t('summary.open'), value: format.count(backlog.total) },
    { name: t('summary.past'), value: format.count(backlog.past) },
    { name: t('summary.willPass'), value: forecast.known ? format.count(forecast.willPass) : t('summary.none') },
  ];
  return (
    <dl className="insight-summary">
      {tiles.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};
