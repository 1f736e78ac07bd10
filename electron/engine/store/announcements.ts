import type { Announcement } from '../../../shared/domain/announcement.ts';
import { type Connection, fromJson, sortable } from './connection.ts';
import type { ReadableStore, WritableStore } from './types.ts';

/** The platform's announcements, newest first. */
export const readAnnouncements = (connection: Connection): Pick<ReadableStore, 'announcements'> => {
  const all = connection.statement<{ content: string }>(
    'announcements.all',
    'SELECT content FROM announcements ORDER BY begins_at DESC, id',
  );
  return { announcements: () => all.all().map(({ content }) => fromJson<Announcement>(content)) };
};

/** Keeps and removes them. */
export const writeAnnouncements = (connection: Connection): Pick<WritableStore, 'putAnnouncement' | 'removeAnnouncement'> => {
  const put = connection.statement(
    'announcements.put',
    `INSERT INTO announcements (id, begins_at, content) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET begins_at = excluded.begins_at, content = excluded.content`,
  );
  const remove = connection.statement('announcements.remove', 'DELETE FROM announcements WHERE id = ?');
  return {
    putAnnouncement: (announcement) => {
      put.run(announcement.id, sortable(announcement.from), JSON.stringify(announcement));
    },
    removeAnnouncement: (id) => {
      remove.run(id);
    },
  };
};
