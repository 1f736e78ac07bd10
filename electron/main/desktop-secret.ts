import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShellLog } from './log.ts';

/** The part of Electron's `safeStorage` that is needed. */
export type KeyStore = {
  isEncryptionAvailable(): boolean;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
  encryptString(plain: string): Buffer;
  decryptString(encrypted: Buffer): string;
};

/** Backends of Linux that keep the key in the open: what they encrypt is only disguised. */
const worthless = ['basic_text', 'unknown'];

/**
 * The desktop's half of the vault's key: 32 random bytes in a file that only this person's account on this desktop can decipher (DPAPI, keychain, Secret Service).
 * Undefined where the system has no key store that is worth the name: then the vault goes without. Made when it is first asked for; one that the key store can't decipher any
 * more is put aside, since the vault then opens with the recovery code and is bound anew.
 */
export function desktopSecret(folder: string, keyStore: KeyStore, platform: NodeJS.Platform, log: ShellLog): Uint8Array | undefined {
  if (
    !keyStore.isEncryptionAvailable() ||
    (platform === 'linux' && worthless.includes(keyStore.getSelectedStorageBackend?.() ?? 'unknown'))
  ) {
    log('key-store-absent');
    return undefined;
  }
  const path = join(folder, 'desktop-secret');
  try {
    const held = existsSync(path) ? read(path, keyStore) : undefined;
    if (held !== undefined) return held;
    if (existsSync(path)) {
      renameSync(path, `${path}.unreadable`);
      log('desktop-secret-unreadable');
    }
    const made = randomBytes(32);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, keyStore.encryptString(made.toString('base64')), { mode: 0o600, flush: true });
    // What can't be read back would lock the vault's owner out: only what was read back is used.
    const again = read(path, keyStore);
    const fits = again !== undefined && made.equals(again);
    made.fill(0);
    if (!fits) log('desktop-secret-not-kept');
    return fits ? again : undefined;
  } catch (cause) {
    log('desktop-secret-failed', { cause: cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown' });
    return undefined;
  }
}

function read(path: string, keyStore: KeyStore): Uint8Array | undefined {
  try {
    const bytes = Buffer.from(keyStore.decryptString(readFileSync(path)), 'base64');
    return bytes.length === 32 ? new Uint8Array(bytes) : undefined;
  } catch {
    // The key store says no more than that it can't.
    return undefined;
  }
}
