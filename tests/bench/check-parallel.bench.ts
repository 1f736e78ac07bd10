/**
 * `check-parallel`: the photos of the sample batch through the worker pool, as on arrival, with a process for every core against one process. Value: ms for the set with every
 * core; limit: ms with one, divided by the cores, so that the aim of 0.9 × cores is a ratio of at most 1.11. `check-parallel-machine` is the same for plain hashing in threads:
 * what more than one core is worth on this machine while the bench runs.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { openImageExaminer } from '../../electron/engine/checks/index.ts';
import policyFile from '../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../shared/contract/intake/index.ts';
import { printFigure } from './figure.ts';
import { samplePhotos } from './sample-photos.ts';

const rounds = 7;
const cores = availableParallelism();
const policy = policySchema.parse(policyFile);
const photos = await samplePhotos();

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const hashing = `const { parentPort } = require('node:worker_threads'); const { createHash } = require('node:crypto');
const block = new Uint8Array(1 << 16);
parentPort.on('message', (blocks) => { for (let at = 0; at < blocks; at += 1) createHash('sha256').update(block).digest(); parentPort.postMessage('done'); });`;
const threads = Array.from({ length: cores }, () => new Worker(hashing, { eval: true }));
const blocks = 12_000;
const hash = (count: number): Promise<unknown> =>
  Promise.all(
    threads.slice(0, count).map(
      (thread) =>
        new Promise((resolve) => {
          thread.once('message', resolve);
          thread.postMessage(blocks / count);
        }),
    ),
  );

const alone = openImageExaminer({ workers: 1 });
const together = openImageExaminer({ workers: cores });
const examine = (examiner: typeof alone) => (): Promise<unknown> =>
  Promise.all(photos.map(({ bytes, kind }) => examiner.examine(bytes, { fileName: 'photo.jpg', declaredType: '', kind }, policy)));
const figures: Record<'one' | 'every' | 'hashedByOne' | 'hashedByEvery', number[]> = {
  one: [],
  every: [],
  hashedByOne: [],
  hashedByEvery: [],
};
try {
  for (let round = 0; round <= rounds; round += 1) {
    const one = await timed(examine(alone));
    const every = await timed(examine(together));
    const hashedByOne = await timed(() => hash(1));
    const hashedByEvery = await timed(() => hash(cores));
    // The first round starts the processes and warms them.
    if (round === 0) continue;
    figures.one.push(one / cores);
    figures.every.push(every);
    figures.hashedByOne.push(hashedByOne / cores);
    figures.hashedByEvery.push(hashedByEvery);
  }
} finally {
  await Promise.all([alone.close(), together.close(), ...threads.map((thread) => thread.terminate())]);
}
printFigure('check-parallel', 'ms', figures.every, figures.one);
printFigure('check-parallel-machine', 'ms', figures.hashedByEvery, figures.hashedByOne);
