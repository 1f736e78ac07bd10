import type { Database } from 'better-sqlite3';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import { systemClock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** What can be bound to a statement. */
export type Value = string | number | Uint8Array | null;

/** One prepared statement. */
export type Statement<Row> = {
  get(...values: Value[]): Row | undefined;
  all(...values: Value[]): Row[];
  /** Runs it and returns how many rows it changed (without those that triggers and cascades changed). */
  run(...values: Value[]): number;
};

/** The open database as the slices see it. */
export type Connection = {
  /** A statement, prepared at its first use and kept. The name stands for it in the log; values never do. */
  statement<Row>(name: string, sql: string): Statement<Row>;
  /** Answers from one state of the database, and takes the file's lock once instead of for each statement, which costs more than most of them. */
  reading<Answer>(work: () => Answer): Answer;
  /** Changes the schema while the database is open; tables that belong to the search index are not protected from it. */
  alter(sql: string): void;
};

/** From here on a statement is slow and logged by name, ms: a queue page has 50 ms in all (`quality.md`). */
const slowFrom = 40;

/** Wraps the database; every statement of the slices goes through here. */
export const connect = (db: Database, log?: Log): Connection => {
  const begin = db.prepare('BEGIN');
  const end = db.prepare('COMMIT');
  return {
    reading: (work) => {
      if (db.inTransaction) return work();
      begin.run();
      try {
        return work();
      } finally {
        end.run();
      }
    },
    alter: (sql) => {
      db.unsafeMode(true);
      try {
        db.exec(sql);
      } finally {
        db.unsafeMode(false);
      }
    },
    statement: <Row>(name: string, sql: string): Statement<Row> => {
      let prepared: ReturnType<typeof db.prepare<Value[], Row>> | undefined;
      const timed = <Answer>(work: (statement: NonNullable<typeof prepared>) => Answer): Answer => {
        prepared ??= db.prepare<Value[], Row>(sql);
        const begun = systemClock.monotonic();
        const answer = work(prepared);
        const ms = systemClock.monotonic() - begun;
        if (ms > slowFrom) log?.warn({ statement: name, ms: Math.round(ms) }, 'slow statement');
        return answer;
      };
      return {
        get: (...values) => timed((statement) => statement.get(...values)),
        all: (...values) => timed((statement) => statement.all(...values)),
        run: (...values) => timed((statement) => statement.run(...values).changes),
      };
    },
  };
};

/**
 * A value of a JSON column. Every page of the database is authenticated with the vault's key, so what is read is what this program wrote
 * after it had parsed it at the edge; a changed shape is a migration's business.
 */
export const fromJson = <Value>(text: string): Value => JSON.parse(text) as Value;

/** The optional member for a column that may be NULL. */
export const orUndefined = <Present>(value: Present | null): Present | undefined => (value === null ? undefined : value);

/** An RFC 3339 time in UTC with milliseconds, whatever offset or precision it came in, so that times sort as text. */
export const sortable = (instant: string): string => {
  const ms = Date.parse(instant);
  return Number.isNaN(ms) ? instant : toTimestamp(ms);
};
