import type { StatusEvent } from '../../../shared/domain/applicant-status.ts';
import { navigate } from '../../app/routes/index.ts';
import { useRules } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation, useWords } from '../../i18n/index.ts';
import { OutboxMark } from '../../parts/index.ts';

/** What happened, newest first, each with its time. */
export const StatusHistory = ({ events }: { events: readonly StatusEvent[] }) => {
  const { t } = useTranslation('status');
  const format = useFormat();
  return (
    <ol className="status-history" aria-label={t('history')}>
      {events.map((event) => (
        <li key={`${event.at}:${event.kind}:${'requestId' in event ? event.requestId : ''}`} data-event={event.kind}>
          <time dateTime={event.at}>{format.dateTime(event.at)}</time>
          <EventWords event={event} />
        </li>
      ))}
    </ol>
  );
};

const EventWords = ({ event }: { event: StatusEvent }) => {
  const { t } = useTranslation('status');
  const { word } = useWords();
  const language = useLanguage();
  const catalogue = useRules().data?.catalogue;
  const titleOf = (code: string) => catalogue?.reasons.find((reason) => reason.code === code)?.title[language] ?? code;
  const reasons = (codes: readonly string[]) =>
    codes.length === 0 ? null : <span className="quiet">· {codes.map(titleOf).join(language === 'zh' ? '；' : '; ')}</span>;
  switch (event.kind) {
    case 'submitted':
      return (
        <span>
          {t('event.submitted')} <span className="quiet">{t('attempt', { count: event.attempt })}</span>
        </span>
      );
    case 'attempt':
      return (
        <span>
          {t('event.attempt', { outcome: word('outcome', event.outcome) })} {reasons(event.reasonCodes)}
        </span>
      );
    case 'decided':
      return (
        <span>
          {t('event.decided', { outcome: word('outcome', event.outcome) })}{' '}
          {event.state === 'elsewhere' ? <span className="quiet">{t('event.elsewhere')}</span> : <OutboxMark state={event.state} quiet />}{' '}
          {reasons(event.reasonCodes)}
        </span>
      );
    case 'request':
      return (
        <span>
          <button type="button" className="status-link" onClick={() => navigate({ screen: 'requests', requestId: event.requestId })}>
            {t('event.request', { kind: word('request', event.requestKind) })}
          </button>{' '}
          {event.open ? <span className="quiet">{t('event.open')}</span> : null}
        </span>
      );
    case 'request_decided':
      return (
        <span>
          {t('event.request_decided', { kind: word('request', event.requestKind), outcome: word('outcome', event.outcome) })}{' '}
          <OutboxMark state={event.state} quiet />
        </span>
      );
    case 'account':
      return <span>{t('event.account', { status: word('account', event.status) })}</span>;
    default:
      return event satisfies never;
  }
};
