import {
  ApiOutlined,
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloudDownloadOutlined,
  DisconnectOutlined,
  ExperimentOutlined,
  GlobalOutlined,
  InboxOutlined,
  LoadingOutlined,
  PauseCircleOutlined,
  SwapOutlined,
  ToolOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { memo, type ReactNode } from 'react';
import { type Connection, isClockWrong, type TransferState } from '../../../shared/domain/transfer.ts';
import { useConnectionState, useTransfer, useVaultState } from '../../engine/index.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { navigate } from '../routes/index.ts';
import { RulesMark } from './rules-mark.tsx';
import { UpdateMark } from './update-mark.tsx';

const connectionIcons: Record<Connection, ReactNode> = {
  none: <ApiOutlined />,
  online: <CheckCircleOutlined />,
  offline: <DisconnectOutlined />,
  maintenance: <ToolOutlined />,
  sign_in: <WarningOutlined />,
  outdated: <WarningOutlined />,
  wrong_server: <WarningOutlined />,
};

const grave: readonly Connection[] = ['sign_in', 'outdated', 'wrong_server'];

/** The quiet mark below every screen: connection, what is being fetched and checked, what waits to be sent. A click leads to the transfer screen. */
export const StatusLine = memo(() => {
  const { t } = useTranslation('app');
  const engine = useConnectionState();
  const transfer = useTransfer().data;
  const packagesOnly = useVaultState().data?.source?.kind === 'packages';
  if (engine === 'lost') {
    return (
      <section className="status-line" aria-label={t('status.name')}>
        <span className="status-item status-warn" role="status">
          <LoadingOutlined aria-hidden="true" />
          {t('status.engineLost')}
        </span>
      </section>
    );
  }
  return (
    <section className="status-line" aria-label={t('status.name')} aria-busy={transfer === undefined || isBusy(transfer, packagesOnly)}>
      <RulesMark />
      <UpdateMark />
      {transfer === undefined ? null : <StatusItems transfer={transfer} />}
    </section>
  );
});

/** Whether something is still to arrive or to be checked. */
const isBusy = ({ preparing, lastExchangeAt, documents, checks }: TransferState, packagesOnly: boolean): boolean =>
  preparing !== undefined ||
  (lastExchangeAt === undefined && !packagesOnly) ||
  documents.held + documents.damaged < documents.total ||
  checks.waiting > 0;

const Item = ({ icon, tone = '', children }: { icon: ReactNode; tone?: string; children: ReactNode }) => (
  <span className={`status-item ${tone}`}>
    <span aria-hidden="true">{icon}</span>
    {children}
  </span>
);

const StatusItems = ({ transfer }: { transfer: TransferState }) => {
  const { t } = useTranslation('app');
  const { word } = useWords();
  const format = useFormat();
  const isWaiting = useVaultState().data?.signIn?.waitingUntil !== undefined;
  const { connection, documents, checks, outbox, preparing, reviewer, stopped } = transfer;
  const underWay = outbox.held + outbox.waiting + outbox.sending;
  const returned = outbox.conflict + outbox.refused;
  return (
    <button type="button" className="status-items" title={t('status.open')} onClick={() => navigate({ screen: 'transfer' })}>
      <Item icon={connectionIcons[connection]} tone={grave.includes(connection) ? 'status-warn' : ''}>
        {word('connection', connection)}
      </Item>
      {isClockWrong(transfer) ? (
        <Item icon={<ClockCircleOutlined />} tone="status-warn">
          {t('status.clockWrong')}
        </Item>
      ) : null}
      {isWaiting ? <Item icon={<GlobalOutlined />}>{t('status.signingIn')}</Item> : null}
      {stopped ? <Item icon={<PauseCircleOutlined />}>{t('status.stopped')}</Item> : null}
      {preparing === undefined ? null : (
        <Item icon={<ExperimentOutlined />}>
          {t('status.preparing', { done: format.count(preparing.done), total: format.count(preparing.total) })}
        </Item>
      )}
      {documents.held < documents.total ? (
        <Item icon={<CloudDownloadOutlined />}>
          {t('status.documents', {
            held: format.count(documents.held),
            total: format.count(documents.total),
            rate: format.rate(documents.bytesPerSecond),
          })}
        </Item>
      ) : null}
      {checks.waiting > 0 ? <Item icon={<LoadingOutlined />}>{t('status.checks', { waiting: format.count(checks.waiting) })}</Item> : null}
      <Item icon={<InboxOutlined />}>
        {underWay === 0 ? t('status.outboxEmpty') : t('status.outbox', { waiting: format.count(underWay) })}
      </Item>
      {returned > 0 ? (
        <Item icon={<SwapOutlined />} tone="status-warn">
          {t('status.returned', { returned: format.count(returned) })}
        </Item>
      ) : null}
      {reviewer === undefined ? null : <span className="status-item status-reviewer">{reviewer.name}</span>}
    </button>
  );
};
