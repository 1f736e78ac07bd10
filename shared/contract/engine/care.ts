import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Diagnosis } from '../../domain/diagnosis.ts';
import { answer } from './envelope.ts';

/** A diagnostic bundle that was written. */
export type WrittenBundle = { fileName: string; entries: string[]; bytes: number };

/** Care: the diagnosis, and the bundle for the support. Both answer while locked, and then look at what lies outside the vault. */
export const care = {
  /** Looks at everything that is known to go wrong, without reading every page of the database, which `desk doctor` does. */
  examine: oc.output(answer<Diagnosis[]>()),
  /** Writes a `.zip` with nothing personal in it. Fails with `input_invalid`, `file_unreadable`, `disk_full`, `disk_read_only`. */
  bundle: oc.input(z.object({ path: z.string().min(1).max(4_000) })).output(answer<WrittenBundle>()),
};
