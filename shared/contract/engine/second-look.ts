import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { AgreementReport } from '../../domain/agreement.ts';
import type { SecondLookSheet } from '../../domain/review.ts';
import type { SecondLookList } from '../../domain/second-look.ts';
import { answer } from './envelope.ts';
import { decideInputSchema } from './review.ts';

const decisionId = z.string().min(1).max(200);

/** Second look: what somebody else escalated or decided, looked at without knowing what they said. Named by the first decision. */
export const secondLook = {
  /** What waits for the present reviewer, and what was looked at. Says nothing of what was decided first. */
  list: oc.output(answer<SecondLookList>()),
  /** How many wait for the present reviewer: what the navigation tells, which asks at every change of the queue. */
  count: oc.output(answer<{ waiting: number }>()),
  /** The application as the first one saw it; the first view is part of the answer only once the second was formed. `reveal` as for a review. */
  open: oc.input(z.object({ decisionId, reveal: z.boolean().default(false) })).output(answer<SecondLookSheet>()),
  /** Forms the second view. Of an escalation it becomes the decision, durable in the outbox before it answers. */
  form: oc.input(z.object({ decisionId, view: decideInputSchema.omit({ subject: true }) })).output(answer<SecondLookSheet>()),
  /** Keeps why the two differ. The note must name nobody. */
  explain: oc.input(z.object({ decisionId, note: z.string().max(1_000) })).output(answer<{ kept: true }>()),
  /** How far first and second reviewers agree, reason by reason and check by check. */
  agreement: oc.output(answer<AgreementReport>()),
};
