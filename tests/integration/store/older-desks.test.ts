import { execFile } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { databaseCopies } from '../../../electron/engine/store/index.ts';
import { openMigrated } from '../../../electron/engine/store/migrate-safely.ts';
import { migrations, schemaVersion } from '../../../electron/engine/store/migrations/index.ts';
import { openDatabase } from '../../../electron/engine/store/open-database.ts';
import { olderDatabaseKey, olderDesk, olderPeople, olderSchemas } from '../../fixtures/older-desk.ts';
import { onSmallDisk } from '../../fixtures/small-disk.ts';
import { freshFolder, testKey } from '../../fixtures/store.ts';
import { openTestWorkstation, passphrase, taken } from '../../fixtures/workstation.ts';

type Row = Record<string, unknown>;

/** Not the indexes of words, present and earlier: they are looked into by searching, and the earlier one ends in the background (`search-answers.test.ts`). */
const ordinary = "name NOT LIKE 'sqlite_%' AND name NOT LIKE 'application_search%' AND name NOT LIKE 'application_windows%'";

/** Every row of every table of the program's own, in the order of its key. */
const rowsOf = (db: Database): Map<string, Row[]> => {
  const names = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND ${ordinary} ORDER BY name`).pluck().all() as string[];
  return new Map(names.map((name) => [name, db.prepare<[], Row>(`SELECT * FROM ${name}`).all()]));
};
const schemaOf = (db: Database): unknown[] =>
  db.prepare(`SELECT type, name, sql FROM sqlite_schema WHERE ${ordinary} ORDER BY type, name`).all();
/** Looks into a database as it is, without migrating it. */
const peek = <Value>(path: string, key: Uint8Array, look: (db: Database) => Value): Value => {
  const db = taken(openDatabase(path, key, true));
  try {
    return look(db);
  } finally {
    db.close();
  }
};
/** Brings a database to a schema, or to the present one. */
const migrated = (path: string, key: Uint8Array, latest = schemaVersion): void => {
  taken(openMigrated({ path, key, mustExist: true, steps: migrations.filter(({ version }) => version <= latest) })).close();
};

/** Columns that a step sets anew on purpose, by table, with the step that does. Every other value of an old row stays as it was. */
const setAnew: Record<string, Record<string, number>> = {
  applications: {
    // What is open is checked once more, for the signatures of its photos.
    checks_complete: 200,
    documents_unchecked: 200,
    verdict: 200,
    verdict_rank: 200,
    // Of what is decided.
    postponed_until: 150,
  },
  documents: { checked: 200 },
  // Of what a result package carries.
  decisions: { sent_at: 160 },
};
const added = (row: Row, columns: Row): Row => Object.fromEntries(Object.keys(columns).map((column) => [column, row[column]]));

/** What of the old rows is not there any more, in words of table and column. */
const lostOf = (before: Map<string, Row[]>, after: Map<string, Row[]>, from: number): string[] =>
  [...before].flatMap(([table, rows]) => {
    // Counts that triggers keep have their own test; a policy is compared by its members.
    if (table === 'tallies') return [];
    const present = after.get(table) ?? [];
    if (present.length < rows.length) return [`${table}: ${rows.length - present.length} rows`];
    return rows.flatMap((row, index) => {
      const now = added(present[index] ?? {}, row);
      return Object.keys(row).flatMap((column) => {
        if ((setAnew[table]?.[column] ?? 0) > from) return [];
        if (table === 'rules' && column === 'content') {
          const policy = JSON.parse(String(row[column])) as object;
          expect(JSON.parse(String(now[column]))).toMatchObject(policy);
          return [];
        }
        return Buffer.from(JSON.stringify(row[column])).equals(Buffer.from(JSON.stringify(now[column] ?? null)))
          ? []
          : [`${table}.${column}`];
      });
    });
  });
/** Salts are drawn anew in each database. */
const withoutSalt = (rows: Map<string, Row[]>): Row[][] => [...rows].filter(([table]) => table !== 'erasure').map(([, held]) => held);

describe.each(olderSchemas)('a desk of schema %i, as its own program left it', (schema) => {
  it('loses no row and no value, has the schema of a new one, and comes to the same by every step on the way', async () => {
    const folder = olderDesk(schema);
    const key = await olderDatabaseKey(folder);
    const path = join(folder, 'desk.db');
    const before = peek(path, key, rowsOf);
    expect(peek(path, key, (db) => db.pragma('user_version', { simple: true }))).toBe(schema);
    const original = join(freshFolder(), 'desk.db');
    copyFileSync(path, original);

    migrated(path, key);
    const after = peek(path, key, rowsOf);
    expect(lostOf(before, after, schema)).toEqual([]);
    const fresh = join(freshFolder(), 'desk.db');
    taken(openMigrated({ path: fresh, key: testKey, mustExist: false })).close();
    expect(peek(path, key, schemaOf)).toEqual(peek(fresh, testKey, schemaOf));
    expect(peek(path, key, (db) => [db.pragma('foreign_key_check'), db.pragma('integrity_check', { simple: true })])).toEqual([[], 'ok']);
    // The counts are those of a count.
    const [counted, tallied] = peek(path, key, (db) => [
      db.prepare('SELECT arrival, count(*) AS count FROM files GROUP BY arrival ORDER BY arrival').all() as {
        arrival: string;
        count: number;
      }[],
      new Map(db.prepare('SELECT name, value FROM tallies').raw().all() as [string, number][]),
    ]);
    for (const { arrival, count } of counted) expect([arrival, tallied.get(`files_${arrival}`)]).toEqual([arrival, count]);

    for (const { version } of migrations.filter((step) => step.version > schema && step.version < schemaVersion)) {
      const between = join(freshFolder(), 'desk.db');
      copyFileSync(original, between);
      migrated(between, key, version);
      migrated(between, key);
      expect([version, withoutSalt(peek(between, key, rowsOf))]).toEqual([version, withoutSalt(after)]);
    }
  }, 60_000);

  it('shows its reviewer what it showed: the queue, the forms, the search, what was begun and what was decided, and a sound audit', async () => {
    const folder = olderDesk(schema);
    const key = await olderDatabaseKey(folder);
    const path = join(folder, 'desk.db');
    const chain =
      peek(path, key, rowsOf)
        .get('audit')
        ?.map(({ hash }) => hash) ?? [];
    const one = await openTestWorkstation(folder, { automatic: false });
    try {
      taken(await one.workstation.unlock(passphrase));
      const { review, store, chain: audit } = one.desk();
      while (store.transaction((write) => write.spellNames(100)) > 0);
      const page = (search?: string) =>
        taken(review.queuePage({ view: 'all', search, order: { by: 'submitted', descending: false }, offset: 0, limit: 50 }));
      const listed = page().rows.map(({ applicationId: id }) => ({ id, person: taken(review.open(id, true)).application.applicant }));
      expect(listed.map(({ person }) => person.name).toSorted()).toEqual([...olderPeople].toSorted());
      for (const { id, person } of listed)
        for (const searched of [person.name, person.idNumber, person.idNumber?.slice(-4)]) {
          expect([searched, page(searched).rows.map((row) => row.applicationId)]).toEqual([searched, expect.arrayContaining([id])]);
          expect(page(searched).total).toBeLessThan(olderPeople.length);
        }
      const byState = taken(review.outbox(0, 50)).decisions.map(({ state, outcome }) => `${state} ${outcome}`);
      expect(byState.toSorted()).toEqual([
        'conflict approve',
        'dropped approve',
        'held approve',
        'receipted escalate',
        'refused approve',
        'waiting reject',
      ]);
      const begun = listed.find(({ person }) => person.name === '苏若溪');
      expect(taken(review.open(begun?.id ?? '', false)).draft).toMatchObject({ outcome: 'request_fixes', note: '号码末位看不清' });
      expect(store.read.unknownChangeCount()).toBe(1);
      expect(store.read.announcements()).toHaveLength(2);

      expect(
        store.read
          .auditEntries(1, 500)
          .slice(0, chain.length)
          .map(({ hash }) => hash),
      ).toEqual(chain);
      let sound: boolean | undefined;
      for await (const progress of audit.verify({})) sound = taken(progress).verdict?.sound;
      expect(sound).toBe(true);
    } finally {
      await one.close();
    }
  }, 60_000);
});

describe('a desk of the first schema that is brought to the present one', () => {
  const run = (parameters: string[]): Promise<void> =>
    new Promise((resolve, reject) => {
      execFile(process.execPath, [fileURLToPath(new URL('./killed-between-steps.ts', import.meta.url)), ...parameters], (error) =>
        error?.signal === 'SIGKILL' ? resolve() : reject(error ?? new Error('the process was not killed')),
      );
    });

  it('is the old one, whole, with its copy beside it, wherever between the steps its program is killed, and is brought there by the next', async () => {
    const kept = olderDesk(100);
    const key = await olderDatabaseKey(kept);
    const before = peek(join(kept, 'desk.db'), key, rowsOf);
    for (const { version } of migrations.filter((step) => step.version > 100).filter((_, index) => index % 3 === 0)) {
      const folder = olderDesk(100);
      const path = join(folder, 'desk.db');
      await run([path, Buffer.from(key).toString('hex'), String(version)]);
      expect([version, peek(path, key, rowsOf)]).toEqual([version, before]);
      const [copy] = databaseCopies(path);
      expect([version, peek(copy?.path ?? '', key, rowsOf)]).toEqual([version, before]);
      migrated(path, key);
      expect(lostOf(before, peek(path, key, rowsOf), 100)).toEqual([]);
    }
  }, 60_000);

  it('is told as a full disk where there is no room, with however little, and stays as it was; with room it goes on', async () => {
    const kept = olderDesk(100);
    const key = await olderDatabaseKey(kept);
    const told = await onSmallDisk(fileURLToPath(new URL('./migrating-on-small-disk.ts', import.meta.url)), [
      join(kept, 'desk.db'),
      Buffer.from(key).toString('hex'),
    ]);
    const tries = JSON.parse(told) as { left: number; code: string; schema: number; audit: number }[];
    const refused = tries.filter(({ code }) => code !== 'ok');
    expect(refused.length).toBeGreaterThan(4);
    for (const one of refused) expect(one).toMatchObject({ code: 'disk_full', schema: 100 });
    expect(tries.at(-1)).toMatchObject({ code: 'ok', schema: schemaVersion });
    expect(new Set(tries.map(({ audit }) => audit)).size).toBe(1);
  }, 60_000);
});
