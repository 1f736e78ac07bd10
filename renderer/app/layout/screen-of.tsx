import { AboutScreen } from '../../screens/about/index.ts';
import { AnnouncementsScreen } from '../../screens/announcements/index.ts';
import { AuditScreen } from '../../screens/audit/index.ts';
import { PolicyScreen } from '../../screens/policy/index.ts';
import { QueueScreen } from '../../screens/queue/index.ts';
import { RequestsScreen } from '../../screens/requests/index.ts';
import { ReviewScreen } from '../../screens/review/index.ts';
import { SettingsScreen } from '../../screens/settings/index.ts';
import { TransferScreen } from '../../screens/transfer/index.ts';
import type { Route } from '../routes/index.ts';

/** The screen of a route. */
export const ScreenOf = ({ route }: { route: Route }) => {
  switch (route.screen) {
    case 'queue':
      return <QueueScreen />;
    case 'review':
      return <ReviewScreen applicationId={route.applicationId} view={route.view} />;
    case 'requests':
      return <RequestsScreen requestId={route.requestId} />;
    case 'transfer':
      return <TransferScreen />;
    case 'announcements':
      return <AnnouncementsScreen />;
    case 'policy':
      return <PolicyScreen />;
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
