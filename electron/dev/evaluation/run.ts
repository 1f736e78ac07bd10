import sharp from 'sharp';
import { type CheckId, type Verdict, worsens } from '../../../shared/domain/finding.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import type { ImageExaminer } from '../../engine/checks/image-examiner.ts';
import { randomFrom } from '../../intake/sample/random.ts';
import { type checksOfContents, staysFaultless } from './contents-steps.ts';
import type { Degradation } from './degradation.ts';
import { areaUnderCurve, bestPoint, type CurvePoint, curveOf, type Judged } from './figures.ts';
import { inColour, type Source } from './pictures.ts';

const contentsChecks = ['image.document', 'image.orientation', 'image.face', 'image.background'] as const;

/** The checks that are evaluated, in the report's order. */
export const evaluated = [
  'image.sharpness',
  'image.exposure',
  'image.glare',
  'image.colour',
  'image.screen',
  ...contentsChecks,
  'image.intact',
] as const satisfies CheckId[];
/** One of {@link evaluated}. */
export type Evaluated = (typeof evaluated)[number];

/** What one check said of one changed picture. */
export type Answer = { verdict: Verdict; cause?: string | undefined; measured?: number | undefined };
/** One changed picture and what the checks said; `thumbnail` is a small JPEG. */
export type Trial = {
  source: string;
  kind: string;
  origin: Source['origin'];
  degradation: string;
  step: string;
  fault?: CheckId | undefined;
  answers: Partial<Record<Evaluated, Answer>>;
  thumbnail: Uint8Array;
};

const changed = async (source: Source, degradation: Degradation, seed: number, examiner: ImageExaminer, policy: Policy): Promise<Trial> => {
  const random = randomFrom(`evaluation ${seed} ${source.name} ${degradation.name} ${degradation.step}`);
  const bytes = await degradation.apply(source, random, source.kind);
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
  const small = await sharp(bytes, { failOn: 'none' })
    .resize(160, 120, { fit: 'inside' })
    .jpeg({ quality: 70 })
    .toBuffer()
    .catch(() => Buffer.alloc(0));
  const { name, step, fault } = degradation;
  return { source: source.name, kind, origin: source.origin, degradation: name, step, fault, answers, thumbnail: small };
};

/** Applies every degradation to every picture and has the results examined, `examiner.parallel` at a time. The same seed makes the same pictures. */
export const tryAll = async (
  sources: readonly Source[],
  degradations: readonly Degradation[],
  examiner: ImageExaminer,
  policy: Policy,
  { seed, onProgress }: { seed: number; onProgress: (done: number, total: number) => void },
): Promise<Trial[]> => {
  const work = sources.flatMap((source) =>
    degradations
      // A grey picture can't be told from itself made grey.
      .filter(({ fault }) => fault !== 'image.colour' || inColour(source))
      .filter(({ kinds, only }) => kinds?.includes(source.kind) !== false && only?.(source) !== false)
      .map((degradation) => ({ source, degradation })),
  );
  const trials: Trial[] = new Array(work.length);
  let [next, done] = [0, 0];
  const one = async (): Promise<void> => {
    for (let index = next; index < work.length; index = next) {
      next += 1;
      const job = work[index];
      if (job === undefined) return;
      trials[index] = await changed(job.source, job.degradation, seed, examiner, policy);
      done += 1;
      onProgress(done, work.length);
    }
  };
  await Promise.all(Array.from({ length: examiner.parallel + 1 }, one));
  return trials;
};

const badnessOfVerdict: Record<Verdict, number> = { pass: 0, skipped: 0, warn: 1, error: 2, fail: 2 };

/** How bad a check found a picture: by its figure, in the direction in which it worsens, or by its verdict. */
const badness = (check: Evaluated, answer: Answer, by: 'measured' | 'verdict'): number | undefined => {
  const direction = worsens[check];
  if (by === 'verdict' || direction === undefined) return badnessOfVerdict[answer.verdict];
  return answer.measured === undefined ? undefined : direction === 'downwards' ? -answer.measured : answer.measured;
};

/** How well one check tells one degradation (or all of its own) from everything that is faultless for it. */
export type Result = {
  check: Evaluated;
  degradation: string;
  /** Areas under the curve, by the figure and by the verdict. */
  area: number;
  verdictArea: number;
  faulty: number;
  faultless: number;
  /** Faulty pictures that passed, and faultless ones that were flagged (warned or failed) and failed, at the policy's limits; shares 0–1. */
  passed: number;
  flagged: number;
  failed: number;
  curve: CurvePoint[];
  best?: CurvePoint | undefined;
};

