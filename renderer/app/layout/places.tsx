import {
  AuditOutlined,
  BarChartOutlined,
  BookOutlined,
  CustomerServiceOutlined,
  DiffOutlined,
  FileSyncOutlined,
  InfoCircleOutlined,
  NotificationOutlined,
  SettingOutlined,
  SwapOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Route } from '../routes/index.ts';

/** A place of the rail and its icon. */
export type Place = { screen: Exclude<Route['screen'], 'review'>; icon: ReactNode };

/** The places in their order; the keys that lead there are commands like others (`go.queue`). */
export const places: readonly Place[] = [
  { screen: 'queue', icon: <UnorderedListOutlined /> },
  { screen: 'requests', icon: <FileSyncOutlined /> },
  { screen: 'second-review', icon: <DiffOutlined /> },
  { screen: 'status', icon: <CustomerServiceOutlined /> },
  { screen: 'transfer', icon: <SwapOutlined /> },
  { screen: 'announcements', icon: <NotificationOutlined /> },
  { screen: 'policy', icon: <BookOutlined /> },
  { screen: 'insight', icon: <BarChartOutlined /> },
  { screen: 'audit', icon: <AuditOutlined /> },
  { screen: 'settings', icon: <SettingOutlined /> },
  { screen: 'about', icon: <InfoCircleOutlined /> },
];
