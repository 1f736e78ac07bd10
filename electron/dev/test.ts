/**
 * `npm test`: every test there is — units, integration and the house's own rules with Vitest, then the real window with Playwright on a
 * virtual display — and, as the last line, how many passed and failed. Arguments after `--` narrow it down: `unit`, `window`, or a file's path.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDisplay, startVirtualDisplay } from './display.ts';
import { root } from './folders.ts';
import { prepare, runScript } from './prepare.ts';
import { say } from './say.ts';

type Counts = { passed: number; failed: number };

await runScript(async () => {
  const wanted = process.argv.slice(2);
  const files = wanted.filter((word) => word !== 'unit' && word !== 'window');
  const isWindowFile = (file: string) => file.includes('e2e');
  const units = !wanted.includes('window') && (files.length === 0 || files.some((file) => !isWindowFile(file)));
  const windows = !wanted.includes('unit') && (files.length === 0 || files.some(isWindowFile));
  const reports = await mkdtemp(join(tmpdir(), 'shenhetai-reports-'));
  const total: Counts = { passed: 0, failed: 0 };
  const add = ({ passed, failed }: Counts) => {
    total.passed += passed;
    total.failed += failed;
  };
  try {
    if (units)
      add(
        await runUnits(
          join(reports, 'vitest.json'),
          files.filter((file) => !isWindowFile(file)),
        ),
      );
    if (windows) add(await runWindows(join(reports, 'playwright.json'), files.filter(isWindowFile)));
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
});

async function runUnits(report: string, files: readonly string[]): Promise<Counts> {
  say('Unit and integration tests …');
  const code = await run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files], process.env);
  const summary = await readReport<{ numPassedTests: number; numFailedTests: number; numFailedTestSuites: number; success: boolean }>(
    report,
  );
  if (summary === undefined) return { passed: 0, failed: 1 };
  // A file that could not even be loaded has no failed test in it, and is a failure all the same.
  const unloaded = summary.numFailedTests === 0 && (code !== 0 || !summary.success) ? 1 : 0;
  return { passed: summary.numPassedTests, failed: summary.numFailedTests + unloaded };
}

async function runWindows(report: string, files: readonly string[]): Promise<Counts> {
  const { electron, switches } = await prepare();
  say('Tests in the real window …');
  const display = hasDisplay() ? undefined : await startVirtualDisplay();
  const environment = {
    ...process.env,
    ...(display === undefined ? {} : { DISPLAY: display.name }),
    SHENHETAI_ELECTRON: electron.path,
    SHENHETAI_SWITCHES: switches.join(' '),
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  };
  try {
    const code = await run(['playwright', 'test', '--reporter=list,json', ...files], environment);
    const summary = await readReport<{ stats: { expected: number; unexpected: number; flaky: number } }>(report);
    if (summary === undefined) return { passed: 0, failed: 1 };
    const { expected, unexpected, flaky } = summary.stats;
    return { passed: expected, failed: unexpected + flaky + (code !== 0 && unexpected + flaky === 0 ? 1 : 0) };
  } finally {
    await display?.stop();
  }
}

/** Runs one of the project's own programs on this Node, its output passed through. */
function run([program = '', ...parameters]: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const bin = join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${program}.cmd` : program);
  const child = spawn(bin, parameters, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: environment,
    cwd: root,
    shell: process.platform === 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

async function readReport<Report>(path: string): Promise<Report | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
