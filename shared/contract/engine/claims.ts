import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { ClaimsState } from '../../domain/claim.ts';
import { answer } from './envelope.ts';

/** Claims: applications that the platform leased to this workstation. */
export const claims = {
  state: oc.output(answer<ClaimsState>()),
  /**
   * Asks the platform for the next `count` applications. `along`: taken along for work without a network, with the policy's longer lease, and
   * fetched at once. Fails with `claims_unsupported`, or with the exchange's failure. `taken`: how many were had, 0 where nothing was left.
   */
  take: oc
    .input(
      z.object({
        count: z.int().min(1).max(1_000),
        types: z.array(z.string().max(100)).max(20).optional(),
        along: z.boolean().default(false),
      }),
    )
    .output(answer<ClaimsState & { taken: number }>()),
  /** Gives some back, or all that are held where none are named; at once where the platform is reached, else as soon as it is. */
  giveBack: oc.input(z.object({ applicationIds: z.array(z.string().min(1).max(200)).max(1_000).optional() })).output(answer<ClaimsState>()),
};
