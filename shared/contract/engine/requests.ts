import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { RequestRow } from '../../domain/request.ts';
import type { RequestSheet } from '../../domain/review.ts';
import { answer } from './envelope.ts';
import { draftSchema } from './review.ts';

/** Requests: what applicants ask for after having submitted. They are decided by `review.decide` with the subject's kind `request`. */
export const requests = {
  /** Open ones first, oldest first; then decided ones, newest first. */
  list: oc
    .input(z.object({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) }))
    .output(answer<{ rows: RequestRow[]; total: number; open: number }>()),
  /** Fails with `request_unknown`. `reveal` shows the values in full and records that somebody asked. */
  open: oc.input(z.object({ requestId: z.string().min(1).max(200), reveal: z.boolean().default(false) })).output(answer<RequestSheet>()),
  /** Keeps what was begun on a request. */
  saveDraft: oc.input(z.object({ requestId: z.string().min(1).max(200), draft: draftSchema })).output(answer<{ saved: true }>()),
};
