import { oc } from '@orpc/contract';
import { z } from 'zod';
import { noteMaxLength } from '../../domain/colleague-note.ts';
import { matchVerdicts, outcomes } from '../../domain/decision.ts';
import { type DecisionSheet, printPurposes } from '../../domain/decision-sheet.ts';
import type { AlikeDecided, AlikePreview, DecisionRecord, NoticePreview, ReviewSheet } from '../../domain/review.ts';
import type { RulesInForce } from '../../domain/rules.ts';
import { answer } from './envelope.ts';

const id = z.string().min(1).max(200);
const fraction = z.number().min(0).max(1);

/** What a decision is about, and the revision that the reviewer saw. */
export const subjectSchema = z.object({ kind: z.enum(['application', 'request']), id, revision: z.int().min(0) });

/** One reason as chosen by the reviewer. */
export const givenReasonSchema = z.object({
  code: z.string().min(1).max(200),
  target: z
    .object({
      field: z.string().max(100).optional(),
      documentId: id.optional(),
      region: z.object({ x: fraction, y: fraction, w: fraction, h: fraction }).optional(),
    })
    .optional(),
  values: z.record(z.string().max(50), z.string().max(500)).optional(),
  note: z.string().max(2_000).optional(),
});

const matched = z.array(z.object({ item: z.string().max(100), verdict: z.enum(matchVerdicts) })).max(100);
const reasons = z.array(givenReasonSchema).max(50);

/** What was begun. */
export const draftSchema = z.object({ outcome: z.enum(outcomes).optional(), reasons, matched, note: z.string().max(5_000).optional() });

/** What the reviewer decided, as the screen hands it over. */
export const decideInputSchema = z.object({
  subject: subjectSchema,
  outcome: z.enum(outcomes),
  reasons,
  matched,
  note: z.string().max(5_000).optional(),
  override: z.object({ reason: z.string().min(1).max(2_000) }).optional(),
  /** ms */
  durationMs: z.number().min(0),
});

/** Review: one application on the screen, and the decision on it. */
export const review = {
  /** Opens an application. `reveal` shows its sensitive fields in full and records that somebody asked. */
  open: oc.input(z.object({ applicationId: id, reveal: z.boolean().default(false) })).output(answer<ReviewSheet>()),
  /** The application is on the screen now: that somebody looks at it is recorded, once until something else is opened. Sheets that are fetched beforehand are not. */
  opened: oc.input(z.object({ applicationId: id })).output(answer<{ recorded: true }>()),
  /** Everything for a decision sheet on paper. That it was made, for what, and whether in full (`reveal`), is recorded. */
  decisionSheet: oc
    .input(z.object({ applicationId: id, reveal: z.boolean().default(false), purpose: z.enum(printPurposes) }))
    .output(answer<DecisionSheet>()),
  /** Keeps what was begun, so that it survives a lock, a restart, a crash. */
  saveDraft: oc
    .input(
      z.object({
        applicationId: id,
        draft: draftSchema,
      }),
    )
    .output(answer<{ saved: true }>()),
  /** The exact notice of a decision in both languages, and what speaks against sending it. */
  preview: oc.input(z.object({ subject: subjectSchema, outcome: z.enum(outcomes), reasons })).output(answer<NoticePreview>()),
  /** Leaves a note for whoever opens the application next; what identifies a person is masked in it. It travels with the decision and is never part of a notice. */
  addNote: oc.input(z.object({ applicationId: id, text: z.string().min(1).max(noteMaxLength) })).output(answer<{ masked: boolean }>()),
  /** Removes a note of one's own. */
  removeNote: oc.input(z.object({ applicationId: id, number: z.int().min(1) })).output(answer<{ removed: boolean }>()),
  /** Decides. Durable in the outbox before it answers; can be taken back until `takeBackUntil`. */
  decide: oc.input(decideInputSchema).output(answer<DecisionRecord>()),
  /** What one reason would do to applications with the identical fault, notice by notice. Fails with `alike_not_allowed` beyond the policy's number. */
  previewAlike: oc
    .input(z.object({ applicationIds: z.array(id).min(1).max(200), code: z.string().min(1).max(200).optional() }))
    .output(answer<AlikePreview>()),
  /** Asks for fixes with that reason, each application decided by itself as `decide` does; what was looked at in another revision is refused. */
  decideAlike: oc
    .input(
      z.object({
        items: z
          .array(z.object({ applicationId: id, revision: z.int().min(0) }))
          .min(1)
          .max(200),
        code: z.string().min(1).max(200),
        /** ms, of all together */
        durationMs: z.number().min(0),
      }),
    )
    .output(answer<AlikeDecided>()),
  /** Takes a decision back that has not gone out yet; its reasons and marks become the draft again. */
  takeBack: oc
    .input(z.object({ decisionId: id }))
    .output(answer<{ applicationId: string; subject: { kind: 'application' | 'request'; id: string } }>()),
  /** Postpones an application with a cause; it comes back to the queue after `minutes`. */
  postpone: oc
    .input(z.object({ applicationId: id, minutes: z.int().min(1).max(100_000), cause: z.string().min(1).max(500) }))
    .output(answer<{ until: string }>()),
  /** The reason catalogue and the policy in force, and since when. */
  rules: oc.output(answer<RulesInForce>()),
};
