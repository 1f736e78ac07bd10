import type Database from 'better-sqlite3';

/** One entry of the feed as it stands in the store: `body` holds the members beside `seq`, `kind` and `at`. */
export type StoredChange = { seq: number; kind: string; at: string; body: Record<string, unknown> };

/** The feed: the latest state of each thing, in the order of the last change. */
export const feedTable = (database: Database.Database) => {
  const forget = database.prepare<[string]>('DELETE FROM changes WHERE key = ?');
  const insert = database.prepare<[string, string, string, string]>('INSERT INTO changes (key, kind, at, body) VALUES (?, ?, ?, ?)');
  const page = database.prepare<[number, number], { seq: number; kind: string; at: string; body: string }>(
    'SELECT seq, kind, at, body FROM changes WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const newest = database.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM changes');
  const byKey = database.prepare<[string], { body: string }>('SELECT body FROM changes WHERE key = ?');
  return {
    /** Appends an entry under a new `seq`; an older entry about the same `key` goes. Call it within a transaction. */
    append: (key: string, kind: string, at: string, body: Record<string, unknown>): number => {
      forget.run(key);
      return Number(insert.run(key, kind, at, JSON.stringify(body)).lastInsertRowid);
    },
    /** At most `limit` entries after `seq`, in order. */
    after: (seq: number, limit: number): StoredChange[] =>
      page.all(seq, limit).map((row) => ({ ...row, body: JSON.parse(row.body) as Record<string, unknown> })),
    /** The highest `seq` given so far; 0 for an empty feed. */
    newestSeq: (): number => newest.get()?.seq ?? 0,
    /** The latest entry about `key`. */
    about: (key: string): Record<string, unknown> | undefined => {
      const row = byKey.get(key);
      return row === undefined ? undefined : (JSON.parse(row.body) as Record<string, unknown>);
    },
  };
};
