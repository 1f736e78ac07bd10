import enAbout from './en/about.json' with { type: 'json' };
import enAnnouncements from './en/announcements.json' with { type: 'json' };
import enApp from './en/app.json' with { type: 'json' };
import enAudit from './en/audit.json' with { type: 'json' };
import enCauses from './en/causes.json' with { type: 'json' };
import enInsight from './en/insight.json' with { type: 'json' };
import enPackages from './en/packages.json' with { type: 'json' };
import enParts from './en/parts.json' with { type: 'json' };
import enPolicy from './en/policy.json' with { type: 'json' };
import enQueue from './en/queue.json' with { type: 'json' };
import enRequests from './en/requests.json' with { type: 'json' };
import enReview from './en/review.json' with { type: 'json' };
import enSecondReview from './en/secondReview.json' with { type: 'json' };
import enSettings from './en/settings.json' with { type: 'json' };
import enSheet from './en/sheet.json' with { type: 'json' };
import enStatus from './en/status.json' with { type: 'json' };
import enTour from './en/tour.json' with { type: 'json' };
import enTransfer from './en/transfer.json' with { type: 'json' };
import enUnlock from './en/unlock.json' with { type: 'json' };
import enUpdates from './en/updates.json' with { type: 'json' };
import enViewer from './en/viewer.json' with { type: 'json' };
import enWords from './en/words.json' with { type: 'json' };
import zhAbout from './zh/about.json' with { type: 'json' };
import zhAnnouncements from './zh/announcements.json' with { type: 'json' };
import zhApp from './zh/app.json' with { type: 'json' };
import zhAudit from './zh/audit.json' with { type: 'json' };
import zhCauses from './zh/causes.json' with { type: 'json' };
import zhInsight from './zh/insight.json' with { type: 'json' };
import zhPackages from './zh/packages.json' with { type: 'json' };
import zhParts from './zh/parts.json' with { type: 'json' };
import zhPolicy from './zh/policy.json' with { type: 'json' };
import zhQueue from './zh/queue.json' with { type: 'json' };
import zhRequests from './zh/requests.json' with { type: 'json' };
import zhReview from './zh/review.json' with { type: 'json' };
import zhSecondReview from './zh/secondReview.json' with { type: 'json' };
import zhSettings from './zh/settings.json' with { type: 'json' };
import zhSheet from './zh/sheet.json' with { type: 'json' };
import zhStatus from './zh/status.json' with { type: 'json' };
import zhTour from './zh/tour.json' with { type: 'json' };
import zhTransfer from './zh/transfer.json' with { type: 'json' };
import zhUnlock from './zh/unlock.json' with { type: 'json' };
import zhUpdates from './zh/updates.json' with { type: 'json' };
import zhViewer from './zh/viewer.json' with { type: 'json' };
import zhWords from './zh/words.json' with { type: 'json' };

/** Chinese, from which the keys are typed. */
export const zh = {
  about: zhAbout,
  announcements: zhAnnouncements,
  app: zhApp,
  audit: zhAudit,
  causes: zhCauses,
  insight: zhInsight,
  packages: zhPackages,
  parts: zhParts,
  policy: zhPolicy,
  queue: zhQueue,
  requests: zhRequests,
  review: zhReview,
  secondReview: zhSecondReview,
  settings: zhSettings,
  status: zhStatus,
  sheet: zhSheet,
  tour: zhTour,
  transfer: zhTransfer,
  unlock: zhUnlock,
  updates: zhUpdates,
  viewer: zhViewer,
  words: zhWords,
};

/** English, with the same keys: a missing one does not compile. */
export const en: typeof zh = {
  about: enAbout,
  announcements: enAnnouncements,
  app: enApp,
  audit: enAudit,
  causes: enCauses,
  insight: enInsight,
  packages: enPackages,
  parts: enParts,
  policy: enPolicy,
  queue: enQueue,
  requests: enRequests,
  review: enReview,
  secondReview: enSecondReview,
  settings: enSettings,
  status: enStatus,
  sheet: enSheet,
  tour: enTour,
  transfer: enTransfer,
  unlock: enUnlock,
  updates: enUpdates,
  viewer: enViewer,
  words: enWords,
};
