import type { OpenUnion } from './open-union.ts';

/** Text in both languages of the product. */
export type BothLanguages = { zh: string; en: string };
/** The two languages of the product. */
export type Language = keyof BothLanguages;

/** An announcement (公告) of the platform: maintenance, incident, news. */
export type Announcement = {
  id: string;
  severity: OpenUnion<'information' | 'warning' | 'critical'>;
  title: BothLanguages;
  body: BothLanguages;
  /** RFC 3339, UTC: active from here on, */
  from: string;
  /** … until here; open-ended when absent. */
  until?: string | undefined;
  /** Whether the window between `from` and `until` is added to the due times of what was waiting in it. */
  extendsDueTimes: boolean;
};

/** Whether the announcement is active at `now` (RFC 3339, UTC). */
export const isActive = (announcement: Announcement, now: string): boolean =>
  Date.parse(announcement.from) <= Date.parse(now) &&
  (announcement.until === undefined || Date.parse(now) < Date.parse(announcement.until));
