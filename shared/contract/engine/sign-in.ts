import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { VaultState } from '../../domain/settings.ts';
import type { SignInWay } from '../../domain/sign-in.ts';
import { answer } from './envelope.ts';
import { signInWaySchema } from './vault.ts';

/** Sign-in by the browser. Where it stands is told with the vault's state. */
export const signIn = {
  /** How the server at that address wants its reviewers to sign in; no way: by a token. Answers without a vault as well. */
  look: oc.input(z.object({ url: z.string().max(2_000) })).output(answer<{ way?: SignInWay | undefined }>()),
  /** Signs in by the browser, at the site's own way where none is given. Answers when it has ended, which may take minutes. */
  begin: oc.input(z.object({ to: z.object({ url: z.string().max(2_000), way: signInWaySchema }).optional() })).output(answer<VaultState>()),
  /** Gives up what waits for the browser; the call that began it then fails with `sign_in_cancelled`. */
  cancel: oc.output(answer<VaultState>()),
  /** Gives claims back, makes the issuer forget the sign-in and erases the tokens; `told`: whether the issuer was reached. Nothing else is lost. */
  end: oc.output(answer<VaultState & { told: boolean }>()),
};
