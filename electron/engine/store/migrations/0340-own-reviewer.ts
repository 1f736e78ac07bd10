import type { Migration } from './migration.ts';

/** A vault that works with a platform belongs to the reviewer whom that platform named; until now this was only known as whoever was named last. */
export const ownReviewer: Migration = {
  version: 340,
  name: 'own-reviewer',
  up: (db) => {
    db.exec(`
      INSERT OR IGNORE INTO workstation (name, value)
      SELECT 'ownReviewerId', json_quote(json_extract(reviewer.value, '$.id'))
      FROM workstation AS reviewer, workstation AS source, workstation AS own
      WHERE reviewer.name = 'reviewer' AND source.name = 'source' AND own.name = 'workstationId'
        AND json_extract(source.value, '$.kind') = 'server'
        AND json_extract(reviewer.value, '$.id') <> json_extract(own.value, '$');
    `);
  },
};
