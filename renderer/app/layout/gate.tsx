import { failureOf, useSettingsAsked, useVaultState } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Loading } from '../../parts/index.ts';
import { FirstStart, Unlock } from '../../screens/unlock/index.ts';
import { ErrorFence } from './error-fence.tsx';
import { Frame } from './frame.tsx';
import './layout.css';

/** What the vault's state lets the person see: the first start, the unlock screen, or the desk. */
export const Gate = () => {
  const { t } = useTranslation('app');
  const vault = useVaultState();
  const settled = useSettingsAsked();
  // A screen in another language, look or order of columns would be there for a moment, and what is changed in it would be kept.
  if (vault.data === undefined || !settled) {
    if (vault.error === null) return <Loading label={t('starting')} />;
    return (
      <div className="gate-failure">
        <FailureNotice failure={failureOf(vault.error)} onRetry={() => void vault.refetch()} />
      </div>
    );
  }
  return (
    <ErrorFence>
      {vault.data.state === 'unlocked' ? <Frame /> : vault.data.state === 'locked' ? <Unlock vault={vault.data} /> : <FirstStart />}
    </ErrorFence>
  );
};
