/**
 * A vault's database full of applications, made in about a minute for a million: the rows are written as the store writes them, with the indexes built at the
 * end, as the store's own front would take some minutes. Documents have no rows of their own, since the list does not read them.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { loadSpelling, openStore, type Store } from '../../electron/engine/store/index.ts';
import { spellingsOf } from '../../electron/engine/store/name-spelling.ts';
import { verdictRanks } from '../../electron/engine/store/progress.ts';
import { searchTextOf, windowsOf } from '../../electron/engine/store/search-text.ts';
import { hourMs, toTimestamp } from '../../shared/domain/shanghai-time.ts';
import { fixedId } from '../fixtures/batch.ts';
import { inventApplication } from '../fixtures/store.ts';

await loadSpelling();

/** The moment at which the list is looked at. */
export const lookedAt = Date.parse('2026-11-25T02:00:00.000Z');

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文辉力红梅鑫波宇浩凯健俊帆雪'];
const types = ['resident_identity', 'passport', 'residence_permit', 'travel_permit'] as const;
const verdicts = ['pass', 'pass', 'pass', 'pass', 'warn', 'warn', 'fail', 'waiting', 'error', 'pass'] as const;

/** Numbers that look like chance and are the same in every run: the fractional parts of multiples (Weyl). */
const scattered = (index: number, salt: number): number => ((((index + 1) * (salt * 0.6180339887498949 + 0.0001)) % 1) + 1) % 1;
const pick = <Item>(items: readonly Item[], share: number): Item => items[Math.floor(share * items.length)] as Item;
const digits = (share: number, count: number): string => String(Math.floor(share * 10 ** count)).padStart(count, '0');

/** The applicant of the `index`-th application. */
export const applicantOf = (index: number) => {
  const name =
    pick(surnames, scattered(index, 3)) + pick(given, scattered(index, 5)) + (index % 3 === 0 ? '' : pick(given, scattered(index, 7)));
  const born = `19${digits(scattered(index, 11), 2)}0${1 + (index % 9)}1${index % 10}`;
  return {
    name,
    latinName: `SAMPLE ${digits(scattered(index, 13), 4)}`,
    idNumber: `1101${digits(scattered(index, 17), 2)}${born}${digits(scattered(index, 19), 4)}`,
    passportNumber: '',
    phone: `13${digits(scattered(index, 23), 9)}`,
    email: `p${digits(scattered(index, 29), 8)}@example.com`,
  };
};

/** The application's identifier. */
export const idOf = (index: number): string => fixedId('application', index);

const key = new Uint8Array(32).fill(7);

/** Opens the database of so many applications as the workstation does. It is made where this run (`BENCH_FOLDER`) has none of that name yet. */
export const openMany = (count: number, name = 'many'): { store: Store; close(): void } => {
  const run = process.env.BENCH_FOLDER;
  const parent = run ?? mkdtempSync(join(tmpdir(), 'bench-queue-'));
  const folder = join(parent, `${name}-${count}`);
  const path = join(folder, 'desk.db');
  if (!existsSync(path)) {
    const making = join(parent, `making-${count}`);
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { recursive: true });
    makeMany(join(making, 'desk.db'), count);
    renameSync(making, folder);
  }
  const opened = openStore({ path, key });
  if (!opened.ok) throw new Error(opened.error.code);
  return {
    store: opened.value,
    close: () => {
      opened.value.close();
      if (run === undefined) rmSync(parent, { recursive: true, force: true });
    },
  };
};

