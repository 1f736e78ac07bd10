/**
 * Insight is the statistics of this workstation's own work: what was decided when and with which outcome, how due times were kept, what is open and what of it will pass
 * its due time, which reasons were given, how long it took, and where checks and reviewers differ. It promises that nothing in them names a person, that no statistic
 * reads decisions as a whole or keeps the engine from its other work, and that what is written to a file is harmless in a spreadsheet and on record.
 * The api and the command line call it.
 */
import type { Result } from '../../../shared/domain/failure.ts';
import type { Insight } from '../../../shared/domain/insight.ts';
import { type ExportedFile, exportInsight, type InsightExport } from './export.ts';
import type { InsightParts } from './parts.ts';
import { readInsight } from './read.ts';

/** The statistics of one open desk. */
export type InsightDesk = {
  /** Of the last `days` days, today included; absent: of everything. */
  read(days: number | undefined): Promise<Result<Insight>>;
  export(input: InsightExport): Promise<Result<ExportedFile>>;
};

/** Opens them over a store. */
export const createInsight = (parts: InsightParts): InsightDesk => ({
  read: (days) => readInsight(parts, days),
  export: (input) => exportInsight(parts, input),
});
