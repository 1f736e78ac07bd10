/**
 * `npm start`: brings what is missing, builds what is stale, and opens the workstation. Where there is no display it says so and runs the demo instead.
 * Arguments after `--` go to the program (`npm start -- --data DIR`).
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { hasDisplay } from './display.ts';
import { root } from './folders.ts';
import { prepare, runScript } from './prepare.ts';
import { say } from './say.ts';

await runScript(async () => {
  if (!hasDisplay()) {
    say('There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): running the demo on a virtual one instead.');
    return run(process.execPath, [join(root, 'electron', 'dev', 'demo.ts'), ...process.argv.slice(2)]);
  }
  const { electron, switches } = await prepare();
  return run(electron.path, [...switches, root, ...process.argv.slice(2)]);
});

function run(program: string, parameters: readonly string[]): Promise<number> {
  const child = spawn(program, parameters, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