/** Makes it. A third is decided, spread over weeks; due times over 30 days around {@link lookedAt}. */
const makeMany = (path: string, count: number): void => {
  const made = openStore({ path, key });
  if (!made.ok) throw new Error(made.error.code);
  made.value.close();
  const db = new Database(path);
  for (const pragma of ["cipher = 'sqlcipher'", 'legacy = 4', `key = "x'${Buffer.from(key).toString('hex')}'"`]) db.pragma(pragma);
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -524288', 'temp_store = MEMORY']) db.pragma(pragma);
  const later = db
    .prepare<[], { type: string; name: string; sql: string }>(
      "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = 'applications' AND type IN ('index', 'trigger') AND sql IS NOT NULL",
    )
    .all();
  for (const { type, name } of later) db.exec(`DROP ${type} ${name}`);
  const insert = db.prepare(
    `INSERT INTO applications (number, id, revision, type, name, submitted_at, due_at, priority, urgency, account_id, account_status, attempt, decided, decided_at,
       closed, postponed_until, open_requests, request_kinds, documents_total, documents_held, fields_checked, checks_complete, verdict, verdict_rank, marks)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 3, 3, 1, 1, ?, ?, ?)`,
  );
  const content = db.prepare("INSERT INTO application_contents (application, content, search_text) VALUES (?, ?, '')");
  const searched = db.prepare('INSERT INTO application_texts (application, text) VALUES (?, ?)');
  const index = db.prepare('INSERT INTO application_windows (rowid, windows) VALUES (?, ?)');
  db.exec('BEGIN');
  for (let at = 0; at < count; at += 1) {
    const submitted = lookedAt - 24 * 30 * hourMs * scattered(at, 31);
    const due = submitted + 29 * 24 * hourMs;
    const decided = at % 3 === 2 ? 1 : 0;
    const attempt = at % 12 === 0 ? 2 : at % 60 === 1 ? 3 : 1;
    const priority = at % 40 === 0 ? 1 : 0;
    const requests = at % 97 === 0 ? 1 : 0;
    const verdict = pick(verdicts, scattered(at, 37));
    const application = inventApplication(
      idOf(at),
      { type: pick(types, scattered(at, 41) ** 2), submittedAt: toTimestamp(submitted), priority, documents: [] },
      applicantOf(at),
    );
    insert.run(
      at + 1,
      application.id,
      attempt,
      application.type,
      application.applicant.name,
      application.submittedAt,
      toTimestamp(due),
      priority,
      -priority,
      application.account.id,
      at % 53 === 0 ? 'disabled' : at % 211 === 0 ? 'locked' : 'active',
      attempt,
      decided,
      decided === 0 ? null : toTimestamp(submitted + 48 * hourMs * scattered(at, 43)),
      decided,
      decided === 0 && at % 101 === 0 ? toTimestamp(lookedAt + hourMs) : null,
      requests,
      requests === 0 ? '[]' : '["amendment"]',
      verdict,
      verdictRanks[verdict],
      verdict === 'fail' ? '["image.sharpness"]' : '[]',
    );
    const text = searchTextOf(application, spellingsOf(application.applicant.name) ?? []);
    content.run(at + 1, JSON.stringify(application));
    searched.run(at + 1, text);
    index.run(at + 1, windowsOf(text));
  }
  db.exec('COMMIT');
  for (const { sql } of later) db.exec(sql);
  db.exec(`INSERT INTO application_counts SELECT closed, type, attempt, verdict_rank, open_requests > 0, urgency, count(*) FROM applications GROUP BY 1, 2, 3, 4, 5, 6;
    INSERT INTO application_due_counts SELECT closed, substr(due_at, 1, 13), type, count(*) FROM applications GROUP BY 1, 2, 3;
    INSERT INTO application_rare_counts
      SELECT closed, type, attempt, verdict_rank, request_kinds, account_status, coalesce(substr(postponed_until, 1, 13), ''), count(*)
        FROM applications WHERE open_requests > 0 OR inactive = 1 OR postponed_until IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7;
    INSERT INTO application_decided_counts
      SELECT date(decided_at, '+8 hours'), type, attempt, verdict_rank, open_requests > 0, count(*) FROM applications WHERE closed = 1 GROUP BY 1, 2, 3, 4, 5`);
  db.close();
};
