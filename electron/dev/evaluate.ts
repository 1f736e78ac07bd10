/**
 * `npm run evaluate [-- FOLDER …]`: how well the photo checks tell known faults from good photos. Degrades the photographs beside the checkout (where they are),
 * drawn documents and the pictures below the given folders in known steps, runs the checks on them, prints one line of JSON a figure, and writes
 * `out/evaluation/report.html`. A run that was interrupted goes on where it stopped; `--anew` begins again. `--quick` takes a few drawn pictures and one step of each
 * fault; `--seed N` makes other random places and directions. `npm run evaluate -- reading …` measures how well documents are read instead (`evaluate-reading.ts`).
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import policyFile from '../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../shared/contract/intake/index.ts';
import { openImageExaminer } from '../engine/checks/image-examiner.ts';
import { openChanger } from './evaluation/changer.ts';
import { keyOf } from './evaluation/degradation.ts';
import { degradations, quickDegradations } from './evaluation/degradations.ts';
import { openJournal, runKey } from './evaluation/journal.ts';
import { gatherPictures, type LeftOut } from './evaluation/pictures.ts';
import { reportOf, shownIn } from './evaluation/report.ts';
import { confusionOf, resultsOf } from './evaluation/results.ts';
import { type Means, tryAll, type Work, workKey, workOf } from './evaluation/run.ts';
import { evaluated, type Trial } from './evaluation/trial.ts';
import { root } from './folders.ts';
import { runScript } from './prepare.ts';
import { say } from './say.ts';

/** How often the progress is told, ms. */
const tellEvery = 10_000;
/** Names of files that are told at most. */
const mostNames = 20;

/** Counts what was not taken, with its reasons. */
const remarksOf = (leftOut: readonly LeftOut[], untried: readonly Work[]): string[] => {
  const reasons = Map.groupBy(leftOut, ({ why }) => why);
  const told = [...reasons].map(([why, files]) => {
    const names = files.slice(0, mostNames).map(({ name }) => JSON.stringify(name));
    return `${files.length} files left out (${why}): ${names.join(', ')}${files.length > mostNames ? ', …' : ''}.`;
  });
  const sources = new Set(untried.map(({ source }) => JSON.stringify(source.name)));
  return untried.length === 0 ? told : [...told, `${untried.length} changes could not be made, of ${[...sources].join(', ')}.`];
};

/** Tells every few seconds how far it is and how long it will take. */
const tellProgress = (total: number, before: number): ((done: number) => void) => {
  const begun = performance.now();
  let next = begun + tellEvery;
  return (done) => {
    const now = performance.now();
    if (now < next && done < total) return;
    next = now + tellEvery;
    const left = ((now - begun) / Math.max(1, done - before)) * (total - done);
    const minutes = Math.ceil(left / 60_000);
    say(`${done} of ${total}${done === total ? '' : `, some ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} left`}`);
  };
};

/** Small pictures of the trials that a report shows; they are made again, since keeping all of them would take more memory the longer a run is. */
const thumbnailsOf = async (
  shown: ReadonlySet<Trial>,
  work: readonly Work[],
  { changer, seed }: Means,
): Promise<Map<Trial, Uint8Array>> => {
  const places = new Map(work.map((one) => [workKey(one), one]));
  const made = new Map<Trial, Uint8Array>();
  const one = async (trial: Trial): Promise<void> => {
    const job = places.get(`${trial.source}\n${keyOf({ name: trial.degradation, step: trial.step })}`);
    const bytes = job === undefined ? undefined : await changer.thumbnail(job.source, job.degradation, seed);
    if (bytes !== undefined) made.set(trial, bytes);
  };
  await Promise.all([...shown].map(one));
  return made;
};

await runScript(async () => {
  if (process.argv[2] === 'reading') {
    process.argv.splice(2, 1);
    await import('./evaluate-reading.ts');
    return 0;
  }
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      anew: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      report: { type: 'string', default: join(root, 'out', 'evaluation') },
    },
  });
  if (!/^\d{1,9}$/u.test(values.seed)) {
    say('Usage: npm run evaluate -- [--quick] [--anew] [--seed N] [--report FOLDER] [FOLDER …]');
    return 2;
  }
  const seed = Number(values.seed);
  const policy = policySchema.parse(policyFile);
  await mkdir(values.report, { recursive: true });
  const record = join(values.report, 'trials.ndjson');
  if (values.anew) await rm(record, { force: true });
  const means: Means = { changer: openChanger(), examiner: openImageExaminer({ workers: availableParallelism() }), policy, seed };
  try {
    say('Gathering and drawing pictures …');
    const { sources, leftOut } = await gatherPictures(positionals, values.quick, means.changer);
    const work = workOf(sources, values.quick ? quickDegradations() : degradations);
    const journal = openJournal(record, await runKey(work, { seed, policy }));
    say(
      `${sources.length} pictures, ${work.length} changes${journal.known.size === 0 ? '' : `, ${journal.known.size} of them from the run before`} …`,
    );
    const tell = tellProgress(work.length, journal.known.size);
    const { trials, untried } = await tryAll(work, means, journal.known, (key, trial, done) => {
      if (trial !== undefined) journal.add(key, trial);
      tell(done);
    });
    const results = resultsOf(trials);
    for (const check of evaluated)
      for (const { truth, answers } of confusionOf(check, trials))
        process.stdout.write(`${JSON.stringify({ check, truth, answers: Object.fromEntries(answers) })}\n`);
    for (const { curve: _curve, best, ...figures } of results)
      process.stdout.write(`${JSON.stringify({ ...figures, ...(best === undefined ? {} : { best: Math.abs(best.threshold) }) })}\n`);
    const remarks = remarksOf(leftOut, untried);
    for (const remark of remarks) say(remark);
    const command = ['npm run evaluate --', ...(values.quick ? ['--quick'] : []), `--seed ${seed}`, ...positionals].join(' ');
    const thumbnails = await thumbnailsOf(shownIn(trials), work, means);
    await writeFile(join(values.report, 'report.html'), reportOf(results, trials, thumbnails, { seed, policy, command, remarks }));
    journal.end();
    say(`The report is ${join(values.report, 'report.html')}.`);
    return 0;
  } finally {
    await Promise.all([means.changer.close(), means.examiner.close()]);
  }
});
