/**
 * The vault keeps what is a person's unreadable without the passphrase: it makes and unlocks the vault key and keeps documents as encrypted files.
 * It promises that a wrong passphrase, a damaged file and a changed document are told apart and never taken for good, and that a file is visible only when
 * every byte of it was verified. `engine/workstation.ts` unlocks it, gives the database's key to the store and the files to sync; the formats are in `docs/vault.md`.
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { makeFolder, onDisk } from '../ports/disk.ts';
import type { Random } from '../ports/random.ts';
import { keyLength, keysFromSecret, type VaultKeys } from './keys.ts';
import { acceptPassphrase } from './new-passphrase.ts';
import { makeSlot } from './slots.ts';
import { vaultPath, writeVaultFile } from './vault-file.ts';

export type { Moment } from './attempts.ts';
export { type DocumentFiles, openDocumentFiles, type ReceivedDocument, type SealedDocument } from './document-files.ts';
export { type TakenFolder, takeFolder } from './folder-lock.ts';
export { originalsIn } from './held-names.ts';
export { databaseKeyHex, fixedCopy, keysFromSecret, type VaultKeys } from './keys.ts';
export { acceptPassphrase } from './new-passphrase.ts';
export type { PartialFile } from './partial-file.ts';
export { openSecret, sealSecret } from './sealed-secret.ts';
export type { Rendition } from './sealing.ts';
export {
  bindToDesktop,
  changePassphrase,
  makeRecoveryCode,
  recoverVault,
  type Unlocking,
  unlockVault,
  vaultState,
} from './unlocking.ts';

/**
 * Makes a vault with a new random key. Fails with `passphrase_weak`, `passphrase_guessable`, `vault_exists`, `disk_full` or
 * `disk_read_only`; then nothing was made.
 */
export const createVault = async (folder: string, passphrase: string, random: Random): Promise<Result<VaultKeys>> => {
  const accepted = acceptPassphrase(passphrase);
  if (!accepted.ok) return accepted;
  if (existsSync(vaultPath(folder))) return fail('vault_exists');
  const made = await onDisk(() => makeFolder(folder));
  if (!made.ok) return made;
  const secret = random.bytes(keyLength);
  const written = await writeVaultFile(folder, [await makeSlot('passphrase', passphrase, secret, undefined, random)]);
  if (!written.ok) return written;
  const keys = keysFromSecret(secret);
  secret.fill(0);
  return succeed(keys);
};

/** Unmakes a vault that was made a moment ago and whose database could not be: its key opens nothing. */
export const removeVault = (folder: string): Promise<void> => rm(vaultPath(folder), { force: true });
