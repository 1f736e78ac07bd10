import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { WhatIf } from '../../domain/what-if.ts';
import { answer } from './envelope.ts';

/** Changed limits: the new number by its place in the policy. Which places there are, and which numbers they take, the policy in force tells. */
export const limitChangesSchema = z
  .record(z.string().min(1).max(100), z.number())
  .refine((changes) => Object.keys(changes).length <= 100, { error: 'too many limits' });

/** Policy: the rules are the platform's; here they are only tried. */
export const policy = {
  /** Which verdicts would change among the open applications held here if these limits were others. Nothing is saved. `shown`: how many applications to name. */
  whatIf: oc.input(z.object({ changes: limitChangesSchema, shown: z.int().min(0).max(200).default(50) })).output(answer<WhatIf>()),
};
