import { type ComponentType, lazy } from 'react';

/** How each screen but the first is loaded: by itself when it is first gone to, so that nobody waits at the start for what they may not open today. */
const loading = {
  review: async () => (await import('../../screens/review/index.ts')).ReviewScreen,
  requests: async () => (await import('../../screens/requests/index.ts')).RequestsScreen,
  secondReview: async () => (await import('../../screens/second-review/index.ts')).SecondReviewScreen,
  columns: async () => (await import('../../screens/review/index.ts')).ReviewColumns,
  status: async () => (await import('../../screens/status/index.ts')).StatusScreen,
  transfer: async () => (await import('../../screens/transfer/index.ts')).TransferScreen,
  announcements: async () => (await import('../../screens/announcements/index.ts')).AnnouncementsScreen,
  policy: async () => (await import('../../screens/policy/index.ts')).PolicyScreen,
  insight: async () => (await import('../../screens/insight/index.ts')).InsightScreen,
  audit: async () => (await import('../../screens/audit/index.ts')).AuditScreen,
  settings: async () => (await import('../../screens/settings/index.ts')).SettingsScreen,
  about: async () => (await import('../../screens/about/index.ts')).AboutScreen,
};

const later = <Props extends object>(load: () => Promise<ComponentType<Props>>) => lazy(async () => ({ default: await load() }));

export const ReviewScreen = later(loading.review);
export const RequestsScreen = later(loading.requests);
export const SecondReviewScreen = later(loading.secondReview);
export const ReviewColumns = later(loading.columns);
export const StatusScreen = later(loading.status);
export const TransferScreen = later(loading.transfer);
export const AnnouncementsScreen = later(loading.announcements);
export const PolicyScreen = later(loading.policy);
export const InsightScreen = later(loading.insight);
export const AuditScreen = later(loading.audit);
export const SettingsScreen = later(loading.settings);
export const AboutScreen = later(loading.about);

/** Has the review loaded, which is where everybody goes from the queue: in idle time, once the queue is on the screen. */
export const prepareReview = (): (() => void) => {
  const waiting = requestIdleCallback(() => void loading.review());
  return () => cancelIdleCallback(waiting);
};
