import { Input, Segmented } from 'antd';
import { useTranslation } from '../i18n/index.ts';
import { Labelled } from './labelled.tsx';
import type { ServerAccess } from './server-access.ts';

/** What every field of an address or a name has. */
const asTyped = { spellCheck: false, autoComplete: 'off' } as const;

/** The address of a server, and a token or how to sign in by the browser. `onAddress`: the address was typed to its end. */
export const ServerFields = ({
  value,
  onChange,
  onAddress,
  disabled = false,
}: {
  value: ServerAccess;
  onChange: (value: ServerAccess) => void;
  onAddress: (url: string) => void;
  disabled?: boolean;
}) => {
  const { t } = useTranslation('parts');
  return (
    <>
      <Labelled label={t('serverAddress')} hint={t('serverAddressHint')}>
        {(names) => (
          <Input
            {...names}
            {...asTyped}
            type="text"
            inputMode="url"
            disabled={disabled}
            value={value.url}
            onChange={(event) => onChange({ ...value, url: event.target.value })}
            onBlur={() => (value.url.trim() === '' ? undefined : onAddress(value.url.trim()))}
          />
        )}
      </Labelled>
      <div className="labelled-row">
        <span aria-hidden="true">{t('signInBy')}</span>
        <Segmented<ServerAccess['by']>
          aria-label={t('signInBy')}
          disabled={disabled}
          value={value.by}
          onChange={(by) => onChange({ ...value, by })}
          options={[
            { value: 'token', label: t('byToken') },
            { value: 'browser', label: t('byBrowser') },
          ]}
        />
      </div>
      {value.by === 'token' ? (
        <Labelled label={t('token')} hint={t('tokenHint')}>
          {(names) => (
            <Input.Password
              {...names}
              {...asTyped}
              disabled={disabled}
              value={value.token}
              onChange={(event) => onChange({ ...value, token: event.target.value })}
            />
          )}
        </Labelled>
      ) : (
        <div className="labelled-pair">
          <Labelled label={t('issuer')} hint={t('issuerHint')}>
            {(names) => (
              <Input
                {...names}
                {...asTyped}
                inputMode="url"
                disabled={disabled}
                value={value.issuer}
                onChange={(event) => onChange({ ...value, issuer: event.target.value })}
              />
            )}
          </Labelled>
          <Labelled label={t('clientId')} hint={t('clientIdHint')}>
            {(names) => (
              <Input
                {...names}
                {...asTyped}
                disabled={disabled}
                value={value.clientId}
                onChange={(event) => onChange({ ...value, clientId: event.target.value })}
              />
            )}
          </Labelled>
        </div>
      )}
    </>
  );
};
