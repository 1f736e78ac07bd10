/**
 * Sync is this workstation's exchange with the platform: the feed and its documents in, decisions out, and the checks on what arrived.
 * It promises that a page of the feed is applied whole or not at all, that no document is visible before it was verified, that a decision which
 * was acknowledged is sent until it is answered, and that every failure is one quiet state and not a lost byte.
 * `engine/index.ts` starts it when the vault is unlocked; the api asks it for its state; the command line runs one exchange at a time.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { TransferState } from '../../../shared/domain/transfer.ts';
import { systemRandom } from '../ports/random.ts';
import { openAuditCopies } from './audit-copies.ts';
import { type Checking, startChecking } from './checking.ts';
import { type Claims, claimsState, createClaims, latestNow, noClaims, offlineUntil } from './claims.ts';
import { createExchange, type Exchange, type ExchangeListener } from './exchange.ts';
import { openFetching } from './fetching.ts';
import { fixedAccess, noAccess } from './line.ts';
import { bearingOf, outboxPause } from './patience.ts';
import { connectPlatform } from './platform.ts';
import { createPolling } from './polling.ts';
import { openReleases } from './releases.ts';
import type { Sync, SyncListener, SyncParts } from './sync.ts';

export { askSignIn } from './announced-sign-in.ts';
export type { Checker } from './checking.ts';
export { latestNow } from './claims.ts';
export type { DueTimes } from './due-times.ts';
export { type Access, fixedAccess, noAccess } from './line.ts';
export { hasUnsent, mayTakeOver } from './own-reviewer.ts';
export { openPackages, openZip, type Packages } from './packages/index.ts';
export { readResultCheckpoint } from './packages/read-result.ts';
export { connectPlatform, readServerAddress } from './platform.ts';
export type { Sync, SyncListener } from './sync.ts';

/** Wait after sending out failed in a way that no decision's own pause tells of (a full disk), ms. */
const sendOutPause = 2_000;
/** How often the transfer's state is told at most, ms. */
const tellInterval = 200;

/** Wait between two looks at the claims, ms: short beside every lease. */
const claimsInterval = 30_000;
/** How long leaving the desk may take to give claims back, ms; what was not told by then is told the next time. */
const leavingTime = 2_000;

