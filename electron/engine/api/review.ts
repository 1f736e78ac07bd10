import { desk, onDesk } from './context.ts';

/** Review: open, draft, preview, decide, take back, postpone. */
export const review = {
  open: desk.review.open.handler(({ context, input }) => onDesk(context, (open) => open.review.open(input.applicationId, input.reveal))),
  opened: desk.review.opened.handler(({ context, input }) => onDesk(context, (open) => open.review.opened(input.applicationId))),
  decisionSheet: desk.review.decisionSheet.handler(({ context, input }) =>
    onDesk(context, (open) => open.review.decisionSheet(input.applicationId, input.reveal, input.purpose)),
  ),
  saveDraft: desk.review.saveDraft.handler(({ context, input }) =>
    onDesk(context, (open) => open.review.saveDraft(input.applicationId, input.draft)),
  ),
  preview: desk.review.preview.handler(({ context, input }) =>
    onDesk(context, (open) => open.review.preview(input.subject, input.outcome, input.reasons)),
  ),
  addNote: desk.review.addNote.handler(({ context, input }) =>
    onDesk(context, (open) => open.review.addNote(input.applicationId, input.text)),
  ),
  removeNote: desk.review.removeNote.handler(({ context, input }) =>
    onDesk(context, (open) => open.review.removeNote(input.applicationId, input.number)),
  ),
  decide: desk.review.decide.handler(({ context, input }) => onDesk(context, (open) => open.review.decide(input))),
  previewAlike: desk.review.previewAlike.handler(({ context, input }) => onDesk(context, (open) => open.review.previewAlike(input))),
  decideAlike: desk.review.decideAlike.handler(({ context, input }) => onDesk(context, (open) => open.review.decideAlike(input))),
  takeBack: desk.review.takeBack.handler(({ context, input }) => onDesk(context, (open) => open.review.takeBack(input.decisionId))),
  postpone: desk.review.postpone.handler(({ context, input }) =>
    onDesk(context, (open) => open.review.postpone(input.applicationId, input.minutes, input.cause)),
  ),
  rules: desk.review.rules.handler(({ context }) => onDesk(context, (open) => open.review.rules())),
};
