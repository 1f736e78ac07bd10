import type { Database } from 'better-sqlite3';
import type { Application } from '../../../../shared/domain/application.ts';
import { identityValuesOf } from '../../../../shared/domain/duplicates.ts';
import type { Migration } from './migration.ts';

/**
 * What applications have in common. `pictures`: what a file's picture is recognised by; goes with the file. `identity_values`: the values of a form by which it is
 * recognised, in their plain spelling; go with the application. `duplicate_pairs`: what was found, from both sides; goes with either. Numbers of pictures are
 * never given again, since the index in memory reads on from the last one it knows.
 */
export const duplicates: Migration = {
  version: 200,
  name: 'duplicates',
  up: (db) => {
    db.exec(`
      CREATE TABLE pictures (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        sha256 TEXT NOT NULL REFERENCES files (sha256) ON DELETE CASCADE,
        part TEXT NOT NULL CHECK (part IN ('whole', 'face')),
        tile BLOB NOT NULL,
        hashes BLOB NOT NULL,
        UNIQUE (sha256, part)
      ) STRICT;
      CREATE TABLE identity_values (
        application INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (application, kind)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX identity_values_kind_value ON identity_values (kind, value);
      CREATE TABLE duplicate_pairs (
        application INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
        other INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        other_sha256 TEXT NOT NULL,
        likeness REAL,
        degrees INTEGER,
        mirrored INTEGER,
        PRIMARY KEY (application, other, kind, sha256, other_sha256)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX duplicate_pairs_other ON duplicate_pairs (other);
    `);
    recogniseHeld(db);
    db.exec(`
      INSERT OR IGNORE INTO duplicate_pairs (application, other, kind, sha256, other_sha256)
        SELECT a.application, b.application, a.kind, '', '' FROM identity_values a
          JOIN identity_values b ON b.kind = a.kind AND b.value = a.value AND b.application <> a.application
         WHERE (SELECT count(*) FROM identity_values c WHERE c.kind = a.kind AND c.value = a.value) <= 50;
      INSERT OR IGNORE INTO duplicate_pairs (application, other, kind, sha256, other_sha256)
        SELECT a.application, b.application, 'file', a.sha256, b.sha256 FROM documents a
          JOIN documents b ON b.sha256 = a.sha256 AND b.application <> a.application
         WHERE (SELECT count(*) FROM documents c WHERE c.sha256 = a.sha256) <= 50;
      -- Photos that were checked before have no signature yet: what is open is checked once more.
      UPDATE documents SET checked = 0 WHERE checked = 1 AND superseded = 0 AND application IN (SELECT number FROM applications WHERE decided = 0);
      UPDATE applications SET checks_complete = 0, documents_unchecked = documents_held, verdict = 'waiting', verdict_rank = 5
        WHERE decided = 0 AND documents_held > 0;
      -- A policy that was put in force before gets the figures of resources/policy.json.
      UPDATE rules SET content = json_set(content, '$.fields', json('{"longestName":30,"shortestAddress":8,"phone":{"regions":["CN","HK","MO","TW"],"elsewhere":"warn"},"mailDomains":["qq.com","163.com","126.com","yeah.net","sina.com","sohu.com","foxmail.com","gmail.com","outlook.com","hotmail.com","icloud.com","yahoo.com","139.com","189.cn","aliyun.com"]}'))
        WHERE kind = 'policy' AND json_extract(content, '$.fields') IS NULL;
      UPDATE rules SET content = json_set(content, '$.duplicates', json('{"alike":0.98}'))
        WHERE kind = 'policy' AND json_extract(content, '$.duplicates') IS NULL;
    `);
  },
};

/** Applications that are read at once. */
const portion = 500;

const recogniseHeld = (db: Database): void => {
  const read = db.prepare<[number], { application: number; content: string }>(
    `SELECT application, content FROM application_contents WHERE application > ? ORDER BY application LIMIT ${portion}`,
  );
  const put = db.prepare('INSERT INTO identity_values (application, kind, value) VALUES (?, ?, ?)');
  for (let rows = read.all(0); rows.length > 0; rows = read.all(rows.at(-1)?.application ?? 0))
    for (const { application, content } of rows)
      for (const { kind, value } of identityValuesOf(JSON.parse(content) as Application)) put.run(application, kind, value);
};
