#!/bin/sh
//bin/sh -c :; exec "${npm_node_execpath:-node}" "$0" "$@"
/**
 * `npx desk …`: the engine without a window. Finds the engine's Node, runs the command line on it (from source in a checkout, bundled in the packed product), and passes
 * arguments, standard streams, signals and the exit code through.
 * Started by the shell first, because npx puts the engine's Node first in the path: where the system lacks what that Node needs, only npm's own Node can say so.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findEngineNode } from './engine-node.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

// Standard output belongs to the command's own lines.
const say = (line) => void process.stderr.write(`${line}\n`);
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const node = findEngineNode(root);
if (!node.ok) {
  say(node.sentence);
  process.exit(3);
}
if (process.version !== `v${node.version}` && (await ensureSystemPackages(['engine'], say)) === 'refused') process.exit(3);

const source = join(root, 'electron', 'engine', 'cli.ts');
const entry = existsSync(source) ? source : join(root, 'out', 'engine', 'cli.js');
const child = spawn(node.path, [entry, ...process.argv.slice(2)], { stdio: passedStreams() });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('error', (cause) => {
  say(`The engine's Node (${node.path}) could not be started: ${cause.message}`);
  process.exit(3);
});
child.once('close', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15)));

/** Streams 0 to 2, and those that `--passphrase-fd N` and `--token-fd N` name. */
function passedStreams() {
  const streams = ['inherit', 'inherit', 'inherit'];
  for (const [at, argument] of process.argv.entries()) {
    const match = /^--(?:passphrase|token)-fd(?:=(\d+))?$/.exec(argument);
    const number = Number(match?.[1] ?? (match === null ? undefined : process.argv[at + 1]));
    if (!Number.isInteger(number) || number < 3 || number > 255) continue;
    while (streams.length < number) streams.push('ignore');
    streams[number] = number;
  }
  return streams;
}
