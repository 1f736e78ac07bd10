import { Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandKey, useCommands, useKeys } from '../../../app/commands/index.ts';
import { KeyCap } from '../../../parts/index.ts';
import { minutesOffered, type PostponeCause, postponeCauses } from './postpone-choice.ts';

type Props = { limit: number; onPostpone: (minutes: number, cause: string) => void; onClose: () => void };

/** Puts an application off with a cause, for a time that the policy limits. Digits choose the cause, Enter does it. */
export const PostponePanel = ({ limit, onPostpone, onClose }: Props) => {
  const { t } = useTranslation('review');
  const offered = minutesOffered(limit);
  const [cause, setCause] = useState<PostponeCause>('second_opinion');
  const [minutes, setMinutes] = useState(offered.find((length) => length >= 30) ?? limit);
  const [words, setWords] = useState('');
  const panel = useRef<HTMLFormElement>(null);
  useEffect(() => panel.current?.querySelector<HTMLElement>('button')?.focus(), []);
  const ready = cause !== 'other' || words.trim() !== '';
  const keys = useKeys();
  useCommands([
    {
      name: 'review.postpone.do',
      title: t('postpone.do'),
      place: 'review',
      keys: keys.all('review.decide'),
      when: () => ready,
      run: () => panel.current?.requestSubmit(),
    },
    {
      name: 'review.postpone.close',
      title: t('picker.back'),
      place: 'review',
      keys: ['Escape'],
      whileTyping: true,
      unlisted: true,
      run: onClose,
    },
    ...postponeCauses.map((known, index) => ({
      name: `review.postpone.${known}`,
      title: t(`postpone.cause.${known}`),
      place: 'review' as const,
      keys: [String(index + 1)],
      unlisted: true,
      run: () => setCause(known),
    })),
  ]);
  return (
    <form
      ref={panel}
      className="review-panel"
      aria-label={t('postpone.title')}
      onSubmit={(event) => {
        event.preventDefault();
        // The record keeps the stable word, and the reviewer's own after it.
        if (ready) onPostpone(minutes, cause === 'other' ? `other: ${words.trim()}` : cause);
      }}
    >
      <h3>{t('postpone.title')}</h3>
      <fieldset className="review-choices" aria-label={t('postpone.why')}>
        {postponeCauses.map((known, index) => (
          <button key={known} type="button" aria-pressed={cause === known} onClick={() => setCause(known)}>
            <KeyCap chord={String(index + 1)} />
            {t(`postpone.cause.${known}`)}
          </button>
        ))}
      </fieldset>
      {cause === 'other' && (
        <Input
          value={words}
          autoFocus
          maxLength={500}
          aria-label={t('postpone.words')}
          placeholder={t('postpone.words')}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <fieldset className="review-choices review-choices-row" aria-label={t('postpone.howLong')}>
        {offered.map((length) => (
          <button key={length} type="button" aria-pressed={minutes === length} onClick={() => setMinutes(length)}>
            {t('postpone.minutes', { count: length })}
          </button>
        ))}
      </fieldset>
      <p className="review-quiet">{t('postpone.limit', { count: limit })}</p>
      <footer className="review-panel-foot">
        <Button onClick={onClose}>
          {t('picker.back')} <KeyCap chord="Escape" />
        </Button>
        <Button type="primary" htmlType="submit" disabled={!ready}>
          {t('postpone.do')} <CommandKey name="review.decide" />
        </Button>
      </footer>
    </form>
  );
};
