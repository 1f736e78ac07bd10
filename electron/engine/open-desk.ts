import ownCalendar from '../../resources/calendars/cn.json' with { type: 'json' };
import type { Result } from '../../shared/domain/failure.ts';
import { toTimestamp } from '../../shared/domain/shanghai-time.ts';
import type { TransferState } from '../../shared/domain/transfer.ts';
import { type WorkingCalendar, withYears } from '../../shared/domain/working-days.ts';
import { openChecker } from './arrival-checks.ts';
import { type Chain, openChain } from './chain.ts';
import { dueTimesBy } from './due-times.ts';
import { keepEnded, openEndedSignIns } from './ended-sign-ins.ts';
import { type Erasure, openErasure } from './erasure.ts';
import { openImages } from './images.ts';
import { createInsight, type InsightDesk } from './insight/index.ts';
import { clearStack } from './ports/clear-stack.ts';
import type { SigningKey } from './ports/signing.ts';
import { createReview, type Review } from './review/index.ts';
import { keepSearchUp } from './search-upkeep.ts';
import { openTokens, type Tokens } from './sign-in/index.ts';
import { classifyStoreError, type Store } from './store/index.ts';
import type { Ports, WorkstationListener, WorkstationMode } from './surroundings.ts';
import { type Access, createSync, fixedAccess, noAccess, openPackages, type Packages, type Sync } from './sync/index.ts';
import { openDocumentFiles, type VaultKeys } from './vault/index.ts';

/** What is open while the vault is unlocked. */
export type OpenDesk = {
  readonly store: Store;
  readonly review: Review;
  readonly insight: InsightDesk;
  readonly keys: VaultKeys;
  readonly packages: Packages;
  /** The audit chain: how it stands, and whether it is sound. */
  readonly chain: Chain;
  readonly erasure: Erasure;
  sync(): Sync;
  transfer(): TransferState;
  /** One picture for the page, from the encrypted file. */
  image(sha256: string, rendition: 'original' | 'screen' | 'thumbnail'): Promise<Result<Uint8Array>>;
  /**
   * Takes years of working days over from a calendar that was read, in the place of the same years held before, and computes the due times anew. What shows the explanation
   * of a due time follows when the vault is opened the next time. Returns the years known from now on and how many due times moved.
   */
  importCalendar(calendar: WorkingCalendar): { coveredYears: number[]; moved: number };
  /** Begins exchanging, checking and sending, where the mode is automatic. */
  start(): void;
  /**
   * Tells how much of the demo's batch is drawn, and fetches it: that it is being prepared is shown until the last of it has arrived here. Undefined: no more
   * of it comes for now.
   */
  preparing(drawn: { done: number; total: number } | undefined): void;
  /** The server changed: ends the present exchange and begins with the new one. */
  reconnect(): Promise<void>;
  /** By what the platform is spoken to at the time: the vault's own token, or those of the sign-in by the browser. */
  access(): Access;
  /** Tells issuers, within `signal`, of the sign-ins that are over and of which they were not told yet. What can't be told is tried again later. */
  revokeEnded(signal: AbortSignal): Promise<void>;
  /**
   * Makes the issuer forget the sign-in within `signal`, and erases every token here, that of the server too; where it could not be told, the one token by which it can be told
   * later stays until then. Succeeds with whether the issuer was told.
   */
  forgetTokens(signal: AbortSignal): Promise<boolean>;
  /** The reviewer goes: claims that were not taken along are given back, within a short time. Never fails. */
  leave(): Promise<void>;
  close(): Promise<void>;
};

