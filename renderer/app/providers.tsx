import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useLayoutEffect } from 'react';
import { type Engine, EngineProvider, useSettings } from '../engine/index.ts';
import { speak, useTranslation } from '../i18n/index.ts';
import { styleNonce, themeFor, useLook, useMotion } from './theme/index.ts';

const locales = { zh: zhCN, en: enUS };

/** The settings take effect here: language, look, zoom. */
const Appearance = ({ children }: { children: ReactNode }) => {
  const { language, theme, zoom } = useSettings();
  const look = useLook(theme);
  const motion = useMotion();
  const { t } = useTranslation('parts');
  const closable = { 'aria-label': t('close') };
  // Before anything is painted: no screen is there in another language or size first.
  useLayoutEffect(() => speak(language), [language]);
  useLayoutEffect(() => {
    document.documentElement.style.setProperty('zoom', String(zoom));
    // Heights told in parts of the window have to be divided by it.
    document.documentElement.style.setProperty('--desk-zoom', String(zoom));
  }, [zoom]);
  return (
    <ConfigProvider
      locale={locales[language]}
      theme={themeFor(look, motion)}
      csp={{ nonce: styleNonce() }}
      componentSize="middle"
      button={{ autoInsertSpace: false }}
      modal={{ closable }}
      drawer={{ closable }}
    >
      <AntApp className="app-root" component="div" notification={{ placement: 'bottomRight' }}>
        {children}
      </AntApp>
    </ConfigProvider>
  );
};

/** Everything that the screens stand on. */
export const Providers = ({ engine, children }: { engine: Engine; children: ReactNode }) => (
  <EngineProvider engine={engine}>
    <Appearance>{children}</Appearance>
  </EngineProvider>
);
