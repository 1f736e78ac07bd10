import { Button, Input, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GivenReason, Outcome } from '../../../../shared/domain/decision.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import type { ReasonCatalogue } from '../../../../shared/domain/reason.ts';
import { forbidsSending } from '../../../../shared/domain/reason-linter.ts';
import type { ReviewSheet } from '../../../../shared/domain/review.ts';
import { CommandKey, useKeys } from '../../../app/commands/index.ts';
import { failureOf, useNoticePreview } from '../../../engine/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { KeyCap, NoticePane } from '../../../parts/index.ts';
import type { Place } from '../pins.ts';
import type { Work, WorkStep } from '../work.ts';
import { GivenList } from './given-list.tsx';
import { obviousTarget, offeredReasons, openSuggestions, type ReasonChoice } from './given-reasons.ts';
import { OfferedList } from './offered-list.tsx';
import { searchReasons } from './reason-search.ts';

type Props = {
  sheet: ReviewSheet;
  catalogue: ReasonCatalogue;
  policy: Policy;
  outcome: Outcome;
  work: Work;
  step: (step: WorkStep) => void;
  /** Shows a place on its photo. */
  onShow: (place: Place) => void;
  /** Asks for a box on the photo, for the reason at that place. */
  onMark: (index: number) => void;
  onDecide: () => void;
  onBack: () => void;
};

/** Reasons for an outcome: found by typing, suggested by number, each tied to its field or photo, with the exact notice beside them. */
export const ReasonPicker = ({ sheet, catalogue, policy, outcome, work, step, onShow, onMark, onDecide, onBack }: Props) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const keys = useKeys();
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const [asking, setAsking] = useState<ReasonChoice>();
  const input = useRef<InputRef>(null);
  const marking = work.marking !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a box was drawn, one goes on choosing
  useEffect(() => {
    if (!marking) input.current?.focus();
  }, [marking, work.pinsTaken]);

  const offered = useMemo(
    () => offeredReasons(catalogue, outcome, { application: sheet.application, documents: sheet.documents, policy }),
    [catalogue, outcome, sheet, policy],
  );
  const suggestions = openSuggestions(sheet.suggestions, work.reasons, offered).slice(0, 9);
  const found = searchReasons(offered, typed);
  const subject = { kind: 'application' as const, id: work.applicationId, revision: work.revision };
  const preview = useNoticePreview({ subject, outcome, reasons: work.reasons }, true);
  const problems = preview.data?.problems ?? [];
  const forbidden = !preview.isPlaceholderData && forbidsSending(problems);
  // What the linter forbids is shown and stays; an answer still to come is left to the engine, which looks again.
  const decide = () => {
    if (!forbidden) onDecide();
  };

  const add = (reason: GivenReason) => {
    step({ do: 'add', reason });
    setTyped('');
    setPlace(0);
    setAsking(undefined);
    input.current?.focus();
  };
  const choose = (choice: ReasonChoice | undefined) => {
    if (choice === undefined) return;
    const target = obviousTarget(choice.targets, { field: work.at, documentId: work.documentId }, work.reasons);
    if (target !== undefined) add(target);
    else {
      setAsking(choice);
      setPlace(0);
    }
  };
  const rows = asking === undefined ? found.length : asking.targets.length;
  const back = () => {
    if (asking === undefined) onBack();
    else {
      setAsking(undefined);
      setPlace(0);
    }
  };

  const onKey = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const done = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    const inSearch = event.target === input.current?.input;
    if (keys.presses(event, 'review.decide')) {
      done();
      decide();
    } else if (event.key === 'Escape') {
      done();
      back();
    } else if (!inSearch || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      done();
      if (rows > 0) setPlace((present) => (present + (event.key === 'ArrowDown' ? 1 : rows - 1)) % rows);
    } else if (event.key === 'Enter') {
      done();
      if (asking === undefined) choose(found[place]);
      else if (asking.targets[place] !== undefined) add(asking.targets[place]);
    } else if (/^[1-9]$/.test(event.key) && (typed === '' || asking !== undefined)) {
      done();
      const taken = (asking === undefined ? suggestions : asking.targets)[Number(event.key) - 1];
      if (taken !== undefined) add(taken);
    } else if (event.key === 'Backspace' && typed === '') {
      done();
      if (asking !== undefined) back();
      else if (work.reasons.length > 0) step({ do: 'remove', index: work.reasons.length - 1 });
    }
  };

  return (
    <section
      className="review-picker"
      aria-label={t('picker.title', { outcome: word('outcome', outcome) })}
      data-outcome={outcome}
      onKeyDown={onKey}
    >
      <div className="review-picker-choose">
        <header className="review-column-head">
          <h2>{t('picker.title', { outcome: word('outcome', outcome) })}</h2>
          <button type="button" className="review-small-button" onClick={onBack}>
            {t('picker.back')}
            <KeyCap chord="Escape" />
          </button>
        </header>
        <GivenList
          sheet={sheet}
          catalogue={catalogue}
          reasons={work.reasons}
          problems={problems}
          step={step}
          onShow={onShow}
          onMark={onMark}
        />
        <Input
          ref={input}
          className="review-picker-search"
          value={typed}
          placeholder={t(asking === undefined ? 'picker.search' : 'picker.whichTarget')}
          aria-label={t('picker.search')}
          role="combobox"
          aria-expanded={true}
          aria-controls="review-offered"
          aria-activedescendant={`review-offered-${place}`}
          allowClear
          onChange={(event) => {
            setTyped(event.target.value);
            setPlace(0);
            setAsking(undefined);
          }}
        />
        <OfferedList
          sheet={sheet}
          catalogue={catalogue}
          suggestions={typed === '' ? suggestions : []}
          found={found}
          searched={typed.trim() !== ''}
          asking={asking}
          taken={work.reasons}
          place={place}
          onSuggestion={add}
          onChoose={choose}
          onTarget={add}
        />
      </div>
      <div className="review-picker-notice">
        <NoticePane
          outcome={outcome}
          preview={preview.data}
          pending={preview.isFetching}
          failure={preview.error === null ? undefined : failureOf(preview.error)}
        />
        <label className="review-picker-note" htmlFor="review-picker-note">
          <span>{t('note.title')}</span>
          <Input.TextArea
            id="review-picker-note"
            value={work.note}
            rows={1}
            className="review-grow"
            maxLength={5_000}
            placeholder={t('note.placeholder')}
            onChange={(event) => step({ do: 'note', text: event.target.value })}
          />
        </label>
        <Button type="primary" danger={outcome === 'reject'} size="large" block disabled={forbidden} onClick={decide}>
          {t('picker.decide', { outcome: word('outcome', outcome) })} <CommandKey name="review.decide" />
        </Button>
      </div>
    </section>
  );
};
