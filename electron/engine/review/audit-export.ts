import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type AuditColumn, type AuditExport, type AuditFilter, auditColumns } from '../../../shared/domain/audit.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { shanghaiMoment, toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import { byteOrderMark, csvLines } from '../../../shared/domain/spreadsheet.ts';
import { onDisk, syncFolder } from '../ports/disk.ts';
import { type NewFile, pooledWriting } from '../ports/new-file.ts';
import type { ListedEntry } from '../store/index.ts';
import { auditQueryOf, recordAuditExport } from './audit.ts';
import type { ReviewParts } from './parts.ts';

/** What an export is called in the person's language: the columns, and the kinds of entries by their code. */
export type AuditExportWords = { columns: Record<AuditColumn, string>; kinds: Record<string, string> };

/** Entries read and written at a time: some milliseconds of this thread, between which it answers others. */
const atOnce = 2_000;

/** `2026-11-16 10:00:00` in Asia/Shanghai, as spreadsheets read times. */
const shanghaiTime = (at: string): string => {
  const { date, timeMs } = shanghaiMoment(at);
  return `${date} ${toTimestamp(timeMs).slice(11, 19)}`;
};

const cellsOf = (entry: ListedEntry, kinds: Record<string, string>): Record<AuditColumn, string> => ({
  seq: String(entry.seq),
  time: shanghaiTime(entry.at),
  utc: entry.at,
  reviewer: entry.reviewerId,
  kind: kinds[entry.action] ?? kinds.other ?? '',
  code: entry.action,
  about: entry.about ?? '',
  details: entry.details === undefined ? '' : JSON.stringify(entry.details),
  previous: entry.previous,
  hash: entry.hash,
  signature: entry.signature === undefined ? '' : Buffer.from(entry.signature).toString('base64'),
});

/**
 * Writes the audit, or what a filter leaves of it, into a CSV file, latest first, and tells how far it is. The file appears when it is whole; one of that name is replaced, which
 * the system's dialogue has asked about. Ends with `input_invalid` (another ending), `file_unreadable` (no such folder), `disk_full` or `disk_read_only`, and with
 * `vault_locked` where the desk is locked meanwhile; then, and when `signal` aborts, nothing is left behind.
 */
export async function* exportAudit(
  parts: ReviewParts,
  path: string,
  filter: AuditFilter,
  words: AuditExportWords,
  signal?: AbortSignal,
): AsyncGenerator<Result<AuditExport>, void> {
  const { store, random, clock, closing } = parts;
  if (!path.toLowerCase().endsWith('.csv')) return yield fail('input_invalid', { paths: ['*.csv'] });
  if (!existsSync(dirname(path))) return yield fail('file_unreadable', { file: basename(dirname(path)) });
  const query = auditQueryOf(filter);
  const total = store.read.auditCount(query);
  recordAuditExport(parts, filter, total);
  const temporary = `${path}.${random.uuidv7(clock.now())}.part`;
  let file: NewFile | undefined;
  try {
    const created = await onDisk(() => pooledWriting.create(temporary));
    if (!created.ok) return yield created;
    file = created.value;
    const opened = file;
    const append = (text: string) => onDisk(() => opened.append([Buffer.from(text)]));
    const begun = await append(byteOrderMark + csvLines([auditColumns.map((column) => words.columns[column])]));
    if (!begun.ok) return yield begun;
    // What was there when it began: the record of the export itself is the newest and is passed over where the filter would take it.
    let list = store.read.auditList(query, undefined, atOnce);
    if (store.read.auditCount(query) > total) list = list.slice(1);
    let done = 0;
    while (done < total && list.length > 0) {
      if (signal?.aborted) return;
      const rows = list.slice(0, total - done).map((entry) => {
        const cells = cellsOf(entry, words.kinds);
        return auditColumns.map((column) => cells[column]);
      });
      const written = await append(csvLines(rows));
      if (!written.ok) return yield written;
      done += rows.length;
      yield succeed({ done, total, finished: false });
      if (closing?.aborted) return yield fail('vault_locked');
      const last = list.at(-1);
      list = last === undefined ? [] : store.read.auditList(query, last, atOnce);
    }
    const finished = await onDisk(async () => {
      await opened.sync();
      await opened.close();
      await rename(temporary, path);
      await syncFolder(dirname(path));
    });
    yield finished.ok ? succeed({ done, total, finished: true }) : finished;
  } finally {
    await file?.close();
    await rm(temporary, { force: true });
  }
}
