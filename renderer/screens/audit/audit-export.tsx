import { Button } from 'antd';
import { type AuditColumn, type AuditExport, type AuditFilter, auditActions, auditColumns } from '../../../shared/domain/audit.ts';
import { failureOf, useExportAudit, useFileChoice } from '../../engine/index.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { FailureNotice, ProgressLine, useNow } from '../../parts/index.ts';

/** How the name of a table ends. */
const ending = '.csv';

/** An export as the screen shows it. */
type Bringing = {
  begin: () => void;
  stop: () => void;
  close: () => void;
  busy: boolean;
  progress: AuditExport | undefined;
  error: Error | null;
  /** What was written, and where; `null` where it was stopped. */
  written: { entries: number; file: string } | null | undefined;
};

/** Exports what the filter shows: asks where to, writes, tells. */
export const useAuditExport = (filter: AuditFilter): Bringing => {
  const { t } = useTranslation('audit');
  const { word } = useWords();
  const { choose } = useFileChoice();
  const { exporting, progress, stop } = useExportAudit();
  const now = useNow();
  const begin = async (): Promise<void> => {
    const chosen = await choose('save-table', `audit-${new Date(now).toISOString().slice(0, 10)}${ending}`);
    if (chosen === undefined) return;
    const path = chosen.toLowerCase().endsWith(ending) ? chosen : `${chosen}${ending}`;
    const columns = Object.fromEntries(auditColumns.map((column) => [column, t(`column.${column}`)])) as Record<AuditColumn, string>;
    const kinds = Object.fromEntries([...auditActions, 'other'].map((action) => [action, word('audit', action)]));
    exporting.mutate({ path, filter, words: { columns, kinds } });
  };
  const path = exporting.variables?.path ?? '';
  return {
    begin: () => void begin(),
    stop,
    close: exporting.reset,
    busy: exporting.isPending,
    progress,
    error: exporting.error,
    written: exporting.isSuccess
      ? exporting.data === undefined
        ? null
        : { entries: exporting.data.done, file: path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1) }
      : undefined,
  };
};

/** How far the export is, that it is done, or why not. */
export const AuditExportState = ({ state }: { state: Bringing }) => {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const { progress, error, written } = state;
  if (error !== null) return <FailureNotice failure={failureOf(error)} onRetry={state.begin} onClose={state.close} />;
  if (state.busy) {
    return (
      <div className="audit-told">
        <ProgressLine label={t('exporting')} done={progress?.done ?? 0} total={progress?.total ?? 1} />
        <Button size="small" onClick={state.stop}>
          {t('stop')}
        </Button>
      </div>
    );
  }
  if (written === undefined) return null;
  return (
    <p className="audit-told" role="status">
      {written === null ? t('stopped') : t('exported', { entries: format.count(written.entries), file: written.file })}
      <Button size="small" type="text" onClick={state.close}>
        {t('understood')}
      </Button>
    </p>
  );
};
