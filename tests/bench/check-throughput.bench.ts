/**
 * `check-throughput`: everything that is done with a photo on arrival (all image checks, screen rendition, thumbnail) on one core, against one
 * decode of the same photo to at most 1,024 px with its SHA-256. Value and limit in ms for the whole set; `check-throughput-bare` leaves the two
 * pictures out. The photos are those of the sample batch (1,600 x 1,200 px), or with `BENCH_PHOTOS=large` three of 12 megapixels.
 */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { examineImage } from '../../electron/engine/checks/images/examine.ts';
import { drawLargePhoto, makeSampleBatch } from '../../electron/intake/sample/index.ts';
import policyFile from '../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../shared/contract/intake/index.ts';
import { printFigure } from './figure.ts';

const rounds = 7;
/** Uploads that are no photo at all, or were cut off, would only make the set quicker. */
const isPhoto = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes.at(-1) === 0xd9;
const policy = policySchema.parse(policyFile);
const declared = { fileName: 'photo.jpg', declaredType: '', kind: 'id_front' };
const batch = await makeSampleBatch({ seed: 1, count: 12, now: '2026-11-23T00:00:00Z' });
const large = process.argv.includes('large') || process.env.BENCH_PHOTOS === 'large';
const photos = large ? await Promise.all([1, 2, 3].map((seed) => drawLargePhoto(seed))) : [...batch.documents.values()].filter(isPhoto);
sharp.concurrency(1);
sharp.cache(false);

const timed = async (work: (bytes: Uint8Array) => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  for (const bytes of photos) await work(bytes);
  return performance.now() - began;
};
const limits: number[] = [];
const whole: number[] = [];
const bare: number[] = [];
for (let round = 0; round <= rounds; round += 1) {
  const limit = await timed(async (bytes) => {
    await sharp(bytes).resize(1_024, 1_024, { fit: 'inside', withoutEnlargement: true }).raw().toBuffer();
    createHash('sha256').update(bytes).digest('hex');
  });
  const arrival = await timed((bytes) => examineImage(bytes, declared, policy));
  const checks = await timed((bytes) => examineImage(bytes, declared, policy, false));
  // The first round warms up.
  if (round === 0) continue;
  limits.push(limit);
  whole.push(arrival);
  bare.push(checks);
}
printFigure('check-throughput', 'ms', whole, limits);
printFigure('check-throughput-bare', 'ms', bare, limits);