/** Sets sync up over an open store. Nothing runs until `start()` or `once()`. A workstation without a server only runs checks. */
export const createSync = (parts: SyncParts, listener: SyncListener): Sync => {
  const { store } = parts;
  const { server, workstationId } = store.read.workstation();
  const closing = new AbortController();
  let stopping = new AbortController();
  let stopped = false;
  let looping: Promise<void>[] = [];
  let lastTold = Number.NEGATIVE_INFINITY;
  let telling: NodeJS.Timeout | undefined;
  let reachedAgain = false;
  const polling = createPolling(parts.clock, parts.random ?? systemRandom);

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
  const heard: ExchangeListener = { ...listener, transfer: tell, arrived: () => checking.wake(), returned: () => wake('takeIn') };
  const access = server?.token === undefined ? (parts.access ?? noAccess) : fixedAccess(server.token);
  const platform = server === undefined ? undefined : connectPlatform(server.url, access, workstationId, parts.clock.now);
  const fetching = server === undefined ? undefined : openFetching({ url: server.url, workstationId, place: parts.shelf.place });
  const exchange: Exchange | undefined = platform && fetching && createExchange({ ...parts, platform, fetching, access }, heard);

  const releases = server && platform && openReleases({ url: server.url, workstationId, access, platform, now: parts.clock.now });
  const copies =
    platform &&
    server &&
    openAuditCopies({ store, platform, server: new URL(server.url).host, now: parts.clock.now }, (cause) =>
      listener.fault(new Error(cause)),
    );

  const state = (): TransferState => {
    const workstation = store.read.workstation();
    const present = exchange?.state();
    return {
      connection: present?.connection ?? 'none',
      server: server === undefined ? undefined : new URL(server.url).origin,
      reviewer: workstation.reviewer,
      phase: present?.phase ?? 'idle',
      stopped,
      clockOffsetMs: workstation.clockOffsetMs,
      lastExchangeAt: workstation.lastExchangeAt,
      offlineUntil: offlineUntil(store.read, reached()),
      until: present?.until,
      lastFailure: present?.lastFailure,
      feed: present?.feed ?? { applied: 0, unknown: 0, malformed: 0 },
      nextTryAt: polling.nextTryAt(),
      documents: {
        ...store.read.fileCounts(),
        bytesPerSecond: present?.phase === 'documents' ? present.bytesPerSecond : 0,
        running: present?.running ?? [],
        budgetBytes: store.read.policy()?.transfer.documentBudgetBytes ?? 0,
      },
      claims: store.read.claimCounts(),
      checks: store.read.checkCounts(),
      outbox: store.read.outboxCounts(),
    };
  };

  /** A person asked for a look, by the button or by coming back to the window. */
  let askedFor = false;
  const wakers = { takeIn: () => {}, sendOut: () => {}, claims: () => {} };
  /** A half that was woken while it was at work looks once more before it pauses. */
  const woken = { takeIn: false, sendOut: false, claims: false };
  const wake = (half: keyof typeof wakers): void => {
    woken[half] = true;
    wakers[half]();
  };
  /** Waits `ms`, or until this half is woken or everything closes. */
  const pause = async (half: keyof typeof wakers, ms: number): Promise<void> => {
    const waking = new AbortController();
    wakers[half] = () => waking.abort();
    if (!woken[half]) await sleep(ms, undefined, { signal: AbortSignal.any([waking.signal, closing.signal]) }).catch(() => {});
    woken[half] = false;
  };

  /** Who waits for the end of a look that has not begun. */
  const awaiting: ((looked: boolean) => void)[] = [];

  /** One round of a half; what nobody expected is told and counts as a failed round, so that one bad moment does not end the exchange for good. */
  const round = async (work: () => Promise<Result<unknown>>): Promise<Failure | undefined> => {
    try {
      const outcome = await work();
      return outcome.ok ? undefined : outcome.error;
    } catch (error) {
      if (!closing.signal.aborted) listener.fault(error);
      return fail('bug').error;
    }
  };

  const takeInLoop = async (running: Exchange): Promise<void> => {
    /** Until the platform was reached once, what an earlier run left pausing waits for that and not for its pause. */
    let away = true;
    while (!closing.signal.aborted) {
      if (stopped) {
        await pause('takeIn', 2 ** 30);
        continue;
      }
      polling.begins();
      const served = awaiting.splice(0);
      const failure = await round(() => running.takeIn(AbortSignal.any([closing.signal, stopping.signal]), true));
      if (failure === undefined) for (const tell of served) tell(true);
      else awaiting.push(...served);
      if (failure?.code === 'exchange_stopped') continue;
      if (failure === undefined && away) reachedAgain = true;
      // Who asks for a look wants to know as well what of the claims still holds.
      if (failure === undefined && (away || askedFor)) wake('claims');
      askedFor = false;
      away = failure !== undefined;
      if (failure === undefined) {
        wake('sendOut');
        await round(async () => succeed(await copies?.send(closing.signal)));
      }
      const wait = polling.ended(failure);
      tell();
      if (!stopped) await pause('takeIn', wait);
    }
  };

  const sendOutLoop = async (running: Exchange): Promise<void> => {
    while (!closing.signal.aborted) {
      const impatient = reachedAgain;
      reachedAgain = false;
      const failure = await round(() => running.sendOut(closing.signal, impatient));
      const next = nextSending();
      const wait = next === undefined ? 2 ** 30 : Math.min(2 ** 30, Date.parse(next) - parts.clock.now());
      await pause('sendOut', Math.max(failure === undefined ? 50 : sendOutPause, wait));
    }
  };

  /** When the next decision may go: not before the whole outbox may. */
  const nextSending = (): string | undefined => {
    const next = store.read.nextSendAt();
    const held = outboxPause(store.read, parts.clock.now(), false);
    return next === undefined || held === undefined || next > held.until ? next : held.until;
  };

  const claims: Claims | undefined =
    platform &&
    createClaims({ store, platform, now: parts.clock.now }, (ids) => {
      listener.claims();
      listener.queue(ids);
      tell();
    });

  /** Remembers how far time has gone, so that a clock that is set back does not make time for work without a network. */
  const noteTime = (): void => {
    const latest = latestNow(store.read, parts.clock.now());
    const noted = store.read.workstation().latestSeen;
    if (noted === undefined || latest - Date.parse(noted) >= claimsInterval)
      store.transaction((write) => write.saveWorkstation({ latestSeen: toTimestamp(latest) }));
  };

  const claimsLoop = async (running: Claims): Promise<void> => {
    while (!closing.signal.aborted) {
      await round(async () => {
        noteTime();
        return stopped || store.read.workstation().unproved === true ? succeed(undefined) : running.tend(closing.signal);
      });
      await pause('claims', claimsInterval);
    }
  };

  const reached = (): boolean => exchange?.state().connection === 'online';

  const guarded = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => {
      if (!closing.signal.aborted) listener.fault(error);
    });

  const checkAll = async (): Promise<void> => {
    checking.wake();
    await checking.settled();
  };

  return {
    state,
    start: () => {
      stopped = false;
      // Only a new one where the old one was used: a round under way must go on hearing the stop that may still come.
      if (stopping.signal.aborted) stopping = new AbortController();
      checking.wake();
      if (exchange === undefined) return;
      exchange.pressDamaged();
      if (looping.length === 0) {
        looping = [guarded(takeInLoop(exchange)), guarded(sendOutLoop(exchange))];
        if (claims !== undefined) looping.push(guarded(claimsLoop(claims)));
      } else {
        askedFor = true;
        wake('takeIn');
        wake('sendOut');
      }
      tell();
    },
    stop: () => {
      stopped = true;
      stopping.abort();
      tell();
    },
    nudge: () => {
      if (exchange === undefined || stopped || looping.length === 0 || !polling.mayLook()) return false;
      askedFor = true;
      wake('takeIn');
      wake('sendOut');
      return true;
    },
    caughtUp: () =>
      new Promise((resolve) => {
        if (exchange === undefined || closing.signal.aborted) return resolve(false);
        awaiting.push(resolve);
        wake('takeIn');
      }),
    prefer: (applicationIds) => {
      if (exchange === undefined) return;
      exchange.prefer(applicationIds);
      if (
        looping.length > 0 &&
        !stopped &&
        exchange.state().phase === 'idle' &&
        store.read.awaitedFilesOf(applicationIds).length > 0 &&
        polling.mayLook()
      )
        wake('takeIn');
    },
    wakeOutbox: () => wake('sendOut'),
    wakeChecks: () => checking.wake(),
    checkAll,
    once: async () => {
      if (exchange === undefined) {
        await checkAll();
        return undefined;
      }
      const taken = await exchange.takeIn(closing.signal);
      await checkAll();
      if (taken.ok) await claims?.tend(closing.signal);
      noteTime();
      const sent = await exchange.sendOut(closing.signal, taken.ok || bearingOf(taken.error) !== 'outbox');
      if (!taken.ok) return taken.error;
      await copies?.send(closing.signal);
      return sent.ok ? taken.value.unfinished : sent.error;
    },
    claims: () => claimsState(store.read, reached()),
    takeClaims: async (count, types, along) => {
      if (claims === undefined) return noClaims;
      const taken = await claims.take(count, types, along, closing.signal);
      // What was leased and is not here yet comes with the next look at the feed.
      if (taken.ok && looping.length > 0) wake('takeIn');
      return taken;
    },
    giveBackClaims: async (applicationIds) => claims?.giveBack(applicationIds, closing.signal),
    auditCopy: () => copies?.state() ?? { copy: 'none' },
    askAudit: async () => (copies === undefined ? succeed(undefined) : copies.ask(closing.signal)),
    releases: () => (stopped || store.read.workstation().unproved === true ? undefined : releases),
    leave: async (everything) => {
      // Out of reach it is only noted, and told the next time.
      const signal = reached() ? AbortSignal.any([AbortSignal.timeout(leavingTime), closing.signal]) : AbortSignal.abort();
      await claims?.leave(signal, everything);
    },
    close: async () => {
      closing.abort();
      clearTimeout(telling);
      await Promise.all([...looping, checking.close()]);
      for (const tell of awaiting.splice(0)) tell(false);
      await fetching?.close();
      await releases?.close();
      await platform?.close();
    },
  };
};
