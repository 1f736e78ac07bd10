import { existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { desktopSecret, type KeyStore } from '../../../electron/main/desktop-secret.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'shell-'));
const nobody = () => {};
/** A key store in this process: what it encrypts is only turned around, under the account's name. */
const keyStore = (account: string, backend = 'gnome_libsecret'): KeyStore => ({
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => backend,
  encryptString: (plain) => Buffer.from([...`${account}:${plain}`].reverse().join('')),
  decryptString: (encrypted) => {
    const plain = [...encrypted.toString()].reverse().join('');
    if (!plain.startsWith(`${account}:`)) throw new Error('another account');
    return plain.slice(account.length + 1);
  },
});

test('the desktop’s secret is made once, stays the same, and stands in the folder only as the key store encrypted it', () => {
  const place = folder();
  const first = desktopSecret(place, keyStore('a'), 'linux', nobody);
  expect(first).toHaveLength(32);
  expect(desktopSecret(place, keyStore('a'), 'linux', nobody)).toEqual(first);
  expect(desktopSecret(folder(), keyStore('a'), 'linux', nobody)).not.toEqual(first);
  const path = join(place, 'desktop-secret');
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(readFileSync(path).includes(Buffer.from(first ?? []).toString('base64'))).toBe(false);
});

test.each([
  ['has none', { ...keyStore('a'), isEncryptionAvailable: (): boolean => false }, 'win32'],
  ['keeps its key in the open', keyStore('a', 'basic_text'), 'linux'],
  ['does not say what it is', keyStore('a', 'unknown'), 'linux'],
] as const)('where the system’s key store %s the vault goes without', (_, store, platform) => {
  const place = folder();
  expect(desktopSecret(place, store, platform, nobody)).toBeUndefined();
  expect(existsSync(join(place, 'desktop-secret'))).toBe(false);
});

test('a secret that the key store can’t read any more is put aside and never taken for good', () => {
  const place = folder();
  const first = desktopSecret(place, keyStore('a'), 'linux', nobody);
  const second = desktopSecret(place, keyStore('b'), 'linux', nobody);
  expect(second).toHaveLength(32);
  expect(second).not.toEqual(first);
  expect(existsSync(join(place, 'desktop-secret.unreadable'))).toBe(true);
});
