import type { Migration } from './migration.ts';

/**
 * Documents that were given up to keep to the space (`evicted`), and downloads that broke off. A table's CHECK can't be changed in place, so files and the
 * documents that name them are built anew, and with them the triggers that keep the tallies. `partial_downloads`: the unfinished file and its own key.
 * `account_statuses`: what was told of accounts last, also of those whose applications come later.
 */
export const transfer: Migration = {
  version: 110,
  name: 'transfer',
  up: (db) => {
    db.exec(`
      CREATE TABLE files_anew (
        sha256 TEXT PRIMARY KEY,
        byte_length INTEGER NOT NULL,
        arrival TEXT NOT NULL DEFAULT 'awaited' CHECK (arrival IN ('held', 'awaited', 'damaged', 'evicted')),
        tries INTEGER NOT NULL DEFAULT 0,
        key BLOB,
        width INTEGER,
        height INTEGER,
        renditions INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
      INSERT INTO files_anew SELECT sha256, byte_length, arrival, tries, key, width, height, renditions FROM files;
      CREATE TABLE documents_anew (
        application INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
        id TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES files_anew (sha256),
        position INTEGER NOT NULL,
        checked INTEGER NOT NULL DEFAULT 0,
        superseded INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (application, id, sha256)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO documents_anew SELECT application, id, sha256, position, checked, superseded FROM documents;
      DROP TABLE documents;
      DROP TABLE files;
      ALTER TABLE files_anew RENAME TO files;
      ALTER TABLE documents_anew RENAME TO documents;
      CREATE INDEX documents_sha256 ON documents (sha256);

      INSERT INTO tallies VALUES ('files_evicted', 0), ('bytes_evicted', 0);
      CREATE TRIGGER files_inserted AFTER INSERT ON files BEGIN
        UPDATE tallies SET value = value + 1 WHERE name = 'files_' || new.arrival;
        UPDATE tallies SET value = value + new.byte_length WHERE name = 'bytes_' || new.arrival;
      END;
      CREATE TRIGGER files_deleted AFTER DELETE ON files BEGIN
        UPDATE tallies SET value = value - 1 WHERE name = 'files_' || old.arrival;
        UPDATE tallies SET value = value - old.byte_length WHERE name = 'bytes_' || old.arrival;
      END;
      CREATE TRIGGER files_changed AFTER UPDATE OF arrival, byte_length ON files BEGIN
        UPDATE tallies SET value = value - 1 WHERE name = 'files_' || old.arrival;
        UPDATE tallies SET value = value - old.byte_length WHERE name = 'bytes_' || old.arrival;
        UPDATE tallies SET value = value + 1 WHERE name = 'files_' || new.arrival;
        UPDATE tallies SET value = value + new.byte_length WHERE name = 'bytes_' || new.arrival;
      END;
      CREATE TRIGGER documents_inserted AFTER INSERT ON documents WHEN new.checked = 1 BEGIN
        UPDATE tallies SET value = value + 1 WHERE name = 'documents_checked';
      END;
      CREATE TRIGGER documents_deleted AFTER DELETE ON documents WHEN old.checked = 1 BEGIN
        UPDATE tallies SET value = value - 1 WHERE name = 'documents_checked';
      END;
      CREATE TRIGGER documents_changed AFTER UPDATE OF checked ON documents WHEN old.checked <> new.checked BEGIN
        UPDATE tallies SET value = value + new.checked - old.checked WHERE name = 'documents_checked';
      END;

      CREATE TABLE partial_downloads (
        sha256 TEXT PRIMARY KEY REFERENCES files (sha256) ON DELETE CASCADE,
        name TEXT NOT NULL,
        key BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE account_statuses (
        account_id TEXT PRIMARY KEY,
        content TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- A policy that was put in force before there was a budget gets the figure of resources/policy.json.
      UPDATE rules SET content = json_set(content, '$.transfer', json('{"documentBudgetBytes":21474836480}'))
        WHERE kind = 'policy' AND json_extract(content, '$.transfer') IS NULL;
    `);
  },
};
