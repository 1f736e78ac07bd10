/**
 * `npm run evaluate [-- FOLDER …]`: how well the photo checks tell known faults from good photos. Degrades the photographs beside the checkout (where they are),
 * drawn documents and the pictures below the given folders in known steps, runs the checks on them, prints one line of JSON a figure, and writes
 * `out/evaluation/report.html`. `npm run evaluate -- reading [--subjects N]` measures how well documents are read instead (`evaluate-reading.ts`). `--quick` takes a few drawn pictures and one step of each fault; `--seed N` makes other random places and directions.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import policyFile from '../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../shared/contract/intake/index.ts';
import { openImageExaminer } from '../engine/checks/image-examiner.ts';
import { degradations, quickDegradations } from './evaluation/degradations.ts';
import { gatherPictures } from './evaluation/pictures.ts';
import { reportOf } from './evaluation/report.ts';
import { confusionOf, evaluated, resultsOf, tryAll } from './evaluation/run.ts';
import { root } from './folders.ts';
import { runScript } from './prepare.ts';
import { say } from './say.ts';

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
      seed: { type: 'string', default: '1' },
      report: { type: 'string', default: join(root, 'out', 'evaluation') },
    },
  });
  if (!/^\d{1,9}$/u.test(values.seed)) {
    say('Usage: npm run evaluate -- [--quick] [--seed N] [--report FOLDER] [FOLDER …]');
    return 2;
  }
  const seed = Number(values.seed);
  const policy = policySchema.parse(policyFile);
  const sources = await gatherPictures(positionals, values.quick);
  const steps = values.quick ? quickDegradations() : degradations;
  say(`${sources.length} pictures, ${steps.length} changes of each …`);
  const examiner = openImageExaminer(availableParallelism());
  try {
    const trials = await tryAll(sources, steps, examiner, policy, {
      seed,
      onProgress: (done, total) => {
        if (done % 200 === 0 || done === total) say(`${done} of ${total}`);
      },
    });
    const results = resultsOf(trials);
    for (const check of evaluated)
      for (const { truth, answers } of confusionOf(check, trials))
        process.stdout.write(`${JSON.stringify({ check, truth, answers: Object.fromEntries(answers) })}\n`);
    for (const { curve: _curve, best, ...figures } of results)
      process.stdout.write(`${JSON.stringify({ ...figures, ...(best === undefined ? {} : { best: Math.abs(best.threshold) }) })}\n`);
    await mkdir(values.report, { recursive: true });
    await writeFile(join(values.report, 'report.html'), reportOf(results, trials, { seed, policy: policy.version }));
    await writeFile(
      join(values.report, 'trials.ndjson'),
      trials.map(({ thumbnail: _thumbnail, ...trial }) => `${JSON.stringify(trial)}\n`).join(''),
    );
    say(`The report is ${join(values.report, 'report.html')}.`);
    return 0;
  } finally {
    await examiner.close();
  }
});
