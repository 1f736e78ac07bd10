/**
 * `check-throughput`: everything that is done with a photo on arrival (all image checks, screen rendition, thumbnail) on one core, against one
 * decode of the same photo to at most 1,024 px with its SHA-256. Value and limit in ms for the whole set; `check-throughput-bare` leaves the two
 * pictures out. The photos are those of `../shared/samples`, or drawn ones where that folder is absent.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { examineImage } from '../../electron/engine/checks/images/examine.ts';
import policyFile from '../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../shared/contract/intake/index.ts';
import { drawPhoto } from '../unit/checks/pictures.ts';
import { printFigure } from './figure.ts';

const rounds = 7;
const policy = policySchema.parse(policyFile);
const declared = { fileName: 'photo.jpg', declaredType: '', kind: 'id_front' };
const folder = '../shared/samples/photos';
const photos = existsSync(folder)
  ? readdirSync(folder).map((name) => new Uint8Array(readFileSync(join(folder, name))))
  : [await drawPhoto(), await drawPhoto(2700, 1800), await drawPhoto(4000, 2667)];
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
