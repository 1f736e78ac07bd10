import { Input, type InputRef } from 'antd';
import { useRef } from 'react';
import { passphraseMinLength } from '../../shared/domain/passphrase.ts';
import { useTranslation } from '../i18n/index.ts';
import { Labelled } from './labelled.tsx';
import { strengthOf } from './strength.ts';

/** A new passphrase, typed twice. */
export type TypedTwice = { first: string; second: string };

/** Whether it can be used. */
export const isUsable = ({ first, second }: TypedTwice): boolean =>
  !['empty', 'short', 'guessable'].includes(strengthOf(first)) && first === second;

/** The two fields of a new passphrase, with its strength in words. `instead`: it takes the place of another one. */
export const NewPassphrase = ({
  value,
  onChange,
  disabled,
  instead = false,
}: {
  value: TypedTwice;
  onChange: (value: TypedTwice) => void;
  disabled: boolean;
  instead?: boolean;
}) => {
  const { t } = useTranslation('unlock');
  const strength = strengthOf(value.first);
  const differs = value.second !== '' && value.second !== value.first;
  const same = value.second !== '' && !differs;
  const again = useRef<InputRef>(null);
  return (
    <div className="passphrases">
      <Labelled
        label={t(instead ? 'newPassphrase' : 'passphrase')}
        hint={<span className={`strength-${strength}`}>{t(`strength.${strength}`, { least: passphraseMinLength })}</span>}
      >
        {(names) => (
          <Input.Password
            {...names}
            autoComplete="new-password"
            disabled={disabled}
            value={value.first}
            onChange={(event) => onChange({ ...value, first: event.target.value })}
            onPressEnter={(event) => {
              // Enter where the second time is still to be typed leads there, instead of to a form that does nothing.
              if (value.first === '' || value.second !== '') return;
              event.preventDefault();
              again.current?.focus();
            }}
          />
        )}
      </Labelled>
      <Labelled
        label={t('passphraseAgain')}
        hint={
          differs ? (
            <span className="strength-differs">{t('differs')}</span>
          ) : same ? (
            <span className="strength-good">{t('same')}</span>
          ) : (
            ' '
          )
        }
      >
        {(names) => (
          <Input.Password
            {...names}
            ref={again}
            autoComplete="new-password"
            disabled={disabled}
            value={value.second}
            onChange={(event) => onChange({ ...value, second: event.target.value })}
          />
        )}
      </Labelled>
    </div>
  );
};
