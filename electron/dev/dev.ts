/**
 * `npm run dev`: the workstation with hot reload. The page comes from electron-vite's server, a saved shell file restarts the program, and a saved engine file restarts the
 * engine alone, which then runs straight from its source.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'electron-vite';
import { writeLaunch } from './build/engine.ts';
import { hasDisplay } from './display.ts';
import { root } from './folders.ts';
import { prepare, runScript } from './prepare.ts';

await runScript(async () => {
  if (!hasDisplay()) throw new Error('`npm run dev` needs a display; without one, `npm run demo` shows the program at work.');
  const { electron, switches } = await prepare([]);
  await writeLaunch('source');
  // The watchers put development bundles where the next start expects finished ones.
  await rm(join(root, 'out', 'shell.stamp'), { force: true });
  process.env.ELECTRON_EXEC_PATH = electron.path;
  process.env.ELECTRON_CLI_ARGS = JSON.stringify([...switches, ...process.argv.slice(2)]);
  await createServer({ root, configFile: join(root, 'electron.vite.config.ts'), build: { watch: {} } }, {});
  return 0;
});
