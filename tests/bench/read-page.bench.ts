/**
 * `read-page`: everything that is done to read one page, on one core, with the networks loaded: a photo of a card's front, of its back, and of a passport's data
 * page in turn (1,600 x 1,200 px, as in the sample batch). The limit is what the networks alone take for the same page's lines, so the ratio tells what our own
 * code costs beside them; `read-page-start` is loading the networks and the self-test, against the median page.
 */
import sharp from 'sharp';
import { loadModels, type ReadingModels } from '../../electron/engine/checks/reading/models.ts';
import { readDocument } from '../../electron/engine/checks/reading/read-document.ts';
import { passesSelfTest } from '../../electron/engine/checks/reading/self-test.ts';
import { inventPerson } from '../../electron/intake/sample/people.ts';
import { randomFrom } from '../../electron/intake/sample/random.ts';
import { drawUpload } from '../../electron/intake/sample/uploads.ts';
import { printFigure } from './figure.ts';

const rounds = 5;
const kinds = ['id_front', 'id_back', 'passport_page'] as const;
sharp.concurrency(1);
sharp.cache(false);

const photos = await Promise.all(
  [1, 2].flatMap((seed) =>
    kinds.map(async (kind) => {
      const random = randomFrom(`read-page ${seed}`);
      return (await drawUpload(inventPerson(random, '2026-11-01'), kind, random.fork(kind), [], [])).bytes;
    }),
  ),
);

const starts: number[] = [];
let models: ReadingModels | undefined;
for (let round = 0; round < rounds; round += 1) {
  const began = performance.now();
  models = await loadModels(1);
  if (!(await passesSelfTest(models))) throw new Error('The reader misread the card that it is tried on.');
  starts.push(performance.now() - began);
}
if (models === undefined) throw new Error('There is nothing to measure.');

let within = 0;
const timed =
  <Parameters extends unknown[], Answer>(work: (...parameters: Parameters) => Promise<Answer>) =>
  async (...parameters: Parameters): Promise<Answer> => {
    const began = performance.now();
    const answer = await work(...parameters);
    within += performance.now() - began;
    return answer;
  };
const watched: ReadingModels = { ...models, detect: timed(models.detect), recognise: timed(models.recognise) };
const pages: number[] = [];
const networks: number[] = [];
for (let round = 0; round <= rounds; round += 1)
  for (const bytes of photos) {
    within = 0;
    const began = performance.now();
    await readDocument(watched, bytes, 60_000_000);
    // The first round warms up.
    if (round === 0) continue;
    pages.push(performance.now() - began);
    networks.push(within);
  }
printFigure('read-page', 'ms', pages, networks);
printFigure('read-page-start', 'ms', starts, pages);
