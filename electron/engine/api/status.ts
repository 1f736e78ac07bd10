import { desk, onDesk } from './context.ts';

/** Status: where an applicant stands. */
export const status = {
  open: desk.status.open.handler(({ context, input }) => onDesk(context, ({ review }) => review.applicantStatus(input.applicationId))),
};
