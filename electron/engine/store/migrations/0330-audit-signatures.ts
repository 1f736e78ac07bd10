import type { Migration } from './migration.ts';

/**
 * Entries of the audit are signed, and the chain's state is signed at times (checkpoints) and sealed with each entry (the head). What is there already stays as it is: the first
 * checkpoint, made when the vault is opened the next time and its key is at hand, signs it as a whole. The signature is bytes, since texts like base64 have more than one spelling.
 */
export const auditSignatures: Migration = {
  version: 330,
  name: 'audit signatures',
  up: (db) => {
    db.exec(`
      ALTER TABLE audit ADD COLUMN signature BLOB;
      CREATE TABLE audit_checkpoints (
        number INTEGER PRIMARY KEY,
        reason TEXT NOT NULL,
        size INTEGER NOT NULL,
        root TEXT NOT NULL,
        at TEXT NOT NULL,
        about TEXT,
        public_key TEXT NOT NULL,
        signature BLOB NOT NULL
      ) STRICT;
      CREATE INDEX audit_checkpoints_reason ON audit_checkpoints (reason, number);
      CREATE TRIGGER audit_checkpoints_unchanged BEFORE UPDATE ON audit_checkpoints BEGIN SELECT raise(ABORT, 'a checkpoint is never changed'); END;
      CREATE TRIGGER audit_checkpoints_kept BEFORE DELETE ON audit_checkpoints BEGIN SELECT raise(ABORT, 'a checkpoint is never removed'); END;
      CREATE TABLE audit_head (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        size INTEGER NOT NULL,
        root TEXT NOT NULL,
        checkpoints INTEGER NOT NULL,
        seal BLOB NOT NULL
      ) STRICT;
    `);
  },
};
