import type { Migration } from './migration.ts';

/**
 * The list is narrowed by more: by how near the due time is, by kinds of requests, by accounts. The indexes that give few rows hold what a row is filtered
 * and ordered by, so that only those that are shown are read.
 */
export const queueFilters: Migration = {
  version: 280,
  name: 'queue filters',
  up: (db) => {
    db.exec(`
      DROP INDEX applications_closed_due_at;
      DROP INDEX applications_postponed_until;
      DROP INDEX applications_requested_urgency_due_at;
      CREATE INDEX applications_closed_due_at
        ON applications (closed, due_at, number, urgency, submitted_at, name, type, attempt, verdict_rank, postponed_until, open_requests);
      CREATE INDEX applications_postponed_until ON applications (postponed_until, type, attempt, verdict_rank, open_requests, due_at)
        WHERE closed = 0 AND postponed_until IS NOT NULL;
      CREATE INDEX applications_requested_urgency_due_at
        ON applications (urgency, due_at, number, closed, request_kinds, submitted_at, name, type, attempt, verdict_rank, postponed_until, open_requests)
        WHERE open_requests > 0;
      CREATE INDEX applications_inactive_account_status
        ON applications (account_status, closed, urgency, due_at, number, submitted_at, name, type, attempt, verdict_rank, postponed_until, open_requests)
        WHERE account_status <> 'active';
    `);
  },
};
