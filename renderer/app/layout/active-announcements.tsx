import { NotificationOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { isActive } from '../../../shared/domain/announcement.ts';
import { useAnnouncements, useClockOffset } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation } from '../../i18n/index.ts';
import { useNow } from '../../parts/index.ts';
import { navigate } from '../routes/index.ts';

/** The gravest announcement that is active now, and how many more there are. */
export const ActiveAnnouncements = () => {
  const { t } = useTranslation('app');
  const language = useLanguage();
  const format = useFormat();
  const now = new Date(useNow() + useClockOffset()).toISOString();
  const active = (useAnnouncements().data ?? []).filter((announcement) => isActive(announcement, now));
  const grave = ['critical', 'warning'];
  const first = active.toSorted((left, right) => rank(grave, left.severity) - rank(grave, right.severity))[0];
  if (first === undefined) return null;
  return (
    <div className={`banner banner-${grave.includes(first.severity) ? first.severity : 'information'}`} role="status">
      <NotificationOutlined aria-hidden="true" />
      <span className="banner-title">{first.title[language]}</span>
      {first.until === undefined ? null : (
        <span className="banner-until">{t('banner.until', { until: format.dateTime(first.until) })}</span>
      )}
      <Button size="small" type="link" onClick={() => navigate({ screen: 'announcements' })}>
        {active.length > 1 ? t('banner.more', { others: active.length - 1 }) : t('banner.open')}
      </Button>
    </div>
  );
};

const rank = (order: readonly string[], severity: string): number => (order.includes(severity) ? order.indexOf(severity) : order.length);
