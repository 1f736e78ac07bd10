import type { Migration } from './migration.ts';

/** What the list can be filtered by, carried in every order's index, so that passing over a row never reads the row itself. */
const filtered = 'type, attempt, verdict_rank, open_requests, postponed_until, due_at';

/** One application more or less in the counts; `of`: the trigger's `new` or `old` row. */
const count = (of: 'new' | 'old', by: 1 | -1): string => `
  INSERT INTO application_counts (closed, type, attempt, verdict_rank, requested, urgency, count)
    VALUES (${of}.closed, ${of}.type, ${of}.attempt, ${of}.verdict_rank, ${of}.open_requests > 0, ${of}.urgency, ${by})
    ON CONFLICT DO UPDATE SET count = count + ${by};
  INSERT INTO application_due_counts (closed, due_hour, type, count) VALUES (${of}.closed, substr(${of}.due_at, 1, 13), ${of}.type, ${by})
    ON CONFLICT DO UPDATE SET count = count + ${by};`;

/** What nothing is counted under any more goes, or the hours of years would stay. */
const forget = `
  DELETE FROM application_counts WHERE count = 0 AND closed = old.closed AND type = old.type AND attempt = old.attempt
    AND verdict_rank = old.verdict_rank AND requested = (old.open_requests > 0) AND urgency = old.urgency;
  DELETE FROM application_due_counts WHERE count = 0 AND closed = old.closed AND due_hour = substr(old.due_at, 1, 13) AND type = old.type;`;

const changed = ['closed', 'type', 'attempt', 'verdict_rank', 'open_requests', 'urgency', 'due_at'];

/**
 * A decision writes few pages, and the list of a million is read by its indexes alone. `decided` is no longer in any index: `closed` is what the
 * list goes by, and follows in groups (`closings.ts`); `decisions_listed` is the number of the decision up to which it has. The list's counts are kept by triggers.
 * Indexes and copies that a decision wrote and nobody needed are gone.
 */
