import { lazy, Suspense } from 'react';
import { useTranslation } from '../../i18n/index.ts';
import { Loading } from '../../parts/index.ts';
import { AboutScreen } from '../../screens/about/index.ts';
import { AnnouncementsScreen } from '../../screens/announcements/index.ts';
import { AuditScreen } from '../../screens/audit/index.ts';
import { PolicyScreen } from '../../screens/policy/index.ts';
import { QueueScreen } from '../../screens/queue/index.ts';
import { RequestsScreen } from '../../screens/requests/index.ts';
import { ReviewColumns, ReviewScreen } from '../../screens/review/index.ts';
import { SecondReviewScreen } from '../../screens/second-review/index.ts';
import { SettingsScreen } from '../../screens/settings/index.ts';
import { StatusScreen } from '../../screens/status/index.ts';
import { TransferScreen } from '../../screens/transfer/index.ts';
import type { Route } from '../routes/index.ts';

/** Loaded when it is first gone to: its charts' library is as large as all the other screens together, and nobody should wait for it at the start. */
const InsightScreen = lazy(async () => ({ default: (await import('../../screens/insight/index.ts')).InsightScreen }));

const Insight = () => {
  const { t } = useTranslation('insight');
  return (
    <Suspense fallback={<Loading label={t('loading')} />}>
      <InsightScreen />
    </Suspense>
  );
};

/** The screen of a route. */
export const ScreenOf = ({ route }: { route: Route }) => {
  switch (route.screen) {
    case 'queue':
      return <QueueScreen />;
    case 'review':
      return <ReviewScreen applicationId={route.applicationId} view={route.view} list={route.list} />;
    case 'requests':
      return <RequestsScreen requestId={route.requestId} />;
    case 'second-review':
      // Each screen is private: the review's columns are handed over here.
      return <SecondReviewScreen decisionId={route.decisionId} columns={(props) => <ReviewColumns {...props} />} />;
    case 'status':
      return <StatusScreen applicationId={route.applicationId} />;
    case 'transfer':
      return <TransferScreen />;
    case 'announcements':
      return <AnnouncementsScreen />;
    case 'policy':
      return <PolicyScreen />;
    case 'insight':
      return <Insight />;
    case 'audit':
      return <AuditScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'about':
      return <AboutScreen />;
    default:
      return route satisfies never;
  }
};
