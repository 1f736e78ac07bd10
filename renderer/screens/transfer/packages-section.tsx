import { ExportOutlined, ImportOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { PackagesState } from '../../../shared/domain/package.ts';
import { failureOf, useExportPackage, useFileChoice, useImportPackage, usePackages } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Loading, ProgressLine, Section, useNow } from '../../parts/index.ts';
import { asResultPath, suggestedResultName } from './package-paths.ts';
import { PackageHistory } from './packages-history.tsx';
import { PackageSettingsPart } from './packages-settings.tsx';
import { PackageTold } from './packages-told.tsx';
import { useDroppedPackages } from './use-dropped-packages.ts';
import './packages.css';

/** The exchange with the platform by files: import, export, trust, and what has gone through. */
export const PackagesSection = () => {
  const { t } = useTranslation('packages');
  const packages = usePackages();
  if (packages.data === undefined) {
    return (
      <Section title={t('title')}>
        {packages.error === null ? (
          <Loading label={t('loading')} />
        ) : (
          <FailureNotice failure={failureOf(packages.error)} onRetry={() => void packages.refetch()} />
        )}
      </Section>
    );
  }
  return <Packages state={packages.data} />;
};

const Packages = ({ state }: { state: PackagesState }) => {
  const { t } = useTranslation('packages');
  const format = useFormat();
  const { choose } = useFileChoice();
  const bring = useImportPackage();
  const carry = useExportPackage();
  const now = useNow();
  const { exportable, progress, refused, settings, records } = state;
  const busy = bring.isPending || carry.isPending || progress !== undefined;

  const importAt = (path: string) => {
    carry.reset();
    bring.mutate(path);
  };
  const importChosen = async () => {
    const path = await choose('open-package');
    if (path !== undefined) importAt(path);
  };
  const exportChosen = async () => {
    const path = await choose('save-result', suggestedResultName(new Date(now).toISOString()));
    if (path === undefined) return;
    bring.reset();
    carry.mutate(asResultPath(path));
  };
  const { within, dragging, wrong, dismiss } = useDroppedPackages(busy, importAt);
  const failed = bring.error ?? carry.error;

  return (
    <div className="packages" data-dragging={dragging} ref={within}>
      <Section
        title={t('title')}
        detail={t('detail')}
        actions={
          <>
            <Button icon={<ImportOutlined />} disabled={busy} loading={bring.isPending} onClick={() => void importChosen()}>
              {t('import')}
            </Button>
            <Button
              type={exportable > 0 ? 'primary' : 'default'}
              icon={<ExportOutlined />}
              disabled={busy}
              loading={carry.isPending}
              title={exportable === 0 ? t('nothingToExport') : undefined}
              onClick={() => void exportChosen()}
            >
              {exportable === 0 ? t('export') : t('exportSome', { decisions: format.count(exportable) })}
            </Button>
          </>
        }
      >
        <div className="packages-parts">
          <p className="packages-drop" aria-hidden={!dragging}>
            {t(dragging ? 'dropHere' : 'dropHint')}
          </p>
          {wrong ? (
            <p className="packages-told packages-wrong" role="alert">
              {t('wrongFile')}
              <Button size="small" type="text" onClick={dismiss}>
                {t('understood')}
              </Button>
            </p>
          ) : null}
          {progress === undefined ? null : (
            <ProgressLine
              label={t(`progress.${progress.direction}`, { file: progress.fileName })}
              done={progress.totalBytes === 0 ? 0 : Math.floor((100 * progress.doneBytes) / progress.totalBytes)}
              total={100}
              detail={t('progress.bytes', { done: format.bytes(progress.doneBytes), total: format.bytes(progress.totalBytes) })}
            />
          )}
          {failed === null ? null : (
            <FailureNotice
              failure={failureOf(failed)}
              onClose={() => {
                bring.reset();
                carry.reset();
              }}
            />
          )}
          <PackageTold imported={bring.data} exported={carry.data} refused={refused} />
          <PackageHistory records={records} />
          <PackageSettingsPart settings={settings} />
        </div>
      </Section>
    </div>
  );
};
