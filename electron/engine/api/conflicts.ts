import { desk, onDesk } from './context.ts';

/** Conflicts: decisions that came back, and work begun on what is not here any more. */
export const conflicts = {
  open: desk.conflicts.open.handler(({ context, input }) =>
    onDesk(context, ({ review }) => review.openConflict(input.decisionId, input.reveal)),
  ),
  decideAgain: desk.conflicts.decideAgain.handler(({ context, input }) =>
    onDesk(context, ({ review }) => review.decideAgain(input.decisionId, input.keepMarks)),
  ),
  keptDrafts: desk.conflicts.keptDrafts.handler(({ context }) => onDesk(context, ({ review }) => review.keptDrafts())),
  dropDraft: desk.conflicts.dropDraft.handler(({ context, input }) => onDesk(context, ({ review }) => review.dropKeptDraft(input.subject))),
};
