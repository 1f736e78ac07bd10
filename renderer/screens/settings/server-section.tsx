import { CheckCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { Source } from '../../../shared/domain/settings.ts';
import { failureOf, useSignIn } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Mark, Section, type ServerAccess, ServerFields } from '../../parts/index.ts';

/** Signing in to the server again: the address and a new token, tried before they are kept. */
export const ServerSection = ({ source }: { source: Source | undefined }) => {
  const { t } = useTranslation('settings');
  const signIn = useSignIn();
  const [access, setAccess] = useState<ServerAccess>({ url: source?.kind === 'server' ? source.url : '', token: '' });
  if (source?.kind !== 'server') {
    return (
      <Section title={t('server')}>
        <p className="settings-words">{t(source?.kind === 'demo' ? 'serverDemo' : 'serverPackages')}</p>
      </Section>
    );
  }
  const complete = access.url.trim() !== '' && access.token.trim() !== '';
  return (
    <Section title={t('server')} detail={source.url}>
      <form
        className="settings-server"
        onSubmit={(event) => {
          event.preventDefault();
          if (!complete || signIn.isPending) return;
          signIn.mutate({ url: access.url.trim(), token: access.token.trim() }, { onSuccess: () => setAccess({ ...access, token: '' }) });
        }}
      >
        <ServerFields value={access} onChange={setAccess} disabled={signIn.isPending} />
        {signIn.error === null ? null : <FailureNotice failure={failureOf(signIn.error)} />}
        <div className="settings-acts">
          <Button type="primary" htmlType="submit" disabled={!complete} loading={signIn.isPending}>
            {t('signIn')}
          </Button>
          {signIn.isSuccess ? (
            <span role="status">
              <Mark tone="pass" icon={<CheckCircleOutlined />}>
                {t('signedIn')}
              </Mark>
            </span>
          ) : null}
        </div>
      </form>
    </Section>
  );
};
