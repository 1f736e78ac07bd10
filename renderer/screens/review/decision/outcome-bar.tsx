import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../../shared/domain/decision.ts';
import { CommandKey, useKeys } from '../../../app/commands/index.ts';
import { useWords } from '../../../i18n/index.ts';
import './outcome-bar.css';

/** The outcomes in the order in which they stand. */
export const outcomesOffered = ['approve', 'request_fixes', 'reject', 'escalate'] as const satisfies readonly Outcome[];

type Props = {
  suggested: Outcome | undefined;
  approvalBlocked: boolean;
  onOutcome: (outcome: Outcome) => void;
  onPostpone: (() => void) | undefined;
};

/** The four outcomes and putting off, each with its key. */
export const OutcomeBar = ({ suggested, approvalBlocked, onOutcome, onPostpone }: Props) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const keys = useKeys();
  return (
    <div className="review-outcomes" role="toolbar" aria-label={t('outcome.title')}>
      {outcomesOffered.map((outcome) => {
        const blocked = outcome === 'approve' && approvalBlocked;
        return (
          <button
            key={outcome}
            type="button"
            className="review-outcome"
            data-outcome={outcome}
            data-suggested={suggested === outcome}
            data-blocked={blocked}
            aria-keyshortcuts={keys.spoken(`review.${outcome}`)}
            title={blocked ? t('approval.blockedHint', keys.told('review')) : undefined}
            onClick={() => onOutcome(outcome)}
          >
            <span className="review-outcome-name">
              {word('outcome', outcome)}
              <CommandKey name={`review.${outcome}`} />
            </span>
            <span className="review-outcome-hint">
              {suggested === outcome ? t('outcome.suggested') : blocked ? t('approval.blockedShort') : t(`outcome.hint.${outcome}`)}
            </span>
          </button>
        );
      })}
      {onPostpone !== undefined && (
        <button
          type="button"
          className="review-outcome review-outcome-postpone"
          aria-keyshortcuts={keys.spoken('review.postpone')}
          onClick={onPostpone}
        >
          <span className="review-outcome-name">
            {t('postpone.short')}
            <CommandKey name="review.postpone" />
          </span>
          <span className="review-outcome-hint">{t('postpone.hint')}</span>
        </button>
      )}
    </div>
  );
};
