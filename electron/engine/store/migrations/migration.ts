import type { Database } from 'better-sqlite3';

/** One step of the schema. Never edited once released: what has to change is a new step. */
export type Migration = { version: number; name: string; up(db: Database): void };
