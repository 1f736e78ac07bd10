import { DisconnectOutlined, RollbackOutlined, SafetyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attemptNumber } from '../../../shared/domain/attempts.ts';
import type { ApplicationChanges } from '../../../shared/domain/changes.ts';
import type { Claim } from '../../../shared/domain/claim.ts';
import type { ReviewSheet } from '../../../shared/domain/review.ts';
import { CommandKey } from '../../app/commands/index.ts';
import { useClockOffset } from '../../engine/index.ts';
import { useFormat, useWords } from '../../i18n/index.ts';
import { AccountMark, DueBadge, Mark, OutboxMark, OutcomeMark, PersonText, RequestMark, useNow } from '../../parts/index.ts';

type Props = {
  sheet: ReviewSheet;
  /** Shown by itself: J and K lead nowhere. */
  alone: boolean;
  /** The revision that has come while the reviewer was at an earlier one. */
  changedTo: number | undefined;
  onSeen: (revision: number) => void;
};

/** Who and what is being reviewed, in one line. */
export const SheetHeader = ({ sheet, alone, changedTo, onSeen }: Props) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const now = useNow() + useClockOffset();
  const { application, due, requests, decisions, state, claim, changedSinceDraft } = sheet;
  const [understood, setUnderstood] = useState(false);
  const attempt = attemptNumber(application.attempts);
  const latest = decisions[0];
  const name = application.applicant.name ?? application.applicant.latinName;
  return (
    <>
      <header className="review-head">
        <h1>{name === undefined ? t('head.nameless') : <PersonText text={name} titled />}</h1>
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
        {claim !== undefined && state !== 'decided' && <ClaimMark claim={claim} />}
        <DueBadge state={due.state} dueAt={due.dueAt} nowMs={now} />
        <code className="review-number" title={application.id}>
          {application.id}
        </code>
        {!alone && (
          <span className="review-head-keys">
            <CommandKey name="review.previous" />
            <CommandKey name="review.next" />
            {t('head.walk')}
          </span>
        )}
      </header>
      {claim?.state === 'lost' && state !== 'decided' && (
        <p className="review-lost" role="status">
          {t(`head.lost.${lostCauses.find((known) => known === claim.cause) ?? 'other'}`)}
        </p>
      )}
      {state === 'decided' && !decisions.some(({ state: standing }) => standing !== 'taken_back' && standing !== 'dropped') && (
        <p className="review-lost" role="status">
          {t('head.decidedElsewhere')}
        </p>
      )}
      {changedTo === undefined && changedSinceDraft !== undefined && !understood && (
        <div className="review-since" role="status">
          <ChangedSince changes={changedSinceDraft} />
          <Button size="small" type="text" onClick={() => setUnderstood(true)}>
            {t('head.understood')}
          </Button>
        </div>
      )}
      {changedTo !== undefined && (
        <div className="review-changed" role="alert">
          <span>
            {t('head.changed')} {changedSinceDraft === undefined ? null : <ChangedSince changes={changedSinceDraft} />}
          </span>
          <Button size="small" type="primary" onClick={() => onSeen(changedTo)}>
            {t('head.seen')}
          </Button>
        </div>
      )}
    </>
  );
};

/** How the platform tells that a claim was lost. */
const lostCauses = ['not_renewed', 'receipt', 'reassigned'] as const;

const ClaimMark = ({ claim }: { claim: Claim }) => {
  const { t } = useTranslation('review');
  const format = useFormat();
  const icons = { held: <SafetyOutlined />, returning: <RollbackOutlined />, lost: <DisconnectOutlined /> };
  return (
    <Mark tone={claim.state === 'held' ? 'info' : 'neutral'} icon={icons[claim.state]} title={format.dateTime(claim.expiresAt)}>
      {t(`head.claim.${claim.state}`, { until: format.time(claim.expiresAt) })}
    </Mark>
  );
};

/** What is other than when the work was begun, by name. */
const ChangedSince = ({ changes }: { changes: ApplicationChanges }) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const names = [
    ...(changes.type === undefined ? [] : [word('applicationType', changes.type.after)]),
    ...changes.fields.map(({ field }) => word('field', field)),
    ...changes.documents.map(({ kind }) => word('document', kind)),
    ...(changes.account === undefined ? [] : [word('account', changes.account.after.status)]),
  ];
  return (
    <span className="review-ellipsis">
      {names.length === 0 ? t('head.changedSinceOther') : t('head.changedSince', { what: [...new Set(names)].join(t('head.between')) })}
    </span>
  );
};
