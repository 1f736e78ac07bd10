import { LockOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { VaultState } from '../../../shared/domain/settings.ts';
import { failureOf, useUnlock } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Labelled } from '../../parts/index.ts';
import { Entrance } from './entrance.tsx';
import { Recover } from './recover.tsx';
import { useWait } from './use-wait.ts';
import { VaultChoice } from './vault-choice.tsx';

/** The locked desk: one passphrase opens it. */
export const Unlock = ({ vault }: { vault: VaultState }) => {
  const { t } = useTranslation('unlock');
  const format = useFormat();
  const unlock = useUnlock();
  const [passphrase, setPassphrase] = useState('');
  const input = useRef<InputRef>(null);
  const wait = useWait(vault);
  const [recovering, setRecovering] = useState(false);
  const refused = unlock.error !== null;
  useEffect(() => {
    // After a refusal the whole passphrase is marked, so that typing replaces it.
    if (refused) input.current?.focus({ cursor: 'all' });
    else input.current?.focus();
  }, [refused]);
  const submit = (): void => {
    if (passphrase === '' || wait > 0 || unlock.isPending) return;
    unlock.mutate(passphrase);
  };
  if (recovering) return <Recover vault={vault} onBack={() => setRecovering(false)} />;
  // Where the applications come from stands inside the vault, and is not known before it was opened once.
  const { source } = vault;
  return (
    <Entrance title={t('unlock.title')} lead={t('unlock.lead')}>
      <VaultChoice
        onChosen={() => {
          setPassphrase('');
          unlock.reset();
          input.current?.focus();
        }}
      />
      <form
        className="entrance-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Labelled
          label={t('passphrase')}
          hint={
            wait > 0 ? (
              <span className="strength-weak" role="status">
                {t('unlock.wait', { seconds: format.seconds(wait) })}
              </span>
            ) : (
              source && t(`unlock.source.${source.kind}`, { url: source.kind === 'server' ? source.url : '' })
            )
          }
        >
          {(names) => (
            <Input.Password
              {...names}
              ref={input}
              size="large"
              prefix={<LockOutlined aria-hidden="true" />}
              autoComplete="current-password"
              value={passphrase}
              readOnly={unlock.isPending}
              onChange={(event) => setPassphrase(event.target.value)}
            />
          )}
        </Labelled>
        {unlock.error === null ? null : <FailureNotice failure={failureOf(unlock.error)} />}
        <div className="entrance-acts">
          <Button type="primary" size="large" htmlType="submit" loading={unlock.isPending} disabled={passphrase === '' || wait > 0}>
            {unlock.isPending ? t('unlock.opening') : t('unlock.open')}
          </Button>
          <Button type="link" size="large" onClick={() => setRecovering(true)} disabled={unlock.isPending}>
            {t('unlock.forgotten')}
          </Button>
          <span className="entrance-note">{t('unlock.note')}</span>
        </div>
      </form>
    </Entrance>
  );
};
