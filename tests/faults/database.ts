import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Opens a workstation's database beside the program that has it, only to look. */
const look = <Value>(folder: string, key: Uint8Array, work: (db: Database.Database) => Value): Value => {
  const db = new Database(join(folder, 'desk.db'), { readonly: true });
  try {
    for (const pragma of ["cipher = 'sqlcipher'", 'legacy = 4', `key = "x'${Buffer.from(key).toString('hex')}'"`]) db.pragma(pragma);
    return work(db);
  } finally {
    db.close();
  }
};

/** SQLite's own examination of every page and index, and of the references between tables: `ok`, or what is wrong. */
export const examine = (folder: string, key: Uint8Array): string =>
  look(folder, key, (db) => {
    const found = db.pragma('integrity_check') as { integrity_check: string }[];
    const dangling = db.pragma('foreign_key_check') as unknown[];
    return [...found.map(({ integrity_check }) => integrity_check), ...dangling.map((row) => JSON.stringify(row))].join('; ');
  });

/** Every row of every table, as text: two dumps are equal where nothing was changed. `but`: tables that may differ. */
export const dump = (folder: string, key: Uint8Array, but: readonly string[] = []): Record<string, string[]> =>
  look(folder, key, (db) => {
    const tables = db
      .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name")
      .all();
    return Object.fromEntries(
      tables
        .filter(({ name }) => !but.includes(name))
        .map(({ name }) => [
          name,
          db
            .prepare(`SELECT * FROM "${name}"`)
            .all()
            .map((row) => JSON.stringify(row))
            .sort(),
        ]),
    );
  });
