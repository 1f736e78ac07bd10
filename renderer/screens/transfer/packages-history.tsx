import { ExportOutlined, ImportOutlined, QuestionCircleOutlined, SafetyCertificateOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { PackageRecord, SignatureState } from '../../../shared/domain/package.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { Mark, type Tone } from '../../parts/index.ts';

/** Packages shown before the rest is asked for. */
const shownFirst = 10;

const looks: Record<SignatureState, { tone: Tone; icon: ReactNode }> = {
  trusted: { tone: 'pass', icon: <SafetyCertificateOutlined /> },
  untrusted: { tone: 'warn', icon: <QuestionCircleOutlined /> },
  unverifiable: { tone: 'warn', icon: <QuestionCircleOutlined /> },
  unsigned: { tone: 'warn', icon: <WarningOutlined /> },
};

/** The packages that went through here, newest first. */
export const PackageHistory = ({ records }: { records: readonly PackageRecord[] }) => {
  const { t } = useTranslation('packages');
  const format = useFormat();
  const [all, setAll] = useState(false);
  if (records.length === 0) return <p className="quiet packages-line">{t('history.none')}</p>;
  const shown = all ? records : records.slice(0, shownFirst);
  const contentOf = ({ direction, applications, documents, decisions, receipts }: PackageRecord): string =>
    direction === 'export'
      ? t('history.decisions', { decisions: format.count(decisions) })
      : t('history.content', {
          applications: format.count(applications),
          documents: format.count(documents),
          receipts: format.count(receipts),
        });
  return (
    <div>
      <table className="outbox" aria-label={t('history.title')}>
        <thead>
          <tr>
            <th scope="col">{t('history.at')}</th>
            <th scope="col">{t('history.direction')}</th>
            <th scope="col">{t('history.file')}</th>
            <th scope="col">{t('history.inside')}</th>
            <th scope="col">{t('history.signature')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((record) => (
            <tr key={`${record.direction}:${record.packageId}:${record.at}`} data-package={record.packageId}>
              <td className="outbox-number">{format.dateTime(record.at)}</td>
              <td>
                <Mark tone="neutral" icon={record.direction === 'import' ? <ImportOutlined /> : <ExportOutlined />} quiet>
                  {t(`history.${record.direction}`)}
                </Mark>
              </td>
              <td className="packages-file">{record.fileName}</td>
              <td>{contentOf(record)}</td>
              <td>
                <Mark {...looks[record.signature]} quiet>
                  {record.signer === undefined
                    ? t(`signature.${record.signature}`)
                    : t('history.signedBy', { state: t(`signature.${record.signature}`), signer: record.signer })}
                </Mark>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {all || records.length <= shownFirst ? null : (
        <Button type="link" onClick={() => setAll(true)}>
          {t('history.all', { number: format.count(records.length) })}
        </Button>
      )}
    </div>
  );
};