/** Puts the areas together over an open store: each gets only what it may know of the others. */
export const openDesk = (
  parts: {
    folder: string;
    store: Store;
    keys: VaultKeys;
    signing: SigningKey;
    ports: Ports;
    mode: WorkstationMode;
    signInChanged: () => void;
  },
  listener: WorkstationListener,
): OpenDesk => {
  const { folder, store, keys, signing, ports, mode, signInChanged } = parts;
  const { clock, log } = ports;
  const shelf = openDocumentFiles(folder, ports.random, () => store.read.partialNames());
  const imported = store.read.workstation().calendar;
  const calendar = imported === undefined ? ownCalendar : withYears(ownCalendar, imported);
  const checker = openChecker(mode);
  const dueTimes = dueTimesBy(calendar, clock.now);
  const closing = new AbortController();
  let preparing: { done: number; total: number } | undefined;

  const withPreparing = (state: TransferState): TransferState => (preparing === undefined ? state : { ...state, preparing });
  /** The tokens of a sign-in by the browser, where the site has that. */
  const beginTokens = (): Tokens | undefined => {
    const way = store.read.workstation().signIn;
    const keeping = {
      read: () => store.read.workstation().signInTokens,
      save: (signInTokens: ReturnType<typeof store.read.workstation>['signInTokens']) => {
        store.transaction((write) => write.saveWorkstation({ signInTokens }));
        signInChanged();
      },
    };
    return way && openTokens(way, keeping, clock);
  };
  let tokens = beginTokens();
  const begin = (): Sync =>
    createSync(
      { store, shelf, checker, dueTimes, clock, access: tokens },
      {
        transfer: (state) => listener.transfer(withPreparing(state)),
        queue: listener.queue,
        outbox: listener.outbox,
        rules: listener.rules,
        claims: listener.claims,
        requests: listener.requests,
        fault: (error) => log.error({ err: error }, 'the exchange met a fault'),
      },
    );
  let sync = begin();
  const ended = openEndedSignIns({ store, clock, log, closing: closing.signal }, () => tokens);
  const review = createReview(
    { store, clock, random: ports.random, calendar, closing: closing.signal },
    {
      decided: (applicationIds) => {
        sync.wakeOutbox();
        // What was decided was not checked meanwhile: open again, it has to be looked at under the present policy and account.
        if (mode.automatic) sync.wakeChecks();
        listener.outbox();
        listener.queue(applicationIds);
      },
      checksWanted: () => {
        if (mode.automatic) sync.wakeChecks();
      },
      changed: (applicationIds) => listener.queue(applicationIds),
      requests: listener.requests,
    },
  );

  const packages = openPackages(
    { store, shelf, dueTimes, now: clock.now, random: ports.random, signing },
    {
      changed: listener.packages,
      imported: ({ applied, answered }) => {
        if (mode.automatic) sync.wakeChecks();
        listener.queue(undefined);
        listener.requests();
        if (applied?.rules === true) listener.rules();
        if (answered.receipted + answered.returned > 0) listener.outbox();
      },
      exported: () => {
        listener.packages();
        listener.outbox();
      },
      fault: (error) => log.error({ err: error }, 'the watched folder met a fault'),
    },
  );
  const images = openImages({ store, shelf, checker }, (applicationIds) => {
    listener.queue(undefined);
    if (mode.automatic) sync.prefer(applicationIds);
  });
  const erasure = openErasure({ store, shelf, clock, closing: closing.signal }, (applicationIds) => listener.queue(applicationIds));
  let erasing: Promise<void> = Promise.resolve();
  /** What is opened, and what will be next, is fetched before all else. */
  const fetching: Review = {
    ...review,
    open: (applicationId, reveal) => {
      sync.prefer([applicationId]);
      return review.open(applicationId, reveal);
    },
    openSecondLook: (decisionId, reveal) => {
      const look = review.openSecondLook(decisionId, reveal);
      if (look.ok) sync.prefer([look.value.sheet.application.id]);
      return look;
    },
    queueNext: (walk, after, count) => {
      const next = review.queueNext(walk, after, count);
      if (next.ok) sync.prefer([...(after === undefined ? [] : [after]), ...next.value.applicationIds]);
      return next;
    },
  };

  return {
    store,
    review: fetching,
    insight: createInsight({ store, clock, calendar, closing: closing.signal }),
    packages,
    chain: openChain({ folder, store, signing, clock, sync: () => sync }, closing.signal),
    erasure,
    keys,
    sync: () => sync,
    transfer: () => withPreparing(sync.state()),
    image: async (sha256, rendition) => {
      const read = await images.read(sha256, rendition);
      if (!read.ok || rendition === 'thumbnail') return read;
      try {
        review.photoShown(sha256);
      } catch (error) {
        // What can't be put on record is not shown.
        const known = classifyStoreError(error);
        if (known === undefined) throw error;
        return { ok: false, error: known };
      }
      return read;
    },
    importCalendar: (addition) =>
      store.transaction((write) => {
        const earlier = write.workstation().calendar;
        const kept = earlier === undefined ? addition : withYears(earlier, addition);
        write.saveWorkstation({ calendar: kept });
        const next = withYears(ownCalendar, kept);
        const reviewerId = write.workstation().reviewer?.id ?? 'unknown';
        write.audit({ at: toTimestamp(clock.now()), reviewerId, action: 'calendar.imported' });
        return { coveredYears: next.coveredYears, moved: dueTimesBy(next, clock.now).recompute(write).length };
      }),
    start: () => {
      if (!mode.automatic) return;
      sync.start();
      packages.watch();
      ended.start();
      // A store that is full or read-only says so elsewhere; what is due is erased the next time.
      erasing = erasure.start().catch((error: unknown) => log.error({ err: error }, 'what is due could not be erased'));
      // A list that is searched meanwhile is searched again.
      void keepSearchUp(store, closing.signal, ports, () => listener.queue([]));
    },
    preparing: (drawn) => {
      preparing = drawn;
      listener.transfer(withPreparing(sync.state()));
      if (drawn === undefined || drawn.done < drawn.total) return void sync.nudge();
      void sync.caughtUp().then((looked) => {
        if (!looked || preparing !== drawn) return;
        preparing = undefined;
        listener.transfer(sync.state());
      });
    },
    reconnect: async () => {
      preparing = undefined;
      await sync.close();
      await tokens?.close();
      tokens = beginTokens();
      sync = begin();
      if (mode.automatic) sync.start();
      listener.transfer(sync.state());
      // Another platform gives claims, or none, for itself.
      listener.claims();
    },
    access: () => {
      const token = store.read.workstation().server?.token;
      return token === undefined ? (tokens ?? noAccess) : fixedAccess(token);
    },
    revokeEnded: async (signal) => {
      await ended.revoke(signal);
      if (mode.automatic) ended.start();
    },
    forgetTokens: async (signal) => {
      const { signIn, signInTokens } = store.read.workstation();
      const told = (await tokens?.forget(signal)) ?? false;
      store.transaction((write) => {
        const { server, reviewer } = write.workstation();
        write.saveWorkstation({ signInTokens: undefined, server: server && { url: server.url } });
        if (!told) keepEnded(write, { signIn, signInTokens }, clock.now());
        write.audit({ at: toTimestamp(clock.now()), reviewerId: reviewer?.id ?? 'unknown', action: 'signed.out' });
      });
      store.settleErased();
      if (mode.automatic) ended.start();
      return told;
    },
    leave: async () => {
      // The command line opens and closes the desk for each step: what it claimed stays claimed.
      if (mode.automatic) await sync.leave();
    },
    close: async () => {
      closing.abort();
      try {
        await erasing;
        await ended.close();
        await packages.close();
        await sync.close();
        await tokens?.close();
        await checker.close();
        store.close();
      } finally {
        keys.erase();
        await clearStack();
      }
    },
  };
};
