import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { navigate } from '../../app/routes/index.ts';
import { failureOf, useBrowserSignIn, useCancelSignIn, useVaultState } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { BrowserWaiting, FailureNotice } from '../../parts/index.ts';

/** The way out of "sign in": by the browser right here, or to where a token is typed. */
export const SignInAgain = () => {
  const { t } = useTranslation('transfer');
  const state = useVaultState().data?.signIn;
  const browser = useBrowserSignIn();
  const cancel = useCancelSignIn();
  if (state?.by !== 'browser') return <Button onClick={() => navigate({ screen: 'settings' })}>{t('signIn')}</Button>;
  if (state.waitingUntil !== undefined) return <BrowserWaiting until={state.waitingUntil} onCancel={() => cancel.mutate(undefined)} />;
  return (
    <>
      {browser.error === null ? null : <FailureNotice failure={failureOf(browser.error)} />}
      <Button type="primary" icon={<GlobalOutlined />} loading={browser.isPending} onClick={() => browser.mutate(undefined)}>
        {t('signInByBrowser')}
      </Button>
    </>
  );
};
