import type { Migration } from './migration.ts';

/**
 * Applications. What the queue lists and orders by lies in narrow rows, the whole content apart, so that walking or changing the list
 * never touches the big pages. `number` is the row's own, kept for joins; `urgency` is lower for what goes first; `verdict_rank` orders
 * verdicts, worst first, `waiting` last.
 */
export const applications: Migration = {
  version: 10,
  name: 'applications',
  up: (db) => {
    db.exec(`
      CREATE TABLE applications (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        revision INTEGER NOT NULL,
        type TEXT NOT NULL,
        name TEXT NOT NULL,
        submitted_at TEXT NOT NULL,
        due_at TEXT NOT NULL,
        priority REAL NOT NULL,
        urgency REAL NOT NULL,
        account_id TEXT NOT NULL,
        account_status TEXT NOT NULL,
        attempt INTEGER NOT NULL,
        decided INTEGER NOT NULL DEFAULT 0,
        decided_at TEXT,
        postponed_until TEXT,
        open_requests INTEGER NOT NULL DEFAULT 0,
        request_kinds TEXT NOT NULL DEFAULT '[]',
        documents_total INTEGER NOT NULL DEFAULT 0,
        documents_held INTEGER NOT NULL DEFAULT 0,
        documents_awaited INTEGER NOT NULL DEFAULT 0,
        documents_unchecked INTEGER NOT NULL DEFAULT 0,
        fields_checked INTEGER NOT NULL DEFAULT 0,
        checks_complete INTEGER NOT NULL DEFAULT 0,
        verdict TEXT NOT NULL DEFAULT 'waiting',
        verdict_rank INTEGER NOT NULL DEFAULT 5,
        marks TEXT NOT NULL DEFAULT '[]'
      ) STRICT;
      CREATE INDEX applications_decided_urgency_due_at ON applications (decided, urgency, due_at);
      CREATE INDEX applications_decided_submitted_at ON applications (decided, submitted_at);
      CREATE INDEX applications_decided_name ON applications (decided, name);
      CREATE INDEX applications_decided_type_urgency_due_at ON applications (decided, type, urgency, due_at);
      CREATE INDEX applications_decided_attempt_urgency_due_at ON applications (decided, attempt, urgency, due_at);
      CREATE INDEX applications_decided_verdict_rank_urgency_due_at ON applications (decided, verdict_rank, urgency, due_at);
      CREATE INDEX applications_decided_due_at ON applications (decided, due_at);
      CREATE INDEX applications_decided_postponed_until ON applications (decided, postponed_until);
      CREATE INDEX applications_account_id ON applications (account_id);
      CREATE INDEX applications_decided_at ON applications (decided_at) WHERE decided_at IS NOT NULL;
      CREATE INDEX applications_resubmitted_urgency_due_at ON applications (urgency, due_at) WHERE decided = 0 AND attempt > 1;
      CREATE INDEX applications_requested_urgency_due_at ON applications (urgency, due_at) WHERE open_requests > 0;
      CREATE INDEX applications_awaiting_decided_urgency_due_at ON applications (decided, urgency, due_at) WHERE documents_awaited > 0;
      CREATE INDEX applications_documents_unchecked_urgency_due_at ON applications (urgency, due_at) WHERE decided = 0 AND documents_unchecked > 0;
      CREATE INDEX applications_fields_unchecked_urgency_due_at ON applications (urgency, due_at) WHERE decided = 0 AND fields_checked = 0;

      CREATE TABLE application_contents (
        application INTEGER PRIMARY KEY REFERENCES applications (number) ON DELETE CASCADE,
        content TEXT NOT NULL,
        search_text TEXT NOT NULL
      ) STRICT;

      CREATE VIRTUAL TABLE application_search USING fts5 (
        grams, content = '', columnsize = 0, prefix = '1 2',
        tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_{|}~'"
      );
      INSERT INTO application_search (application_search, rank) VALUES ('secure-delete', 1);
    `);
  },
};
