#!/usr/bin/env node
/**
 * `node electron/dev/run.mjs NAME …` runs `electron/dev/NAME.ts` on the engine's Node, after what this machine lacks has been installed or named.
 * Plain JavaScript that any Node from 20 runs. `--engine` alone sees only to what the engine's Node needs to start at all: npm puts that Node first in the path of every
 * script, so package.json tries it with `node -e 0` and, where it cannot start, runs this file on npm's own Node.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findEngineNode } from './engine-node.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** What each script needs of the system; a script that is not listed needs the engine's Node only. */
const window = ['engine', 'window'];
const groups = {
  start: hasDisplay() ? window : [...window, 'display'],
  dev: window,
  demo: hasDisplay() ? window : [...window, 'display'],
  test: [...window, 'display', 'login'],
  'test-attacks': [...window, 'display'],
  bench: [...window, 'display'],
  screenshots: [...window, 'display'],
};

const [name = '', ...given] = process.argv.slice(2);
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const say = (line) => void process.stderr.write(`${line}\n`);

const node = findEngineNode(root);
if (!node.ok) {
  say(node.sentence);
  process.exit(3);
}
if ((await ensureSystemPackages(groups[name] ?? ['engine'], say)) === 'refused') process.exit(3);
if (name === '--engine') process.exit(0);
if (!/^[a-z-]+$/.test(name)) {
  say('Usage: node electron/dev/run.mjs NAME …, where electron/dev/NAME.ts is the script to run. `npm run` lists them.');
  process.exit(2);
}

const script = join(root, 'electron', 'dev', `${name}.ts`);
if (process.version === `v${node.version}`) {
  process.argv.splice(1, 2, script);
  await import(pathToFileURL(script).href);
} else {
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn(node.path, [script, ...given], { stdio: 'inherit', env: { ...process.env, PATH: path } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (cause) => {
    say(`The engine's Node (${node.path}) could not be started: ${cause.message}`);
    process.exit(3);
  });
  child.once('close', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15)));
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}
