import type Database from 'better-sqlite3';

/** The version of the tables below, kept in `user_version`. */
const storeVersion = 2;

/**
 * Timestamps are RFC 3339 in UTC with milliseconds, so that they sort as text; `expires_at` is Unix time in ms.
 * `changes.key` names what an entry is about: the feed keeps the latest state of each thing, every change under a new `seq`.
 * A removed application keeps its row, so that a late decision on it meets a reason, but neither its content nor its documents.
 */
const tables = `
  CREATE TABLE properties (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE reviewers (id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE accounts (id TEXT PRIMARY KEY, status TEXT NOT NULL, since TEXT, cause TEXT) STRICT;
  CREATE TABLE applications (
    id TEXT PRIMARY KEY, revision INTEGER NOT NULL, type TEXT NOT NULL, account_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'escalated', 'awaiting_fixes', 'decided', 'removed')),
    escalated_by TEXT, removal_cause TEXT, priority REAL NOT NULL, due_by TEXT NOT NULL, body TEXT
  ) STRICT;
  CREATE INDEX applications_state_priority_due_by ON applications (state, priority DESC, due_by, id);
  CREATE INDEX applications_account_id ON applications (account_id);
  CREATE TABLE application_documents (
    application_id TEXT NOT NULL REFERENCES applications (id), sha256 TEXT NOT NULL, PRIMARY KEY (application_id, sha256)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX application_documents_sha256 ON application_documents (sha256);
  CREATE TABLE requests (
    id TEXT PRIMARY KEY, application_id TEXT, state TEXT NOT NULL CHECK (state IN ('open', 'decided', 'removed')), body TEXT
  ) STRICT;
  CREATE INDEX requests_application_id ON requests (application_id);
  CREATE TABLE claims (
    application_id TEXT PRIMARY KEY REFERENCES applications (id), workstation_id TEXT NOT NULL, reviewer_id TEXT NOT NULL, expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX claims_workstation_id ON claims (workstation_id);
  CREATE TABLE decisions (
    decision_id TEXT PRIMARY KEY, subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, status TEXT NOT NULL,
    fingerprint TEXT NOT NULL, received_at TEXT NOT NULL, receipt TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX decisions_subject_id ON decisions (subject_id);
  CREATE TABLE audit (
    workstation_id TEXT NOT NULL, position INTEGER NOT NULL, entry TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (workstation_id, position)
  ) STRICT, WITHOUT ROWID;
`;

/** Makes the tables in an empty database; a database of a newer server is refused. */
export const prepareSchema = (database: Database.Database): void => {
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version > storeVersion) throw new Error(`The intake store has version ${version}; this server knows versions up to ${storeVersion}.`);
  if (version === storeVersion) return;
  database.transaction(() => {
    if (version === 0) database.exec(tables);
    // Version 2 keeps the workstations' signatures of their audit entries.
    database.exec('ALTER TABLE audit ADD COLUMN signature TEXT');
    database.pragma(`user_version = ${storeVersion}`);
  })();
};
