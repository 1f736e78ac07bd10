import { CheckCircleOutlined, GlobalOutlined, LogoutOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { SignInState } from '../../../shared/domain/sign-in.ts';
import { failureOf, useBrowserSignIn, useCancelSignIn, useSignOut, useTransfer } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { BrowserWaiting, FailureNotice, Mark } from '../../parts/index.ts';

/** Who is signed in, where the site's sign-in service is, and signing in and out. */
export const SignedIn = ({ state }: { state: SignInState }) => {
  const { t } = useTranslation('settings');
  const reviewer = useTransfer().data?.reviewer;
  const browser = useBrowserSignIn();
  const cancel = useCancelSignIn();
  const out = useSignOut();
  const failed = browser.error ?? out.error;
  const { by, way, signedIn, subject, waitingUntil } = state;
  const name = reviewer?.name ?? '';
  return (
    <>
      <dl className="facts">
        {way === undefined ? null : (
          <>
            <dt>{t('issuer')}</dt>
            <dd className="facts-code">{way.issuer}</dd>
          </>
        )}
        <dt>{t('signInState')}</dt>
        <dd>
          {signedIn ? (
            <Mark tone="pass" icon={<CheckCircleOutlined />}>
              {subject === undefined || name === ''
                ? t('signedInAs', { name: name === '' ? (subject ?? '') : name })
                : t('signedInAsSubject', { name, subject })}
            </Mark>
          ) : (
            <Mark tone="warn" icon={<WarningOutlined />}>
              {t('signedOut')}
            </Mark>
          )}
        </dd>
      </dl>
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
      {out.data?.told === false && by === 'browser' && !signedIn ? <p className="settings-words">{t('signedOutUntold')}</p> : null}
      {waitingUntil === undefined ? null : <BrowserWaiting until={waitingUntil} onCancel={() => cancel.mutate(undefined)} />}
      <div className="settings-acts">
        {by === 'browser' && !signedIn && waitingUntil === undefined ? (
          <Button type="primary" icon={<GlobalOutlined />} loading={browser.isPending} onClick={() => browser.mutate(undefined)}>
            {t('signInByBrowser')}
          </Button>
        ) : null}
        {signedIn ? (
          <Button icon={<LogoutOutlined />} loading={out.isPending} onClick={() => out.mutate()}>
            {t('signOut')}
          </Button>
        ) : null}
        {signedIn ? <span className="settings-words">{t('signOutDetail')}</span> : null}
      </div>
    </>
  );
};
