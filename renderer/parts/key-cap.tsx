import { Fragment } from 'react';
import { useTranslation } from '../i18n/index.ts';
import './key-cap.css';

const symbols: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', Backspace: '⌫' };

type Props = {
  chord: string;
  /** Whether it is read out; elsewhere it repeats what a name says. */
  spoken?: boolean;
  /** Whether a sign stands between the keys of a combination, where a name spells it so. */
  joined?: boolean;
};

/** A key or a combination of keys as it stands on the keyboard. */
export const KeyCap = ({ chord, spoken = false, joined = false }: Props) => {
  const { t } = useTranslation('parts');
  const keys = chord.split(/\+(?=.)/).map((key) => (key === 'Space' ? t('spaceKey') : (symbols[key] ?? key)));
  return (
    <span className="key-caps" aria-hidden={spoken ? undefined : true}>
      {keys.map((key, place) => (
        <Fragment key={key}>
          {joined && place > 0 && <span className="key-join">+</span>}
          <kbd className="key-cap">{key}</kbd>
        </Fragment>
      ))}
    </span>
  );
};
