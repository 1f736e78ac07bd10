import { Input } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from '../../i18n/index.ts';
import { Dialogue, KeyCap } from '../../parts/index.ts';
import { type PresentCommand, usePresentCommands } from '../commands/index.ts';

const matches = ({ title, group }: PresentCommand, typed: string): boolean => {
  const text = `${group} ${title}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((part) => text.includes(part));
};

/** Finds any command by name and does it. */
export const Palette = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('app');
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = usePresentCommands().filter(
    (command) => command.unlisted !== true && command.when?.() !== false && matches(command, typed.trim()),
  );
  const chosen = found[Math.min(at, found.length - 1)];
  const run = (command: PresentCommand | undefined): void => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter') run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialogue title={t('palette.title')} closable={false} width={560} onClose={onClose}>
      <Input
        autoFocus
        role="combobox"
        aria-label={t('palette.search')}
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={chosen === undefined ? undefined : `palette-${chosen.name}`}
        placeholder={t('palette.search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={pressed}
      />
      <div id="palette-list" role="listbox" aria-label={t('palette.title')} className="palette-list">
        {found.map((command) => (
          // The list is worked from the input above, as a combobox's list is; the rows take the mouse only.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
          // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant stands for the focus
          <div
            key={command.name}
            id={`palette-${command.name}`}
            role="option"
            aria-selected={command === chosen}
            className="palette-row"
            onClick={() => run(command)}
          >
            <span className="palette-title">{command.title}</span>
            <span className="palette-group">{command.group}</span>
            {command.keys[0] === undefined ? null : <KeyCap chord={command.keys[0]} />}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className="palette-none">{t('palette.none')}</p> : null}
    </Dialogue>
  );
};
