import { Button, Input } from 'antd';
import { useState } from 'react';
import type { VaultState } from '../../../shared/domain/settings.ts';
import { failureOf, useRecoverVault } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { FailureNotice, isUsable, Labelled, NewPassphrase } from '../../parts/index.ts';
import { Entrance } from './entrance.tsx';
import { useWait } from './use-wait.ts';

/** Where the passphrase is forgotten, or the desktop is another one: the recovery code opens, and another passphrase is set. */
export const Recover = ({ vault, onBack }: { vault: VaultState; onBack: () => void }) => {
  const { t } = useTranslation('unlock');
  const format = useFormat();
  const recover = useRecoverVault();
  const [code, setCode] = useState('');
  const [typed, setTyped] = useState({ first: '', second: '' });
  const wait = useWait(vault);
  const complete = code.trim() !== '' && isUsable(typed) && wait === 0;
  return (
    <Entrance title={t('recover.title')} lead={vault.protection?.recoveryCode === false ? t('recover.none') : t('recover.lead')}>
      <form
        className="entrance-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (complete && !recover.isPending) recover.mutate({ recoveryCode: code, passphrase: typed.first });
        }}
      >
        <Labelled
          label={t('recover.code')}
          hint={wait > 0 ? <span role="status">{t('unlock.wait', { seconds: format.seconds(wait) })}</span> : t('recover.codeHint')}
        >
          {(names) => (
            <Input
              {...names}
              autoFocus
              size="large"
              autoComplete="off"
              spellCheck={false}
              value={code}
              readOnly={recover.isPending}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Labelled>
        <NewPassphrase value={typed} onChange={setTyped} disabled={recover.isPending} instead />
        {recover.error === null ? null : <FailureNotice failure={failureOf(recover.error)} />}
        <div className="entrance-acts">
          <Button type="primary" size="large" htmlType="submit" loading={recover.isPending} disabled={!complete}>
            {t('recover.open')}
          </Button>
          <Button size="large" onClick={onBack} disabled={recover.isPending}>
            {t('recover.back')}
          </Button>
        </div>
      </form>
    </Entrance>
  );
};
