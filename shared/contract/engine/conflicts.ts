import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { ConflictSheet, KeptDraft } from '../../domain/conflict.ts';
import { answer } from './envelope.ts';

const decisionId = z.string().min(1).max(200);

/** Conflicts: decisions that came back. Giving one up with a note is `outbox.drop`, sending it once more as it is `outbox.retry`. */
export const conflicts = {
  /** Fails with `decision_unknown`, or `not_in_conflict` where the decision did not come back. */
  open: oc.input(z.object({ decisionId, reveal: z.boolean().default(false) })).output(answer<ConflictSheet>()),
  /**
   * Opens the subject again for another decision and closes the old one. `keepMarks`: the marks that still hold and the reasons become the draft;
   * otherwise one begins anew. Fails with `not_in_conflict`, `application_unknown` where it was taken away, `claim_lost`.
   */
  decideAgain: oc
    .input(z.object({ decisionId, keepMarks: z.boolean() }))
    .output(answer<{ subject: { kind: 'application' | 'request'; id: string } }>()),
  /** Work begun on what was taken away meanwhile, newest first; it comes back by itself where its subject does. */
  keptDrafts: oc.output(answer<{ drafts: KeptDraft[] }>()),
  /** Puts such a draft away for good. Fails with `not_in_conflict` where there is none. */
  dropDraft: oc
    .input(z.object({ subject: z.object({ kind: z.enum(['application', 'request']), id: z.string().min(1).max(200) }) }))
    .output(answer<{ dropped: true }>()),
};
