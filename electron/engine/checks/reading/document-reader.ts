import type { Policy } from '../../../../shared/domain/policy.ts';
import type { DocumentReading } from '../../../../shared/domain/reading.ts';
import { workerEntry } from '../../ports/entry.ts';
import { openWorkerPool } from '../../ports/worker-pool.ts';
import { loadPinyin } from './compare/pinyin.ts';
import type { ReadingJob } from './worker.ts';

/**
 * Longest time one document may take, ms. The slowest takes 5 s and the networks 2 s to load on an idle machine; reading is modest and waits for everything else on
 * a busy one, and a document that was given up is not read again before the next start.
 */
const timeLimit = 60_000;
/** Heap of the process, MB: one decoded photo and what the networks say of it. */
const heapLimit = 512;
/** Memory of the process, bytes: the networks take some 600 MB with a photo of 12 megapixels. */
const memoryLimit = 1_600 * 1024 * 1024;
/** Without work for so long the process ends and gives its memory back, ms. */
const idleLimit = 30_000;

/** When the dictionary of pinyin is loaded at the latest, ms after opening: by then whoever unlocked sees the queue. */
const dictionaryAfter = 5_000;

/** The reader of documents, in a process of its own. */
export type DocumentReader = {
  /** Reads bytes; always answers, also where the process died over them. */
  read(bytes: Uint8Array, policy: Policy): Promise<DocumentReading>;
  /** Reads a file. */
  readFile(path: string, policy: Policy): Promise<DocumentReading>;
  close(): Promise<void>;
};

/** How long loading the networks and the self-test may take beside the first document, ms: 2 s at rest, many times that on a machine that is busy. */
const beginning = 20_000;

/** With what is left of the processor a document takes 1 to 5 s where anything is left; `SpareTime`, ms. */
const spareTime = { patience: 20_000, calmAfter: 120_000 };

/**
 * Opens the reader. Nothing is started before the first document. `workers`: processes at most, each of which takes some 600 MB; `longest`: time for one document, ms; `spare`: a person
 * works beside it, who is never to wait for it.
 */
export const openDocumentReader = ({ workers = 1, longest = timeLimit, spare = false } = {}): DocumentReader => {
  const pool = openWorkerPool<ReadingJob, DocumentReading>({
    entry: workerEntry('checks/reading'),
    workers,
    timeLimit: longest,
    beginning,
    heap: { limit: heapLimit },
    memoryLimit,
    idleLimit,
    spare: spare ? spareTime : undefined,
  });
  // What was read in an earlier run is compared, too, though nothing is read now.
  const loading = setTimeout(() => void loadPinyin(), dictionaryAfter).unref();
  const run = async (job: ReadingJob): Promise<DocumentReading> => {
    await loadPinyin();
    const outcome = await pool.run(job);
    return outcome.ok ? outcome.value : { state: 'error', cause: outcome.cause };
  };
  return {
    read: (bytes, { image }) => run({ bytes, maxPixels: image.maxPixels }),
    readFile: (path, { image }) => run({ path, maxPixels: image.maxPixels }),
    close: () => {
      clearTimeout(loading);
      return pool.close();
    },
  };
};
