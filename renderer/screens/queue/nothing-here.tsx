import { CheckCircleOutlined, CloudDownloadOutlined, DisconnectOutlined, PauseCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { QueueView } from '../../../shared/domain/queue.ts';
import { useStartExchange, useTransfer } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { EmptyState } from '../../parts/index.ts';

/** Why the table is empty, and what can be done about it. */
export const NothingHere = ({
  view,
  search,
  onClear,
  onAll,
}: {
  view: QueueView;
  search: string;
  onClear: () => void;
  onAll: () => void;
}) => {
  const { t } = useTranslation('queue');
  const transfer = useTransfer().data;
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
  if (transfer?.preparing !== undefined || (transfer !== undefined && transfer.phase !== 'idle' && transfer.lastExchangeAt === undefined)) {
    return <EmptyState icon={<CloudDownloadOutlined />} title={t('none.coming')} detail={t('none.comingDetail')} />;
  }
  if (transfer !== undefined && transfer.lastExchangeAt === undefined && transfer.connection !== 'online') {
    return (
      <EmptyState
        icon={<DisconnectOutlined />}
        title={t(transfer.connection === 'none' ? 'none.neverConnected' : 'none.offline')}
        detail={t('none.offlineDetail')}
      />
    );
  }
  return (
    <EmptyState
      icon={<CheckCircleOutlined />}
      title={t(`none.views.${view}`)}
      detail={view === 'all' ? t('none.allDetail') : t('none.viewDetail')}
      action={view === 'all' ? undefined : <Button onClick={onAll}>{t('none.showAll')}</Button>}
    />
  );
};
