import {
  BellOutlined,
  ExclamationCircleOutlined,
  FieldTimeOutlined,
  InfoCircleOutlined,
  MailOutlined,
  NotificationOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { type Announcement, isActive } from '../../../shared/domain/announcement.ts';
import { isKnown } from '../../../shared/domain/open-union.ts';
import { failureOf, useAnnouncements, useClockOffset, useReadingAnnouncements } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation } from '../../i18n/index.ts';
import { EmptyState, FailureNotice, Loading, Mark, ScreenFrame, type Tone, useNow } from '../../parts/index.ts';
import './announcements.css';

const severities = ['information', 'warning', 'critical'] as const;
type Severity = (typeof severities)[number];

const looks: Record<Severity, { tone: Tone; icon: ReactNode }> = {
  information: { tone: 'info', icon: <InfoCircleOutlined /> },
  warning: { tone: 'warn', icon: <ExclamationCircleOutlined /> },
  critical: { tone: 'fail', icon: <WarningOutlined /> },
};

const Item = ({ announcement, now, unread }: { announcement: Announcement; now: string; unread: boolean }) => {
  const { t } = useTranslation('announcements');
  const language = useLanguage();
  const format = useFormat();
  const severity = isKnown<Severity>(severities, announcement.severity) ? announcement.severity : 'information';
  const active = isActive(announcement, now);
  const standing = active ? 'active' : Date.parse(announcement.from) > Date.parse(now) ? 'coming' : 'over';
  return (
    <article className={`announcement announcement-${standing}`}>
      <header>
        <Mark {...looks[severity]}>{t(`severity.${severity}`)}</Mark>
        <h2>{announcement.title[language]}</h2>
        {unread ? (
          <Mark tone="info" icon={<MailOutlined />}>
            {t('unread')}
          </Mark>
        ) : null}
        <Mark tone={active ? 'pass' : 'neutral'} icon={<BellOutlined />}>
          {t(`standing.${standing}`)}
        </Mark>
      </header>
      <p>{announcement.body[language]}</p>
      <footer>
        <span>
          {announcement.until === undefined
            ? t('openEnded', { from: format.dateTime(announcement.from) })
            : t('span', { from: format.dateTime(announcement.from), until: format.dateTime(announcement.until) })}
        </span>
        {announcement.extendsDueTimes ? (
          <span>
            <FieldTimeOutlined aria-hidden="true" /> {t('extends')}
          </span>
        ) : null}
      </footer>
    </article>
  );
};

/** The announcements. */
export const AnnouncementsScreen = () => {
  const { t } = useTranslation('announcements');
  const announcements = useAnnouncements();
  const fresh = useReadingAnnouncements();
  const now = new Date(useNow() + useClockOffset()).toISOString();
  return (
    <ScreenFrame title={t('title')} detail={t('detail')}>
      {announcements.data === undefined ? (
        announcements.error === null ? (
          <Loading label={t('loading')} />
        ) : (
          <FailureNotice failure={failureOf(announcements.error)} onRetry={() => void announcements.refetch()} />
        )
      ) : announcements.data.length === 0 ? (
        <EmptyState icon={<NotificationOutlined />} title={t('none')} detail={t('noneDetail')} />
      ) : (
        announcements.data.map((announcement) => (
          <Item key={announcement.id} announcement={announcement} now={now} unread={fresh.has(announcement.id)} />
        ))
      )}
    </ScreenFrame>
  );
};
