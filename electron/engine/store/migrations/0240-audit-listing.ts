import type { Migration } from './migration.ts';

/**
 * What the audit is listed by: the time, the kind, and the end of the number of what an entry is about (spelled as in `audit-list.ts`, or the index is not used). The chain
 * itself stays as it is.
 */
export const auditListing: Migration = {
  version: 240,
  name: 'audit listing',
  up: (db) => {
    db.exec(`
      CREATE INDEX audit_at ON audit (at);
      CREATE INDEX audit_action_at ON audit (action, at);
      CREATE INDEX audit_ending_at ON audit (substr(coalesce(details ->> '$.of', subject), -8), at)
        WHERE coalesce(details ->> '$.of', subject) IS NOT NULL;
    `);
  },
};
