import { Suspense, useEffect } from 'react';
import { useTranslation } from '../../i18n/index.ts';
import { Loading } from '../../parts/index.ts';
import { QueueScreen } from '../../screens/queue/index.ts';
import type { Route } from '../routes/index.ts';
import {
  AboutScreen,
  AnnouncementsScreen,
  AuditScreen,
  InsightScreen,
  PolicyScreen,
  prepareReview,
  RequestsScreen,
  ReviewColumns,
  ReviewScreen,
  SecondReviewScreen,
  SettingsScreen,
  StatusScreen,
  TransferScreen,
} from './screens.ts';

/** The screen of a route, loaded where it was not yet. */
export const ScreenOf = ({ route }: { route: Route }) => {
  const { t } = useTranslation('app');
  useEffect(prepareReview, []);
  return (
    <Suspense fallback={<Loading label={t('opening')} />}>
      <Present route={route} />
    </Suspense>
  );
};

const Present = ({ route }: { route: Route }) => {
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
      return <InsightScreen />;
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