export const listing: Migration = {
  version: 150,
  name: 'listing',
  up: (db) => {
    db.exec(`
      DROP INDEX applications_decided_urgency_due_at;
      DROP INDEX applications_decided_submitted_at;
      DROP INDEX applications_decided_name;
      DROP INDEX applications_decided_type_urgency_due_at;
      DROP INDEX applications_decided_attempt_urgency_due_at;
      DROP INDEX applications_decided_verdict_rank_urgency_due_at;
      DROP INDEX applications_decided_due_at;
      DROP INDEX applications_decided_postponed_until;
      DROP INDEX applications_decided_at;
      DROP INDEX applications_resubmitted_urgency_due_at;
      DROP INDEX applications_requested_urgency_due_at;
      DROP INDEX applications_awaiting_decided_urgency_due_at;
      DROP INDEX applications_documents_unchecked_urgency_due_at;
      DROP INDEX applications_fields_unchecked_urgency_due_at;
      ALTER TABLE applications ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;
      UPDATE applications SET closed = 1, postponed_until = NULL WHERE decided = 1;
      CREATE INDEX applications_closed_urgency_due_at ON applications (closed, urgency, due_at, number, type, attempt, verdict_rank, open_requests, postponed_until);
      CREATE INDEX applications_closed_submitted_at ON applications (closed, submitted_at, number, ${filtered});
      CREATE INDEX applications_closed_name ON applications (closed, name, number, ${filtered});
      CREATE INDEX applications_closed_type_urgency_due_at ON applications (closed, type, urgency, due_at, number, attempt, verdict_rank, open_requests, postponed_until);
      CREATE INDEX applications_closed_attempt_urgency_due_at ON applications (closed, attempt, urgency, due_at, number, type, verdict_rank, open_requests, postponed_until);
      CREATE INDEX applications_closed_verdict_rank_urgency_due_at ON applications (closed, verdict_rank, urgency, due_at, number, type, attempt, open_requests, postponed_until);
      CREATE INDEX applications_closed_due_at ON applications (closed, due_at, number, urgency, submitted_at, name, type, attempt, verdict_rank);
      CREATE INDEX applications_number ON applications (number, closed, type, attempt, verdict_rank, open_requests, postponed_until);
      CREATE INDEX applications_postponed_until ON applications (postponed_until, type) WHERE closed = 0 AND postponed_until IS NOT NULL;
      CREATE INDEX applications_closed_decided_at ON applications (decided_at, number, urgency, due_at, submitted_at, name, type, attempt, verdict_rank) WHERE closed = 1;
      CREATE INDEX applications_kept_decided_at ON applications (decided_at, number) WHERE closed = 1 AND documents_held > 0;
      CREATE INDEX applications_resubmitted_urgency_due_at ON applications (urgency, due_at, number) WHERE closed = 0 AND attempt > 1;
      CREATE INDEX applications_requested_urgency_due_at ON applications (urgency, due_at, number) WHERE open_requests > 0;
      CREATE INDEX applications_awaiting_closed_urgency_due_at ON applications (closed, urgency, due_at) WHERE documents_awaited > 0;
      CREATE INDEX applications_documents_unchecked_urgency_due_at ON applications (urgency, due_at) WHERE closed = 0 AND documents_unchecked > 0;
      CREATE INDEX applications_fields_unchecked_urgency_due_at ON applications (urgency, due_at) WHERE closed = 0 AND fields_checked = 0;

      CREATE TABLE application_counts (
        closed INTEGER NOT NULL, type TEXT NOT NULL, attempt INTEGER NOT NULL, verdict_rank INTEGER NOT NULL, requested INTEGER NOT NULL,
        urgency REAL NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (closed, type, attempt, verdict_rank, requested, urgency)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE application_due_counts (
        closed INTEGER NOT NULL, due_hour TEXT NOT NULL, type TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (closed, due_hour, type)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO application_counts
        SELECT closed, type, attempt, verdict_rank, open_requests > 0, urgency, count(*) FROM applications GROUP BY 1, 2, 3, 4, 5, 6;
      INSERT INTO application_due_counts SELECT closed, substr(due_at, 1, 13), type, count(*) FROM applications GROUP BY 1, 2, 3;
      CREATE TRIGGER applications_counted AFTER INSERT ON applications BEGIN ${count('new', 1)} END;
      CREATE TRIGGER applications_uncounted AFTER DELETE ON applications BEGIN ${count('old', -1)} ${forget} END;
      CREATE TRIGGER applications_recounted AFTER UPDATE OF ${changed.join(', ')} ON applications
        WHEN ${changed.map((column) => `old.${column} <> new.${column}`).join(' OR ')}
        BEGIN ${count('old', -1)} ${count('new', 1)} ${forget} END;

      -- What was answered for is counted; what is not is few, and has an index.
      INSERT INTO tallies SELECT 'decisions_' || column1, (SELECT count(*) FROM decisions WHERE state = column1)
        FROM (VALUES ('receipted'), ('conflict'), ('refused'), ('taken_back'), ('dropped'));
      INSERT INTO tallies SELECT 'decisions_listed', coalesce(max(number), 0) FROM decisions;
      CREATE TRIGGER decisions_added AFTER INSERT ON decisions WHEN new.state NOT IN ('held', 'waiting', 'sending') BEGIN
        UPDATE tallies SET value = value + 1 WHERE name = 'decisions_' || new.state;
      END;
      CREATE TRIGGER decisions_moved AFTER UPDATE OF state ON decisions WHEN old.state <> new.state BEGIN
        UPDATE tallies SET value = value - 1 WHERE name = 'decisions_' || old.state;
        UPDATE tallies SET value = value + 1 WHERE name = 'decisions_' || new.state;
      END;
      DROP INDEX decisions_state;
      DROP INDEX decisions_application_id_number;
      DROP INDEX decisions_unsent_state_take_back_until;
      DROP INDEX decisions_unsent_about;
      CREATE INDEX decisions_unsent_about_number
        ON decisions ((state IN ('held', 'waiting', 'sending')), coalesce(application_id, subject_id), number, state, take_back_until);
      -- Nothing is looked up by it.
      DROP INDEX audit_subject;

      -- Decisions of which the list has not heard yet.
      CREATE VIEW applications_unlisted AS
        SELECT DISTINCT a.number FROM decisions d CROSS JOIN applications a ON a.id = d.subject_id
          WHERE d.number > (SELECT value FROM tallies WHERE name = 'decisions_listed') AND d.subject_kind = 'application' AND a.decided = 1 AND a.closed = 0;
    `);
  },
};
