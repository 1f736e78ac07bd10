import { availableParallelism } from 'node:os';
import { openWorkerPool } from '../../engine/ports/worker-pool.ts';
import { type Degradation, keyOf } from './degradation.ts';
import type { Place } from './pixels.ts';
import type { Source } from './source.ts';

/** A picture to be looked at, to be degraded, or to be degraded and made small. */
export type ChangeJob =
  | { task: 'look'; place: Place }
  | { task: 'change' | 'thumbnail'; place: Place; name: string; kind: string; degradation: string; seed: number };
/** What came of it; `why` nothing did. */
export type ChangeAnswer = { coloured: boolean } | { bytes: Uint8Array } | { why: 'no picture' | 'too small' | 'unreadable' };

/** What degrades pictures, in processes of its own: most of an evaluation's time goes into that. */
export type Changer = {
  look(place: Place): Promise<{ coloured: boolean } | { why: 'no picture' | 'too small' | 'unreadable' }>;
  /** The degraded picture's file; the same seed makes the same. Undefined where the picture can't be changed so. */
  change(source: Source, degradation: Degradation, seed: number): Promise<Uint8Array | undefined>;
  /** The same as a small JPEG. */
  thumbnail(source: Source, degradation: Degradation, seed: number): Promise<Uint8Array | undefined>;
  /** How many pictures are changed at once. */
  parallel: number;
  close(): Promise<void>;
};

/** Longest time that one change may take, ms: a photographed screen takes a second or two of a free core. */
const timeLimit = 120_000;
/** Memory of one process, bytes: a photo of 100 megapixels as it is opened, or the light of a photographed screen. */
const memoryLimit = 1_500 * 1024 * 1024;

/** Opens the changer. */
export const openChanger = (workers = availableParallelism()): Changer => {
  const pool = openWorkerPool<ChangeJob, ChangeAnswer>({
    entry: new URL('./worker.ts', import.meta.url),
    workers,
    timeLimit,
    heap: { limit: 512 },
    memoryLimit,
  });
  const made = async (task: 'change' | 'thumbnail', { place, name, kind }: Source, degradation: Degradation, seed: number) => {
    const outcome = await pool.run({ task, place, name, kind, degradation: keyOf(degradation), seed });
    return outcome.ok && 'bytes' in outcome.value ? outcome.value.bytes : undefined;
  };
  return {
    look: async (place) => {
      const outcome = await pool.run({ task: 'look', place });
      return outcome.ok && !('bytes' in outcome.value) ? outcome.value : { why: 'unreadable' };
    },
    change: (source, degradation, seed) => made('change', source, degradation, seed),
    thumbnail: (source, degradation, seed) => made('thumbnail', source, degradation, seed),
    parallel: workers,
    close: pool.close,
  };
};
