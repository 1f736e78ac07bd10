/**
 * `npm run test:faults`: the tests of `tests/faults/` in large numbers. `--kills N` (50 unless told) kills of engine and platform, `--times N` (10) as many random
 * courses as in `npm test`, `--claimed N` (10,000) applications that workstations share by claims, `--seed N` plays an earlier run again; names (`kills`,
 * `model` …) run only those. Prints one line of JSON a suite on standard output.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './folders.ts';
import { runScript } from './prepare.ts';
import { say } from './say.ts';

type Report = {
  testResults: { name: string; startTime: number; endTime: number; assertionResults: { status: string; fullName: string }[] }[];
};

const suiteOf = (path: string): string => basename(path).replace(/\.test\.ts$/u, '');

await runScript(async () => {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {
      kills: { type: 'string', default: '50' },
      times: { type: 'string', default: '10' },
      claimed: { type: 'string', default: '10000' },
      seed: { type: 'string', default: String(Date.now()) },
    },
  });
  const folder = join(root, 'tests', 'faults');
  const all = (await readdir(folder)).filter((file) => file.endsWith('.test.ts')).map(suiteOf);
  const unknown = positionals.filter((name) => !all.includes(name));
  const numbers = [values.kills, values.times, values.claimed, values.seed];
  if (unknown.length > 0 || numbers.some((value) => !/^\d{1,15}$/u.test(value))) {
    say(`Usage: npm run test:faults -- [--kills N] [--times N] [--claimed N] [--seed N] [${all.join(' | ')}] …`);
    return 2;
  }
  say(
    `Seed ${values.seed}, ${values.kills} kills, ${values.times} times the courses of npm test, ${values.claimed} claimed applications …`,
  );
  const reports = await mkdtemp(join(tmpdir(), 'shenhetai-faults-'));
  try {
    const report = join(reports, 'vitest.json');
    const facts = join(reports, 'facts.ndjson');
    const files = (positionals.length === 0 ? all : positionals).map((name) => join('tests', 'faults', `${name}.test.ts`));
    const code = await runVitest(['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files], {
      FAULT_SEED: values.seed,
      FAULT_KILLS: values.kills,
      FAULT_TIMES: values.times,
      FAULT_CLAIMED: values.claimed,
      FAULT_FACTS: facts,
    });
    const told = (await readFile(facts, 'utf8').catch(() => ''))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { suite: string });
    const { testResults } = JSON.parse(await readFile(report, 'utf8')) as Report;
    for (const { name, startTime, endTime, assertionResults } of testResults) {
      const suite = suiteOf(name);
      const count = (status: string) => assertionResults.filter((one) => one.status === status).length;
      const own = told.filter((line) => line.suite === suite);
      const line = {
        suite,
        seed: values.seed,
        passed: count('passed'),
        failed: count('failed'),
        seconds: Math.round((endTime - startTime) / 1_000),
        facts: own.map(({ suite: _suite, ...rest }) => rest),
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
    return code;
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
});

/** Runs Vitest on this Node; what it says goes to standard error. */
function runVitest(parameters: readonly string[], environment: Record<string, string>): Promise<number> {
  const bin = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'vitest.cmd' : 'vitest');
  const child = spawn(bin, parameters, {
    stdio: ['ignore', 2, 'inherit'],
    env: { ...process.env, ...environment },
    cwd: root,
    shell: process.platform === 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
