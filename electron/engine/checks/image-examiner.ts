import { availableParallelism } from 'node:os';
import type { Policy } from '../../../shared/domain/policy.ts';
import { workerEntry } from '../ports/entry.ts';
import { openWorkerPool, type WorkerHeap } from '../ports/worker-pool.ts';
import { findingOf } from './finding.ts';
import type { Declared, ImageExamination } from './images/examine.ts';
import { notCarriedOut } from './images/not-carried-out.ts';
import type { ImageAnswer, ImageJob } from './worker.ts';

/** Longest time one file may take, ms (`quality.md`: a verdict within 10 s, whatever the file). */
const timeLimit = 9_000;
/** With what is left of the processor a photo takes up to a second where anything is left, and a person may wait for its verdict; `SpareTime`, ms. */
const spareTime = { patience: 2_000, calmAfter: 60_000 };
/** Heap of one worker, MB: the measures of one decoded photo take some 30. Without a start of its own a third of the checks' time went into looking for garbage. */
export const imageHeap: WorkerHeap = { limit: 512, start: 256 };
/** Memory of one worker, bytes: what a 60-megapixel interlaced PNG of 16 bits takes, and room for what the library needs beside it. */
const memoryLimit = 1_200 * 1024 * 1024;

/** The image checks in processes of their own. */
export type ImageExaminer = {
  /** Examines bytes; always answers, also where the process died over them. */
  examine(bytes: Uint8Array, declared: Declared, policy: Policy): Promise<ImageExamination>;
  /** Examines a file, without making pictures of it for the page; undefined where it can't be read. */
  examineFile(path: string, declared: Declared, policy: Policy): Promise<ImageExamination | undefined>;
  /** How many photos are worth handing over at once. */
  parallel: number;
  close(): Promise<void>;
};

/** Opens the examiner. `workers`: processes at most; by default one core is left to the rest of the program. `spare`: a person works beside it, who is never to wait for it. */
export const openImageExaminer = ({ workers = Math.max(1, availableParallelism() - 1), spare = false } = {}): ImageExaminer => {
  const pool = openWorkerPool<ImageJob, ImageAnswer>({
    entry: workerEntry('checks'),
    workers,
    timeLimit,
    heap: imageHeap,
    memoryLimit,
    spare: spare ? spareTime : undefined,
  });
  const run = async (job: ImageJob): Promise<ImageExamination | undefined> => {
    const outcome = await pool.run(job);
    if (!outcome.ok) return unexaminable(job.policy, outcome.cause);
    return 'examination' in outcome.value ? outcome.value.examination : undefined;
  };
  return {
    examine: async (bytes, declared, policy) => (await run({ bytes, declared, policy, pictures: true })) ?? unexaminable(policy, 'crash'),
    examineFile: (path, declared, policy) => run({ path, declared, policy, pictures: false }),
    parallel: workers,
    close: pool.close,
  };
};

/** A file that takes too long or brings its process down is damaged or hostile: it fails as not intact, and nothing else is said of it. */
const unexaminable = (policy: Policy, cause: 'time' | 'crash'): ImageExamination => ({
  findings: [
    findingOf(policy, 'image.intact', 'fail', {
      measured: cause,
      limit: 'whole',
      unit: 'state',
      cause: 'unexaminable',
      suggests: ['upload.damaged'],
    }),
    ...notCarriedOut(policy),
  ],
});
