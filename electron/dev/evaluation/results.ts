import { type CheckId, type Verdict, worsens } from '../../../shared/domain/finding.ts';
import { type checksOfContents, staysFaultless } from './contents-steps.ts';
import { areaUnderCurve, bestPoint, type CurvePoint, curveOf, type Judged } from './figures.ts';
import { type Answer, contentsChecks, type Evaluated, evaluated, type Trial } from './trial.ts';

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
  /** One step of the degradation; undefined for all of its steps. */
  step?: string | undefined;
  /** Areas under the curve, by the figure and by the verdict. */
  area: number;
  verdictArea: number;
  faulty: number;
  faultless: number;
  /** Faulty pictures that passed (`told`: were warned of or failed; `failedFaulty`: failed), and faultless ones that were flagged (warned or failed) and failed, at the policy's limits; shares 0–1. */
  passed: number;
  told: number;
  failedFaulty: number;
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
    told: share(faulty, ['warn', 'fail', 'error']),
    failedFaulty: share(faulty, ['fail', 'error']),
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

/** The figures of all checks: for each, all of its degradations together first, then one by one, each followed by its steps where it has several. */
export const resultsOf = (trials: readonly Trial[]): Result[] =>
  evaluated.flatMap((check) => {
    const faulty = trials.filter(({ fault }) => fault === check);
    const faultless = faultlessFor(check, trials);
    const own = [...new Set(faulty.map(({ degradation }) => degradation))].flatMap((name) => {
      const all = faulty.filter(({ degradation }) => degradation === name);
      const steps = [...new Set(all.map(({ step }) => step))];
      const byStep = steps.map((step) => {
        const result = judge(
          check,
          name,
          all.filter((trial) => trial.step === step),
          faultless,
        );
        return result === undefined ? undefined : { ...result, step };
      });
      return [judge(check, name, all, faultless), ...(steps.length > 1 ? byStep : [])];
    });
    return [judge(check, 'all', faulty, faultless), ...own].filter((result) => result !== undefined);
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

/** The pictures that a check got most wrong: faulty ones it found best, and faultless ones it found worst, each picture in its worst change only. */
export const worstOf = (check: Evaluated, trials: readonly Trial[], count = 8): { missed: Trial[]; alarmed: Trial[] } => {
  const byBadness = (candidates: readonly Trial[]) =>
    candidates
      .map((trial) => ({ trial, bad: trial.answers[check] === undefined ? 0 : (badness(check, trial.answers[check], 'measured') ?? 0) }))
      .sort((left, right) => left.bad - right.bad)
      .map(({ trial }) => trial);
  const ofEach = (sorted: readonly Trial[]) => [...Map.groupBy(sorted, ({ source }) => source).values()].flatMap((own) => own.slice(0, 1));
  return {
    missed: ofEach(byBadness(trials.filter(({ fault }) => fault === check))).slice(0, count),
    alarmed: ofEach(byBadness(faultlessFor(check, trials)).reverse()).slice(0, count),
  };
};
