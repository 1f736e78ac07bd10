import { CloudDownloadOutlined, DeleteOutlined, FileUnknownOutlined, PictureOutlined, WarningOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Why there is no picture. */
export type StageMessageKind = 'none' | 'preparing' | 'awaited' | 'damaged' | 'evicted' | 'erased' | 'unreadable';

const icons: Record<StageMessageKind, ReactNode> = {
  none: <PictureOutlined />,
  preparing: <PictureOutlined />,
  awaited: <CloudDownloadOutlined />,
  evicted: <CloudDownloadOutlined />,
  erased: <DeleteOutlined />,
  damaged: <WarningOutlined />,
  unreadable: <FileUnknownOutlined />,
};

/** Says in place of a picture what is the matter and what happens next. */
export const StageMessage = ({ message }: { message: StageMessageKind }) => {
  const { t } = useTranslation('viewer');
  return (
    <div className="viewer-message" role="status">
      <span className="viewer-message-icon" aria-hidden="true">
        {icons[message]}
      </span>
      <strong>{t(`message.${message}.what`)}</strong>
      <span>{t(`message.${message}.todo`)}</span>
    </div>
  );
};
