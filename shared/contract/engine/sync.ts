import { oc } from '@orpc/contract';
import type { Announcement } from '../../domain/announcement.ts';
import type { ErasureOutlook, Retention } from '../../domain/erasure.ts';
import type { TransferState } from '../../domain/transfer.ts';
import { answer } from './envelope.ts';

/** Sync: the exchange with the platform, which runs by itself; a person can stop it, continue it, or ask for one now. */
export const sync = {
  state: oc.output(answer<TransferState>()),
  /** Continues after a stop, or exchanges at once. Returns when the exchange was started, not when it has ended. */
  start: oc.output(answer<TransferState>()),
  /** Stops the exchange; what has arrived is kept. */
  stop: oc.output(answer<TransferState>()),
  /** The window was focused, or the network came back: look at the feed soon, without waiting for the next turn. Does nothing while stopped. */
  nudge: oc.output(answer<{ looking: boolean }>()),
  /** What will be erased when, as of the last run, and how many photos were; the retention is absent until a policy is here. */
  erasure: oc.output(answer<{ retention?: Retention | undefined; outlook?: ErasureOutlook | undefined; erasedFiles: number }>()),
  /** Announcements, active ones first. */
  announcements: oc.output(answer<Announcement[]>()),
};
