import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { VaultProtection } from '../../../shared/domain/settings.ts';
import { useVaultState } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { Mark, Section } from '../../parts/index.ts';
import { Choice } from './choice.tsx';
import { ChangePassphraseDialogue, VaultDialogue, type VaultTask } from './vault-dialogues.tsx';

/** The ways into the vault: its passphrase, the recovery code, and whether it opens on this desktop only. */
export const VaultSection = () => {
  const protection = useVaultState().data?.protection;
  return protection === undefined ? null : <Ways protection={protection} />;
};

const Ways = ({ protection }: { protection: VaultProtection }) => {
  const { t } = useTranslation('settings');
  const [task, setTask] = useState<VaultTask | 'passphrase'>();
  const { recoveryCode, desktop } = protection;
  const close = (): void => setTask(undefined);
  return (
    <Section title={t('vault.title')}>
      <Choice label={t('vault.passphrase')} detail={t('vault.passphraseDetail')}>
        <Button onClick={() => setTask('passphrase')}>{t('vault.change')}</Button>
      </Choice>
      <Choice label={t('vault.code')} detail={t('vault.codeDetail')}>
        <span className="settings-acts">
          <Mark tone={recoveryCode ? 'pass' : 'warn'} icon={recoveryCode ? <CheckCircleOutlined /> : <WarningOutlined />}>
            {recoveryCode ? t('vault.codeHeld') : t('vault.codeNone')}
          </Mark>
          <Button onClick={() => setTask('code')}>{recoveryCode ? t('vault.codeAnew') : t('vault.codeMake')}</Button>
        </span>
      </Choice>
      <Choice label={t('vault.desktop')} detail={t(`vault.desktopDetail.${desktop}`)}>
        {desktop === 'bound' ? (
          <Button onClick={() => setTask('free')}>{t('vault.free')}</Button>
        ) : desktop === 'possible' ? (
          <Button disabled={!recoveryCode} onClick={() => setTask('bind')}>
            {t('vault.bind')}
          </Button>
        ) : (
          <span />
        )}
      </Choice>
      {task === 'passphrase' ? <ChangePassphraseDialogue onClose={close} /> : null}
      {task === undefined || task === 'passphrase' ? null : <VaultDialogue task={task} onClose={close} />}
    </Section>
  );
};
