import { CheckCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { Source } from '../../../shared/domain/settings.ts';
import { failureOf, useAnnouncedSignIn, useBrowserSignIn, useSignIn, useVaultState } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, isServerAccess, Mark, noServerAccess, Section, ServerFields, wayOf, withAnnounced } from '../../parts/index.ts';
import { SignedIn } from './signed-in.tsx';

/** The server: who is signed in and how, and signing in another way or elsewhere, which is tried before it is kept. */
export const ServerSection = ({ source }: { source: Source | undefined }) => {
  const { t } = useTranslation('settings');
  const state = useVaultState().data?.signIn;
  if (source?.kind !== 'server') {
    return (
      <Section title={t('server')}>
        <p className="settings-words">{t(source?.kind === 'demo' ? 'serverDemo' : 'serverPackages')}</p>
      </Section>
    );
  }
  return (
    <Section title={t('server')} detail={source.url}>
      <div className="settings-server">
        {state === undefined ? null : <SignedIn state={state} />}
        {state?.by === 'browser' ? (
          <details className="settings-other">
            <summary>{t('otherAccess')}</summary>
            <AccessForm url={source.url} />
          </details>
        ) : (
          <AccessForm url={source.url} />
        )}
      </div>
    </Section>
  );
};

const AccessForm = ({ url }: { url: string }) => {
  const { t } = useTranslation('settings');
  const signIn = useSignIn();
  const browser = useBrowserSignIn();
  const announced = useAnnouncedSignIn();
  const [access, setAccess] = useState({ ...noServerAccess, url });
  const complete = isServerAccess(access);
  const pending = signIn.isPending || browser.isPending;
  const failed = access.by === 'token' ? signIn.error : browser.error;
  const submit = (): void => {
    if (!complete || pending) return;
    const at = access.url.trim();
    if (access.by === 'browser') browser.mutate({ url: at, way: wayOf(access) });
    else signIn.mutate({ url: at, token: access.token.trim() }, { onSuccess: () => setAccess({ ...access, token: '' }) });
  };
  return (
    <form
      className="settings-server"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ServerFields
        value={access}
        onChange={setAccess}
        onAddress={(typed) =>
          announced.mutate(typed, {
            onSuccess: ({ way }) => setAccess((now) => (now.url.trim() === typed ? withAnnounced(now, way) : now)),
          })
        }
        disabled={pending}
      />
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
      <div className="settings-acts">
        <Button type="primary" htmlType="submit" disabled={!complete} loading={pending}>
          {t(access.by === 'token' ? 'signIn' : 'signInByBrowser')}
        </Button>
        {signIn.isSuccess || browser.isSuccess ? (
          <span role="status">
            <Mark tone="pass" icon={<CheckCircleOutlined />}>
              {t('signedIn')}
            </Mark>
          </span>
        ) : null}
      </div>
    </form>
  );
};
