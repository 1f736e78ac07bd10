import {
  CheckCircleOutlined,
  CloudDownloadOutlined,
  DisconnectOutlined,
  FilterOutlined,
  GiftOutlined,
  PauseCircleOutlined,
  SearchOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import type { QueueView } from '../../../shared/domain/queue.ts';
import { navigate } from '../../app/routes/index.ts';
import { useQueueCounts, useStartExchange, useTransfer, useVaultState } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { EmptyState } from '../../parts/index.ts';

/** Why the table is empty, and what can be done about it. */
export const NothingHere = ({
  view,
  search,
  filtered,
  onClear,
  onUnfilter,
  onAll,
}: {
  view: QueueView;
  search: string;
  filtered: boolean;
  onClear: () => void;
  onUnfilter: () => void;
  onAll: () => void;
}) => {
  const { t } = useTranslation('queue');
  const transfer = useTransfer().data;
  const source = useVaultState().data?.source?.kind;
  const packagesOnly = source === 'packages';
  const held = useQueueCounts().data?.all;
  const start = useStartExchange();
  if (search !== '') {
    return (
      <EmptyState
        icon={<SearchOutlined />}
        title={t('none.search')}
        detail={t('none.searchDetail')}
        action={<Button onClick={onClear}>{t('none.clear')}</Button>}
      />
    );
  }
  if (filtered) {
    return (
      <EmptyState
        icon={<FilterOutlined />}
        title={t('none.filtered')}
        detail={t('none.filteredDetail')}
        action={<Button onClick={onUnfilter}>{t('filter.clear')}</Button>}
      />
    );
  }
  if (transfer?.stopped) {
    return (
      <EmptyState
        icon={<PauseCircleOutlined />}
        title={t('none.stopped')}
        detail={t('none.stoppedDetail')}
        action={<Button onClick={() => start.mutate()}>{t('none.continue')}</Button>}
      />
    );
  }
  const never = transfer !== undefined && transfer.lastExchangeAt === undefined && !packagesOnly;
  if (packagesOnly && held === 0)
    return (
      <EmptyState
        icon={<GiftOutlined />}
        title={t('none.packages')}
        detail={t('none.packagesDetail')}
        action={<Button onClick={() => navigate({ screen: 'transfer' })}>{t('none.toPackages')}</Button>}
      />
    );
  if (never && transfer.lastFailure !== undefined && transfer.preparing === undefined) {
    return <EmptyState icon={<DisconnectOutlined />} title={t('none.offline')} detail={t('none.offlineDetail')} />;
  }
  // Whoever was quicker than the demo is drawn has not decided everything yet.
  const unfinished = transfer?.preparing !== undefined && (view === 'mine' || view === 'all');
  if (never || unfinished)
    return (
      <EmptyState
        icon={<CloudDownloadOutlined />}
        title={t('none.coming')}
        detail={t(source === 'demo' ? 'none.comingDemo' : 'none.comingDetail')}
      />
    );
  return (
    <EmptyState
      icon={<CheckCircleOutlined />}
      title={t(`none.views.${view}`)}
      detail={view === 'all' ? t('none.allDetail') : t('none.viewDetail')}
      action={view === 'all' ? undefined : <Button onClick={onAll}>{t('none.showAll')}</Button>}
    />
  );
};
