/**
 * The outbox here is the way of a decision from this workstation to the platform: held, waiting, sending, receipted — or back to the reviewer.
 * It guarantees that a decision which was acknowledged to the reviewer is sent until the platform has answered for it, and counts once there:
 * the platform is idempotent by the decision's identifier, so what was on the wire when something broke is simply sent again.
 * The exchange calls it; the review area only adds decisions to the store.
 */
import type { Receipt } from '../../../shared/domain/decision.ts';
import type { Failure } from '../../../shared/domain/failure.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { HeldDecision, Store, WritableStore } from '../store/index.ts';
import type { Platform } from './platform.ts';

/** Decisions in one call; the protocol's session may tell a lower limit. */
const decisionsPerCall = 50;
/** First and longest wait after a failed call, ms; doubled in between. The longest, so that the outbox is empty 30 s after a network heals. */
const firstWait = 2_000;
const longestWait = 12_000;

/** What sending did. `applicationIds`: whose rows changed. */
export type SentDecisions = { receipted: number; returned: number; applicationIds: Set<string>; failure?: Failure | undefined };

/** After every instant of the store. */
const endOfTime = '9999-12-31T23:59:59.999Z';

/**
 * Sends everything that may go out at `now()` (ms), in calls of at most 50, until nothing is left or a call fails.
 * @param impatient also what is still pausing after a failed try: the platform was just reached again
 */
export const sendDecisions = async (
  { store, platform, now }: { store: Store; platform: Platform; now: () => number },
  signal: AbortSignal,
  impatient = false,
): Promise<SentDecisions> => {
  const outcome: SentDecisions = { receipted: 0, returned: 0, applicationIds: new Set() };
  let groupSize = decisionsPerCall;
  for (;;) {
    const at = toTimestamp(now());
    const group = store.transaction((write) => {
      write.releaseHeld(at);
      const sendable = write.sendable(impatient ? endOfTime : at, groupSize);
      for (const { decisionId } of sendable) write.setDecisionState(decisionId, 'sending', { sentAt: at });
      return sendable;
    });
    if (group.length === 0 || signal.aborted) return outcome;
    const answer = await platform.decisions(
      group.map(({ decision }) => decision),
      signal,
    );
    if (answer.ok) {
      store.transaction((write) => {
        for (const [index, receipt] of answer.value.entries()) {
          const held = group[index];
          if (held !== undefined) applyReceipt(write, held, receipt, outcome);
        }
      });
      continue;
    }
    if (isRefusalOfContent(answer.error)) {
      // One decision that the platform won't read must not hold up the others: alone, it shows itself and goes back to the reviewer.
      store.transaction((write) => {
        for (const held of group) {
          if (group.length === 1) refuse(write, held, answer.error, at, outcome);
          else write.setDecisionState(held.decisionId, 'waiting');
        }
      });
      groupSize = 1;
      continue;
    }
    outcome.failure = answer.error;
    store.transaction((write) => {
      for (const held of group) postponeTry(write, held, answer.error, now());
    });
    return outcome;
  }
};

/** Enters the platform's answer for one decision. `duplicate` counts as accepted; an unknown status is shown to the reviewer, never dropped. */
const applyReceipt = (write: WritableStore, held: HeldDecision, receipt: Receipt, outcome: SentDecisions): void => {
  const { decisionId, applicationId } = held;
  if (applicationId !== undefined) outcome.applicationIds.add(applicationId);
  if (receipt.status === 'accepted' || receipt.status === 'duplicate') {
    write.setDecisionState(decisionId, 'receipted', { receipt, lastFailure: undefined });
    outcome.receipted += 1;
    return;
  }
  write.setDecisionState(decisionId, receipt.status === 'conflict' ? 'conflict' : 'refused', { receipt });
  outcome.returned += 1;
};

/** Whether the platform answered that it can't take what was sent (as against: not now, not you). */
const isRefusalOfContent = (failure: Failure): boolean =>
  typeof failure.details.status === 'number' && [400, 409, 413, 415, 422].includes(failure.details.status);

const refuse = (write: WritableStore, held: HeldDecision, failure: Failure, at: string, outcome: SentDecisions): void => {
  const code = typeof failure.details.problem === 'string' ? failure.details.problem : failure.code;
  applyReceipt(write, held, { decisionId: held.decisionId, status: 'refused', at, problem: { code } }, outcome);
};

/** Puts a decision back to waiting after a failed call, with a growing pause; the platform's own Retry-After is obeyed. */
const postponeTry = (write: WritableStore, held: HeldDecision, failure: Failure, nowMs: number): void => {
  const asked = failure.details.retryAfterSeconds;
  const wait = typeof asked === 'number' ? asked * 1_000 : Math.min(longestWait, firstWait * 2 ** Math.min(held.tries, 10));
  const stopped = failure.code === 'exchange_stopped';
  write.setDecisionState(held.decisionId, 'waiting', {
    lastFailure: stopped ? held.lastFailure : failure.code,
    nextTryAt: toTimestamp(nowMs + (stopped ? 0 : wait)),
    countTry: !stopped,
  });
};
