/**
 * The store is everything the workstation holds in rows: applications, documents' whereabouts, findings, decisions and their way, rules, the audit chain.
 * It promises that what a transaction returned from is durable and encrypted (SQLCipher 4), that nothing half-done is ever seen, and that rows come out
 * as domain types; it is the only place with SQL. `engine/workstation.ts` opens it with the vault's key and hands it to sync, checks and review.
 */
import { statSync } from 'node:fs';
import { type Result, succeed } from '../../../shared/domain/failure.ts';
import type { Log } from '../ports/log.ts';
import { readAnnouncements, writeAnnouncements } from './announcements.ts';
import { readApplications, writeApplications } from './applications.ts';
import { readAudit, writeAudit } from './audit.ts';
import { type AuditMemory, readAuditCheckpoints, writeAuditCheckpoints } from './audit-checkpoints.ts';
import { readAuditList } from './audit-list.ts';
import { readClaims, writeClaims } from './claims.ts';
import { openClosings } from './closings.ts';
import { readColleagueNotes, writeColleagueNotes } from './colleague-notes.ts';
import { connect } from './connection.ts';
import { removeDatabaseCopies } from './copies.ts';
import { readDecidedChecks, writeDecidedChecks } from './decided-checks.ts';
import { readDecisionBases } from './decision-bases.ts';
import { writeDecisionFigures } from './decision-figures.ts';
import { readDecisions, writeDecisions } from './decisions.ts';
import { readDocuments, writeDocuments } from './documents.ts';
import { readDrafts, writeDrafts } from './drafts.ts';
import { readDuplicates, writeDuplicates } from './duplicates.ts';
import { readErasure, writeErasure } from './erasure.ts';
import { classifyStoreError } from './errors.ts';
import { readFindingFeedback, writeFindingFeedback } from './finding-feedback.ts';
import { readFindings, writeFindings } from './findings.ts';
import { openHealth } from './health.ts';
import { readInsight } from './insight.ts';
import { openMigrated } from './migrate-safely.ts';
import { readOwnLooks, writeOwnLooks } from './own-looks.ts';
import { readPackages, writePackages } from './packages.ts';
import { readQueue } from './queue.ts';
import { readReadings, writeReadings } from './readings.ts';
import { readRequests, writeRequests } from './requests.ts';
import { type RulesMemory, readRules, writeRules } from './rules.ts';
import { writeSearchMove } from './search-move.ts';
import { writeSpelling } from './search-rows.ts';
import { readSecondLooks, writeSecondLooks } from './second-looks.ts';
import { readSpace, writeSpace } from './space.ts';
import type { ReadableStore, Store, WritableStore } from './types.ts';
import { readWantedChecks, writeWantedChecks } from './wanted-checks.ts';
import { readWorkstation, type WorkstationMemory, writeWorkstation } from './workstation.ts';

export { type DatabaseCopy, databaseCopies, removeDatabaseCopies, restoreDatabase } from './copies.ts';
export { requestDraftKey } from './drafts.ts';
export { classifyStoreError } from './errors.ts';
export { loadSpelling } from './name-spelling.ts';
export type * from './types.ts';

/** How to open a store. */
export type StoreOptions = {
  /** The database file. */
  path: string;
  /** The raw key, 32 bytes, from the vault. */
  key: Uint8Array;
  /** Told of slow statements and migrations. */
  log?: Log | undefined;
  /** Whether a missing file is damage (`vault_damaged`) rather than a new workstation. */
  mustExist?: boolean | undefined;
};

/**
 * Opens the store, making or migrating it as needed. Fails with `vault_damaged` (not a database of this key), `store_newer`, `migration_failed`, `disk_full`,
 * `disk_read_only`, or `folder_in_use` while another program keeps it locked.
 */
