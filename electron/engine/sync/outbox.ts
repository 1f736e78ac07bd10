/**
 * The outbox here is the way of a decision from this workstation to the platform: held, waiting, sending, receipted — or back to the reviewer.
 * It guarantees that a decision which was acknowledged to the reviewer is sent until the platform has answered for it, and counts once there:
 * the platform is idempotent by the decision's identifier, so what was on the wire when something broke is simply sent again.
 * The exchange calls it; the review area only adds decisions to the store.
 */
import type { Receipt } from '../../../shared/domain/decision.ts';
import type { Failure } from '../../../shared/domain/failure.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { HeldDecision, ReadableStore, Store, WritableStore } from '../store/index.ts';
import { loseClaim } from './claims.ts';
import { backoff, bearingOf, longestWait, outboxPause, passingTries, wholePause } from './patience.ts';
import type { Platform } from './platform.ts';

/** Decisions in one call; the protocol's session may tell a lower limit. */
const decisionsPerCall = 50;
/** From so many tries on a group that fails is taken apart: one of its decisions may be what breaks the call. */
const triesBeforeSplitting = 2;
/** Decisions that failed alone, one after the other, after which it is the platform and not they. */
const failuresInARow = 3;

/** Decisions that failed again and again behind which a fresh one is still found. */
const wornBefore = 200;

/** What sending did. `applicationIds`: whose rows changed. */
export type SentDecisions = {
  receipted: number;
  returned: number;
  applicationIds: Set<string>;
  /** Whether a request's decision was answered, or a claim ended. */
  requests: boolean;
  claims: boolean;
  failure?: Failure | undefined;
};

/** Nothing sent. */
export const nothingSent = (failure?: Failure): SentDecisions => ({
  receipted: 0,
  returned: 0,
  applicationIds: new Set(),
  requests: false,
  claims: false,
  failure,
});

/** After every instant of the store. */
const endOfTime = '9999-12-31T23:59:59.999Z';

/** How to send. */
export type SendOptions = {
  /** Also what is still pausing after a failed try: the platform was just reached again. */
  impatient?: boolean | undefined;
  /** Whether the platform answers otherwise: only then can a failed call be one decision's fault. */
  reachable?: boolean | undefined;
  /** Told as soon as decisions are on their way: the answer may take its time, and until then they are neither waiting nor sent. */
  sending?: (() => void) | undefined;
};

/**
 * Sends everything that may go out at `now()` (ms), in groups, until nothing is left or the platform can't be sent to. A group that can't be read,
 * or is answered wrongly, is halved until what is wrong with it is alone: that one is refused or pauses, and the others go on.
 */
export const sendDecisions = async (
  { store, platform, now }: { store: Store; platform: Pick<Platform, 'decisions'>; now: () => number },
  signal: AbortSignal,
  { impatient = false, reachable = true, sending }: SendOptions = {},
): Promise<SentDecisions> => {
  const outcome = nothingSent();
  const most = Math.max(1, Math.min(decisionsPerCall, store.read.workstation().decisionsPerCall ?? decisionsPerCall));
  /** Decisions that pause by what happened in this run. */
  const pausing = new Set<string>();
  let size = most;
  let inARow = 0;
  for (;;) {
    const pause = outboxPause(store.read, now(), impatient);
    if (signal.aborted || pause !== undefined) {
      if (pause !== undefined) store.transaction((write) => release(write, now()));
      return outcome;
    }
    const at = toTimestamp(now());
    const group = store.transaction((write) => {
      release(write, now());
      const sendable = nextGroup(write, impatient ? endOfTime : at, size, pausing);
      for (const { decisionId } of sendable) write.setDecisionState(decisionId, 'sending', { sentAt: at });
      return sendable;
    });
    if (group.length === 0) return outcome;
    sending?.();
    const answer = await platform.decisions(
      group.map(({ decision }) => decision),
      signal,
    );
    if (answer.ok) {
      const unanswered = store.transaction((write) =>
        group.filter((held) => {
          const receipt = answer.value.get(held.decisionId);
          if (receipt === undefined) return true;
          applyReceipt(write, held, receipt, at, outcome);
          return false;
        }),
      );
      if (unanswered.length === 0) {
        inARow = 0;
        size = Math.min(most, size * 2);
        continue;
      }
      inARow = 0;
      const failure: Failure = { code: 'answer_malformed', retry: 'later', details: { cause: 'receipts' } };
      putBack(store, unanswered, group.length > 1 ? undefined : failure, now(), pausing);
      outcome.failure = group.length > 1 ? outcome.failure : failure;
      size = half(group);
      continue;
    }
    const { error } = answer;
    const bearing = bearingOf(error);
    if (bearing === 'outbox') {
      outcome.failure = error;
      putBack(store, group, undefined, now(), pausing);
      if (error.code !== 'exchange_stopped')
        store.transaction((write) => write.saveWorkstation({ outboxPause: wholePause(error, now(), 'decisions') }));
      return outcome;
    }
    if (bearing === 'content') {
      // One decision that the platform won't read must not hold up the others: alone, it shows itself and goes back to the reviewer.
      if (group.length > 1) putBack(store, group, undefined, now(), pausing);
      else store.transaction((write) => group.map((held) => refuse(write, held, error, at, outcome)));
      size = half(group);
      continue;
    }
    const suspicious = reachable && (error.code === 'answer_malformed' || group.some(({ tries }) => tries >= triesBeforeSplitting));
    if (suspicious && group.length > 1) {
      putBack(store, group, undefined, now(), pausing);
      size = half(group);
      continue;
    }
    outcome.failure = error;
    putBack(store, group, error, now(), pausing);
    inARow += 1;
    if (!suspicious || inARow >= failuresInARow) {
      const tries = Math.max(...group.map((held) => held.tries));
      const wait = backoff(tries, group[0]?.decisionId ?? '');
      store.transaction((write) =>
        write.saveWorkstation({
          outboxPause: { since: toTimestamp(now()), until: toTimestamp(now() + wait), code: error.code, asked: false },
        }),
      );
      return outcome;
    }
  }
};

