import { oc } from '@orpc/contract';
import { z } from 'zod';
import { type Insight, insightCharts, longestPeriod } from '../../domain/insight.ts';
import { answer } from './envelope.ts';

/** The last so many days in Asia/Shanghai, today included; absent: everything. */
const days = z.int().min(1).max(longestPeriod).optional();
const path = z.string().min(1).max(4_000);
const cell = z.union([z.string().max(1_000), z.number()]);

/** Insight: the statistics of this workstation's own work. */
export const insight = {
  /** Where `waiting` is not 0, earlier decisions are still being counted in: ask again. */
  read: oc.input(z.object({ days })).output(answer<Insight>()),
  /**
   * Writes the numbers of a picture, or the picture, into a new file; audited. Cells are made harmless for spreadsheets. `png`: base64, at most some 6 MB.
   * Fails with `input_invalid` (another ending, or no PNG), `file_exists`, `file_unreadable` (no such folder), `disk_full`, `disk_read_only`.
   */
  export: oc
    .input(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('table'), chart: z.enum(insightCharts), days, path, rows: z.array(z.array(cell).max(50)).max(5_000) }),
        z.object({ kind: z.literal('picture'), chart: z.enum(insightCharts), days, path, png: z.base64().max(8_000_000) }),
      ]),
    )
    .output(answer<{ fileName: string; byteLength: number }>()),
};
