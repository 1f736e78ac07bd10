import { Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../../shared/domain/finding.ts';
import { type ExpectedVerdict, expectedInsteadOf, type ShownFeedback } from '../../../../shared/domain/finding-feedback.ts';
import { failureOf, useFindingFeedback } from '../../../engine/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { FailureNotice, PersonText } from '../../../parts/index.ts';

type Props = {
  applicationId: string;
  finding: Finding;
  feedback: ShownFeedback | undefined;
  open: boolean;
  onOpen: (open: boolean) => void;
};

const placeOf = ({ check, documentId, field, cause }: Finding) => ({ check, documentId, field, cause });

/** Says that a finding's verdict is wrong, or takes that back; what was said stands below the finding. */
export const FindingDispute = ({ applicationId, finding, feedback, open, onOpen }: Props) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const { mutate, error, isPending } = useFindingFeedback();
  const say = (expected: ExpectedVerdict | undefined, note?: string) =>
    mutate({ applicationId, finding: placeOf(finding), expected, note }, { onSuccess: () => onOpen(false) });
  const choices = expectedInsteadOf(finding.verdict);
  if (choices.length === 0) return null;
  return (
    <div className="review-dispute" data-disputed={feedback !== undefined}>
      {feedback === undefined ? (
        <button
          type="button"
          className="review-link"
          aria-expanded={open}
          aria-label={t('dispute.open', { check: word('check', finding.check) })}
          onClick={() => onOpen(!open)}
        >
          {t('dispute.short')}
        </button>
      ) : (
        <p>
          {t(`dispute.said.${feedback.expected}`)}
          {feedback.verdict === finding.verdict ? null : ` ${t('dispute.then', { verdict: word('verdict', feedback.verdict) })}`}
          {feedback.note === undefined ? null : (
            <q>
              <PersonText text={feedback.note} />
            </q>
          )}
          <button type="button" className="review-link" disabled={isPending} onClick={() => say(undefined)}>
            {t('dispute.takeBack')}
          </button>
        </p>
      )}
      {open && feedback === undefined ? <Words choices={choices} busy={isPending} onSay={say} onClose={() => onOpen(false)} /> : null}
      {error === null ? null : <FailureNotice failure={failureOf(error)} />}
    </div>
  );
};

type WordsProps = {
  choices: readonly ExpectedVerdict[];
  busy: boolean;
  onSay: (expected: ExpectedVerdict, note: string) => void;
  onClose: () => void;
};

const Words = ({ choices, busy, onSay, onClose }: WordsProps) => {
  const { t } = useTranslation('review');
  const [note, setNote] = useState('');
  const panel = useRef<HTMLFieldSetElement>(null);
  useEffect(() => panel.current?.querySelector('button')?.focus(), []);
  return (
    <fieldset
      ref={panel}
      aria-label={t('dispute.title')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onClose();
      }}
    >
      {choices.map((expected) => (
        <Button key={expected} size="small" disabled={busy} onClick={() => onSay(expected, note)}>
          {t(`dispute.should.${expected}`)}
        </Button>
      ))}
      <Input
        size="small"
        value={note}
        maxLength={300}
        aria-label={t('dispute.note')}
        placeholder={t('dispute.note')}
        onChange={(event) => setNote(event.target.value)}
      />
    </fieldset>
  );
};
