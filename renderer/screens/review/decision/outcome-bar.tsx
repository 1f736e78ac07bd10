import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../../shared/domain/decision.ts';
import { useWords } from '../../../i18n/index.ts';
import { KeyCap } from '../../../parts/index.ts';

/** The key of each outcome, in the order in which they stand. */
export const outcomeKeys: Record<Outcome, string> = { approve: 'A', request_fixes: 'F', reject: 'R', escalate: 'E' };

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
  return (
    <div className="review-outcomes" role="toolbar" aria-label={t('outcome.title')}>
      {(Object.keys(outcomeKeys) as Outcome[]).map((outcome) => {
        const blocked = outcome === 'approve' && approvalBlocked;
        return (
          <button
            key={outcome}
            type="button"
            className="review-outcome"
            data-outcome={outcome}
            data-suggested={suggested === outcome}
            data-blocked={blocked}
            aria-keyshortcuts={outcomeKeys[outcome]}
            title={blocked ? t('approval.blockedHint') : undefined}
            onClick={() => onOutcome(outcome)}
          >
            <span className="review-outcome-name">
              {word('outcome', outcome)}
              <KeyCap chord={outcomeKeys[outcome]} />
            </span>
            <span className="review-outcome-hint">
              {suggested === outcome ? t('outcome.suggested') : blocked ? t('approval.blockedShort') : t(`outcome.hint.${outcome}`)}
            </span>
          </button>
        );
      })}
      {onPostpone !== undefined && (
        <button type="button" className="review-outcome review-outcome-postpone" aria-keyshortcuts="S" onClick={onPostpone}>
          <span className="review-outcome-name">
            {t('postpone.short')}
            <KeyCap chord="S" />
          </span>
          <span className="review-outcome-hint">{t('postpone.hint')}</span>
        </button>
      )}
    </div>
  );
};
