import { rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { InsightChart } from '../../../shared/domain/insight.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import { type SpreadsheetCell, spreadsheetOf } from '../../../shared/domain/spreadsheet.ts';
import { errorCode, onDisk } from '../ports/disk.ts';
import { pooledWriting } from '../ports/new-file.ts';
import { platformNow } from '../review/index.ts';
import type { InsightParts } from './parts.ts';

/** What is written where: the numbers of a picture as a table with its headings, or the picture itself as PNG in base64. */
export type InsightExport = { chart: InsightChart; days?: number | undefined; path: string } & (
  | { kind: 'table'; rows: SpreadsheetCell[][] }
  | { kind: 'picture'; png: string }
);

/** A file that was written: its name, and bytes. */
export type ExportedFile = { fileName: string; byteLength: number };

/** How every PNG begins (PNG specification, 5.2). */
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const contentOf = (input: InsightExport): Buffer | undefined => {
  if (input.kind === 'table') return Buffer.from(spreadsheetOf(input.rows), 'utf8');
  const bytes = Buffer.from(input.png, 'base64');
  return bytes.subarray(0, pngSignature.length).equals(pngSignature) ? bytes : undefined;
};

/**
 * Writes a new file, and audits that it did. A file that is there is never replaced: the page names the path, and must not be able to destroy anything by it.
 * Fails with `input_invalid` (another ending, or no PNG), `file_exists`, `file_unreadable` (no such folder), `disk_full`, `disk_read_only`; then there is no file.
 */
export const exportInsight = async ({ store, clock }: InsightParts, input: InsightExport): Promise<Result<ExportedFile>> => {
  const { path, kind, chart, days } = input;
  const ending = kind === 'table' ? '.csv' : '.png';
  if (!path.endsWith(ending)) return fail('input_invalid', { paths: [`*${ending}`] });
  const content = contentOf(input);
  if (content === undefined) return fail('input_invalid', { paths: ['png'] });
  const written = await writeNew(path, content);
  if (!written.ok) return written;
  try {
    store.transaction((write) =>
      write.audit({
        at: toTimestamp(platformNow(write, clock.now())),
        reviewerId: write.workstation().reviewer?.id ?? 'unknown',
        action: 'insight.exported',
        subject: chart,
        details: { kind, ...(days === undefined ? {} : { days }) },
      }),
    );
  } catch (error) {
    // What is not on record must not travel.
    await rm(path, { force: true });
    throw error;
  }
  return succeed({ fileName: basename(path), byteLength: content.byteLength });
};

const writeNew = async (path: string, content: Buffer): Promise<Result<void>> => {
  try {
    return await onDisk(async () => {
      const file = await pooledWriting.create(path);
      try {
        await file.append([content]);
        await file.sync();
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      } finally {
        await file.close();
      }
    });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return fail('file_exists', { file: basename(path) });
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return fail('file_unreadable', { file: basename(dirname(path)) });
    throw error;
  }
};
