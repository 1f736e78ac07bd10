/**
 * Sync is this workstation's exchange with the platform: the feed and its documents in, decisions out, and the checks on what arrived.
 * It promises that a page of the feed is applied whole or not at all, that no document is visible before it was verified, that a decision which
 * was acknowledged is sent until it is answered, and that every failure is one quiet state and not a lost byte.
 * `engine/index.ts` starts it when the vault is unlocked; the api asks it for its state; the command line runs one exchange at a time.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '../../../shared/domain/failure.ts';
import type { TransferState } from '../../../shared/domain/transfer.ts';
import type { Store } from '../store/index.ts';
import { type Checker, type Checking, startChecking } from './checking.ts';
import type { DocumentShelf } from './documents.ts';
import type { DueTimes } from './due-times.ts';
import { createExchange, type Exchange, type ExchangeListener } from './exchange.ts';
import { connectPlatform } from './platform.ts';

export type { Checker } from './checking.ts';
export type { DocumentShelf } from './documents.ts';
export type { DueTimes } from './due-times.ts';
export { connectPlatform, readServerAddress } from './platform.ts';

/** Wait between two looks at the feed while all is well, and the longest one while it is not, ms. */
const pollInterval = 10_000;
const longestBackoff = 60_000;
/** How often the transfer's state is told at most, ms. */
const tellInterval = 200;

/** What sync tells those who show it. */
export type SyncListener = {
  transfer(state: TransferState): void;
  queue(applicationIds: string[] | undefined): void;
  outbox(): void;
  rules(): void;
  /** Something that should not happen did; the caller logs it. */
  fault(error: unknown): void;
};

/** The running exchange. */
export type Sync = {
  state(): TransferState;
  /** Continues after a stop, or exchanges at once. */
  start(): void;
  /** Stops taking in; what is half-way is given up and fetched again later. Decisions still go out. */
  stop(): void;
  /** A decision was added: look when the next one may go. */
  wakeOutbox(): void;
  /** Something changed in the store that may want checking. */
  wakeChecks(): void;
  /** One full exchange (in, checks, out), for the command line. Ends with the first failure, or undefined. */
  once(): Promise<Failure | undefined>;
  close(): Promise<void>;
};

type Parts = {
  store: Store;
  shelf: DocumentShelf;
  checker: Checker;
  dueTimes: DueTimes;
  clock: { now(): number; monotonic(): number };
};

/** Sets sync up over an open store. Nothing runs until `start()` or `once()`. A workstation without a server only runs checks. */
export const createSync = (parts: Parts, listener: SyncListener): Sync => {
  const { store } = parts;
  const { server, workstationId } = store.read.workstation();
  const closing = new AbortController();
  let stopping = new AbortController();
  let stopped = false;
  let looping: Promise<void>[] = [];
  let lastTold = Number.NEGATIVE_INFINITY;
  let telling: NodeJS.Timeout | undefined;
  let reachedAgain = false;

  const tell = () => {
    const wait = lastTold + tellInterval - parts.clock.monotonic();
    if (telling !== undefined || closing.signal.aborted) return;
    telling = setTimeout(
      () => {
        telling = undefined;
        if (closing.signal.aborted) return;
        lastTold = parts.clock.monotonic();
        listener.transfer(state());
      },
      Math.max(0, wait),
    );
  };
  const checking: Checking = startChecking(
    { ...parts, now: parts.clock.now },
    (ids) => {
      listener.queue(ids);
      tell();
    },
    listener.fault,
  );
  const heard: ExchangeListener = { ...listener, transfer: tell, arrived: () => checking.wake() };
  const platform = server === undefined ? undefined : connectPlatform(server, workstationId, parts.clock.now);
  const exchange: Exchange | undefined = platform && createExchange({ ...parts, platform }, heard);

  const state = (): TransferState => {
    const workstation = store.read.workstation();
    const present = exchange?.state();
    const { damaged, ...files } = store.read.fileCounts();
    return {
      connection: present?.connection ?? 'none',
      server: server === undefined ? undefined : new URL(server.url).origin,
      reviewer: workstation.reviewer,
      phase: present?.phase ?? 'idle',
      stopped,
      lastExchangeAt: workstation.lastExchangeAt,
      until: present?.until,
      lastFailure: present?.lastFailure,
      feed: present?.feed ?? { applied: 0, unknown: 0, malformed: 0 },
      documents: { ...files, damaged, bytesPerSecond: present?.phase === 'documents' ? present.bytesPerSecond : 0 },
      checks: store.read.checkCounts(),
      outbox: store.read.outboxCounts(),
    };
  };

  const wakers = { takeIn: () => {}, sendOut: () => {} };
  /** Waits `ms`, or until this half is woken or everything closes. */
  const pause = async (half: keyof typeof wakers, ms: number): Promise<void> => {
    const woken = new AbortController();
    wakers[half] = () => woken.abort();
    await sleep(ms, undefined, { signal: AbortSignal.any([woken.signal, closing.signal]) }).catch(() => {});
  };

  const takeInLoop = async (running: Exchange): Promise<void> => {
    let failures = 0;
    while (!closing.signal.aborted) {
      if (stopped) {
        await pause('takeIn', 2 ** 30);
        continue;
      }
      const outcome = await running.takeIn(AbortSignal.any([closing.signal, stopping.signal]));
      if (outcome.ok && failures > 0) reachedAgain = true;
      if (outcome.ok) wakers.sendOut();
      failures = outcome.ok ? 0 : failures + 1;
      const asked = outcome.ok ? undefined : outcome.error.details.retryAfterSeconds;
      const wait = outcome.ok ? pollInterval : Math.min(longestBackoff, 1_000 * 2 ** Math.min(failures, 6));
      if (!stopped) await pause('takeIn', typeof asked === 'number' ? Math.min(longestBackoff, asked * 1_000) : wait);
    }
  };

  const sendOutLoop = async (running: Exchange): Promise<void> => {
    while (!closing.signal.aborted) {
      const impatient = reachedAgain;
      reachedAgain = false;
      await running.sendOut(closing.signal, impatient);
      const next = store.read.nextSendAt();
      await pause('sendOut', next === undefined ? 2 ** 30 : Math.max(50, Math.min(2 ** 30, Date.parse(next) - parts.clock.now())));
    }
  };

  const guarded = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => {
      if (!closing.signal.aborted) listener.fault(error);
    });

  return {
    state,
    start: () => {
      stopped = false;
      stopping = new AbortController();
      checking.wake();
      if (exchange === undefined) return;
      if (looping.length === 0) looping = [guarded(takeInLoop(exchange)), guarded(sendOutLoop(exchange))];
      else {
        wakers.takeIn();
        wakers.sendOut();
      }
      tell();
    },
    stop: () => {
      stopped = true;
      stopping.abort();
      tell();
    },
    wakeOutbox: () => wakers.sendOut(),
    wakeChecks: () => checking.wake(),
    once: async () => {
      if (exchange === undefined) {
        checking.wake();
        await checking.settled();
        return undefined;
      }
      const taken = await exchange.takeIn(closing.signal);
      checking.wake();
      await checking.settled();
      const sent = await exchange.sendOut(closing.signal, true);
      return taken.ok ? (sent.ok ? undefined : sent.error) : taken.error;
    },
    close: async () => {
      closing.abort();
      clearTimeout(telling);
      await Promise.all([...looping, checking.close()]);
      await platform?.close();
    },
  };
};
