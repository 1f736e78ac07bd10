import type { Migration } from './migration.ts';

/**
 * Files by content hash, and the documents of applications that name them. `key` opens the encrypted file; a row without it can't be read
 * any more. A document that a later revision replaced stays `superseded`, to be laid beside its successor. `tallies` holds running counts, kept by triggers, because the status line asks for them several times a second.
 */
export const documents: Migration = {
  version: 20,
  name: 'documents',
  up: (db) => {
    db.exec(`
      CREATE TABLE files (
        sha256 TEXT PRIMARY KEY,
        byte_length INTEGER NOT NULL,
        arrival TEXT NOT NULL DEFAULT 'awaited' CHECK (arrival IN ('held', 'awaited', 'damaged')),
        tries INTEGER NOT NULL DEFAULT 0,
        key BLOB,
        width INTEGER,
        height INTEGER,
        renditions INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE documents (
        application INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
        id TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES files (sha256),
        position INTEGER NOT NULL,
        checked INTEGER NOT NULL DEFAULT 0,
        superseded INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (application, id, sha256)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX documents_sha256 ON documents (sha256);

      CREATE TABLE tallies (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      INSERT INTO tallies VALUES
        ('files_held', 0), ('files_awaited', 0), ('files_damaged', 0),
        ('bytes_held', 0), ('bytes_awaited', 0), ('bytes_damaged', 0),
        ('documents_checked', 0), ('applications_checked', 0);

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
      CREATE TRIGGER applications_deleted AFTER DELETE ON applications WHEN old.fields_checked = 1 BEGIN
        UPDATE tallies SET value = value - 1 WHERE name = 'applications_checked';
      END;
      CREATE TRIGGER applications_changed AFTER UPDATE OF fields_checked ON applications WHEN old.fields_checked <> new.fields_checked BEGIN
        UPDATE tallies SET value = value + new.fields_checked - old.fields_checked WHERE name = 'applications_checked';
      END;
    `);
  },
};
