import { desk, onDesk } from './context.ts';

/** Requests: list, open, draft. */
export const requests = {
  list: desk.requests.list.handler(({ context, input }) => onDesk(context, ({ review }) => review.requestPage(input.offset, input.limit))),
  open: desk.requests.open.handler(({ context, input }) =>
    onDesk(context, ({ review }) => review.openRequest(input.requestId, input.reveal)),
  ),
  saveDraft: desk.requests.saveDraft.handler(({ context, input }) =>
    onDesk(context, ({ review }) => review.saveRequestDraft(input.requestId, input.draft)),
  ),
};
