import { DeleteOutlined } from '@ant-design/icons';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noteMaxLength } from '../../../../shared/domain/colleague-note.ts';
import type { ReviewSheet } from '../../../../shared/domain/review.ts';
import { useCommands } from '../../../app/commands/index.ts';
import { failureOf, useColleagueNotes, useTransfer } from '../../../engine/index.ts';
import { useFormat } from '../../../i18n/index.ts';
import { FailureNotice, KeyCap, PersonText } from '../../../parts/index.ts';

/** What colleagues left here for one another, and a field to leave something; it is kept at once, whatever becomes of the decision. */
export const ColleagueNotes = ({ sheet }: { sheet: ReviewSheet }) => {
  const { t } = useTranslation('review');
  const format = useFormat();
  const { message } = App.useApp();
  const [writing, setWriting] = useState(false);
  const [text, setText] = useState('');
  const { leave, remove } = useColleagueNotes(sheet.application.id);
  const signedIn = useTransfer().data?.reviewer?.id;
  const notes = sheet.notes ?? [];
  const keep = (): void => {
    if (text.trim() === '' || leave.isPending) return;
    leave.mutate(text, {
      onSuccess: ({ masked }) => {
        setText('');
        setWriting(false);
        if (masked) void message.info(t('colleagueNote.masked'));
      },
    });
  };
  const close = (): void => setWriting(false);
  useCommands([
    {
      name: 'review.colleagueNote',
      when: () => !writing,
      run: () => setWriting(true),
    },
  ]);
  const failed = leave.error ?? remove.error;
  if (notes.length === 0 && !writing) return null;
  return (
    <section className="review-block" aria-label={t('colleagueNote.title')}>
      <h3>{t('colleagueNote.title')}</h3>
      {notes.length === 0 ? null : (
        <ul className="review-plain">
          {notes.map(({ number, at, reviewer, text: said }) => (
            <li key={number} className="review-colleague-note">
              <strong>
                <PersonText text={reviewer.name || reviewer.id} />
              </strong>
              <span className="review-quiet">{format.dateTime(at)}</span>
              {reviewer.id === signedIn ? (
                <Button
                  size="small"
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('colleagueNote.remove')}
                  onClick={() => remove.mutate(number)}
                />
              ) : null}
              <p className="review-quote">
                <PersonText text={said} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {writing ? (
        <>
          <Input.TextArea
            autoFocus
            value={text}
            rows={2}
            maxLength={noteMaxLength}
            aria-label={t('colleagueNote.leave')}
            placeholder={t('colleagueNote.placeholder')}
            onChange={({ target }) => setText(target.value)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Escape') close();
              else if (event.key === 'Enter' && event.ctrlKey) keep();
              else return;
              // Neither leaves the screen nor decides.
              event.preventDefault();
              event.stopPropagation();
            }}
          />
          <footer className="review-panel-foot">
            <Button size="small" onClick={close}>
              {t('picker.back')} <KeyCap chord="Escape" />
            </Button>
            <Button size="small" type="primary" disabled={text.trim() === ''} loading={leave.isPending} onClick={keep}>
              {t('colleagueNote.keep')} <KeyCap chord="Ctrl+Enter" />
            </Button>
          </footer>
        </>
      ) : null}
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
    </section>
  );
};
