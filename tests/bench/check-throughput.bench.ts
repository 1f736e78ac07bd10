/**
 * `check-throughput`: all image checks but reading on one core, against one decode of the same photo to at most 1,024 px with its SHA-256. `check-throughput-arrival` makes
 * the screen rendition and the thumbnail in the same pass, as the arrival of a photo does. Value and limit in ms for the whole set, by the clock; the `-processor` figures are
 * the processor's time for the same, which other programs on the machine stretch less. Measured in a process of its own with the heap of a worker: what drawing the photos leaves
 * behind would make each collection of garbage dearer.
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { imageHeap } from '../../electron/engine/checks/image-examiner.ts';
import { examineImage } from '../../electron/engine/checks/images/examine.ts';
import { heapArguments } from '../../electron/engine/ports/worker-pool.ts';
import policyFile from '../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../shared/contract/intake/index.ts';
import { printFigure } from './figure.ts';
import { type SamplePhoto, samplePhotos } from './sample-photos.ts';

const rounds = 7;
const policy = policySchema.parse(policyFile);
const declaredAs = (kind: string) => ({ fileName: 'photo.jpg', declaredType: '', kind });
sharp.concurrency(1);
sharp.cache(false);

/** What a set took, ms. */
type Took = { clock: number; processor: number };
const works: Record<'peer' | 'checks' | 'arrival', (photo: SamplePhoto) => Promise<unknown>> = {
  peer: async ({ bytes }) => {
    await sharp(bytes).resize(1_024, 1_024, { fit: 'inside', withoutEnlargement: true }).raw().toBuffer();
    createHash('sha256').update(bytes).digest('hex');
  },
  checks: ({ bytes, kind }) => examineImage(bytes, declaredAs(kind), policy, false),
  arrival: ({ bytes, kind }) => examineImage(bytes, declaredAs(kind), policy),
};
const names = ['peer', 'checks', 'arrival'] as const;
const measure = async (photos: readonly SamplePhoto[]): Promise<void> => {
  const took: Record<(typeof names)[number], Took[]> = { peer: [], checks: [], arrival: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const sums = { peer: { clock: 0, processor: 0 }, checks: { clock: 0, processor: 0 }, arrival: { clock: 0, processor: 0 } };
    // Photo by photo in turn, so that what else the machine does meets all of them alike.
    for (const photo of photos)
      for (const name of names) {
        const [began, used] = [performance.now(), process.cpuUsage()];
        await works[name](photo);
        const { user, system } = process.cpuUsage(used);
        sums[name].clock += performance.now() - began;
        sums[name].processor += (user + system) / 1_000;
      }
    // The first round warms up.
    if (round > 0) for (const name of names) took[name].push(sums[name]);
  }
  for (const [figure, name] of [
    ['check-throughput', 'checks'],
    ['check-throughput-arrival', 'arrival'],
  ] as const)
    for (const [suffix, time] of [
      ['', 'clock'],
      ['-processor', 'processor'],
    ] as const)
      printFigure(
        `${figure}${suffix}`,
        'ms',
        took[name].map((sum) => sum[time]),
        took.peer.map((sum) => sum[time]),
      );
};

if (process.send === undefined) {
  const child = fork(import.meta.filename, [], { execArgv: heapArguments(imageHeap), serialization: 'advanced' });
  child.send(await samplePhotos());
  process.exitCode = await new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
} else {
  const photos = await new Promise<SamplePhoto[]>((resolve) => process.once('message', (sent) => resolve(sent as SamplePhoto[])));
  await measure(photos);
  process.disconnect?.();
}
