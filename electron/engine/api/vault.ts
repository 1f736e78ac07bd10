import { succeed } from '../../../shared/domain/failure.ts';
import { desk } from './context.ts';

/** Vault: make, unlock, lock, sign in. */
export const vault = {
  state: desk.vault.state.handler(({ context }) => succeed(context.workstation.state())),
  create: desk.vault.create.handler(async ({ context, input }) => {
    const made = await context.workstation.create(input.passphrase, input.source);
    if (!made.ok) return made;
    // The label is a convenience: a disk that refuses it now does not undo the vault.
    await context.desktop.label(input.label);
    return made;
  }),
  unlock: desk.vault.unlock.handler(({ context, input }) => context.workstation.unlock(input.passphrase)),
  changePassphrase: desk.vault.changePassphrase.handler(({ context, input }) =>
    context.workstation.changePassphrase(input.present, input.next),
  ),
  makeRecoveryCode: desk.vault.makeRecoveryCode.handler(({ context, input }) => context.workstation.makeRecoveryCode(input.passphrase)),
  recover: desk.vault.recover.handler(({ context, input }) => context.workstation.recover(input.recoveryCode, input.passphrase)),
  bindToDesktop: desk.vault.bindToDesktop.handler(({ context, input }) => context.workstation.bindToDesktop(input.passphrase, input.bound)),
  lock: desk.vault.lock.handler(async ({ context }) => succeed(await context.workstation.lock())),
  signIn: desk.vault.signIn.handler(({ context, input }) => context.workstation.signIn(input.url, input.token)),
};
