import { LockOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { memo, type ReactNode } from 'react';
import { useLock, useQueueCounts, useRequests, useSecondLookCount, useTransfer, useUnreadAnnouncements } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { CommandKey, type CommandName, useKeys } from '../commands/index.ts';
import { navigate, type Route } from '../routes/index.ts';
import { places } from './places.tsx';

const RailButton = ({
  icon,
  label,
  command,
  count,
  current,
  onClick,
}: {
  icon: ReactNode;
  label: string;
  command: CommandName;
  count?: string | undefined;
  current?: boolean;
  onClick: () => void;
}) => (
  <Tooltip
    placement="right"
    title={
      <span className="rail-tip">
        {label} <CommandKey name={command} />
      </span>
    }
  >
    <button
      type="button"
      className="rail-button"
      aria-current={current ? 'page' : undefined}
      aria-keyshortcuts={useKeys().spoken(command)}
      onClick={onClick}
    >
      <span className="rail-icon" aria-hidden="true">
        {icon}
      </span>
      <span className="rail-label">{label}</span>
      {count === undefined ? null : <span className="rail-count">{count}</span>}
    </button>
  </Tooltip>
);

/** The highest count that is told in full; more would not fit beside the icon. */
const most = 999;

type Props = { present: Route['screen']; onHelp: () => void; onPalette: () => void };

/** The navigation: places above, what concerns the whole desk below. Not drawn anew with every application that is walked to. */
export const Rail = memo(({ present, onHelp, onPalette }: Props) => {
  const { t } = useTranslation('app');
  const format = useFormat();
  const counts = useQueueCounts().data;
  const requests = useRequests(0, 1).data;
  const secondLooks = useSecondLookCount();
  const transfer = useTransfer().data;
  const unread = useUnreadAnnouncements();
  const lock = useLock();
  const countOf = (screen: Route['screen']): string | undefined => {
    const count =
      screen === 'queue'
        ? counts?.mine
        : screen === 'requests'
          ? requests?.open
          : screen === 'second-review'
            ? secondLooks
            : screen === 'transfer'
              ? (transfer?.outbox.conflict ?? 0) + (transfer?.outbox.refused ?? 0)
              : screen === 'announcements'
                ? unread.length
                : 0;
    return count === undefined || count === 0 ? undefined : count > most ? `${most}+` : format.count(count);
  };
  return (
    <nav className="rail" aria-label={t('rail.name')}>
      {places.map(({ screen, icon }) => (
        <RailButton
          key={screen}
          icon={icon}
          command={`go.${screen}`}
          label={t(`rail.${screen}`)}
          count={countOf(screen)}
          current={present === screen || (screen === 'queue' && present === 'review')}
          onClick={() => navigate({ screen })}
        />
      ))}
      <span className="rail-space" />
      <RailButton icon={<SearchOutlined />} command="palette" label={t('rail.palette')} onClick={onPalette} />
      <RailButton icon={<QuestionCircleOutlined />} command="keys" label={t('rail.keys')} onClick={onHelp} />
      <RailButton icon={<LockOutlined />} command="lock" label={t('rail.lock')} onClick={() => lock.mutate(undefined)} />
    </nav>
  );
});
