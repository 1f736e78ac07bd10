import type { ErasureWaiting } from '../../../shared/domain/erasure.ts';
import { useErasure } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { Section } from '../../parts/index.ts';

/** What will be erased when: the photos of what is decided and receipted first, everything else of the person later. */
export const ErasureSection = () => {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const erasure = useErasure().data;
  if (erasure?.retention === undefined) return null;
  const { retention, outlook, erasedFiles } = erasure;
  const line = (waiting: ErasureWaiting | undefined): string =>
    waiting?.next === undefined
      ? t('erasure.nothing')
      : t('erasure.waiting', { applications: format.count(waiting.applications), next: format.dateTime(waiting.next) });
  return (
    <Section title={t('erasure.title')}>
      <div className="transfer-erasure">
        <p className="transfer-feed">
          <span>{t('erasure.photos', { days: retention.photoDays, waiting: line(outlook?.photos) })}</span>
        </p>
        <p className="transfer-feed">
          <span>{t('erasure.details', { days: retention.detailDays, waiting: line(outlook?.details) })}</span>
        </p>
        <p className="transfer-feed">
          {erasedFiles > 0 ? <span>{t('erasure.erased', { files: format.count(erasedFiles) })}</span> : null}
          {outlook === undefined ? null : <span>{t('erasure.ran', { at: format.dateTime(outlook.ranAt) })}</span>}
        </p>
      </div>
    </Section>
  );
};
