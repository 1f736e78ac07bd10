import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { VaultState } from '../../domain/settings.ts';
import { answer } from './envelope.ts';

const passphrase = z.string().min(1).max(1_000);

/** How a site's reviewers sign in by the browser; `scopes` has a usual value. */
export const signInWaySchema = z.object({
  issuer: z.string().min(1).max(2_000),
  clientId: z.string().min(1).max(500),
  scopes: z.string().max(1_000).optional(),
});

/** How a new workstation will get its applications: of a server by one of a token and a way to sign in; tokens are kept in the vault only. */
export const sourceInputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('demo') }),
  z
    .object({
      kind: z.literal('server'),
      url: z.string().max(2_000),
      token: z.string().min(1).max(10_000).optional(),
      signIn: signInWaySchema.optional(),
    })
    .refine(({ token, signIn }) => (token === undefined) !== (signIn === undefined), { path: ['token'] }),
  z.object({ kind: z.literal('packages') }),
]);
/** See {@link sourceInputSchema}. */
export type SourceInput = z.infer<typeof sourceInputSchema>;

/** Vault: make, unlock, lock. The only area that answers while the workstation is locked, beside settings. */
export const vault = {
  /** Where the vault stands. */
  state: oc.output(answer<VaultState>()),
  /**
   * Makes the vault and unlocks it. For `server` the address and token are tried first, or the person signs in by the browser, which may take minutes; nothing is made when that
   * fails. `label`: how the vault is called on the unlock screen.
   */
  create: oc
    .input(z.object({ passphrase, source: sourceInputSchema, label: z.string().trim().max(40).optional() }))
    .output(answer<VaultState>()),
  /** Unlocks; starts exchanging, checking and sending. */
  unlock: oc.input(z.object({ passphrase })).output(answer<VaultState>()),
  /** Replaces the passphrase, of which the present one is asked again. Nothing else is encrypted anew. */
  changePassphrase: oc.input(z.object({ present: passphrase, next: passphrase })).output(answer<VaultState>()),
  /** Makes a recovery code, which is told this once and takes the place of an earlier one. */
  makeRecoveryCode: oc.input(z.object({ passphrase })).output(answer<{ recoveryCode: string }>()),
  /** Opens with the recovery code and sets another passphrase; tells the new recovery code. */
  recover: oc
    .input(z.object({ recoveryCode: z.string().min(1).max(200), passphrase }))
    .output(answer<{ recoveryCode: string; vault: VaultState }>()),
  /** Whether the passphrase opens the vault on this desktop only. */
  bindToDesktop: oc.input(z.object({ passphrase, bound: z.boolean() })).output(answer<VaultState>()),
  /** Locks: closes the database and forgets the keys. */
  lock: oc.output(answer<VaultState>()),
  /** Replaces the address and token of the server after having tried them. */
  signIn: oc.input(z.object({ url: z.string().max(2_000), token: z.string().min(1).max(10_000) })).output(answer<VaultState>()),
};
