/** One process that opens and degrades pictures. Started by `changer.ts`; a file that brings it down or holds it up costs that file's picture only. */
import sharp from 'sharp';
import { randomFrom } from '../../intake/sample/random.ts';
import type { ChangeAnswer, ChangeJob } from './changer.ts';
import { keyOf } from './degradation.ts';
import { degradations } from './degradations.ts';
import { inColour, openPicture, type Pixels, type Place } from './pixels.ts';

// One picture at a time on one core: the pool is what makes use of the others.
sharp.concurrency(1);
sharp.cache(false);

const known = new Map(degradations.map((degradation) => [keyOf(degradation), degradation]));
/** The picture that was opened last: all changes of one follow each other. */
let last: { name: string; picture: Pixels } | undefined;

const opened = async (name: string, place: Place): Promise<Pixels | undefined> => {
  if (last?.name !== name) {
    const picture = await openPicture(place);
    if (typeof picture === 'string') return undefined;
    last = { name, picture };
  }
  return last.picture;
};

const answer = async (job: ChangeJob): Promise<ChangeAnswer> => {
  if (job.task === 'look') {
    const picture = await openPicture(job.place).catch(() => 'unreadable' as const);
    return typeof picture === 'string' ? { why: picture } : { coloured: inColour(picture) };
  }
  const degradation = known.get(job.degradation);
  const picture = await opened(job.name, job.place);
  if (degradation === undefined || picture === undefined) return { why: 'unreadable' };
  const random = randomFrom(`evaluation ${job.seed} ${job.name} ${job.degradation}`);
  const bytes = await degradation.apply(picture, random, job.kind);
  if (job.task === 'change') return { bytes };
  const small = sharp(bytes, { failOn: 'none' }).resize(240, 180, { fit: 'inside' }).flatten().jpeg({ quality: 75 });
  return { bytes: new Uint8Array(await small.toBuffer()) };
};

process.on('message', ({ job }: { job: ChangeJob }) => {
  answer(job).then(
    (done) => process.send?.({ answer: done }),
    () => process.send?.({ answer: { why: 'unreadable' } satisfies ChangeAnswer }),
  );
});
process.on('disconnect', () => process.exit(0));
