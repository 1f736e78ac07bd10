import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { VaultProtection } from '../../../shared/domain/settings.ts';
import type { Random } from '../ports/random.ts';
import { clearAttempts, failedOnceMore, type Moment, readAttempts, remainingWait, saveAttempts } from './attempts.ts';
import { keysFromSecret, type VaultKeys } from './keys.ts';
import { acceptPassphrase } from './new-passphrase.ts';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';
import { desktopIdentifier, freshCost, makeSlot, openSlot, type Slot, type SlotKind } from './slots.ts';
import { readVaultFile, type VaultFile, writeVaultFile } from './vault-file.ts';

/** What opening takes beside what is typed. `desktop`: the secret that this desktop's key store holds, where there is one. */
export type Unlocking = Moment & { random: Random; desktop?: Uint8Array | undefined };

/** Whether the folder holds a vault, seconds until another passphrase may be tried, and how the vault is protected; the latter is absent where the file can't be read. */
export const vaultState = (
  folder: string,
  moment: Moment,
  desktop?: Uint8Array,
): { exists: boolean; waitSeconds: number; protection?: VaultProtection } => {
  const waitSeconds = remainingWait(readAttempts(folder), moment);
  const file = readVaultFile(folder);
  if (!file.ok) return { exists: file.error.code !== 'vault_absent', waitSeconds };
  const bound = slotOf(file.value, 'passphrase')?.desktop;
  const here = desktop === undefined ? undefined : desktopIdentifier(desktop);
  const binding = bound === undefined ? (here === undefined ? 'unavailable' : 'possible') : bound === here ? 'bound' : 'elsewhere';
  return { exists: true, waitSeconds, protection: { recoveryCode: slotOf(file.value, 'recovery') !== undefined, desktop: binding } };
};

const slotOf = (file: VaultFile, kind: SlotKind): Slot | undefined => file.slots.find((slot) => slot.kind === kind);

const refusals = { passphrase: 'passphrase_wrong', recovery: 'recovery_code_wrong' } as const;

/**
 * The vault key for what was typed. Every try is counted before it is made, whichever way it goes in by; one that comes too soon is not looked at (`tooSoon`).
 * What can't fit, since this desktop or the code is missing, counts as no try.
 */
const open = async (
  folder: string,
  kind: SlotKind,
  typed: string,
  { desktop, nowMs, sinceBootMs }: Moment & Pick<Unlocking, 'desktop'>,
): Promise<Result<{ file: VaultFile; secret: Uint8Array }>> => {
  const file = readVaultFile(folder);
  if (!file.ok) return file;
  const slot = slotOf(file.value, kind);
  if (slot === undefined) return kind === 'recovery' ? fail('recovery_code_absent') : fail('vault_damaged', { cause: 'shape' });
  if (slot.desktop !== undefined && (desktop === undefined || desktopIdentifier(desktop) !== slot.desktop)) return fail('desktop_absent');
  const moment = { nowMs, sinceBootMs };
  const attempts = readAttempts(folder);
  if (attempts.lastAt > nowMs) {
    // The clock was set back. Where nothing else tells the time the wait begins anew from here, so that it ends however far back that was.
    const saved = await saveAttempts(folder, { ...attempts, lastAt: nowMs });
    if (!saved.ok) return saved;
  }
  const wait = remainingWait(attempts, moment);
  if (wait > 0) return fail(refusals[kind], { waitSeconds: wait, tooSoon: true });
  // Counted as failed before it is tried: ending the program in between gains nothing.
  const failed = failedOnceMore(attempts, moment);
  const counted = await saveAttempts(folder, failed);
  if (!counted.ok) return counted;
  const secret = await openSlot(file.value.version, slot, typed, desktop);
  if (secret === undefined) return fail(refusals[kind], { waitSeconds: remainingWait(failed, moment) });
  const cleared = await clearAttempts(folder);
  if (cleared.ok) return succeed({ file: file.value, secret });
  secret.fill(0);
  return cleared;
};

const keysOf = (secret: Uint8Array): VaultKeys => {
  const keys = keysFromSecret(secret);
  secret.fill(0);
  return keys;
};

/** The desktop's secret where the vault is bound to it; {@link open} has seen that they fit. */
const boundTo = (file: VaultFile, desktop: Uint8Array | undefined): Uint8Array | undefined =>
  slotOf(file, 'passphrase')?.desktop === undefined ? undefined : desktop;

const cheaper = ({ derivation: { memoryKiB, passes, lanes } }: Slot): boolean =>
  memoryKiB * passes < freshCost.memoryKiB * freshCost.passes || lanes > freshCost.lanes;

/**
 * The keys, for the right passphrase. Fails with `vault_absent`, `vault_damaged`, `desktop_absent` where the vault opens on its own desktop only, or
 * `passphrase_wrong` whose `waitSeconds` tell when another one may be tried. A file of the first version, or of a lower cost, is written anew.
 */
