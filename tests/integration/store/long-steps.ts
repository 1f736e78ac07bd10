import type { Migration } from '../../../electron/engine/store/migrations/migration.ts';

/** Rows of the database that is migrated in the tests of interrupted migrations. */
export const longRows = 20_000;

/** The first step alone: where an older program left the database. */
export const firstStep: Migration = {
  version: 10,
  name: 'first',
  up: (db) => {
    db.exec('CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT');
    const insert = db.prepare('INSERT INTO things VALUES (?, ?)');
    for (let id = 1; id <= longRows; id += 1) insert.run(id, `thing ${id} ${'x'.repeat(200)}`);
  },
};

/** The steps of a newer program, which rewrite every row; after `told` of them `inTheMiddle` is called. */
export const longSteps = (told: number, inTheMiddle: () => void): Migration[] => [
  firstStep,
  {
    version: 20,
    name: 'rewriting',
    up: (db) => {
      db.exec('ALTER TABLE things ADD COLUMN length INTEGER');
      const update = db.prepare('UPDATE things SET length = length(name), name = upper(name) WHERE id = ?');
      for (let id = 1; id <= longRows; id += 1) {
        update.run(id);
        if (id === told) inTheMiddle();
      }
    },
  },
];