/** The next ones to go: the oldest, but what failed again and again behind all others, so that it keeps nobody waiting. */
const nextGroup = (store: ReadableStore, until: string, size: number, pausing: ReadonlySet<string>): HeldDecision[] => {
  const next = (count: number) => store.sendable(until, count + pausing.size).filter(({ decisionId }) => !pausing.has(decisionId));
  const worn = ({ tries }: HeldDecision): boolean => tries >= passingTries;
  const oldest = next(size);
  if (!oldest.some(worn)) return oldest.slice(0, size);
  const more = next(size + wornBefore);
  const fresh = more.filter((held) => !worn(held));
  return (fresh.length > 0 ? fresh : more).slice(0, size);
};

/** Holds back what would be sent; what can't be taken back any more waits all the same. */
export const holdBack = (store: Store, nowMs: number): void => store.transaction((write) => release(write, nowMs));

/** held → waiting where the time to take back is over. A clock that was set back keeps nothing longer than its proper time. */
const release = (write: WritableStore, nowMs: number): void => {
  const seconds = write.policy()?.review.takeBackSeconds ?? 0;
  write.releaseHeld(toTimestamp(nowMs), toTimestamp(nowMs + seconds * 1_000));
  write.shortenPauses(toTimestamp(nowMs + longestWait));
};

const half = (group: readonly unknown[]): number => Math.max(1, Math.floor(group.length / 2));

/** Enters the platform's answer for one decision. `duplicate` counts as accepted; an unknown status is shown to the reviewer, never dropped. */
export const applyReceipt = (write: WritableStore, held: HeldDecision, receipt: Receipt, at: string, outcome: SentDecisions): void => {
  const { decisionId, applicationId, subject } = held;
  if (applicationId !== undefined) outcome.applicationIds.add(applicationId);
  if (subject.kind === 'request') outcome.requests = true;
  const claimed = subject.kind === 'application' && write.claim(subject.id) !== undefined;
  if (receipt.status === 'accepted' || receipt.status === 'duplicate') {
    write.setDecisionState(decisionId, 'receipted', { receipt, lastFailure: undefined });
    // Decided: the lease has served.
    if (claimed) outcome.claims = write.removeClaim(subject.id);
    outcome.receipted += 1;
    return;
  }
  write.setDecisionState(decisionId, receipt.status === 'conflict' ? 'conflict' : 'refused', { receipt });
  const cause = receipt.status === 'conflict' ? receipt.conflict?.cause : undefined;
  if (subject.kind === 'application' && cause === 'claim_lost') {
    loseClaim(write, subject.id, 'receipt', at);
    outcome.claims = true;
  } else if (claimed && (cause === 'withdrawn' || cause === 'decided')) outcome.claims = write.removeClaim(subject.id);
  outcome.returned += 1;
};

const refuse = (write: WritableStore, held: HeldDecision, failure: Failure, at: string, outcome: SentDecisions): void => {
  const code = typeof failure.details.problem === 'string' ? failure.details.problem : failure.code;
  applyReceipt(write, held, { decisionId: held.decisionId, status: 'refused', at, problem: { code } }, at, outcome);
};

/** Puts decisions back to waiting; with a failure that may be theirs it counts as a try, and they pause, each a little differently. */
const putBack = (store: Store, group: readonly HeldDecision[], failure: Failure | undefined, nowMs: number, pausing: Set<string>): void =>
  store.transaction((write) => {
    for (const held of group) {
      if (failure === undefined) {
        write.setDecisionState(held.decisionId, 'waiting');
        continue;
      }
      pausing.add(held.decisionId);
      write.setDecisionState(held.decisionId, 'waiting', {
        lastFailure: failure.code,
        nextTryAt: toTimestamp(nowMs + backoff(held.tries, held.decisionId)),
        countTry: true,
      });
    }
  });
