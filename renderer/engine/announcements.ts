import { useEffect, useState } from 'react';
import type { Announcement } from '../../shared/domain/announcement.ts';
import { useChangeSettings, useSettings } from './settings.ts';
import { useAnnouncements } from './sync.ts';

/** How many announcements are remembered as read; the settings hold no more. */
const mostRemembered = 1_000;

/** The announcements of which nobody at this workstation has opened the list since they came. */
export const useUnreadAnnouncements = (): Announcement[] => {
  const { announcementsSeen = [] } = useSettings();
  return (useAnnouncements().data ?? []).filter(({ id }) => !announcementsSeen.includes(id));
};

/**
 * For the list itself, which is what reading them means: all that it shows are remembered as read. Returns which of them had been unread, so that
 * the mark stays on them as long as the list is open.
 */
export const useReadingAnnouncements = (): ReadonlySet<string> => {
  const announcements = useAnnouncements().data;
  const unread = useUnreadAnnouncements();
  const { mutate } = useChangeSettings();
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    // Each is remembered once: where the settings can't be kept, it stays unread instead of being tried for ever.
    if (announcements === undefined || unread.every(({ id }) => fresh.has(id))) return;
    setFresh((before) => new Set([...before, ...unread.map(({ id }) => id)]));
    mutate({ announcementsSeen: announcements.slice(0, mostRemembered).map(({ id }) => id) });
  }, [announcements, unread, fresh, mutate]);
  return fresh;
};
