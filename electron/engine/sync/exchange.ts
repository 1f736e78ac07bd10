import type { Failure, Result } from '../../../shared/domain/failure.ts';
import { fail, succeed } from '../../../shared/domain/failure.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { Connection, TransferState } from '../../../shared/domain/transfer.ts';
import { classifyDiskError } from '../ports/disk.ts';
import { classifyStoreError, type Store } from '../store/index.ts';
import { createDownloads, type DocumentShelf } from './documents.ts';
import type { DueTimes } from './due-times.ts';
import { applyPage } from './feed.ts';
import type { Fetching } from './fetching.ts';
import type { Access } from './line.ts';
import { holdBack, nothingSent, type SentDecisions, sendDecisions } from './outbox.ts';
import { isOtherReviewer } from './own-reviewer.ts';
import { adaptPageSize } from './page-size.ts';
import { bearingOf, wholePause } from './patience.ts';
import type { Platform } from './platform.ts';
import { measureRate } from './rate.ts';
import { eraseUnheld } from './shelf.ts';

/** Longest time for documents before the feed is looked at again, ms: what was withdrawn or became urgent should not wait for a long download. */
const documentsTime = 5_000;

/** Most changes asked for where the platform names no limit. */
const unsaidLimit = 500;

/** Pages in a row that say "more" and bring nothing new, after which the feed is left for this time: an exchange has to end. */
const fruitlessPages = 200;
/** The same where not even the position moves on. */
const pagesInPlace = 3;
/** Numbers of changes that are asked for where a platform takes no larger page. */
const smallerPages = [100, 20, 1];

/** A page that took longer than this counts for the next one's size although it was not full, ms. */
const slowPage = 250;

/** What the exchange tells while it goes. */
export type ExchangeListener = {
  /** The state of the transfer changed. Called often; the listener thins out. */
  transfer(): void;
  /** Rows of the queue changed; undefined: many. */
  queue(applicationIds: string[] | undefined): void;
  outbox(): void;
  rules(): void;
  /** Claims, or requests, are other ones. */
  claims(): void;
  requests(): void;
  /** Decisions came back: what they collided with should be read soon. */
  returned(): void;
  /** Applications or photos arrived that want checking. */
  arrived(): void;
};

/** One exchange with the platform at a time, in two halves that run independently: taking in, and sending out. */
export type Exchange = {
  /** Session, feed, documents. Succeeds with what kept single documents from arriving, which concerns no other. `patient`: those wait for their pause. */
  takeIn(signal: AbortSignal, patient?: boolean): Promise<Result<{ unfinished?: Failure | undefined }>>;
  /** Whatever of the outbox may go out now; `impatient`: also what is pausing after a failed try. */
  sendOut(signal: AbortSignal, impatient?: boolean): Promise<Result<void>>;
  /** What is known of the connection and the present work; the counts come from the store. */
  state(): Pick<TransferState, 'connection' | 'phase' | 'until' | 'lastFailure' | 'feed'> & {
    bytesPerSecond: number;
    running: TransferState['documents']['running'];
  };
  /** These applications' documents overtake all others. */
  prefer(applicationIds: readonly string[]): void;
  /** Somebody asks: damaged documents are tried once more, whatever their pause. */
  pressDamaged(): void;
};

const connectionAfter = (failure: Failure): Connection | undefined => {
  switch (failure.code) {
    case 'server_unreachable':
    case 'server_untrusted':
    case 'server_fault':
    case 'rate_limited':
    case 'issuer_unreachable':
      return 'offline';
    case 'maintenance':
      return 'maintenance';
    case 'token_refused':
    case 'sign_in_needed':
    case 'issuer_invalid':
    case 'reviewer_other':
    case 'account_not_reviewer':
      return 'sign_in';
    case 'workstation_too_old':
      return 'outdated';
    case 'not_an_intake_server':
    case 'server_too_old':
    case 'answer_malformed':
    case 'feed_endless':
      return 'wrong_server';
    default:
      return undefined;
  }
};

/** A full or read-only disk under the database is a failure like any other; what nobody expected is thrown on. */
const failureOf = (error: unknown): { ok: false; error: Failure } => {
  const known = classifyStoreError(error) ?? classifyDiskError(error);
  if (known === undefined) throw error;
  return { ok: false, error: known };
};

