import { oc } from '@orpc/contract';
import { z } from 'zod';
import { checkIds } from '../../domain/finding.ts';
import { type DecidedCheck, expectedVerdicts, type FeedbackCount } from '../../domain/finding-feedback.ts';
import { answer } from './envelope.ts';

const id = z.string().min(1).max(200);

/** Which finding is meant. */
const findingPlaceSchema = z.object({
  check: z.enum(checkIds),
  documentId: id.optional(),
  field: z.string().max(100).optional(),
  cause: z.string().max(100).optional(),
});

/** Feedback: a reviewer's word that a finding's verdict is wrong. */
export const feedback = {
  /** Keeps it, in the place of an earlier one about the same finding. The note must name nobody. */
  dispute: oc
    .input(
      z.object({
        applicationId: id,
        finding: findingPlaceSchema,
        expected: z.enum(expectedVerdicts),
        note: z.string().max(300).optional(),
      }),
    )
    .output(answer<{ kept: true }>()),
  /** Takes it back. */
  accept: oc.input(z.object({ applicationId: id, finding: findingPlaceSchema })).output(answer<{ removed: boolean }>()),
  /** How often each check's verdicts were called wrong here, most often first, and of how many that were decided. */
  counts: oc.output(answer<{ counts: FeedbackCount[]; decided: DecidedCheck[] }>()),
};
