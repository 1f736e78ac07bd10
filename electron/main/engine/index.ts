/**
 * The shell's side of the engine: starts it, watches it, restarts it, and relays between it and the pages.
 * Promises that an engine that dies comes back by itself, that pages hear of both, and that nothing here ever looks into a message.
 * Called by `main/index.ts`; the pages come in through `calls.ts`, pictures through `protocol.ts`.
 */
import { watch } from 'node:fs';
import type { ShellToEngine } from '../../../shared/contract/engine/channel.ts';
import type { InstallMoment } from '../../../shared/domain/updates.ts';
import type { CrashReports } from '../crash-reports.ts';
import type { ShellLog } from '../log.ts';
import { createImages, type Images } from './images.ts';
import { openKeptSecret } from './kept-secret.ts';
import { createRelay, type Relay } from './relay.ts';
import { type EnginePlace, foldersToWatch, startEngine } from './start.ts';
import { type Engine, watchEngine } from './watch.ts';

export type { Images } from './images.ts';
export type { RelayPort } from './relay.ts';

export type ShellEngine = {
  readonly images: Images;
  readonly connect: Relay['connect'];
  tell(event: Extract<ShellToEngine, { kind: 'system' }>['event']): void;
  stop(): Promise<void>;
};

/** What the shell does when the engine goes, comes back, or names what the policy asks of the window. */
export type EngineNews = {
  tell(news: 'engine-lost' | 'engine-back'): void;
  /** The desk was locked; it is told before any page hears of it. */
  locked(): void;
  protect(blockCapture: boolean): void;
  /** A person wants the newer version installed, and when. */
  install(moment: InstallMoment): void;
  /** Opens an address of an issuer in the person's browser; says whether it did. */
  openBrowser(address: string, issuer: string): Promise<boolean>;
};

export function openEngine(
  place: EnginePlace,
  desktop: () => Uint8Array | undefined,
  news: EngineNews,
  log: ShellLog,
  crashed: CrashReports,
): ShellEngine {
  let wasLost = false;
  // Only in memory, and only while the desk is unlocked: an engine that crashes is unlocked again without asking the reviewer.
  const kept = openKeptSecret();
  // The relay and the pictures need the engine, and the engine needs their ears: the function ties the knot.
  const current = (): Engine => engine;
  const relay = createRelay(current);
  const images = createImages(current);
  const engine = watchEngine(
    () => startEngine(place),
    {
      onReady: (sealTo) => {
        engine.send({ kind: 'desktop', sealTo: kept.publicKey, secret: desktop() });
        const secret = kept.sealedTo(sealTo);
        if (secret !== undefined) engine.send({ kind: 'resume', secret });
        relay.onReady();
        images.onReady();
        if (wasLost) news.tell('engine-back');
        wasLost = false;
      },
      onLost: () => {
        wasLost = true;
        relay.onLost();
        news.tell('engine-lost');
      },
      onCrash: (facts) => crashed('engine-process', facts),
      onMessage: (message) => {
        switch (message.kind) {
          case 'image':
            return images.onMessage(message);
          case 'port-message':
            return relay.onMessage(message);
          case 'keep-secret':
            if (message.secret === undefined) news.locked();
            return kept.keep(message.secret);
          case 'protect':
            return news.protect(message.blockCapture);
          case 'install-update':
            return news.install(message.moment);
          case 'open-browser':
            void news.openBrowser(message.address, message.issuer).then((opened) => {
              if (!opened) engine.send({ kind: 'browser-not-opened' });
            });
            return;
          case 'failed':
            return log('engine-refused', { code: message.code });
          default:
            message satisfies never;
        }
      },
    },
    log,
    // A packed program has no terminal to write to; while developing, the engine's words go where the developer looks.
    place.isPackaged ? undefined : process.stderr,
  );
  const stopWatching = restartOnChange(foldersToWatch(place), engine);
  return {
    images,
    connect: relay.connect,
    tell: (event) => void engine.send({ kind: 'system', event }),
    stop: () => {
      stopWatching();
      return engine.stop();
    },
  };
}

/** While developing: a saved source file restarts the engine, several saved together restart it once. */
function restartOnChange(folders: readonly string[], engine: Engine): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => engine.restart(), 150);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
