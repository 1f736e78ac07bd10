import type { Migration } from './migration.ts';

/**
 * What erasing needs: which applications and files were erased, so that nobody fetches them again; the salted hash and the revision of each application that is gone, so that
 * a feed that is read again does not bring it back; and the salt, which never leaves the database. A policy that was put in force before gets the figures of resources/policy.json.
 */
export const erasure: Migration = {
  version: 350,
  name: 'erasure',
  up: (db) => {
    db.exec(`
      ALTER TABLE applications ADD COLUMN photos_erased INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE files ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
      CREATE TABLE erased_applications (
        token TEXT PRIMARY KEY,
        revision INTEGER NOT NULL,
        erased_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE erasure (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
      INSERT INTO erasure VALUES ('salt', lower(hex(randomblob(16))));
      INSERT INTO tallies VALUES ('files_erased', 0);
      CREATE TRIGGER files_erased_changed AFTER UPDATE OF erased ON files WHEN old.erased <> new.erased BEGIN
        UPDATE tallies SET value = value + new.erased - old.erased WHERE name = 'files_erased';
      END;
      CREATE TRIGGER files_erased_deleted AFTER DELETE ON files WHEN old.erased = 1 BEGIN
        UPDATE tallies SET value = value - 1 WHERE name = 'files_erased';
      END;
      UPDATE rules SET content = json_set(content, '$.retention', json('{"photoDays":30,"detailDays":180}'))
        WHERE kind = 'policy' AND json_extract(content, '$.retention') IS NULL;
    `);
  },
};
