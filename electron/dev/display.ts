import { type ChildProcess, spawn } from 'node:child_process';

/** Whether a window can be shown here: always on Windows and macOS, with X or Wayland on Linux. */
export function hasDisplay(platform: string = process.platform, environment: NodeJS.ProcessEnv = process.env): boolean {
  const named = (name: string) => environment[name] !== undefined && environment[name] !== '';
  return platform !== 'linux' || named('DISPLAY') || named('WAYLAND_DISPLAY');
}

/** A screen that exists only in memory. `name` is what DISPLAY must be set to. */
export type VirtualDisplay = { readonly name: string; stop(): Promise<void> };

/** How long Xvfb may take until it names its display, in milliseconds. */
const patience = 15_000;

/**
 * Starts Xvfb on a free display, which it chooses itself (`-displayfd`), so that two runs never meet. The size is the larger of the two office screens of `interface.md`.
 * Throws with a sentence where Xvfb is absent or does not start.
 */
export async function startVirtualDisplay(size = '1920x1080'): Promise<VirtualDisplay> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const number = await displayNumber(server);
  const stopOnExit = () => void server.kill('SIGKILL');
  process.once('exit', stopOnExit);
  return {
    name: `:${number}`,
    stop: () =>
      new Promise((resolve) => {
        process.off('exit', stopOnExit);
        if (server.exitCode !== null || server.signalCode !== null) return resolve();
        server.once('close', () => resolve());
        server.kill();
      }),
  };
}

function displayNumber(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let errors = '';
    let number = '';
    const giveUp = (why: string) => {
      clearTimeout(timer);
      server.kill('SIGKILL');
      reject(new Error(`Xvfb could not start a display: ${why}`));
    };
    const timer = setTimeout(() => giveUp('it named none'), patience);
    server.once('error', (cause) => giveUp(cause.message));
    server.once('close', () => giveUp(errors.trim().split('\n').at(-1) ?? ''));
    server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      errors = (errors + chunk).slice(-2_000);
    });
    const answer = server.stdio[3];
    if (answer === null || answer === undefined || !('setEncoding' in answer)) return giveUp('no answer channel');
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      number += chunk;
      if (!number.includes('\n')) return;
      clearTimeout(timer);
      server.removeAllListeners('close');
      resolve(number.trim());
    });
  });
}
