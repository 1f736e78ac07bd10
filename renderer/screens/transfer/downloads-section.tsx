import { WarningOutlined } from '@ant-design/icons';
import type { TransferState } from '../../../shared/domain/transfer.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { Mark, ProgressLine, Section } from '../../parts/index.ts';

/** What is being fetched and checked. */
export const DownloadsSection = ({ transfer }: { transfer: TransferState }) => {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const { documents, checks, feed, preparing } = transfer;
  const here = documents.held >= documents.total;
  return (
    <Section title={t('arrivals')}>
      <div className="transfer-lines">
        {preparing === undefined ? null : <ProgressLine label={t('preparing')} done={preparing.done} total={preparing.total} />}
        <ProgressLine
          label={t('documents')}
          done={documents.held}
          total={documents.total}
          detail={
            here
              ? t('documentsHere', { bytes: format.bytes(documents.heldBytes) })
              : t('documentsComing', {
                  held: format.bytes(documents.heldBytes),
                  total: format.bytes(documents.totalBytes),
                  rate: format.rate(documents.bytesPerSecond),
                })
          }
        />
        {documents.running.length === 0 ? null : (
          <ul className="transfer-running" aria-label={t('running')}>
            {documents.running.map(({ sha256, receivedBytes, totalBytes }) => (
              <li key={sha256}>
                <span className="facts-code" title={sha256}>
                  {sha256.slice(0, 8)}
                </span>
                <progress
                  className="progress-line-bar"
                  aria-label={t('runningOne', { document: sha256.slice(0, 8) })}
                  value={receivedBytes}
                  max={Math.max(totalBytes, 1)}
                />
                <span className="quiet">
                  {t('runningBytes', { received: format.bytes(receivedBytes), total: format.bytes(totalBytes) })}
                </span>
              </li>
            ))}
          </ul>
        )}
        <ProgressLine
          label={t('checks')}
          done={checks.done}
          total={checks.done + checks.waiting}
          detail={checks.waiting === 0 ? t('checksDone') : t('checksWaiting', { waiting: format.count(checks.waiting) })}
        />
        <p className="transfer-feed">
          <span>{t('changes', { applied: format.count(feed.applied) })}</span>
          {feed.unknown > 0 ? <span>{t('unknownChanges', { unknown: format.count(feed.unknown) })}</span> : null}
          {feed.malformed > 0 ? (
            <Mark tone="warn" icon={<WarningOutlined />}>
              {t('malformedChanges', { malformed: format.count(feed.malformed) })}
            </Mark>
          ) : null}
          {documents.damaged > 0 ? (
            <Mark tone="warn" icon={<WarningOutlined />}>
              {t('damaged', { damaged: format.count(documents.damaged) })}
            </Mark>
          ) : null}
          <span>{t('budget', { held: format.bytes(documents.heldBytes), budget: format.bytes(documents.budgetBytes) })}</span>
          {documents.evicted > 0 ? <span>{t('evicted', { evicted: format.count(documents.evicted) })}</span> : null}
        </p>
      </div>
    </Section>
  );
};
