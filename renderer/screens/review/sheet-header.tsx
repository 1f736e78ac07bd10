import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { attemptNumber } from '../../../shared/domain/attempts.ts';
import type { ReviewSheet } from '../../../shared/domain/review.ts';
import { useWords } from '../../i18n/index.ts';
import { AccountMark, DueBadge, KeyCap, Mark, OutboxMark, OutcomeMark, RequestMark, useNow } from '../../parts/index.ts';

type Props = {
  sheet: ReviewSheet;
  /** The revision that has come while the reviewer was at an earlier one. */
  changedTo: number | undefined;
  onSeen: (revision: number) => void;
};

/** Who and what is being reviewed, in one line. */
export const SheetHeader = ({ sheet, changedTo, onSeen }: Props) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const now = useNow();
  const { application, due, requests, decisions, state } = sheet;
  const attempt = attemptNumber(application.attempts);
  const latest = decisions[0];
  return (
    <>
      <header className="review-head">
        <h1>{application.applicant.name ?? application.applicant.latinName ?? t('head.nameless')}</h1>
        <Mark tone="neutral">{word('applicationType', application.type)}</Mark>
        {attempt > 1 && <Mark tone="warn">{t('head.attempt', { count: attempt })}</Mark>}
        {application.account.status !== 'active' && <AccountMark status={application.account.status} />}
        {requests.map(({ id, kind }) => (
          <RequestMark key={id} kind={kind} />
        ))}
        {state === 'decided' && latest !== undefined && (
          <>
            <OutcomeMark outcome={latest.outcome} />
            <OutboxMark state={latest.state} />
          </>
        )}
        <DueBadge state={due.state} dueAt={due.dueAt} nowMs={now} />
        <code className="review-number" title={application.id}>
          {application.id}
        </code>
        <span className="review-head-keys">
          <KeyCap chord="K" />
          <KeyCap chord="J" />
          {t('head.walk')}
        </span>
      </header>
      {changedTo !== undefined && (
        <div className="review-changed" role="alert">
          <span>{t('head.changed')}</span>
          <Button size="small" type="primary" onClick={() => onSeen(changedTo)}>
            {t('head.seen')}
          </Button>
        </div>
      )}
    </>
  );
};
