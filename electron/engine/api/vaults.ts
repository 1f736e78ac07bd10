import { succeed } from '../../../shared/domain/failure.ts';
import { desk } from './context.ts';

/** Vaults: the reviewers of this desktop. */
export const vaults = {
  list: desk.vaults.list.handler(({ context }) => succeed(context.desktop.list())),
  choose: desk.vaults.choose.handler(({ context, input }) => context.desktop.choose(input.id)),
  another: desk.vaults.another.handler(({ context }) => context.desktop.another()),
};