const judge = (check: Evaluated, degradation: string, faulty: readonly Trial[], faultless: readonly Trial[]): Result | undefined => {
  const judged = (by: 'measured' | 'verdict'): Judged[] =>
    [...faulty, ...faultless].flatMap((trial, index) => {
      const answer = trial.answers[check];
      const bad = answer === undefined ? undefined : badness(check, answer, by);
      return bad === undefined ? [] : [{ badness: bad, faulty: index < faulty.length }];
    });
  const byFigure = judged('measured');
  const [area, verdictArea] = [areaUnderCurve(byFigure), areaUnderCurve(judged('verdict'))];
  if (area === undefined || verdictArea === undefined) return undefined;
  const share = (trials: readonly Trial[], verdicts: readonly Verdict[]) =>
    trials.filter((trial) => verdicts.includes(trial.answers[check]?.verdict ?? 'error')).length / Math.max(1, trials.length);
  const curve = curveOf(byFigure);
  return {
    check,
    degradation,
    area,
    verdictArea,
    faulty: faulty.length,
    faultless: faultless.length,
    passed: share(faulty, ['pass']),
    flagged: share(faultless, ['warn', 'fail', 'error']),
    failed: share(faultless, ['fail', 'error']),
    curve,
    best: bestPoint(curve),
  };
};

/** Faultless for a check: what has no fault at all. Colour is only asked of pictures that have some, and what a photo shows only of those kinds of document. */
const faultlessFor = (check: Evaluated, trials: readonly Trial[]): Trial[] => {
  const coloured = new Set(trials.filter(({ fault }) => fault === 'image.colour').map(({ source }) => source));
  const ofContents = (contentsChecks as readonly CheckId[]).includes(check) ? (check as keyof typeof checksOfContents) : undefined;
  return trials.filter(
    ({ fault, source, kind, degradation }) =>
      fault === undefined &&
      (check !== 'image.colour' || coloured.has(source)) &&
      (ofContents === undefined || staysFaultless(ofContents, kind, degradation)),
  );
};

/** The figures of all checks: for each, all of its degradations together first, then one by one. */
export const resultsOf = (trials: readonly Trial[]): Result[] =>
  evaluated.flatMap((check) => {
    const faulty = trials.filter(({ fault }) => fault === check);
    const faultless = faultlessFor(check, trials);
    const names = [...new Set(faulty.map(({ degradation }) => degradation))];
    const all = judge(check, 'all', faulty, faultless);
    const own = names.map((name) =>
      judge(
        check,
        name,
        faulty.filter(({ degradation }) => degradation === name),
        faultless,
      ),
    );
    return [all, ...own].filter((result) => result !== undefined);
  });

/** How often a check answered what: by degradation and step, the faultless ones in one row; answers are verdicts with their causes. */
export const confusionOf = (check: Evaluated, trials: readonly Trial[]): { truth: string; answers: [string, number][] }[] => {
  const rows = new Map<string, Map<string, number>>();
  const count = (truth: string, { answers }: Trial): void => {
    const { verdict, cause } = answers[check] ?? { verdict: 'none', cause: undefined };
    const said = cause === undefined ? verdict : `${verdict} ${cause}`;
    const row = rows.get(truth) ?? new Map<string, number>();
    rows.set(truth, row.set(said, (row.get(said) ?? 0) + 1));
  };
  for (const trial of faultlessFor(check, trials)) count('faultless', trial);
  for (const trial of trials) if (trial.fault === check) count(`${trial.degradation} ${trial.step}`, trial);
  return [...rows].map(([truth, row]) => ({ truth, answers: [...row].sort((one, other) => other[1] - one[1]) }));
};

/** The pictures that a check got most wrong: faulty ones it found best, and faultless ones it found worst. */
export const worstOf = (check: Evaluated, trials: readonly Trial[], count = 8): { missed: Trial[]; alarmed: Trial[] } => {
  const byBadness = (candidates: readonly Trial[]) =>
    candidates
      .map((trial) => ({ trial, bad: trial.answers[check] === undefined ? 0 : (badness(check, trial.answers[check], 'measured') ?? 0) }))
      .sort((left, right) => left.bad - right.bad)
      .map(({ trial }) => trial);
  return {
    missed: byBadness(trials.filter(({ fault }) => fault === check)).slice(0, count),
    alarmed: byBadness(faultlessFor(check, trials)).slice(-count).reverse(),
  };
};
