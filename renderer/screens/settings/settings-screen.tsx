import { Segmented, Switch } from 'antd';
import type { Settings } from '../../../shared/domain/settings.ts';
import { useKeys } from '../../app/commands/index.ts';
import { failureOf, useChangeSettings, useRules, useSettings, useVaultState } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { FailureNotice, LanguageChoice, ScreenFrame, Section } from '../../parts/index.ts';
import { Choice } from './choice.tsx';
import { KeysSection } from './keys-section.tsx';
import { ServerSection } from './server-section.tsx';
import { TourSection } from './tour-section.tsx';
import { VaultSection } from './vault-section.tsx';
import './settings.css';

const zooms = [0.9, 1, 1.1, 1.25, 1.5];
const themes: readonly Settings['theme'][] = ['system', 'light', 'dark'];

/** The settings. */
export const SettingsScreen = () => {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const settings = useSettings();
  const lockKey = useKeys().shown('lock');
  const change = useChangeSettings();
  const source = useVaultState().data?.source;
  const idle = useRules().data?.policy.vault.idleLockMinutes;
  return (
    <ScreenFrame title={t('title')}>
      {change.error === null ? null : <FailureNotice failure={failureOf(change.error)} onClose={() => change.reset()} />}
      <Section title={t('appearance')}>
        <Choice label={t('language')} detail={t('languageDetail')}>
          <LanguageChoice value={settings.language} onChange={(language) => change.mutate({ language })} />
        </Choice>
        <Choice label={t('theme')} detail={t('themeDetail')}>
          <Segmented<Settings['theme']>
            aria-label={t('theme')}
            value={settings.theme}
            onChange={(theme) => change.mutate({ theme })}
            options={themes.map((theme) => ({ value: theme, label: t(`themes.${theme}`) }))}
          />
        </Choice>
        <Choice label={t('zoom')} detail={t('zoomDetail')}>
          <Segmented<number>
            aria-label={t('zoom')}
            value={settings.zoom}
            onChange={(zoom) => change.mutate({ zoom })}
            options={zooms.map((zoom) => ({ value: zoom, label: format.percent(zoom) }))}
          />
        </Choice>
      </Section>
      <Section title={t('keyboard')}>
        <Choice label={t('singleKeys')} detail={t('singleKeysDetail')}>
          <Switch aria-label={t('singleKeys')} checked={settings.singleKeys} onChange={(singleKeys) => change.mutate({ singleKeys })} />
        </Choice>
      </Section>
      <TourSection />
      <KeysSection />
      <ServerSection source={source} />
      <VaultSection />
      {idle === undefined ? null : (
        <Section title={t('safety')}>
          <p className="settings-words">
            {lockKey === undefined ? t('idle', { minutes: idle }) : t('idleOrKey', { minutes: idle, key: lockKey })}
          </p>
        </Section>
      )}
    </ScreenFrame>
  );
};
