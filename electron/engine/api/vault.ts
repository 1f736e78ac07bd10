import { succeed } from '../../../shared/domain/failure.ts';
import { desk } from './context.ts';

/** Vault: make, unlock, lock, sign in. */
export const vault = {
  state: desk.vault.state.handler(({ context }) => succeed(context.workstation.state())),
  create: desk.vault.create.handler(({ context, input }) => context.workstation.create(input.passphrase, input.source)),
  unlock: desk.vault.unlock.handler(({ context, input }) => context.workstation.unlock(input.passphrase)),
  lock: desk.vault.lock.handler(async ({ context }) => succeed(await context.workstation.lock())),
  signIn: desk.vault.signIn.handler(({ context, input }) => context.workstation.signIn(input.url, input.token)),
};
