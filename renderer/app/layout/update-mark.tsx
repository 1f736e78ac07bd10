import { ArrowUpOutlined, WarningOutlined } from '@ant-design/icons';
import { useUpdates } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { navigate } from '../routes/index.ts';

/** A quiet mark that a newer version lies ready or should be installed, or else that something is wrong with what was offered; a click leads to where both are told. */
export const UpdateMark = () => {
  const { t } = useTranslation('app');
  const state = useUpdates().data;
  if (state === undefined) return null;
  const { newer, failure } = state;
  const isWrong = failure !== undefined && (failure.code.startsWith('release_') || failure.code === 'update_not_installed');
  const isReady = newer !== undefined && newer.turn === 'now' && (newer.urgent || newer.file?.ready === true);
  if (!isWrong && !isReady) return null;
  const isGrave = isReady ? newer.urgent : true;
  return (
    <button
      type="button"
      className={`status-items status-rules${isGrave ? ' status-warn' : ''}`}
      title={t('status.openUpdates')}
      onClick={() => navigate({ screen: 'about' })}
    >
      <span className="status-item">
        {isGrave ? <WarningOutlined aria-hidden="true" /> : <ArrowUpOutlined aria-hidden="true" />}
        {isReady ? t('status.newerVersion', { version: newer.version }) : t('status.updateWrong')}
      </span>
    </button>
  );
};
