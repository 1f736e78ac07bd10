/**
 * `npm run bench`: the figures of `docs/measurements.md`, one line of JSON each; `npm run bench -- NAME …` runs only those. Each bench is a
 * program of its own in `tests/bench/`, on a fresh process, so that none warms another.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDisplay, startVirtualDisplay } from './display.ts';
import { root } from './folders.ts';
import { prepare, runScript } from './prepare.ts';
import { say } from './say.ts';

/** Benches that need the real window. */
const inTheWindow = new Set(['memory', 'next-photo', 'start']);

await runScript(async () => {
  const folder = join(root, 'tests', 'bench');
  const all = readdirSync(folder).flatMap((file) => (file.endsWith('.bench.ts') ? [file.slice(0, -'.bench.ts'.length)] : []));
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    say(`There is no bench ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
    return 2;
  }
  let failed = 0;
  // What takes long to make is made once for all benches of this run.
  const made = mkdtempSync(join(tmpdir(), 'bench-made-'));
  try {
    for (const name of wanted.length === 0 ? all : wanted) {
      say(`Bench ${name} …`);
      if ((await run(join(folder, `${name}.bench.ts`), inTheWindow.has(name), made)) !== 0) failed += 1;
    }
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return failed === 0 ? 0 : 1;
});

async function run(file: string, window: boolean, made: string): Promise<number> {
  const prepared = window ? await prepare() : undefined;
  const display = window && !hasDisplay() ? await startVirtualDisplay() : undefined;
  const environment = {
    ...process.env,
    BENCH_FOLDER: process.env.BENCH_FOLDER ?? made,
    ...(display === undefined ? {} : { DISPLAY: display.name }),
    ...(prepared === undefined ? {} : { SHENHETAI_ELECTRON: prepared.electron.path, SHENHETAI_SWITCHES: prepared.switches.join(' ') }),
  };
  try {
    const child = spawn(process.execPath, ['--expose-gc', file], { stdio: ['ignore', 'inherit', 'inherit'], cwd: root, env: environment });
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
  } finally {
    await display?.stop();
  }
}
