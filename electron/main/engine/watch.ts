import type { ChildProcess } from 'node:child_process';
import { type EngineToShell, engineToShell, type ShellToEngine, shutdownGrace } from '../../../shared/contract/engine/channel.ts';
import type { ShellLog } from '../log.ts';
import { deathsInARow, restartDelay } from './backoff.ts';
import { rememberLastWords } from './last-words.ts';

/** The engine's exit code where it can't use its folder, which it has said and which is no crash. */
const cannotUseFolder = 3;

/** The engine as the rest of the shell sees it: one that is there, or comes back. */
export type Engine = {
  /** Sends if the engine is ready; says whether it was. */
  send(message: ShellToEngine): boolean;
  isReady(): boolean;
  /** Ends this process and starts another one (its source has changed). */
  restart(): void;
  /** Asks the engine to finish, ends it after the grace, and never starts it again. Resolves when the process is gone. */
  stop(): Promise<void>;
};

export type EngineListener = {
  /** `sealTo`: the public key of what this engine can open. */
  onReady(sealTo: Uint8Array): void;
  onLost(): void;
  /** It ended and nobody had asked it to: with that exit code or by that signal, and these last lines on its standard error, redacted. */
  onCrash?(facts: { code: number | null; signal: string | null; lastWords: string[] }): void;
  onMessage(message: Exclude<EngineToShell, { kind: 'ready' }>): void;
};

/**
 * Keeps one engine running: starts it, restarts it when it dies (see `backoff.ts`), and hands its messages on. `launch` starts one process; a start that fails counts as a death.
 * A message that is none of ours is logged by its kind and dropped: the engine reads strangers' files, so the shell does not trust it blindly.
 */
export function watchEngine(
  launch: () => Promise<ChildProcess>,
  listener: EngineListener,
  log: ShellLog,
  output?: NodeJS.WritableStream,
): Engine {
  let child: ChildProcess | undefined;
  let readyAt: number | undefined;
  let deaths = 0;
  let isStopping = false;
  let isStarting = false;
  let isRestarting = false;
  let lastWords: () => string[] = () => [];
  let timer: NodeJS.Timeout | undefined;

  const start = async () => {
    if (isStarting || isStopping || child !== undefined) return;
    isStarting = true;
    try {
      const started = await launch();
      child = started;
      lastWords = rememberLastWords(started.stderr, output);
      started.on('message', (raw) => receive(started, raw));
      started.on('error', (cause) => log('engine-error', { code: 'code' in cause ? String(cause.code) : cause.name }));
      // A process that could not be started reports `error` and never `exit`; `close` comes in both cases.
      started.once('close', (code, signal) => died(started, code, signal));
      log('engine-started', { pid: started.pid ?? null });
    } catch (cause) {
      log('engine-not-started', { cause: cause instanceof Error ? cause.message : 'unknown' });
      again(undefined);
    } finally {
      isStarting = false;
    }
    // `stop` was called while the process was being started.
    if (isStopping) child?.kill('SIGKILL');
  };

  const receive = (from: ChildProcess, raw: unknown) => {
    if (from !== child) return;
    const parsed = engineToShell.safeParse(raw);
    if (!parsed.success) {
      log('engine-message-refused');
      return;
    }
    if (parsed.data.kind !== 'ready') listener.onMessage(parsed.data);
    else if (readyAt === undefined) {
      readyAt = performance.now();
      log('engine-ready');
      listener.onReady(parsed.data.sealTo);
    }
  };

  const died = (which: ChildProcess, code: number | null, signal: string | null) => {
    if (which !== child) return;
    log('engine-ended', { code, signal, stopping: isStopping });
    if (!isStopping && !isRestarting && code !== 0 && code !== cannotUseFolder)
      listener.onCrash?.({ code, signal, lastWords: lastWords() });
    isRestarting = false;
    const readyFor = readyAt === undefined ? undefined : performance.now() - readyAt;
    child = undefined;
    readyAt = undefined;
    again(readyFor);
  };

  const again = (readyFor: number | undefined) => {
    // Also where it never became ready: the pages then say that they wait, instead of waiting in silence.
    listener.onLost();
    if (isStopping) return;
    deaths = deathsInARow(deaths, readyFor);
    const delay = restartDelay(deaths);
    log('engine-restart', { deaths, delay });
    timer = setTimeout(() => void start(), delay);
  };

  void start();
  return {
    send: (message) => readyAt !== undefined && child?.connected === true && child.send(message, ignoreSendFailure) !== undefined,
    isReady: () => readyAt !== undefined,
    restart: () => {
      deaths = 0;
      clearTimeout(timer);
      if (child === undefined) void start();
      else {
        isRestarting = true;
        child.kill();
      }
    },
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      const last = child;
      if (last === undefined || last.exitCode !== null || last.signalCode !== null) return;
      await new Promise<void>((resolve) => {
        const force = setTimeout(() => last.kill('SIGKILL'), shutdownGrace);
        last.once('close', () => {
          clearTimeout(force);
          resolve();
        });
        if (last.connected) last.send({ kind: 'shutdown' } satisfies ShellToEngine, ignoreSendFailure);
        else last.kill('SIGKILL');
      });
    },
  };
}

/** A message that cannot be delivered was on its way to a process that is dying: its end is reported by `close`, and the page asks again when the engine is back. */
function ignoreSendFailure(): void {}
