import type { Migration } from './migration.ts';

/**
 * What a second person may look at: decisions of somebody else on the revision that is held, told by the feed or made here by an earlier reviewer, each with the
 * ticket that it drew (0 to 1, NULL until drawn). What came of a second look: bare facts, which stay, and the two views, which go with the application.
 * And how accounts changed, as far as the feed told while this workstation listened.
 */
export const secondLooks: Migration = {
  version: 230,
  name: 'second looks',
  up: (db) => {
    db.exec(`
      CREATE TABLE first_looks (
        decision_id TEXT PRIMARY KEY,
        application INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        reviewer_id TEXT NOT NULL,
        outcome TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        ticket REAL,
        content TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX first_looks_application_decided_at ON first_looks (application, decided_at);
      CREATE INDEX first_looks_escalated_decided_at ON first_looks (decided_at) WHERE outcome = 'escalate';
      CREATE INDEX first_looks_drawn_ticket ON first_looks (ticket) WHERE outcome <> 'escalate';

      CREATE TABLE second_looks (
        decision_id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        formed_at TEXT NOT NULL,
        facts TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX second_looks_formed_at ON second_looks (formed_at);
      CREATE TABLE second_look_views (
        decision_id TEXT PRIMARY KEY REFERENCES second_looks (decision_id),
        application INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
        content TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX second_look_views_application ON second_look_views (application);

      CREATE TABLE account_changes (
        account_id TEXT NOT NULL,
        since TEXT NOT NULL,
        status TEXT NOT NULL,
        cause TEXT,
        PRIMARY KEY (account_id, since, status)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO account_changes (account_id, since, status, cause)
        SELECT account_id, json_extract(content, '$.since'), json_extract(content, '$.status'), json_extract(content, '$.cause')
          FROM account_statuses WHERE json_extract(content, '$.since') IS NOT NULL;
    `);
  },
};
