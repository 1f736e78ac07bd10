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

/** A place of the rail, its icon, and the key that leads there. */
export type Place = { screen: Exclude<Route['screen'], 'review'>; icon: ReactNode; chord: string };

/** The places in their order. Combinations, so that they work while somebody types and take no single key from the screens. */
export const places: readonly Place[] = [
  { screen: 'queue', icon: <UnorderedListOutlined />, chord: 'Alt+1' },
  { screen: 'requests', icon: <FileSyncOutlined />, chord: 'Alt+2' },
  { screen: 'second-review', icon: <DiffOutlined />, chord: 'Alt+9' },
  { screen: 'status', icon: <CustomerServiceOutlined />, chord: 'Alt+0' },
  { screen: 'transfer', icon: <SwapOutlined />, chord: 'Alt+3' },
  { screen: 'announcements', icon: <NotificationOutlined />, chord: 'Alt+4' },
  { screen: 'policy', icon: <BookOutlined />, chord: 'Alt+5' },
  { screen: 'insight', icon: <BarChartOutlined />, chord: 'Alt+8' },
  { screen: 'audit', icon: <AuditOutlined />, chord: 'Alt+-' },
  { screen: 'settings', icon: <SettingOutlined />, chord: 'Alt+6' },
  { screen: 'about', icon: <InfoCircleOutlined />, chord: 'Alt+7' },
];