export const openStore = ({ path, key, log, mustExist = false }: StoreOptions): Result<Store> => {
  const opened = openMigrated({ path, key, mustExist, log });
  if (!opened.ok) return opened;
  const db = opened.value;
  const connection = connect(db, log);
  const memory: RulesMemory & WorkstationMemory & AuditMemory = {};
  const read: ReadableStore = {
    ...readWorkstation(connection, memory),
    ...readApplications(connection),
    ...readDocuments(connection),
    ...readSpace(connection),
    ...readErasure(connection),
    ...readFindings(connection),
    ...readFindingFeedback(connection),
    ...readSecondLooks(connection),
    ...readOwnLooks(connection),
    ...readWantedChecks(connection),
    ...readDecidedChecks(connection),
    ...readColleagueNotes(connection),
    ...readDuplicates(connection),
    ...readReadings(connection),
    ...readQueue(connection),
    ...readRequests(connection),
    ...readDecisions(connection),
    ...readDecisionBases(connection),
    ...readInsight(connection),
    ...readClaims(connection),
    ...readDrafts(connection),
    ...readPackages(connection),
    ...readAnnouncements(connection),
    ...readRules(connection, memory),
    ...readAudit(connection),
    ...readAuditList(connection),
    ...readAuditCheckpoints(connection),
  };
  const write: WritableStore = {
    ...read,
    ...writeWorkstation(connection, memory),
    ...writeApplications(connection),
    ...writeSpelling(connection),
    ...writeSearchMove(connection),
    ...writeDocuments(connection),
    ...writeSpace(connection),
    ...writeErasure(connection),
    ...writeFindings(connection),
    ...writeFindingFeedback(connection),
    ...writeSecondLooks(connection),
    ...writeOwnLooks(connection),
    ...writeWantedChecks(connection),
    ...writeDecidedChecks(connection),
    ...writeColleagueNotes(connection),
    ...writeDuplicates(connection),
    ...writeReadings(connection),
    ...writeRequests(connection),
    ...writeDecisions(connection),
    ...writeDecisionFigures(connection),
    ...writeClaims(connection),
    ...writeDrafts(connection),
    ...writePackages(connection),
    ...writeAnnouncements(connection),
    ...writeRules(connection, memory),
    ...writeAudit(connection, memory),
    ...writeAuditCheckpoints(connection, memory),
  };

  const closings = openClosings(connection);
  /** What a program that ended left to the list; it is right without, and a disk that refuses it now has time until later. */
  const settle = (): void => {
    try {
      if (closings.waiting()) db.transaction(closings.settle).immediate();
    } catch (error) {
      if (classifyStoreError(error) === undefined) throw error;
    }
  };
  settle();

  const atOpening = statSync(path, { bigint: true });
  /**
   * A file that was removed or replaced under the open database takes what is written with it when the program ends, and SQLite does not look for that in its
   * write-ahead mode: nothing may be acknowledged then. Costs some microseconds.
   */
  const inPlace = (): void => {
    const present = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (present?.ino === atOpening.ino && present.dev === atOpening.dev) return;
    throw Object.assign(new Error('the database file is not in its place any more'), { code: 'SQLITE_READONLY_DBMOVED' });
  };

  const inTransaction = db.transaction((work: () => void) => work()).immediate;

  return succeed({
    read,
    transaction: <Value>(work: (write: WritableStore) => Value): Value => {
      let value: { of: Value } | undefined;
      try {
        inTransaction(() => {
          value = { of: work(write) };
        });
        inPlace();
        if (value === undefined) throw new Error('the transaction did nothing');
        return value.of;
      } catch (error) {
        // What was remembered may be of the transaction that never happened.
        memory.workstation = undefined;
        memory.policy = undefined;
        memory.catalogue = undefined;
        throw error;
      }
    },
    health: openHealth(db, connection),
    signAuditWith: (key) => {
      memory.signer = key;
    },
    versions: () => ({
      ...(db.prepare('SELECT sqlite_version() AS sqlite, sqlite3mc_version() AS cipher').get() as { sqlite: string; cipher: string }),
      schema: db.pragma('user_version', { simple: true }) as number,
    }),
    settleErased: () => {
      db.pragma('wal_checkpoint(TRUNCATE)');
      // What was erased is still in the copies from before migrations.
      removeDatabaseCopies(path);
    },
    close: () => {
      if (!db.open) return;
      settle();
      try {
        db.pragma('optimize');
      } catch (error) {
        // Statistics for the next time. A full disk refuses them, and must not keep the desk from being locked.
        if (classifyStoreError(error) === undefined) throw error;
      } finally {
        db.close();
      }
    },
  });
};
