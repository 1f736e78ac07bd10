import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons';
import type { ImportedPackage, PackageRecord, PackagesState } from '../../../shared/domain/package.ts';
import { useFormat, useLanguage, useTranslation } from '../../i18n/index.ts';
import { failureWords } from './failure-words.ts';

type Props = { imported: ImportedPackage | undefined; exported: PackageRecord | undefined; refused: PackagesState['refused'] };

/** What the last import or export did, and the last file of the watched folder that was refused. */
export const PackageTold = ({ imported, exported, refused }: Props) => {
  const { t } = useTranslation('packages');
  const format = useFormat();
  const language = useLanguage();
  const why = refused === undefined ? undefined : failureWords(refused.code, language);
  return (
    <>
      {imported === undefined ? null : (
        <p className="packages-told" role="status">
          <CheckCircleOutlined aria-hidden="true" />
          {imported.unchanged
            ? t('told.unchanged', { file: imported.fileName })
            : t('told.imported', {
                file: imported.fileName,
                applications: format.count(imported.applications),
                documents: format.count(imported.documents),
                receipts: format.count(imported.receipts),
              })}{' '}
          {imported.signature === 'trusted' ? '' : t(`told.${imported.signature}`)}{' '}
          {imported.passedOver === 0 ? '' : t('told.passedOver', { changes: format.count(imported.passedOver) })}{' '}
          {imported.reviewerPassedOver ? t('told.reviewerPassedOver') : ''}
        </p>
      )}
      {exported === undefined ? null : (
        <p className="packages-told" role="status">
          <CheckCircleOutlined aria-hidden="true" />
          {t('told.exported', { file: exported.fileName, decisions: format.count(exported.decisions) })}
        </p>
      )}
      {refused === undefined ? null : (
        <p className="packages-told packages-wrong" role="status">
          <WarningOutlined aria-hidden="true" />
          {t('told.refused', { file: refused.fileName, at: format.dateTime(refused.at) })} {why?.what ?? refused.code} {why?.todo ?? ''}{' '}
          {refused.nextTryAt === undefined ? '' : t('told.nextTry', { at: format.dateTime(refused.nextTryAt) })}
        </p>
      )}
    </>
  );
};
