import { CloseOutlined, MessageOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GivenReason } from '../../../../shared/domain/decision.ts';
import { findReason, type ReasonCatalogue } from '../../../../shared/domain/reason.ts';
import type { NoticeProblem, ReviewSheet } from '../../../../shared/domain/review.ts';
import { useLanguage, useWords } from '../../../i18n/index.ts';
import { KeyCap, ProblemNote } from '../../../parts/index.ts';
import { nextPlace, type Place, pinned, placesFound, unpinned } from '../pins.ts';
import type { WorkStep } from '../work.ts';
import { PinnedPlace } from './pinned-place.tsx';
import { targetName } from './target-name.ts';

type Props = {
  sheet: ReviewSheet;
  catalogue: ReasonCatalogue;
  reasons: readonly GivenReason[];
  problems: readonly NoticeProblem[];
  step: (step: WorkStep) => void;
  onShow: (place: Place) => void;
  onMark: (index: number) => void;
};

/** The reasons given so far, each with what it is tied to and what speaks against it. */
export const GivenList = ({ sheet, catalogue, reasons, problems, step, onShow, onMark }: Props) => {
  const { t } = useTranslation('review');
  const general = problems.filter(({ reasonIndex }) => reasonIndex === undefined);
  return (
    <section className="review-given" aria-label={t('picker.given', { count: reasons.length })}>
      {reasons.length === 0 && <p className="review-quiet review-nothing">{t('picker.none')}</p>}
      <ol>
        {reasons.map((reason, index) => (
          <GivenItem
            key={`${reason.code}:${reason.target?.field ?? reason.target?.documentId ?? reason.values?.document ?? ''}`}
            sheet={sheet}
            catalogue={catalogue}
            reason={reason}
            last={index === reasons.length - 1}
            problems={problems.filter(({ reasonIndex }) => reasonIndex === index)}
            onChange={(changed) => step({ do: 'change', index, reason: changed })}
            onRemove={() => step({ do: 'remove', index })}
            onShow={onShow}
            onMark={() => onMark(index)}
          />
        ))}
      </ol>
      {general
        .filter(({ code }) => !(code === 'reasons_missing' && reasons.length === 0))
        .map((problem) => (
          <ProblemNote key={problem.code} problem={problem} />
        ))}
    </section>
  );
};

type ItemProps = {
  sheet: ReviewSheet;
  catalogue: ReasonCatalogue;
  reason: GivenReason;
  last: boolean;
  problems: readonly NoticeProblem[];
  onChange: (reason: GivenReason) => void;
  onRemove: () => void;
  onShow: (place: Place) => void;
  onMark: () => void;
};

const GivenItem = ({ sheet, catalogue, reason, last, problems, onChange, onRemove, onShow, onMark }: ItemProps) => {
  const { t } = useTranslation('review');
  const words = useWords();
  const language = useLanguage();
  const [remarking, setRemarking] = useState(reason.note !== undefined);
  const title = findReason(catalogue, reason.code)?.title[language] ?? reason.code;
  // A figure that no check has measured is written by hand; once begun, its field stays.
  const missing = problems.flatMap(({ code, details }) =>
    code === 'placeholder_unfilled' && details?.placeholder !== undefined ? [details.placeholder] : [],
  );
  const [written, setWritten] = useState<string[]>([]);
  const asked = [...new Set([...written, ...missing])];
  const { documentId, region } = reason.target ?? {};
  const found = documentId === undefined ? undefined : nextPlace(placesFound(sheet.findings, documentId), region);
  return (
    <li className="review-given-item">
      <div className="review-given-head">
        <strong>{title}</strong>
        <span className="review-option-about">{targetName(reason, sheet.documents, words) ?? t('picker.wholeApplication')}</span>
        <button
          type="button"
          className="review-icon-button"
          aria-label={t('picker.remark')}
          aria-expanded={remarking}
          title={t('picker.remark')}
          onClick={() => setRemarking((open) => !open)}
        >
          <MessageOutlined />
        </button>
        <button
          type="button"
          className="review-icon-button"
          aria-label={t('picker.remove', { reason: title })}
          title={last ? `${t('picker.removeShort')}  ⌫` : t('picker.removeShort')}
          onClick={onRemove}
        >
          <CloseOutlined />
        </button>
        {last && <KeyCap chord="Backspace" />}
      </div>
      {documentId !== undefined && (
        <PinnedPlace
          pinned={region !== undefined}
          onShow={() => {
            if (region !== undefined) onShow({ documentId, region });
          }}
          onMark={onMark}
          onFound={found === undefined ? undefined : () => onChange(pinned(reason, { documentId, region: found }))}
          onRemove={() => onChange(unpinned(reason))}
        />
      )}
      {asked.map((name) => (
        <Input
          key={name}
          size="small"
          addonBefore={t(`picker.value.${name === 'limit' ? 'limit' : 'measured'}`)}
          value={reason.values?.[name] ?? ''}
          maxLength={100}
          onChange={(event) => {
            setWritten((known) => (known.includes(name) ? known : [...known, name]));
            onChange({ ...reason, values: { ...reason.values, [name]: event.target.value } });
          }}
        />
      ))}
      {remarking && (
        <Input.TextArea
          autoFocus={reason.note === undefined}
          value={reason.note ?? ''}
          rows={1}
          className="review-grow"
          maxLength={2_000}
          aria-label={t('picker.remark')}
          placeholder={t('picker.remarkPlaceholder')}
          onChange={(event) => onChange({ ...reason, note: event.target.value === '' ? undefined : event.target.value })}
        />
      )}
      {problems.map((problem) => (
        <ProblemNote key={`${problem.code}:${problem.details?.placeholder ?? ''}`} problem={problem} />
      ))}
    </li>
  );
};
