import { Button } from 'antd';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import { navigate } from '../../app/routes/index.ts';
import { failureOf, useRetryDecision, useTakeBack } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation, useWords } from '../../i18n/index.ts';
import { FailureNotice, OutboxMark, OutcomeMark, useNow } from '../../parts/index.ts';
import { failureWords } from './failure-words.ts';

/** What there is to say about where a decision stands. */
const useStanding = (decision: DecisionRecord, now: number): string => {
  const { t } = useTranslation('transfer');
  const { word } = useWords();
  const format = useFormat();
  const language = useLanguage();
  const { receipt, state } = decision;
  switch (state) {
    case 'held': {
      const left = decision.takeBackUntil === undefined ? 0 : Math.ceil((Date.parse(decision.takeBackUntil) - now) / 1_000);
      return left > 0 ? t('standing.held', { seconds: format.seconds(left) }) : t('standing.leaving');
    }
    case 'waiting':
    case 'sending': {
      if (decision.tries === 0) return t(`standing.${state}`);
      const cause = decision.lastFailure === undefined ? undefined : failureWords(decision.lastFailure, language)?.what;
      return t('standing.tried', { tries: decision.tries, cause: cause ?? '' });
    }
    case 'receipted':
      return receipt === undefined ? t('standing.receipted') : t('standing.receiptedAt', { at: format.dateTime(receipt.at) });
    case 'conflict':
      return word('conflict', receipt?.conflict?.cause ?? 'other');
    case 'refused':
      return receipt?.problem?.detail ?? receipt?.problem?.title ?? t('standing.refused');
    case 'taken_back':
      return t('standing.takenBack');
    case 'dropped':
      return t('standing.dropped');
    default:
      return state satisfies never;
  }
};

/** One decision of the outbox and what can be done with it. */
export const OutboxRow = ({ decision, onDrop }: { decision: DecisionRecord; onDrop: () => void }) => {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const now = useNow(1_000);
  const standing = useStanding(decision, now);
  const retry = useRetryDecision();
  const takeBack = useTakeBack();
  const failed = retry.error ?? takeBack.error;
  const back = decision.state === 'conflict' || decision.state === 'refused';
  const { subject } = decision;
  return (
    <>
      <tr data-decision={decision.decisionId} data-state={decision.state}>
        <td className="outbox-number">{format.dateTime(decision.decidedAt)}</td>
        <td>
          {subject.kind === 'application' ? (
            <Button
              type="link"
              size="small"
              className="outbox-link"
              title={subject.id}
              onClick={() => navigate({ screen: 'review', applicationId: subject.id, view: 'all' })}
            >
              {subject.id.slice(-8)}
            </Button>
          ) : (
            <span title={subject.id}>{t('request', { number: subject.id.slice(-8) })}</span>
          )}
        </td>
        <td>
          <OutcomeMark outcome={decision.outcome} quiet />
        </td>
        <td>
          <OutboxMark state={decision.state} />
        </td>
        <td className="outbox-detail">{standing}</td>
        <td className="outbox-acts">
          {decision.state === 'held' ? (
            <Button size="small" loading={takeBack.isPending} onClick={() => takeBack.mutate(decision.decisionId)}>
              {t('takeBack')}
            </Button>
          ) : null}
          {decision.state === 'refused' ? (
            <Button size="small" loading={retry.isPending} onClick={() => retry.mutate(decision.decisionId)}>
              {t('retry')}
            </Button>
          ) : null}
          {back ? (
            <Button size="small" onClick={onDrop}>
              {t('drop')}
            </Button>
          ) : null}
        </td>
      </tr>
      {failed === null ? null : (
        <tr>
          <td colSpan={6}>
            <FailureNotice failure={failureOf(failed)} />
          </td>
        </tr>
      )}
    </>
  );
};
