/** One process of the image checks: examines a photo at a time and may be ended at any moment. Started by `image-examiner.ts`. */
import { open } from 'node:fs/promises';
import sharp from 'sharp';
import type { Policy } from '../../../shared/domain/policy.ts';
import { type Declared, examineImage, type ImageExamination } from './images/examine.ts';

/** What is to be examined: bytes, or a file to read them from. `pictures`: whether the screen rendition and the thumbnail are wanted, too. */
export type ImageJob = { declared: Declared; policy: Policy; pictures: boolean } & ({ bytes: Uint8Array } | { path: string });
/** What came of it; `unreadable`: the file could not be read. */
export type ImageAnswer = { examination: ImageExamination } | { unreadable: true };

/** Largest file that is read at all, bytes; the protocol permits no larger document. */
const largestFile = 100 * 1024 * 1024;

// One photo at a time on one core: the pool is what makes use of the others.
sharp.concurrency(1);
sharp.cache(false);
// The decoders of other formats are never reached by a stranger's file, whatever it claims to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng'] });

/** The file's bytes; only the first ones of a file that is too large, which is refused by its length anyway. */
const readBytes = async (path: string): Promise<Uint8Array | undefined> => {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { size } = await file.stat();
    if (size <= largestFile) return await file.readFile();
    return new Uint8Array(largestFile + 1);
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
};

const answer = async (job: ImageJob): Promise<ImageAnswer> => {
  const bytes = 'bytes' in job ? job.bytes : await readBytes(job.path);
  return bytes === undefined ? { unreadable: true } : { examination: await examineImage(bytes, job.declared, job.policy, job.pictures) };
};

process.on('message', ({ job }: { job: ImageJob }) => {
  answer(job).then(
    (done) => process.send?.({ answer: done }),
    // What examining did not expect ends this process; the pool tells that the photo could not be examined.
    () => process.exit(1),
  );
});
process.on('disconnect', () => process.exit(0));
