import type { Database } from 'better-sqlite3';
import type { Connection } from './connection.ts';
import type { StoreHealth } from './types.ts';

/** Tables whose rows are counted for a diagnosis: how much there is, and nothing of what it is. */
const counted = [
  'applications',
  'files',
  'findings',
  'requests',
  'decisions',
  'drafts',
  'claims',
  'packages',
  'announcements',
  'audit',
  'audit_checkpoints',
  'unknown_changes',
] as const;

/** What a doctor asks of the database. */
export const openHealth = (db: Database, connection: Connection): StoreHealth => {
  const held = connection.statement<{ sha256: string }>('files.held_all', "SELECT sha256 FROM files WHERE arrival = 'held'");
  return {
    damage: () => {
      // Not the quick check: whether the indexes say what the tables say is what gives away pages of an earlier copy among the present ones.
      const told = db.pragma('integrity_check(5)') as { integrity_check: string }[];
      return told.filter(({ integrity_check: line }) => line !== 'ok').length;
    },
    danglingRows: () => (db.pragma('foreign_key_check') as unknown[]).length,
    heldFiles: () => held.all().map(({ sha256 }) => sha256),
    counts: () => Object.fromEntries(counted.map((table) => [table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number])),
  };
};
