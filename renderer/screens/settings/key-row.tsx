import { PlusOutlined, UndoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { KeyboardEvent } from 'react';
import { type Chord, type CommandName, chordOf, mostKeys } from '../../app/commands/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { KeyCap } from '../../parts/index.ts';

/** Which key is waited for: of what command, and in place of which key; without one, a further key. */
export type Awaited = { name: CommandName; instead: Chord | undefined };

type Props = {
  name: CommandName;
  title: string;
  keys: readonly Chord[];
  changed: boolean;
  awaited: Awaited | undefined;
  refusal: string | undefined;
  onAwait: (awaited: Awaited | undefined) => void;
  onPress: (chord: Chord) => void;
  onRemove: (chord: Chord) => void;
  onReset: () => void;
};

/** One command with its keys: a press on a key, then the new key. */
export const KeyRow = ({ name, title, keys, changed, awaited, refusal, onAwait, onPress, onRemove, onReset }: Props) => {
  const { t } = useTranslation('settings');
  const waiting = awaited?.name === name;
  const pressed = (event: KeyboardEvent, instead: Chord | undefined): void => {
    const here = waiting && awaited.instead === instead;
    const removes = event.key === 'Delete' || event.key === 'Backspace';
    if (!here && !(removes && instead !== undefined)) return;
    event.preventDefault();
    event.stopPropagation();
    if (removes) {
      if (instead !== undefined) onRemove(instead);
      else onAwait(undefined);
    } else if (event.key === 'Escape') onAwait(undefined);
    else if (event.key !== 'Tab') onPress(chordOf(event.nativeEvent));
    else onAwait(undefined);
  };
  const waitingFor = (instead: Chord | undefined): boolean => waiting && awaited.instead === instead;
  return (
    <div className="key-row" data-command={name}>
      <span className="key-row-title">{title}</span>
      <span className="key-row-keys">
        {keys.map((chord, place) => (
          <button
            // A key that is changed stays the same button, which has the focus.
            // biome-ignore lint/suspicious/noArrayIndexKey: the button is the place
            key={place}
            type="button"
            className="key-button"
            aria-pressed={waitingFor(chord)}
            aria-label={t('keys.change', { command: title, key: chord })}
            onClick={() => onAwait({ name, instead: chord })}
            onKeyDown={(event) => pressed(event, chord)}
            onBlur={() => waitingFor(chord) && onAwait(undefined)}
          >
            {waitingFor(chord) ? t('keys.press') : <KeyCap chord={chord} joined />}
          </button>
        ))}
        {keys.length < mostKeys ? (
          <button
            type="button"
            className="key-button key-button-more"
            aria-pressed={waitingFor(undefined)}
            aria-label={t('keys.add', { command: title })}
            title={t('keys.add', { command: title })}
            onClick={() => onAwait({ name, instead: undefined })}
            onKeyDown={(event) => pressed(event, undefined)}
            onBlur={() => waitingFor(undefined) && onAwait(undefined)}
          >
            {waitingFor(undefined) ? t('keys.press') : <PlusOutlined aria-hidden="true" />}
          </button>
        ) : null}
        {changed ? (
          <Button
            size="small"
            type="text"
            icon={<UndoOutlined />}
            aria-label={t('keys.reset', { command: title })}
            title={t('keys.reset', { command: title })}
            onClick={onReset}
          />
        ) : null}
      </span>
      {refusal === undefined ? null : (
        <span className="key-row-refusal" role="alert">
          {refusal}
        </span>
      )}
    </div>
  );
};
