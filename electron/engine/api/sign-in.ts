import { succeed } from '../../../shared/domain/failure.ts';
import { usualScopes } from '../../../shared/domain/sign-in.ts';
import { askSignIn } from '../sync/index.ts';
import { desk } from './context.ts';

/** Sign-in by the browser. */
export const signIn = {
  look: desk.signIn.look.handler(({ input, signal }) => askSignIn(input.url, signal ?? new AbortController().signal)),
  begin: desk.signIn.begin.handler(({ context, input: { to } }) =>
    context.workstation.signInByBrowser(to && { url: to.url, way: { ...to.way, scopes: to.way.scopes ?? usualScopes } }),
  ),
  cancel: desk.signIn.cancel.handler(({ context }) => {
    context.workstation.cancelSignIn();
    return succeed(context.workstation.state());
  }),
  end: desk.signIn.end.handler(({ context }) => context.workstation.signOut()),
};
