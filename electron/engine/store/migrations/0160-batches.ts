import type { Migration } from './migration.ts';

/**
 * What an imported package was, told apart by its batch and its content instead of by the text of its manifest; imports of older versions have only the latter.
 * What a result package carries has been sent.
 */
export const batches: Migration = {
  version: 160,
  name: 'batches',
  up: (db) => {
    db.exec(`
      ALTER TABLE packages ADD COLUMN package_id TEXT;
      ALTER TABLE packages ADD COLUMN changes_sha256 TEXT;
      ALTER TABLE packages ADD COLUMN receipts_sha256 TEXT;
      UPDATE packages SET package_id = json_extract(content, '$.packageId');
      CREATE INDEX packages_package_id ON packages (package_id);
      DROP INDEX packages_digest;
      UPDATE decisions SET sent_at = decided_at WHERE exported_in IS NOT NULL AND sent_at IS NULL;
    `);
  },
};
