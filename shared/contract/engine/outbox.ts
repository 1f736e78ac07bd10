import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { DecisionRecord } from '../../domain/review.ts';
import type { OutboxPage } from '../../domain/transfer.ts';
import { answer } from './envelope.ts';

const id = z.string().min(1).max(200);

/** Outbox: decisions on their way to the platform. */
export const outbox = {
  list: oc.input(z.object({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) })).output(answer<OutboxPage>()),
  /** Sends a refused decision once more as it is, because a person asked for it. */
  retry: oc.input(z.object({ decisionId: id })).output(answer<DecisionRecord>()),
  /** Gives a conflicting or refused decision up, with a note; the application is open again if it is still held. */
  drop: oc.input(z.object({ decisionId: id, note: z.string().min(1).max(2_000) })).output(answer<DecisionRecord>()),
};
