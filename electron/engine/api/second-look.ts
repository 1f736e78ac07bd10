import { desk, onDesk } from './context.ts';

/** Second look: list, count, open, form a view, explain a difference, agreement. */
export const secondLook = {
  list: desk.secondLook.list.handler(({ context }) => onDesk(context, ({ review }) => review.secondLooks())),
  count: desk.secondLook.count.handler(({ context }) => onDesk(context, ({ review }) => review.secondLookCount())),
  open: desk.secondLook.open.handler(({ context, input }) =>
    onDesk(context, ({ review }) => review.openSecondLook(input.decisionId, input.reveal)),
  ),
  form: desk.secondLook.form.handler(({ context, input }) =>
    onDesk(context, ({ review }) => review.formSecondView(input.decisionId, input.view)),
  ),
  explain: desk.secondLook.explain.handler(({ context, input }) =>
    onDesk(context, ({ review }) => review.explainDifference(input.decisionId, input.note)),
  ),
  agreement: desk.secondLook.agreement.handler(({ context }) => onDesk(context, ({ review }) => review.secondLookAgreement())),
};
