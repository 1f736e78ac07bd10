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
const batch = await makeSampleBatch({ seed: 1, count: 12, now: '2026-11-23T00:00:00Z' });
const large = process.argv.includes('large') || process.env.BENCH_PHOTOS === 'large';
/** Each photo is examined as what it was uploaded as: a face is looked for where there has to be one. */
const kinds = new Map(
  batch.changes.flatMap((change) =>
    change.kind === 'application.upsert' ? change.application.documents.map(({ sha256, kind }) => [sha256, kind] as const) : [],
  ),
);
const photos = large
  ? (await Promise.all([1, 2, 3].map((seed) => drawLargePhoto(seed)))).map((bytes) => ({ bytes, kind: 'id_front' }))
  : [...batch.documents].filter(([, bytes]) => isPhoto(bytes)).map(([sha256, bytes]) => ({ bytes, kind: kinds.get(sha256) ?? 'default' }));
const declaredAs = (kind: string) => ({ fileName: 'photo.jpg', declaredType: '', kind });
sharp.concurrency(1);
sharp.cache(false);

const timed = async (work: (bytes: Uint8Array, kind: string) => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  for (const { bytes, kind } of photos) await work(bytes, kind);
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
  const arrival = await timed((bytes, kind) => examineImage(bytes, declaredAs(kind), policy));
  const checks = await timed((bytes, kind) => examineImage(bytes, declaredAs(kind), policy, false));
  // The first round warms up.
  if (round === 0) continue;
  limits.push(limit);
  whole.push(arrival);
  bare.push(checks);
}
printFigure('check-throughput', 'ms', whole, limits);
printFigure('check-throughput-bare', 'ms', bare, limits);
