import { Activity, lazy, Suspense, useEffect } from 'react';
import { failureOf, useIsUnlocking, useSettingsAsked, useVaultState } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Loading } from '../../parts/index.ts';
import { FirstStart, Unlock } from '../../screens/unlock/index.ts';
import { ErrorFence } from './error-fence.tsx';
import './layout.css';

const loadFrame = async () => ({ default: (await import('./frame.tsx')).Frame });
const Frame = lazy(loadFrame);

/**
 * What the vault's state lets the person see: the first start, the unlock screen, or the desk. Waiting for the queue is made short: the desk's script comes while the passphrase is typed,
 * and while its key is derived the desk is laid out unseen. It is empty then: a hidden desk asks for nothing and hears no key, and the engine would tell it nothing.
 */
export const Gate = () => {
  const { t } = useTranslation('app');
  const vault = useVaultState();
  const unlocking = useIsUnlocking();
  const settled = useSettingsAsked();
  useEffect(() => {
    const waiting = requestIdleCallback(() => void loadFrame());
    return () => cancelIdleCallback(waiting);
  }, []);
  // A screen in another language, look or order of columns would be there for a moment, and what is changed in it would be kept.
  if (vault.data === undefined || !settled) {
    if (vault.error === null) return <Loading label={t('starting')} />;
    return (
      <div className="gate-failure">
        <FailureNotice failure={failureOf(vault.error)} onRetry={() => void vault.refetch()} />
      </div>
    );
  }
  const { state } = vault.data;
  return (
    <ErrorFence>
      {state === 'locked' ? <Unlock vault={vault.data} /> : state === 'absent' ? <FirstStart /> : null}
      {state === 'unlocked' || (state === 'locked' && unlocking) ? (
        <Activity mode={state === 'unlocked' ? 'visible' : 'hidden'}>
          <Suspense fallback={<Loading label={t('starting')} />}>
            <Frame />
          </Suspense>
        </Activity>
      ) : null}
    </ErrorFence>
  );
};