export const unlockVault = async (folder: string, passphrase: string, by: Unlocking): Promise<Result<VaultKeys>> => {
  const opened = await open(folder, 'passphrase', passphrase, by);
  if (!opened.ok) return opened;
  const { file, secret } = opened.value;
  if (file.version === 1 || file.slots.some((slot) => slot.kind === 'passphrase' && cheaper(slot)))
    // A disk that refuses keeps nobody from opening: the old file is untouched, and the next time brings it up.
    await rewrite(folder, file, [await makeSlot('passphrase', passphrase, secret, boundTo(file, by.desktop), by.random)]);
  return succeed(keysOf(secret));
};

/** Puts slots in the place of those of the same kind. */
const rewrite = (folder: string, file: VaultFile, slots: readonly Slot[]): Promise<Result<void>> =>
  writeVaultFile(folder, [...file.slots.filter(({ kind }) => !slots.some((slot) => slot.kind === kind)), ...slots]);

/** Another passphrase for the same vault key: nothing else has to be encrypted anew. Fails as {@link unlockVault} does and as `acceptPassphrase` does. */
export const changePassphrase = async (folder: string, present: string, next: string, by: Unlocking): Promise<Result<void>> => {
  const accepted = acceptPassphrase(next);
  if (!accepted.ok) return accepted;
  const opened = await open(folder, 'passphrase', present, by);
  if (!opened.ok) return opened;
  const { file, secret } = opened.value;
  const slot = await makeSlot('passphrase', next, secret, boundTo(file, by.desktop), by.random);
  secret.fill(0);
  return rewrite(folder, file, [slot]);
};

/** A new recovery code, told this once; an earlier one opens nothing any more. It opens the vault on any desktop. Fails as {@link unlockVault} does. */
export const makeRecoveryCode = async (folder: string, passphrase: string, by: Unlocking): Promise<Result<string>> => {
  const opened = await open(folder, 'passphrase', passphrase, by);
  if (!opened.ok) return opened;
  const { file, secret } = opened.value;
  // The first version knows no second slot: the passphrase's is made anew with it.
  const passphraseSlots =
    file.version === 1 ? [await makeSlot('passphrase', passphrase, secret, boundTo(file, by.desktop), by.random)] : [];
  const { code, slot } = await recoverySlot(secret, by.random);
  secret.fill(0);
  const written = await rewrite(folder, file, [...passphraseSlots, slot]);
  return written.ok ? succeed(code) : written;
};

const recoverySlot = async (secret: Uint8Array, random: Random): Promise<{ code: string; slot: Slot }> => {
  const code = newRecoveryCode(random);
  return { code, slot: await makeSlot('recovery', code.replaceAll('-', ''), secret, undefined, random) };
};

/**
 * Ties the passphrase to this desktop's secret, or frees it from it. Fails with `recovery_code_absent` where there is no recovery code, since a desktop may break, with
 * `desktop_absent` where the desktop has no secret, and as {@link unlockVault} does.
 */
export const bindToDesktop = async (folder: string, passphrase: string, bound: boolean, by: Unlocking): Promise<Result<void>> => {
  if (bound && by.desktop === undefined) return fail('desktop_absent');
  const opened = await open(folder, 'passphrase', passphrase, by);
  if (!opened.ok) return opened;
  const { file, secret } = opened.value;
  const slot = await makeSlot('passphrase', passphrase, secret, bound ? by.desktop : undefined, by.random);
  secret.fill(0);
  if (bound && slotOf(file, 'recovery') === undefined) return fail('recovery_code_absent');
  return rewrite(folder, file, [slot]);
};

/**
 * Opens with the recovery code, sets another passphrase, and gives a new code in the place of the one that was typed. Bound to the present desktop afterwards, where the
 * vault was bound to one and this one has a secret. Fails with `recovery_code_mistyped` (not counted as a try), `recovery_code_wrong`, `recovery_code_absent`, and as
 * `acceptPassphrase` does.
 */
export const recoverVault = async (
  folder: string,
  code: string,
  next: string,
  by: Unlocking,
): Promise<Result<{ keys: VaultKeys; recoveryCode: string }>> => {
  const accepted = acceptPassphrase(next);
  if (!accepted.ok) return accepted;
  const plain = readRecoveryCode(code);
  if (plain === undefined) return fail('recovery_code_mistyped');
  const opened = await open(folder, 'recovery', plain, by);
  if (!opened.ok) return opened;
  const { file, secret } = opened.value;
  const desktop = slotOf(file, 'passphrase')?.desktop === undefined ? undefined : by.desktop;
  const passphraseSlot = await makeSlot('passphrase', next, secret, desktop, by.random);
  const recovery = await recoverySlot(secret, by.random);
  const written = await rewrite(folder, file, [passphraseSlot, recovery.slot]);
  if (written.ok) return succeed({ keys: keysOf(secret), recoveryCode: recovery.code });
  secret.fill(0);
  return written;
};
