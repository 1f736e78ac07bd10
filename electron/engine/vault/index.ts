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
import { clearAttempts, readAttempts, remainingWait, saveAttempts } from './attempts.ts';
import { keyLength, keysFromSecret, type VaultKeys } from './keys.ts';
import { readVaultFile, unwrapVaultKey, vaultPath, writeVaultFile } from './vault-file.ts';

export { type DocumentFiles, openDocumentFiles, type ReceivedDocument, type SealedDocument } from './document-files.ts';
export { type TakenFolder, takeFolder } from './folder-lock.ts';
export { originalsIn } from './held-names.ts';
export { databaseKeyHex, keysFromSecret, type VaultKeys } from './keys.ts';
export type { PartialFile } from './partial-file.ts';
export { openSecret, sealSecret } from './sealed-secret.ts';
export type { Rendition } from './sealing.ts';

/** Whether the folder holds a vault, and how many seconds have to pass before another passphrase may be tried. */
export const vaultState = (folder: string, nowMs: number): { exists: boolean; waitSeconds: number } => ({
  exists: existsSync(vaultPath(folder)),
  waitSeconds: remainingWait(readAttempts(folder), nowMs),
});

/**
 * Makes a vault with a new random key. Fails with `passphrase_weak` under `minLength` characters, `vault_exists`, `disk_full` or
 * `disk_read_only`; then nothing was made.
 */
export const createVault = async (folder: string, passphrase: string, random: Random, minLength = 10): Promise<Result<VaultKeys>> => {
  if ([...passphrase.normalize('NFC')].length < minLength) return fail('passphrase_weak', { minLength });
  if (existsSync(vaultPath(folder))) return fail('vault_exists');
  const made = await onDisk(() => makeFolder(folder));
  if (!made.ok) return made;
  const secret = random.bytes(keyLength);
  const written = await writeVaultFile(folder, passphrase, secret, random);
  if (!written.ok) return written;
  const keys = keysFromSecret(secret);
  secret.fill(0);
  return succeed(keys);
};

/** Unmakes a vault that was made a moment ago and whose database could not be: its key opens nothing. */
export const removeVault = (folder: string): Promise<void> => rm(vaultPath(folder), { force: true });

/**
 * The keys, for the right passphrase. Fails with `vault_absent`, `vault_damaged`, or `passphrase_wrong` whose `waitSeconds` tell when another
 * one may be tried; one that comes sooner is not looked at (`tooSoon`). `nowMs`: the wall clock.
 */
export const unlockVault = async (folder: string, passphrase: string, nowMs: number): Promise<Result<VaultKeys>> => {
  const file = await readVaultFile(folder);
  if (!file.ok) return file;
  const attempts = readAttempts(folder);
  if (attempts.lastAt > nowMs) {
    // The clock was set back. The wait begins anew from here, so that it ends however far back that was.
    const saved = await saveAttempts(folder, { ...attempts, lastAt: nowMs });
    if (!saved.ok) return saved;
  }
  const wait = remainingWait(attempts, nowMs);
  if (wait > 0) return fail('passphrase_wrong', { waitSeconds: wait, tooSoon: true });
  // Counted as failed before it is tried: ending the program in between gains nothing.
  const failed = { failures: attempts.failures + 1, lastAt: nowMs };
  const counted = await saveAttempts(folder, failed);
  if (!counted.ok) return counted;
  const secret = await unwrapVaultKey(file.value, passphrase);
  if (secret === undefined) return fail('passphrase_wrong', { waitSeconds: remainingWait(failed, nowMs) });
  const cleared = await clearAttempts(folder);
  if (!cleared.ok) return cleared;
  const keys = keysFromSecret(secret);
  secret.fill(0);
  return succeed(keys);
};
