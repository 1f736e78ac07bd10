import type { Migration } from './migration.ts';

/**
 * What was read of documents, one row for a file and the kind it was uploaded as: it says the same for every application and revision that names the file, and goes with the
 * file. `failed`: the reader could not do its work, so it is tried again by a later run. `wanted_readings`: documents whose photo was checked and which are still to be read.
 */
export const readings: Migration = {
  version: 180,
  name: 'readings',
  up: (db) => {
    db.exec(`
      CREATE TABLE readings (
        sha256 TEXT NOT NULL REFERENCES files (sha256) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        failed INTEGER NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (sha256, kind)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE wanted_readings (
        application INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
        document_id TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES files (sha256) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        PRIMARY KEY (application, document_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX wanted_readings_sha256 ON wanted_readings (sha256);

      -- What was checked before documents were read is read now.
      INSERT INTO wanted_readings (application, document_id, sha256, kind)
        SELECT d.application, d.id, d.sha256, json_extract(j.value, '$.kind')
          FROM documents d
          JOIN applications a ON a.number = d.application AND a.decided = 0
          JOIN application_contents c ON c.application = d.application
          JOIN json_each(c.content, '$.documents') j ON json_extract(j.value, '$.id') = d.id
         WHERE d.checked = 1 AND d.superseded = 0 AND json_extract(j.value, '$.kind') IN ('id_front', 'id_back', 'passport_page');

      -- A policy that was put in force before documents were read gets the figures of resources/policy.json.
      UPDATE rules SET content = json_set(content, '$.reading', json('{"agreeFrom":0.8,"differFrom":0.9,"verifiedFrom":0.5}'))
        WHERE kind = 'policy' AND json_extract(content, '$.reading') IS NULL;
    `);
  },
};
