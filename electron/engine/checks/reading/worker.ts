/** The process that reads documents: one at a time, and it may be ended at any moment. Started by `document-reader.ts`, and ended when it has nothing to do. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { DocumentReading } from '../../../../shared/domain/reading.ts';
import { loadModels, type ReadingModels } from './models.ts';
import { readDocument } from './read-document.ts';
import { passesSelfTest } from './self-test.ts';

/** What is to be read: bytes, or a file to take them from. */
export type ReadingJob = { maxPixels: number } & ({ bytes: Uint8Array } | { path: string });

// One document at a time on one core: reading is never what a person waits for.
sharp.concurrency(1);
sharp.cache(false);
// The decoders of other formats are never reached by a stranger's file, whatever it claims to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng'] });

let ready: Promise<ReadingModels | 'unavailable' | 'selfTest'> | undefined;

/** Loads the networks with the first document, and tries them on a card whose content is known: what reads that wrongly reads nothing. */
const getReady = async (): Promise<ReadingModels | 'unavailable' | 'selfTest'> => {
  try {
    const models = await loadModels();
    return (await passesSelfTest(models)) ? models : 'selfTest';
  } catch {
    // No binary for this system, or a package that is not whole.
    return 'unavailable';
  }
};

const answer = async (job: ReadingJob): Promise<DocumentReading> => {
  ready ??= getReady();
  const models = await ready;
  if (typeof models === 'string') return { state: 'error', cause: models };
  const bytes = 'bytes' in job ? job.bytes : await readFile(job.path);
  return readDocument(models, bytes, job.maxPixels);
};

process.on('message', ({ job }: { job: ReadingJob }) => {
  answer(job).then(
    (reading) => process.send?.({ answer: reading }),
    // A file that can't be decoded is told by the photo's checks; here it says nothing.
    () => process.send?.({ answer: { state: 'error', cause: 'crash' } satisfies DocumentReading }),
  );
});
process.on('disconnect', () => process.exit(0));