/** Sets the two halves up over an open store. `clock.now` is the local wall clock, `clock.monotonic` for rates; both ms. */
export const createExchange = (
  parts: {
    store: Store;
    shelf: DocumentShelf;
    platform: Platform;
    fetching: Fetching;
    access: Access;
    dueTimes: DueTimes;
    clock: { now(): number; monotonic(): number };
  },
  listener: ExchangeListener,
): Exchange => {
  const { store, shelf, platform, fetching, access, dueTimes, clock } = parts;
  const rate = measureRate(clock.monotonic);
  const downloads = createDownloads({ store, shelf, fetching, access, now: clock.now }, clock.monotonic);
  const pageSize = adaptPageSize();
  /** The most changes that this platform was found to take in a page. */
  let pageLimit = Number.POSITIVE_INFINITY;
  const known: Omit<ReturnType<Exchange['state']>, 'bytesPerSecond' | 'running'> = {
    connection: store.read.workstation().lastExchangeAt === undefined ? 'none' : 'offline',
    phase: 'idle',
    feed: { applied: 0, unknown: 0, malformed: 0 },
  };

  const note = (failure: Failure | undefined): void => {
    if (failure === undefined) {
      known.connection = 'online';
      known.lastFailure = undefined;
      known.until = undefined;
    } else if (failure.code !== 'exchange_stopped') {
      known.connection = connectionAfter(failure) ?? known.connection;
      known.lastFailure = failure.code;
      const wait = failure.details.retryAfterSeconds;
      known.until = typeof wait === 'number' ? toTimestamp(clock.now() + wait * 1_000) : undefined;
    }
    listener.transfer();
  };

  const enter = (phase: TransferState['phase']): void => {
    known.phase = phase;
    listener.transfer();
  };

  const greet = async (signal: AbortSignal): Promise<Result<{ limit: number }>> => {
    enter('session');
    const session = await platform.session(signal);
    if (!session.ok) return session;
    const { reviewer, serverTime, limits } = session.value;
    if (isOtherReviewer(store.read.workstation(), reviewer.id)) {
      // From here on nothing is sent, also after a restart, until the vault's own reviewer is back.
      store.transaction((write) => write.saveWorkstation({ unproved: true }));
      return fail('reviewer_other');
    }
    const reachedAt = toTimestamp(Date.parse(serverTime));
    store.transaction((write) =>
      write.saveWorkstation({
        reviewer,
        ownReviewerId: reviewer.id,
        clockOffsetMs: Date.parse(serverTime) - clock.now(),
        reachedAt,
        latestSeen: reachedAt,
        decisionsPerCall: limits.decisions,
        unproved: undefined,
        // Reached: a pause that was not asked for has an end.
        ...(write.workstation().outboxPause?.asked === false ? { outboxPause: undefined } : {}),
      }),
    );
    note(undefined);
    return succeed({ limit: limits.changes ?? unsaidLimit });
  };

  /** One page from the present position. A position that the platform does not know any more is given up for the beginning: reading again is always safe. */
  const readPage = async (limit: number, signal: AbortSignal) => {
    const { cursor } = store.read.workstation();
    const count = pageSize.get(Math.min(limit, pageLimit));
    const page = await platform.changes(cursor, count, signal);
    if (page.ok) return { page: page.value, cursor, count };
    const { code, details } = page.error;
    if (code === 'server_unreachable' || details.cause === 'too_long') pageSize.failed();
    if (![400, 404, 409, 410, 413, 422].includes(Number(details.status))) return page;
    let answer: Awaited<ReturnType<Platform['changes']>> = page;
    if (cursor !== undefined) {
      const anew = await platform.changes(undefined, count, signal);
      if (anew.ok) return { page: anew.value, cursor: undefined, count };
      answer = anew;
    }
    // Not the position, then: perhaps so many are too many.
    for (const smaller of smallerPages) {
      if (answer.ok || ![400, 413, 422].includes(Number(answer.error.details.status))) break;
      if (smaller >= count) continue;
      answer = await platform.changes(cursor, smaller, signal);
      if (!answer.ok) continue;
      pageLimit = smaller;
      return { page: answer.value, cursor, count: smaller };
    }
    return page;
  };

  /** Reads to the feed's end. `endless`: the platform says that there is more, and nothing new comes. */
  const readFeed = async (limit: number, signal: AbortSignal): Promise<Result<{ endless: boolean }>> => {
    enter('feed');
    let newest = Number.NEGATIVE_INFINITY;
    let fruitless = 0;
    let inPlace = 0;
    for (;;) {
      const began = clock.monotonic();
      const read = await readPage(limit, signal);
      if ('ok' in read) return read;
      const { page, cursor, count } = read;
      const applied = applyPage(store, page, dueTimes);
      const { last } = applied;
      inPlace = page.next === undefined || page.next === cursor ? inPlace + 1 : 0;
      fruitless = last !== undefined && last.seq > newest ? 0 : fruitless + 1;
      newest = Math.max(newest, last?.seq ?? newest);
      if (page.changes.length >= count || clock.monotonic() - began > slowPage)
        pageSize.took(page.changes.length, clock.monotonic() - began);
      if (last !== undefined) {
        known.feed.lastSeq = last.seq;
        known.feed.lastAt = last.at;
      }
      known.feed.applied += applied.applied;
      known.feed.unknown += applied.unknown;
      known.feed.malformed += applied.malformed;
      await eraseUnheld({ store, shelf }, applied.orphanedFiles);
      if (applied.applicationIds.size > 0) {
        listener.queue(applied.applicationIds.size > 100 ? undefined : [...applied.applicationIds]);
        listener.arrived();
      }
      if (applied.claims) listener.claims();
      if (applied.draftsKept) listener.outbox();
      if (applied.requests) listener.requests();
      if (applied.rules) {
        listener.rules();
        listener.arrived();
      }
      // The log's older pages hold it still.
      if (applied.withdrawn > 0) store.settleErased();
      listener.transfer();
      if (!page.more) return succeed({ endless: false });
      // What was read is here; the rest of the exchange must not wait for a feed that goes round in a circle.
      if (inPlace >= pagesInPlace || fruitless >= fruitlessPages) return succeed({ endless: true });
    }
  };

  const takeIn = async (signal: AbortSignal, patient: boolean): Promise<Result<{ unfinished?: Failure | undefined }>> => {
    const greeted = await greet(signal);
    if (!greeted.ok) return greeted;
    for (;;) {
      const read = await readFeed(greeted.value.limit, signal);
      if (!read.ok) return read;
      enter('documents');
      const fetched = await downloads.round(signal, clock.monotonic() + documentsTime, patient, {
        bytes: (bytes) => {
          rate.add(bytes);
          listener.transfer();
        },
        landed: () => {
          listener.arrived();
          listener.queue(undefined);
        },
        evicted: () => listener.queue(undefined),
      });
      if (fetched.failure !== undefined) return { ok: false, error: fetched.failure };
      if (fetched.more) continue;
      store.transaction((write) => write.saveWorkstation({ lastExchangeAt: toTimestamp(clock.now()) }));
      return succeed({ unfinished: read.value.endless ? fail('feed_endless').error : fetched.unfinished });
    }
  };

  return {
    takeIn: async (signal, patient = false) => {
      if (!patient) downloads.pressDamaged();
      try {
        const outcome = await takeIn(signal, patient).catch(failureOf);
        const unfinished = outcome.ok ? outcome.value.unfinished : undefined;
        // A feed that goes round in a circle is this server's fault, though all else was done.
        note(outcome.ok ? (unfinished?.code === 'feed_endless' ? unfinished : undefined) : outcome.error);
        // Not now, or not you: that holds for decisions as well, without asking again.
        if (!outcome.ok && bearingOf(outcome.error) === 'outbox' && outcome.error.code !== 'exchange_stopped') {
          const pause = wholePause(outcome.error, clock.now(), 'session');
          store.transaction((write) => write.saveWorkstation({ outboxPause: pause }));
        }
        return outcome;
      } finally {
        enter('idle');
      }
    },
    sendOut: async (signal, impatient) => {
      if (store.read.workstation().unproved === true) {
        holdBack(store, clock.now());
        return succeed(undefined);
      }
      const sent = await sendDecisions({ store, platform, now: clock.now }, signal, {
        impatient,
        reachable: known.connection === 'online',
        sending: listener.outbox,
      }).catch((error: unknown): SentDecisions => nothingSent(failureOf(error).error));
      if (sent.receipted > 0 || sent.returned > 0 || sent.failure !== undefined) {
        note(sent.failure);
        listener.outbox();
        listener.queue([...sent.applicationIds]);
        if (sent.requests) listener.requests();
        if (sent.claims) listener.claims();
        // What came back is laid beside what is true now: that should be here when somebody looks.
        if (sent.returned > 0) listener.returned();
      }
      return sent.failure === undefined ? succeed(undefined) : { ok: false, error: sent.failure };
    },
    state: () => ({ ...known, feed: { ...known.feed }, bytesPerSecond: rate.perSecond(), running: downloads.running() }),
    prefer: downloads.prefer,
    pressDamaged: downloads.pressDamaged,
  };
};
