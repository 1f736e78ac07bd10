import { Button } from 'antd';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import { failureOf, useTakeBack } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation, useWords } from '../../i18n/index.ts';
import { FailureNotice, OutboxMark, OutcomeMark, useNow } from '../../parts/index.ts';
import { failureWords } from './failure-words.ts';
import { SubjectLink } from './subject-link.tsx';
import { useRefusal } from './use-refusal.ts';

/** What there is to say about where a decision stands. */
const useStanding = (decision: DecisionRecord, now: number): string => {
  const { t } = useTranslation('transfer');
  const { word } = useWords();
  const format = useFormat();
  const language = useLanguage();
  const refusal = useRefusal();
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
      return refusal(receipt?.problem);
    case 'taken_back':
      return t('standing.takenBack');
    case 'dropped':
      return t('standing.dropped');
    default:
      return state satisfies never;
  }
};

/** One decision of the outbox and what can be done with it. */
export const OutboxRow = ({ decision, onResolve }: { decision: DecisionRecord; onResolve: () => void }) => {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const now = useNow(1_000);
  const standing = useStanding(decision, now);
  const takeBack = useTakeBack();
  const failed = takeBack.error;
  const back = decision.state === 'conflict' || decision.state === 'refused';
  const { subject } = decision;
  return (
    <>
      <tr data-decision={decision.decisionId} data-state={decision.state}>
        <td className="outbox-number">{format.dateTime(decision.decidedAt)}</td>
        <td>
          <SubjectLink subject={subject} />
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
          {back ? (
            <Button size="small" type="primary" ghost onClick={onResolve}>
              {t('resolve')}
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
