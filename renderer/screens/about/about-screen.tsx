import { CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { failureOf, useAbout, useShellVersions } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { copyText, FailureNotice, Loading, ScreenFrame, Section } from '../../parts/index.ts';
import { CareSection } from './care-section.tsx';
import { ComponentsSection } from './components-section.tsx';
import { UpdatesSection } from './updates-section.tsx';
import './about.css';

/** About the product. */
export const AboutScreen = () => {
  const { t } = useTranslation('about');
  const about = useAbout();
  const shell = useShellVersions().data;
  const [copied, setCopied] = useState(false);
  if (about.data === undefined) {
    return (
      <ScreenFrame title={t('title')}>
        {about.error === null ? (
          <Loading label={t('loading')} />
        ) : (
          <FailureNotice failure={failureOf(about.error)} onRetry={() => void about.refetch()} />
        )}
      </ScreenFrame>
    );
  }
  const { version, engineNode, folder, store, policyVersion, reasonsVersion } = about.data;
  const facts: [string, string][] = [
    [t('version'), version],
    [t('policy'), policyVersion ?? t('unknown')],
    [t('reasons'), reasonsVersion ?? t('unknown')],
    [t('folder'), folder],
    [t('engine'), t('node', { version: engineNode })],
    [t('store'), t('storeVersions', { sqlite: store.sqlite || t('unknown'), cipher: store.cipher || t('unknown') })],
    [t('shell'), shell === undefined ? t('unknown') : t('shellVersions', { electron: shell.electron, chromium: shell.chromium })],
    [t('platform'), shell?.platform ?? t('unknown')],
  ];
  const copy = (): void => setCopied(copyText(facts.map(([name, value]) => `${name}: ${value}`).join('\n')));
  return (
    <ScreenFrame title={t('title')} detail={t('line')}>
      <Section
        title={t('versions')}
        actions={
          <Button icon={<CopyOutlined />} onClick={copy}>
            {t(copied ? 'copied' : 'copy')}
          </Button>
        }
      >
        <dl className="facts">
          {facts.map(([name, value]) => (
            <FactPair key={name} name={name} value={value} />
          ))}
        </dl>
      </Section>
      <UpdatesSection />
      <CareSection />
      <ComponentsSection />
    </ScreenFrame>
  );
};

const FactPair = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);
