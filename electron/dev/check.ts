/**
 * `npm run check`: everything that can be said about the code without running it. All of it runs, also after a failure, so that one round
 * shows all there is to mend.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './folders.ts';
import { runScript } from './prepare.ts';
import { say } from './say.ts';

/** Name, program and arguments of each check. The projects of TypeScript are the processes: each knows only what its process has. */
const checks: readonly (readonly [name: string, program: string, ...parameters: string[]])[] = [
  ...['shared', 'renderer', 'shell', 'engine', 'tests'].map(
    (project) => [`types of ${project}`, 'tsc', '-p', `tsconfig.${project}.json`] as const,
  ),
  ['format and lint', 'biome', 'check', '--error-on-warnings', '.'],
  ['who imports whom', 'depcruise', '--config', '.dependency-cruiser.mjs', 'shared', 'electron', 'renderer', 'tests'],
  ['unused code', 'knip'],
];

await runScript(async () => {
  const failed: string[] = [];
  for (const [name, program, ...parameters] of checks) {
    say(`Checking ${name} …`);
    if ((await run(program, parameters)) !== 0) failed.push(name);
  }
  say(failed.length === 0 ? 'All checks hold.' : `These checks do not hold: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
});

function run(program: string, parameters: readonly string[]): Promise<number> {
  const windows = process.platform === 'win32';
  const child = spawn(join(root, 'node_modules', '.bin', windows ? `${program}.cmd` : program), parameters, {
    stdio: 'inherit',
    cwd: root,
    shell: windows,
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
