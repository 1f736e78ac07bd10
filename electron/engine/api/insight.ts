import { desk, onDesk } from './context.ts';

/** Insight: the statistics, and files of them. */
export const insight = {
  read: desk.insight.read.handler(({ context, input }) => onDesk(context, (open) => open.insight.read(input.days))),
  export: desk.insight.export.handler(({ context, input }) => onDesk(context, (open) => open.insight.export(input))),
};
