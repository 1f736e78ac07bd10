import { DisconnectOutlined, FileDoneOutlined, HourglassOutlined, RollbackOutlined, SafetyOutlined, UpOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { QueueColumn, QueueRow } from '../../../shared/domain/queue.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { AccountMark, DueBadge, Mark, OutboxMark, OutcomeMark, PersonText, RequestMark, VerdictMark } from '../../parts/index.ts';

/** Marks shown as words; the others are counted. */
const marksShown = 4;

/** A claim that ends later than this is told with its day, ms. */
const dayMs = 86_400_000;

const Marks = ({ row }: { row: QueueRow }) => {
  const { word } = useWords();
  const { t } = useTranslation('queue');
  const others = row.marks.length - marksShown;
  if (row.marks.length === 0) return <VerdictMark verdict={row.verdict} quiet />;
  return (
    <span className="queue-marks" title={row.marks.map((check) => word('check', check)).join(', ')}>
      <VerdictMark verdict={row.verdict} />
      <span className="queue-marks-words">
        {row.marks
          .slice(0, marksShown)
          .map((check) => word('check', check))
          .join(t('between'))}
      </span>
      {others > 0 ? <span className="queue-marks-more">{t('moreMarks', { others })}</span> : null}
    </span>
  );
};

/** An application leased to this workstation, on its way back, or gone to somebody else. */
const ClaimMark = ({ claim, nowMs }: { claim: NonNullable<QueueRow['claim']>; nowMs: number }) => {
  const { t } = useTranslation('queue');
  const format = useFormat();
  if (claim.state === 'held') {
    const today = Date.parse(claim.expiresAt) - nowMs < dayMs;
    return (
      <Mark tone="info" icon={<SafetyOutlined />} quiet title={t('claim.heldHint', { until: format.dateTime(claim.expiresAt) })}>
        {t('claim.held', { until: today ? format.time(claim.expiresAt) : format.short(claim.expiresAt) })}
      </Mark>
    );
  }
  const lost = claim.state === 'lost';
  return (
    <Mark
      tone="neutral"
      icon={lost ? <DisconnectOutlined /> : <RollbackOutlined />}
      quiet
      {...(lost ? { title: t('claim.lostHint') } : {})}
    >
      {t(lost ? 'claim.lost' : 'claim.returning')}
    </Mark>
  );
};

const State = ({ row, nowMs }: { row: QueueRow; nowMs: number }) => {
  const { t } = useTranslation('queue');
  const { word } = useWords();
  const format = useFormat();
  if (row.decision !== undefined) {
    return (
      <span className="queue-decision">
        <OutcomeMark outcome={row.decision.outcome} quiet />
        <OutboxMark state={row.decision.state} />
      </span>
    );
  }
  if (row.state === 'postponed' && row.claim?.state !== 'lost') {
    return (
      <Mark tone="neutral" icon={<HourglassOutlined />}>
        {row.postponedUntil === undefined
          ? word('reviewState', 'postponed')
          : t('postponedUntil', { until: format.time(row.postponedUntil) })}
      </Mark>
    );
  }
  if (row.claim !== undefined) return <ClaimMark claim={row.claim} nowMs={nowMs} />;
  return <span className="queue-quiet">{word('reviewState', row.state)}</span>;
};

const Documents = ({ row }: { row: QueueRow }) => {
  const { t } = useTranslation('queue');
  const { held, total } = row.documents;
  const all = held >= total;
  return (
    <span
      className={all ? 'queue-quiet queue-number' : 'queue-number queue-awaited'}
      title={all ? t('documentsHere') : t('documentsAwaited')}
    >
      {all ? <FileDoneOutlined aria-hidden="true" /> : <HourglassOutlined aria-hidden="true" />} {held}/{total}
    </span>
  );
};

/** What stands in one cell. */
export const Cell = ({ column, row, nowMs }: { column: QueueColumn; row: QueueRow; nowMs: number }): ReactNode => {
  const { t } = useTranslation('queue');
  const { word } = useWords();
  const format = useFormat();
  switch (column) {
    case 'due':
      return row.decision === undefined ? (
        <DueBadge state={row.dueState} dueAt={row.dueAt} nowMs={nowMs} />
      ) : (
        <span className="queue-quiet">{format.dateTime(row.dueAt)}</span>
      );
    case 'submitted':
      return (
        <span className="queue-quiet queue-number" title={format.dateTime(row.submittedAt)}>
          {format.short(row.submittedAt)}
        </span>
      );
    case 'number':
      return (
        <span className="queue-quiet queue-mono" title={row.applicationId}>
          {row.applicationId.slice(-8)}
        </span>
      );
    case 'type':
      return <span className="queue-word">{word('applicationType', row.type)}</span>;
    case 'name':
      return (
        <span className="queue-name">
          {row.priority > 0 ? (
            <Mark tone="warn" icon={<UpOutlined />} quiet title={t('priority')}>
              <span className="only-read">{t('priority')}</span>
            </Mark>
          ) : null}
          <PersonText className="queue-name-text" text={row.name} titled />
        </span>
      );
    case 'marks':
      return <Marks row={row} />;
    case 'attempt':
      return row.attempt > 1 ? (
        <strong>{t('attempt', { number: row.attempt })}</strong>
      ) : (
        <span className="queue-quiet">{t('firstAttempt')}</span>
      );
    case 'requests':
      return row.requests.map((kind) => <RequestMark key={kind} kind={kind} />);
    case 'account':
      return <AccountMark status={row.accountStatus} quiet={row.accountStatus === 'active'} />;
    case 'documents':
      return <Documents row={row} />;
    case 'state':
      return <State row={row} nowMs={nowMs} />;
    default:
      return column satisfies never;
  }
};
