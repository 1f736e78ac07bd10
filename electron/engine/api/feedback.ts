import { desk, onDesk } from './context.ts';

/** Feedback: findings that a reviewer calls wrong. */
export const feedback = {
  dispute: desk.feedback.dispute.handler(({ context, input }) => onDesk(context, ({ review }) => review.disputeFinding(input))),
  accept: desk.feedback.accept.handler(({ context, input }) =>
    onDesk(context, ({ review }) => review.acceptFinding(input.applicationId, input.finding)),
  ),
  counts: desk.feedback.counts.handler(({ context }) => onDesk(context, ({ review }) => review.feedbackCounts())),
};
