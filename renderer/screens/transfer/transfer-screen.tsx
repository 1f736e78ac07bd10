import { failureOf, useTransfer } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Loading, ScreenFrame } from '../../parts/index.ts';
import { ClaimsSection } from './claims-section.tsx';
import { ConnectionSection } from './connection-section.tsx';
import { DownloadsSection } from './downloads-section.tsx';
import { ErasureSection } from './erasure-section.tsx';
import { KeptDraftsSection } from './kept-drafts-section.tsx';
import { OutboxSection } from './outbox-section.tsx';
import { PackagesSection } from './packages-section.tsx';
import './transfer.css';

/** The transfer screen. */
export const TransferScreen = () => {
  const { t } = useTranslation('transfer');
  const transfer = useTransfer();
  const alone = transfer.data !== undefined && transfer.data.server === undefined;
  return (
    <ScreenFrame title={t('title')} detail={t(alone ? 'detailAlone' : 'detail')} wide>
      {transfer.data === undefined ? (
        transfer.error === null ? (
          <Loading label={t('loading')} />
        ) : (
          <FailureNotice failure={failureOf(transfer.error)} onRetry={() => void transfer.refetch()} />
        )
      ) : (
        <div className="transfer-sides">
          <div>
            <div className="transfer-upper">
              <ConnectionSection transfer={transfer.data} />
              <DownloadsSection transfer={transfer.data} />
            </div>
            <OutboxSection counts={transfer.data.outbox} />
            <KeptDraftsSection />
          </div>
          <div>
            {alone ? null : <ClaimsSection />}
            <PackagesSection />
            <ErasureSection />
          </div>
        </div>
      )}
    </ScreenFrame>
  );
};
