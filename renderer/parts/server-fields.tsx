import { Input } from 'antd';
import { useTranslation } from '../i18n/index.ts';
import { Labelled } from './labelled.tsx';

/** Where the applications come from, and the token that lets the workstation in. */
export type ServerAccess = { url: string; token: string };

/** The address and the token of a server. */
export const ServerFields = ({
  value,
  onChange,
  disabled = false,
}: {
  value: ServerAccess;
  onChange: (value: ServerAccess) => void;
  disabled?: boolean;
}) => {
  const { t } = useTranslation('parts');
  return (
    <>
      <Labelled label={t('serverAddress')} hint={t('serverAddressHint')}>
        {(names) => (
          <Input
            {...names}
            type="text"
            inputMode="url"
            spellCheck={false}
            autoComplete="off"
            disabled={disabled}
            value={value.url}
            onChange={(event) => onChange({ ...value, url: event.target.value })}
          />
        )}
      </Labelled>
      <Labelled label={t('token')} hint={t('tokenHint')}>
        {(names) => (
          <Input.Password
            {...names}
            spellCheck={false}
            autoComplete="off"
            disabled={disabled}
            value={value.token}
            onChange={(event) => onChange({ ...value, token: event.target.value })}
          />
        )}
      </Labelled>
    </>
  );
};
