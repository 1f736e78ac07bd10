import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { ApplicantStatus } from '../../domain/applicant-status.ts';
import { answer } from './envelope.ts';

/** Status: where an applicant stands, for whoever answers the telephone. Applicants are found by `queue.list` with the view `all`. */
export const status = {
  /** State, history, next step and hand-over of one application, masked. Fails with `application_unknown`. */
  open: oc.input(z.object({ applicationId: z.string().min(1).max(200) })).output(answer<ApplicantStatus>()),
};
