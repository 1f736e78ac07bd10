/**
 * The sample batch: invented applications with all of their documents drawn, about a third of them faultless and the rest wrong in every way that
 * `domain.md` names. Promises the same batch for the same seed, count and `now`, with nothing needed beside a clone (`resources/sample/` is inside it),
 * 样本 SPECIMEN across every drawn document, and beside each application what is truly wrong with it.
 * The reference intake server fills itself with it, at once or piece by piece, `desk sample` writes it as files, and tests and benches measure checks against its truth.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change } from '../../../shared/domain/change.ts';
import { batchContext, makeApplication, type SampleApplication, timestamp } from './applications.ts';
import type { SampleTruth } from './faults.ts';
import { announcementsOf } from './occasions.ts';
import { uploadsFrom } from './own-photos.ts';
import { inventPerson } from './people.ts';
import { drawnAtATime, occasionsOf } from './pieces.ts';
import { randomFrom } from './random.ts';
import { drawLargeUpload, drawUpload } from './uploads.ts';

export { type SampleFault, type SampleTruth, sampleFaults, sampleTraits } from './faults.ts';
export { drawnAtATime, samplePieces } from './pieces.ts';

/** What a batch is made from. */
export type SampleOptions = {
  /** Any number: which batch. */
  seed: number;
  /** How many applications; 60 unless told otherwise, from which on every fault of {@link sampleFaults} occurs. */
  count?: number;
  /** The moment the batch is for: Unix time in ms, or RFC 3339. */
  now: number | string;
  /** Photos to use as documents in place of drawn ones. Their file names stay out of the batch. */
  photosDirectory?: string;
  /** Told after each application. */
  onProgress?: (done: number, total: number) => void;
};

/** A batch: the feed's entries in order, the documents' bytes by lower-case hex SHA-256, and the truth, which no server sends. */
export type SampleBatch = { changes: Change[]; documents: Map<string, Uint8Array>; truth: SampleTruth[] };

/** Invents a batch and draws its documents. About half a second an application. Throws for a `now` that is no time or a folder without photos. */
export const makeSampleBatch = async ({ seed, count = 60, now, photosDirectory, onProgress }: SampleOptions): Promise<SampleBatch> => {
  const nowMs = typeof now === 'number' ? now : Date.parse(now);
  if (!Number.isFinite(nowMs)) throw new RangeError('The sample batch needs a time for `now`.');
  const context = batchContext(seed, nowMs, photosDirectory === undefined ? drawUpload : await uploadsFrom(photosDirectory));
  const applications: SampleApplication[] = new Array(count);
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      applications[index] = await makeApplication(index, context);
      done += 1;
      onProgress?.(done, count);
    }
  };
  // Photos of one's own are handed out in order, so one at a time.
  await Promise.all(Array.from({ length: photosDirectory === undefined ? drawnAtATime : 1 }, work));

  const occasions = [...announcementsOf(context.seed, nowMs), ...occasionsOf(applications, context.seed, nowMs)];
  occasions.sort((left, right) => left.at - right.at);
  const documents = new Map<string, Uint8Array>();
  for (const { files } of applications) for (const [sha256, bytes] of files) documents.set(sha256, bytes);
  return {
    changes: occasions.map(({ at, body }, index) => ({ seq: index + 1, at: timestamp(at), ...body })),
    documents,
    truth: applications.map(({ truth }) => truth),
  };
};

/**
 * Writes a batch into a folder, which is made when it is not there: `changes.ndjson` (a Change a line), `documents/<sha256>`, `truth.json`, and
 * `manifest.json` as in a batch package (`tpbatch/1`, unsigned).
 */
export const writeSampleBatch = async ({ changes, documents, truth }: SampleBatch, directory: string): Promise<void> => {
  await mkdir(join(directory, 'documents'), { recursive: true });
  const lines = changes.map((change) => `${JSON.stringify(change)}\n`).join('');
  for (const [sha256, bytes] of documents) await writeFile(join(directory, 'documents', sha256), bytes);
  const first = changes.find((change) => change.kind === 'application.upsert');
  const manifest = {
    format: 'tpbatch/1',
    batchId: first?.kind === 'application.upsert' ? first.application.batchId : 'sample',
    createdAt: changes.at(-1)?.at,
    applications: truth.length,
    documents: [...documents].map(([sha256, bytes]) => ({ sha256, byteLength: bytes.length })),
    changesSha256: createHash('sha256').update(lines).digest('hex'),
  };
  await writeFile(join(directory, 'changes.ndjson'), lines);
  await writeFile(join(directory, 'truth.json'), `${JSON.stringify(truth, undefined, 2)}\n`);
  await writeFile(join(directory, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
};

/** A 12-megapixel (4000 × 3000) JPEG photo of an invented identity card, for benches: the same bytes for the same seed. */
export const drawLargePhoto = (seed: number): Promise<Uint8Array> => {
  const random = randomFrom(`large photo ${seed}`);
  // Any fixed day serves: only ages and validity dates on the card hang on it.
  return drawLargeUpload(inventPerson(random.fork('person'), '2026-01-01'), random);
};
