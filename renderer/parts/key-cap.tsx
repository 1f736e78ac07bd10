import { useTranslation } from '../i18n/index.ts';
import './key-cap.css';

const symbols: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', Backspace: '⌫' };

/** A key or a combination of keys as it stands on the keyboard. Read out as `label: key` only where `spoken`; elsewhere it repeats what a name says. */
export const KeyCap = ({ chord, spoken = false }: { chord: string; spoken?: boolean }) => {
  const { t } = useTranslation('parts');
  const keys = chord.split('+').map((key) => (key === 'Space' ? t('spaceKey') : (symbols[key] ?? key)));
  return (
    <span className="key-caps" aria-hidden={spoken ? undefined : true}>
      {keys.map((key) => (
        <kbd key={key} className="key-cap">
          {key}
        </kbd>
      ))}
    </span>
  );
};
