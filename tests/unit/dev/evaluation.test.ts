import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChanger } from '../../../electron/dev/evaluation/changer.ts';
import { keyOf } from '../../../electron/dev/evaluation/degradation.ts';
import { degradations, quickDegradations } from '../../../electron/dev/evaluation/degradations.ts';
import { areaUnderCurve, bestPoint, curveOf, type Judged } from '../../../electron/dev/evaluation/figures.ts';
import { openJournal, runKey } from '../../../electron/dev/evaluation/journal.ts';
import { gatherPictures } from '../../../electron/dev/evaluation/pictures.ts';
import { reportOf, shownIn } from '../../../electron/dev/evaluation/report.ts';
import { resultsOf } from '../../../electron/dev/evaluation/results.ts';
import { type Means, tryAll, type Work, workKey, workOf } from '../../../electron/dev/evaluation/run.ts';
import type { Trial } from '../../../electron/dev/evaluation/trial.ts';
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

describe('an evaluation', { timeout: 180_000 }, () => {
  const policy = policySchema.parse(policyFile);
  const means: Means = { changer: openChanger(2), examiner: openImageExaminer({ workers: 2 }), policy, seed: 1 };
  const chosen = quickDegradations().filter(({ name }) => /^(as it is|blur|motion|dark|bright|glare|sepia|truncated)$/.test(name));
  let work: Work[];
  let trials: Trial[];
  beforeAll(async () => {
    const bytes = new Uint8Array(await drawDocumentPhoto(800, 600));
    work = workOf([{ name: 'drawn', kind: 'id_back', origin: 'drawn', place: { bytes }, coloured: true }], chosen);
    trials = (await tryAll(work, means)).trials;
  });
  const folders: string[] = [];
  const makeFolder = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'evaluation-'));
    folders.push(folder);
    return folder;
  };
  afterAll(async () => {
    await Promise.all([means.changer.close(), means.examiner.close()]);
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
  });

  it('finds that every check tells its own fault from the picture as it is', () => {
    const results = resultsOf(trials);
    expect(new Set(results.map(({ check }) => check)).size).toBe(5);
    expect(results.filter(({ area, verdictArea, passed, failed }) => area < 1 || verdictArea < 1 || passed > 0 || failed > 0)).toEqual([]);
  });

  it('says the same for the same seed', async () => {
    expect((await tryAll(work, means)).trials).toEqual(trials);
  });

  it('is reported with a curve for each degradation and nothing that a page would have to fetch', async () => {
    const results = resultsOf(trials);
    const [first] = shownIn(trials);
    const thumbnails = new Map(first === undefined ? [] : [[first, new Uint8Array(8)]]);
    const report = reportOf(results, trials, thumbnails, { seed: 1, policy, command: 'evaluate', remarks: ['<left out>'] });
    expect(report.match(/<polyline/g)).toHaveLength(results.filter(({ step }) => step === undefined).length);
    expect(report).not.toMatch(/(src|href)="(?!data:|#)/);
    expect(report).not.toContain('<left out>');
  });

  describe('that was interrupted', () => {
    const open = (folder: string, key = 'one run') => openJournal(join(folder, 'trials.ndjson'), key);

    it('goes on where it stopped, also where its last line was cut off, and says the same in the end', async () => {
      const folder = await makeFolder();
      const before = open(folder);
      for (const [at, trial] of trials.entries()) if (at < 3) before.add(workKey(work[at] as Work), trial);
      await appendFile(join(folder, 'trials.ndjson'), '{"key":"drawn');
      const after = open(folder);
      expect(after.known.size).toBe(3);
      const made: string[] = [];
      const again = await tryAll(work, means, after.known, (key) => made.push(key));
      expect(again.trials).toEqual(trials);
      expect(made).toHaveLength(work.length - 3);
    });

    it('begins again once it has ended, and for other work', async () => {
      const folder = await makeFolder();
      const begun = open(folder);
      begun.add(workKey(work[0] as Work), trials[0] as Trial);
      expect(open(folder).known.size).toBe(1);
      expect(open(folder, 'another run').known.size).toBe(0);
      const ended = open(folder);
      ended.add(workKey(work[0] as Work), trials[0] as Trial);
      ended.end();
      expect(open(folder).known.size).toBe(0);
    });

    it('is told from one with another policy, other pictures or other changes', async () => {
      const other = work.map((one) => ({ ...one, source: { ...one.source, place: { bytes: new Uint8Array(3) } } }));
      const keys = [await runKey(work, 1), await runKey(work, 2), await runKey(other, 1), await runKey(work.slice(1), 1)];
      expect(new Set(keys).size).toBe(4);
      expect(await runKey(work, 1)).toBe(keys[0]);
    });
  });

  it('takes the pictures of a folder of one’s own and says of every other file why it is left out', async () => {
    const folder = await makeFolder();
    const photo = await drawDocumentPhoto(400, 300);
    const flat = sharp({ create: { width: 300, height: 200, channels: 3, background: '#999999' } });
    await mkdir(join(folder, 'deeper', 'picture.jpg'), { recursive: true });
    await Promise.all([
      writeFile(join(folder, 'a <b>&\n样本.JPG'), photo),
      writeFile(join(folder, 'deeper', 'same.jpg'), photo),
      writeFile(join(folder, 'same.jpg'), photo),
      sharp(photo).toColourspace('cmyk').jpeg().toFile(join(folder, 'cmyk.jpg')),
      sharp(photo).greyscale().toColourspace('grey16').png().toFile(join(folder, 'sixteen bits.png')),
      flat.clone().ensureAlpha(0.5).webp().toFile(join(folder, 'clear.webp')),
      flat.clone().resize(900, 20, { fit: 'fill' }).png().toFile(join(folder, 'narrow.png')),
      writeFile(join(folder, 'blurred.jpg'), photo),
      writeFile(join(folder, 'empty.jpg'), ''),
      writeFile(join(folder, 'words.png'), 'no picture at all'),
      writeFile(join(folder, 'drawing.jpg'), '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"/>'),
      writeFile(join(folder, 'notes.txt'), 'notes'),
    ]);
    const { sources, leftOut } = await gatherPictures([folder], true, means.changer);
    const given = sources.filter(({ origin }) => origin === 'given');
    expect(given.map(({ name }) => name.slice(name.indexOf('/') + 1)).sort()).toEqual([
      'a <b>&\n样本.JPG',
      'clear.webp',
      'cmyk.jpg',
      'deeper/same.jpg',
      'same.jpg',
      'sixteen bits.png',
    ]);
    expect(Object.fromEntries(leftOut.map(({ name, why }) => [name.slice(name.indexOf('/') + 1), why]))).toEqual({
      'blurred.jpg': 'named as faulty',
      'drawing.jpg': 'no picture',
      'empty.jpg': 'unreadable',
      'narrow.png': 'too small',
      'notes.txt': 'no picture',
      'words.png': 'unreadable',
    });
    expect(given.find(({ name }) => name.endsWith('sixteen bits.png'))?.coloured).toBe(false);
    const tried = await tryAll(workOf(given, chosen.slice(0, 2)), means);
    expect(tried.untried).toEqual([]);
  });

  it('tells each change by its name and step', () => {
    expect(new Set(degradations.map(keyOf)).size).toBe(degradations.length);
  });
});
