import { drawLargePhoto, makeSampleBatch } from '../../electron/intake/sample/index.ts';

/** A photo to be examined, with the kind of document it was uploaded as. */
export type SamplePhoto = { bytes: Uint8Array; kind: string };

/** Uploads that are no photo at all, or were cut off, would only make the set quicker. */
const isPhoto = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes.at(-1) === 0xd9;

/**
 * The photos of a sample batch (1,600 × 1,200 px, portraits of 600 × 800), each with its kind: a face is looked for where there has to be one. With `BENCH_PHOTOS=large` three
 * of 12 megapixels.
 */
export const samplePhotos = async (): Promise<SamplePhoto[]> => {
  if (process.argv.includes('large') || process.env.BENCH_PHOTOS === 'large')
    return (await Promise.all([1, 2, 3].map((seed) => drawLargePhoto(seed)))).map((bytes) => ({ bytes, kind: 'id_front' }));
  const batch = await makeSampleBatch({ seed: 1, count: 12, now: '2026-11-23T00:00:00Z' });
  const kinds = new Map(
    batch.changes.flatMap((change) =>
      change.kind === 'application.upsert' ? change.application.documents.map(({ sha256, kind }) => [sha256, kind] as const) : [],
    ),
  );
  return [...batch.documents]
    .filter(([, bytes]) => isPhoto(bytes))
    .map(([sha256, bytes]) => ({ bytes, kind: kinds.get(sha256) ?? 'default' }));
};
