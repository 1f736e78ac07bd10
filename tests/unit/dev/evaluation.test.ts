import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickDegradations } from '../../../electron/dev/evaluation/degradations.ts';
import { areaUnderCurve, bestPoint, curveOf, type Judged } from '../../../electron/dev/evaluation/figures.ts';
import type { Source } from '../../../electron/dev/evaluation/pictures.ts';
import { reportOf } from '../../../electron/dev/evaluation/report.ts';
import { resultsOf, type Trial, tryAll } from '../../../electron/dev/evaluation/run.ts';
import { openImageExaminer } from '../../../electron/engine/checks/index.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import { drawDocumentPhoto } from '../../fixtures/photos.ts';

const judged = (faulty: number[], faultless: number[]): Judged[] => [
  ...faulty.map((badness) => ({ badness, faulty: true })),
  ...faultless.map((badness) => ({ badness, faulty: false })),
];

describe('the area under the curve', () => {
  it('is 1 where all faulty ones are worse, 0 where all are better, a half where nothing is told', () => {
    expect(areaUnderCurve(judged([3, 4], [1, 2]))).toBe(1);
    expect(areaUnderCurve(judged([1, 2], [3, 4]))).toBe(0);
    expect(areaUnderCurve(judged([1, 1], [1, 1, 1]))).toBe(0.5);
    expect(areaUnderCurve(judged([1], []))).toBeUndefined();
  });

  it('is the share of pairs in the right order, and the area below the points of the curve', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, values, (faulty, faultless) => {
        const pairs = faulty.flatMap((bad) => faultless.map((good): number => (bad > good ? 1 : bad === good ? 0.5 : 0)));
        const share = pairs.reduce((sum, one) => sum + one, 0) / pairs.length;
        expect(areaUnderCurve(judged(faulty, faultless))).toBeCloseTo(share, 9);
        const points = curveOf(judged(faulty, faultless));
        const below = points.slice(1).reduce((sum, { hits, alarms }, index) => {
          const before = points[index];
          return sum + ((alarms - (before?.alarms ?? 0)) * (hits + (before?.hits ?? 0))) / 2;
        }, 0);
        expect(below).toBeCloseTo(share, 9);
      }),
    );
  });

  it('names the limit that parts the two kinds', () => {
    expect(bestPoint(curveOf(judged([5, 7], [1, 2])))).toEqual({ threshold: 5, hits: 1, alarms: 0 });
  });
});

describe('an evaluation', { timeout: 60_000 }, () => {
  const policy = policySchema.parse(policyFile);
  const examiner = openImageExaminer(2);
  const chosen = quickDegradations().filter(({ name }) => /^(as it is|blur|motion|dark|bright|glare|sepia|truncated)$/.test(name));
  const run = async (seed: number): Promise<Trial[]> => {
    const { data, info } = await sharp(await drawDocumentPhoto(800, 600))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const source: Source = { width: info.width, height: info.height, rgb: data, name: 'drawn', kind: 'id_back', origin: 'drawn' };
    return tryAll([source], chosen, examiner, policy, { seed, onProgress: () => {} });
  };
  let trials: Trial[];
  beforeAll(async () => {
    trials = await run(1);
  });
  afterAll(() => examiner.close());

  it('finds that every check tells its own fault from the picture as it is', () => {
    const results = resultsOf(trials);
    expect(new Set(results.map(({ check }) => check)).size).toBe(5);
    expect(results.filter(({ area, verdictArea, passed, failed }) => area < 1 || verdictArea < 1 || passed > 0 || failed > 0)).toEqual([]);
  });

  it('says the same for the same seed', async () => {
    expect(await run(1)).toEqual(trials);
  });

  it('is reported with a curve for each figure and nothing that a page would have to fetch', () => {
    const results = resultsOf(trials);
    const report = reportOf(results, trials, { seed: 1, policy: policy.version });
    expect(report.match(/<polyline/g)).toHaveLength(results.length);
    expect(report).not.toMatch(/(src|href)="(?!data:)/);
  });
});
