/**
 * Everything the intake server keeps, in one plain SQLite file, except the documents' bytes.
 * It promises that what was committed survives a power cut, that the feed's `seq` only grows, and that SQL is written nowhere else in the server.
 * The server's routes, its seeding and its control surface call it.
 */
import Database from 'better-sqlite3';
import { applicationsTable } from './applications.ts';
import { auditTable } from './audit.ts';
import { claimsTable } from './claims.ts';
import { decisionsTable } from './decisions.ts';
import { feedTable } from './feed.ts';
import { requestsTable } from './requests.ts';
import { reviewersTable } from './reviewers.ts';
import { prepareSchema } from './schema.ts';

/** Opens the store, and makes it when it is not there. `:memory:` gives one that is gone when it is closed. */
export const openStore = (path: string) => {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  // An accepted decision is receipted only after it is on disk (transfer.md: FULL costs 0.23 ms a decision).
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  prepareSchema(database);
  const property = database.prepare<[string], { value: string }>('SELECT value FROM properties WHERE name = ?');
  const setProperty = database.prepare<[string, string]>(
    'INSERT INTO properties (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    feed: feedTable(database),
    applications: applicationsTable(database),
    requests: requestsTable(database),
    claims: claimsTable(database),
    decisions: decisionsTable(database),
    audit: auditTable(database),
    reviewers: reviewersTable(database),
    property: (name: string): string | undefined => property.get(name)?.value,
    setProperty: (name: string, value: string): void => {
      setProperty.run(name, value);
    },
    /** Runs `work` as one transaction that no other writer can come between; throws undo it. */
    transaction: <Value>(work: () => Value): Value => database.transaction(work).immediate(),
    close: (): void => {
      database.close();
    },
  };
};

/** The open store. */
export type Store = ReturnType<typeof openStore>;
export type { ApplicationState, StoredApplication } from './applications.ts';
export type { StoredClaim } from './claims.ts';
export type { AnsweredDecision } from './decisions.ts';
export type { StoredRequest } from './requests.ts';
export type { Reviewer } from './reviewers.ts';
