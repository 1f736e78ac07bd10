import type { AuditAction } from '../../shared/domain/audit.ts';
import { fail, type Result, succeed } from '../../shared/domain/failure.ts';
import type { OpenDesk } from './open-desk.ts';
import type { Ports } from './surroundings.ts';
import { bindToDesktop, changePassphrase, makeRecoveryCode, recoverVault, type Unlocking, type VaultKeys } from './vault/index.ts';

/** What the owner of a vault may do with its ways in. Each is in the audit once it was done. */
export type VaultCare = {
  /** Replaces the passphrase, of which the present one is asked again. */
  changePassphrase(present: string, next: string): Promise<Result<void>>;
  /** A new recovery code, told this once; an earlier one opens nothing any more. */
  makeRecoveryCode(passphrase: string): Promise<Result<string>>;
  /** Ties the passphrase to this desktop's key store, or frees it from it. */
  bindToDesktop(passphrase: string, bound: boolean): Promise<Result<void>>;
  /** Opens with the recovery code under another passphrase, and tells the new code. `enter`: what opens the desk with the keys. */
  recover(code: string, next: string, enter: (keys: VaultKeys) => Promise<Result<unknown>>): Promise<Result<string>>;
};

/** Puts them over a folder. All but recovering need the desk to be open, since they are put on record in it. */
export const openVaultCare = (
  folder: string,
  { clock }: Pick<Ports, 'clock'>,
  unlocking: () => Unlocking,
  desk: () => OpenDesk | undefined,
): VaultCare => {
  const record = (open: OpenDesk, action: AuditAction): void =>
    open.store.transaction((write) => write.audit({ at: clock.iso(), reviewerId: write.workstation().reviewer?.id ?? 'unknown', action }));
  const recorded = async <Value>(action: AuditAction, work: () => Promise<Result<Value>>): Promise<Result<Value>> => {
    const open = desk();
    if (open === undefined) return fail('vault_locked');
    const outcome = await work();
    if (outcome.ok) record(open, action);
    return outcome;
  };
  return {
    changePassphrase: (present, next) => recorded('vault.passphrase_changed', () => changePassphrase(folder, present, next, unlocking())),
    makeRecoveryCode: (passphrase) => recorded('vault.recovery_code_made', () => makeRecoveryCode(folder, passphrase, unlocking())),
    bindToDesktop: (passphrase, bound) =>
      recorded(bound ? 'vault.desktop_bound' : 'vault.desktop_freed', () => bindToDesktop(folder, passphrase, bound, unlocking())),
    recover: async (code, next, enter) => {
      const recovered = await recoverVault(folder, code, next, unlocking());
      if (!recovered.ok) return recovered;
      const entered = await enter(recovered.value.keys);
      if (!entered.ok) return entered;
      const open = desk();
      if (open !== undefined) record(open, 'vault.recovered');
      return succeed(recovered.value.recoveryCode);
    },
  };
};
