import { AuditOutlined, ExportOutlined, LeftOutlined, RightOutlined, VerticalRightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { AuditFilter, AuditPlace } from '../../../shared/domain/audit.ts';
import { useCommands } from '../../app/commands/index.ts';
import { failureOf, useAuditPage } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { EmptyState, FailureNotice, Loading, ScreenFrame } from '../../parts/index.ts';
import { AuditExportState, useAuditExport } from './audit-export.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';
import { ChainState, useChain } from './chain-state.tsx';
import './audit.css';

/** Entries of a page, as the engine hands them out. */
const pageSize = 100;

/** The audit. Pages are remembered by where they began, so that going back shows the same entries again. */
export const AuditScreen = () => {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const [filter, setFilter] = useState<AuditFilter>({});
  const [places, setPlaces] = useState<readonly AuditPlace[]>([]);
  const asked = useDeferredValue(filter);
  const page = useAuditPage(asked, places.at(-1));
  const bringing = useAuditExport(filter);
  const chain = useChain();
  const body = useRef<HTMLDivElement>(null);
  const { next, records = [], actions = [] } = page.data ?? {};
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is read from its top
  useEffect(() => body.current?.scrollTo({ top: 0 }), [places]);

  const narrow = (wanted: AuditFilter): void => {
    setPlaces([]);
    setFilter(wanted);
  };
  const older = (): void => {
    if (next !== undefined && !page.isPlaceholderData) setPlaces([...places, next]);
  };
  const newer = (): void => setPlaces(places.slice(0, -1));
  useCommands([
    { name: 'audit.older', run: older, when: () => next !== undefined },
    { name: 'audit.newer', run: newer, when: () => places.length > 0 },
    { name: 'audit.newest', run: () => setPlaces([]), when: () => places.length > 0 },
    { name: 'audit.export', run: bringing.begin, when: () => !bringing.busy },
    { name: 'audit.verify', run: chain.begin, when: () => !chain.verifying.isPending },
  ]);

  const from = places.length * pageSize + 1;
  return (
    <ScreenFrame
      title={t('title')}
      detail={t('detail')}
      actions={
        <Button icon={<ExportOutlined />} loading={bringing.busy} onClick={bringing.begin}>
          {t('export')}
        </Button>
      }
      fixed
    >
      <ChainState chain={chain} />
      <AuditFilters filter={filter} actions={actions} onChange={narrow} />
      <AuditExportState state={bringing} />
      <div ref={body} className="audit-body" aria-busy={page.isPlaceholderData}>
        {page.data === undefined ? (
          page.error === null ? (
            <Loading label={t('loading')} />
          ) : (
            <FailureNotice failure={failureOf(page.error)} onRetry={() => void page.refetch()} />
          )
        ) : records.length === 0 ? (
          <EmptyState icon={<AuditOutlined />} title={t('none')} detail={t('noneDetail')} />
        ) : (
          <AuditTable records={records} />
        )}
      </div>
      <footer className="audit-foot">
        <span className="quiet">{t('recorded')}</span>
        <span className="audit-pages">
          {records.length === 0 ? null : (
            <span role="status">{t('range', { from: format.count(from), to: format.count(from + records.length - 1) })}</span>
          )}
          <Button icon={<VerticalRightOutlined />} disabled={places.length === 0} onClick={() => setPlaces([])}>
            {t('newest')}
          </Button>
          <Button icon={<LeftOutlined />} disabled={places.length === 0} onClick={newer}>
            {t('newer')}
          </Button>
          <Button icon={<RightOutlined />} iconPlacement="end" disabled={next === undefined} onClick={older}>
            {t('older')}
          </Button>
        </span>
      </footer>
    </ScreenFrame>
  );
};
