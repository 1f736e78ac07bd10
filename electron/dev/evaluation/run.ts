import type { Policy } from '../../../shared/domain/policy.ts';
import type { ImageExaminer } from '../../engine/checks/image-examiner.ts';
import type { Changer } from './changer.ts';
import { type Degradation, keyOf } from './degradation.ts';
import type { Source } from './source.ts';
import { evaluated, type Trial } from './trial.ts';

/** One picture and one change of it. */
export type Work = { source: Source; degradation: Degradation };
/** What a run has: the trials in the work's order, and what could not be tried, since the change could not be made. */
export type Tried = { trials: Trial[]; untried: Work[] };

/** What one change of one picture is told by within a run. */
export const workKey = ({ source, degradation }: Work): string => `${source.name}\n${keyOf(degradation)}`;

/** What is to be tried: every change of every picture to which it applies. */
export const workOf = (sources: readonly Source[], degradations: readonly Degradation[]): Work[] =>
  sources.flatMap((source) =>
    degradations
      // A grey picture can't be told from itself made grey.
      .filter(({ fault }) => fault !== 'image.colour' || source.coloured)
      .filter(({ kinds, only }) => kinds?.includes(source.kind) !== false && only?.(source) !== false)
      .map((degradation) => ({ source, degradation })),
  );

/** What changes pictures, what examines them, and how. */
export type Means = { changer: Changer; examiner: ImageExaminer; policy: Policy; seed: number };

const tried = async ({ source, degradation }: Work, { changer, examiner, policy, seed }: Means): Promise<Trial | undefined> => {
  const bytes = await changer.change(source, degradation, seed);
  if (bytes === undefined) return undefined;
  const kind = degradation.as ?? source.kind;
  const { findings } = await examiner.examine(bytes, { fileName: 'photo.jpg', declaredType: '', kind }, policy);
  const answers: Trial['answers'] = {};
  for (const check of evaluated) {
    const found = findings.find((one) => one.check === check);
    if (found === undefined) continue;
    answers[check] = {
      verdict: found.verdict,
      ...(found.cause === undefined ? {} : { cause: found.cause }),
      ...(typeof found.measured === 'number' ? { measured: found.measured } : {}),
    };
  }
  const { name, step, fault } = degradation;
  return { source: source.name, kind, origin: source.origin, degradation: name, step, ...(fault === undefined ? {} : { fault }), answers };
};

/**
 * Makes every change and has the results examined, several at a time; a picture is in memory only while it is worked on. The same seed makes the same pictures.
 * @param known trials of an earlier run, by {@link workKey}: these are not made again
 * @param onTrial told of each trial that was made, with how much of the whole is done
 */
export const tryAll = async (
  work: readonly Work[],
  means: Means,
  known: ReadonlyMap<string, Trial> = new Map(),
  onTrial: (key: string, trial: Trial | undefined, done: number) => void = () => {},
): Promise<Tried> => {
  const trials = work.map((one) => known.get(workKey(one)));
  const left = [...work.keys()].filter((at) => trials[at] === undefined).values();
  let done = trials.filter((trial) => trial !== undefined).length;
  const untried: Work[] = [];
  const one = async (): Promise<void> => {
    for (const at of left) {
      const job = work[at] as Work;
      const trial = await tried(job, means);
      trials[at] = trial;
      if (trial === undefined) untried.push(job);
      done += 1;
      onTrial(workKey(job), trial, done);
    }
  };
  // One more than are changed and examined at once, so that none of them waits.
  await Promise.all(Array.from({ length: means.changer.parallel + means.examiner.parallel + 1 }, one));
  return { trials: trials.filter((trial) => trial !== undefined), untried };
};
