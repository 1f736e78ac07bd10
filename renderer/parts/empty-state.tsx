import { LoadingOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import './empty-state.css';

/** Nothing to show, and why; with what can be done about it. */
export const EmptyState = ({
  icon,
  title,
  detail,
  action,
}: {
  icon?: ReactNode;
  title: string;
  detail?: ReactNode;
  action?: ReactNode;
}) => (
  <div className="empty-state" role="status">
    {icon === undefined ? null : (
      <span className="empty-state-icon" aria-hidden="true">
        {icon}
      </span>
    )}
    <p className="empty-state-title">{title}</p>
    {detail === undefined ? null : <div className="empty-state-detail">{detail}</div>}
    {action}
  </div>
);

/** Something is on its way. It shows only after a moment, so that what comes at once does not flicker. */
export const Loading = ({ label }: { label: string }) => (
  <div className="empty-state loading" role="status">
    <LoadingOutlined className="empty-state-icon" aria-hidden="true" />
    <p className="empty-state-title">{label}</p>
  </div>
);
