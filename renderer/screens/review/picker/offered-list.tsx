import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { GivenReason } from '../../../../shared/domain/decision.ts';
import { findReason, type ReasonCatalogue } from '../../../../shared/domain/reason.ts';
import type { ReviewSheet } from '../../../../shared/domain/review.ts';
import { useLanguage, useWords } from '../../../i18n/index.ts';
import { KeyCap } from '../../../parts/index.ts';
import { type ReasonChoice, sameReason } from './given-reasons.ts';
import { targetName } from './target-name.ts';

type Props = {
  sheet: ReviewSheet;
  catalogue: ReasonCatalogue;
  suggestions: readonly GivenReason[];
  found: readonly ReasonChoice[];
  /** Whether `found` answers what was typed, and is not simply everything. */
  searched: boolean;
  /** A reason that fits several fields or photos: which is asked for instead of the list. */
  asking: ReasonChoice | undefined;
  taken: readonly GivenReason[];
  place: number;
  onSuggestion: (reason: GivenReason) => void;
  onChoose: (choice: ReasonChoice) => void;
  onTarget: (reason: GivenReason) => void;
};

/** What can be chosen: the checks' suggestions by number, then every reason that goes with the outcome. */
export const OfferedList = ({
  sheet,
  catalogue,
  suggestions,
  found,
  searched,
  asking,
  taken,
  place,
  onSuggestion,
  onChoose,
  onTarget,
}: Props) => {
  const { t } = useTranslation('review');
  const words = useWords();
  const language = useLanguage();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#review-offered-${place}`)?.scrollIntoView({ block: 'nearest' });
  }, [place]);
  const heading = t(searched ? 'picker.found' : 'picker.all', { count: found.length });
  const titleOf = (code: string) => findReason(catalogue, code)?.title[language] ?? code;

  if (asking !== undefined) {
    return (
      <div ref={list} id="review-offered" className="review-offered" role="listbox" aria-label={t('picker.whichTarget')}>
        <h3>{t('picker.targetOf', { reason: asking.reason.title[language] })}</h3>
        {asking.targets.map((target, index) => (
          <button
            key={targetName(target, sheet.documents, words) ?? target.code}
            id={`review-offered-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            className="review-option"
            aria-selected={index === place}
            disabled={taken.some((reason) => sameReason(reason, target))}
            onClick={() => onTarget(target)}
          >
            {index < 9 && <KeyCap chord={String(index + 1)} />}
            <span>{targetName(target, sheet.documents, words)}</span>
          </button>
        ))}
      </div>
    );
  }
  return (
    <div ref={list} className="review-offered">
      {suggestions.length > 0 && (
        <section aria-label={t('picker.suggestions')}>
          <h3>{t('picker.suggestions')}</h3>
          {suggestions.map((suggestion, index) => (
            <button
              key={`${suggestion.code}:${targetName(suggestion, sheet.documents, words) ?? ''}`}
              type="button"
              tabIndex={-1}
              className="review-option review-option-suggested"
              onClick={() => onSuggestion(suggestion)}
            >
              <KeyCap chord={String(index + 1)} />
              <span>{titleOf(suggestion.code)}</span>
              <span className="review-option-about">{targetName(suggestion, sheet.documents, words)}</span>
            </button>
          ))}
        </section>
      )}
      <h3>{heading}</h3>
      <div id="review-offered" role="listbox" aria-label={heading}>
        {found.map((choice, index) => (
          <button
            key={choice.reason.code}
            id={`review-offered-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            className="review-option"
            aria-selected={index === place}
            onClick={() => onChoose(choice)}
          >
            <span>{choice.reason.title[language]}</span>
            {choice.reason.terminal && <span className="review-tag">{t('picker.final')}</span>}
            <code className="review-option-about">{choice.reason.code}</code>
          </button>
        ))}
        {found.length === 0 && <p className="review-quiet review-nothing">{t('picker.nothing')}</p>}
      </div>
    </div>
  );
};
