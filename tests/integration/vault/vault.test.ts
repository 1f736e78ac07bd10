import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import {
  createVault,
  databaseKeyHex,
  keysFromSecret,
  type Unlocking,
  unlockVault,
  vaultState,
} from '../../../electron/engine/vault/index.ts';
import { freshFolder } from '../../fixtures/store.ts';

const passphrase = 'invented words 一二三';
const now = Date.parse('2026-11-16T02:00:00.000Z');
const by = (nowMs: number, desktop?: Uint8Array): Unlocking => ({ nowMs, random: systemRandom, desktop });
const made = async () => {
  const folder = freshFolder();
  const keys = await createVault(folder, passphrase, systemRandom);
  if (!keys.ok) throw new Error(keys.error.code);
  return { folder, keys: keys.value };
};
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('a vault', () => {
  test('gives the same keys for the same passphrase, also when its accents are composed differently', async () => {
    const { folder, keys } = await made();
    const unlocked = await unlockVault(folder, passphrase, by(now));
    expect(unlocked.ok && hex(unlocked.value.secret)).toBe(hex(keys.secret));
    expect(unlocked.ok && databaseKeyHex(unlocked.value)).toBe(databaseKeyHex(keys));
    expect(databaseKeyHex(keys)).toMatch(/^[0-9a-f]{64}$/);
    const accented = freshFolder();
    await createVault(accented, 'caf\u00e9 au lait', systemRandom);
    expect((await unlockVault(accented, 'cafe\u0301 au lait', by(now))).ok).toBe(true);
  });

  test('is made once, with a passphrase that is long enough, for its owner only', async () => {
    const { folder } = await made();
    expect(await createVault(folder, passphrase, systemRandom)).toMatchObject({ ok: false, error: { code: 'vault_exists' } });
    const other = freshFolder();
    expect(await createVault(other, '一二三四五六七八九', systemRandom)).toMatchObject({
      ok: false,
      error: { code: 'passphrase_weak', details: { minLength: 10 } },
    });
    expect(vaultState(other, by(now))).toEqual({ exists: false, waitSeconds: 0 });
    expect(await unlockVault(other, passphrase, by(now))).toMatchObject({ ok: false, error: { code: 'vault_absent' } });
    expect(statSync(join(folder, 'vault.json')).mode & 0o077).toBe(0);
    expect(readdirSync(folder)).toEqual(['vault.json']);
  });

  test('keeps neither passphrase nor keys in its folder', async () => {
    const { folder, keys } = await made();
    const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
    for (const secret of [keys.secret, keys.databaseKey, keys.wrappingKey]) {
      expect(bytes.includes(Buffer.from(secret))).toBe(false);
      expect(bytes.includes(hex(secret))).toBe(false);
      expect(bytes.includes(Buffer.from(secret).toString('base64'))).toBe(false);
    }
    expect(bytes.includes('invented')).toBe(false);
  });

  test('lets a person wait longer after each wrong passphrase, and looks at none that comes sooner', async () => {
    const { folder } = await made();
    const waits: unknown[] = [];
    let at = now;
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const answer = await unlockVault(folder, 'not the right one', by(at));
      if (answer.ok) throw new Error('unlocked');
      expect(answer.error.code).toBe('passphrase_wrong');
      waits.push(answer.error.details.waitSeconds);
      at += Number(answer.error.details.waitSeconds) * 1_000;
    }
    expect(waits).toEqual([0, 0, 0, 1, 2, 4]);
    at -= 1_000;
    expect(vaultState(folder, by(at))).toMatchObject({ exists: true, waitSeconds: 1 });
    expect(await unlockVault(folder, passphrase, by(at))).toMatchObject({
      ok: false,
      error: { details: { waitSeconds: 1, tooSoon: true } },
    });
    expect((await unlockVault(folder, passphrase, by(at + 1_000))).ok).toBe(true);
    expect(vaultState(folder, by(at))).toMatchObject({ exists: true, waitSeconds: 0 });
  });

  test('does not lock a person out when the clock is set back', async () => {
    const { folder } = await made();
    writeFileSync(join(folder, 'vault-attempts.json'), JSON.stringify({ failures: 40, lastAt: now }));
    const yearAgo = now - 365 * 86_400_000;
    expect(await unlockVault(folder, passphrase, by(yearAgo))).toMatchObject({ ok: false, error: { details: { waitSeconds: 60 } } });
    expect((await unlockVault(folder, passphrase, by(yearAgo + 60_000))).ok).toBe(true);
  });

  test('tells a damaged file from a wrong passphrase, and one of a newer program from both', async () => {
    const { folder } = await made();
    const path = join(folder, 'vault.json');
    const text = readFileSync(path, 'utf8');
    const file = JSON.parse(text) as { slots: [{ derivation: Record<string, unknown>; wrappedKey: { ciphertext: string } }] };
    const [slot] = file.slots;
    const withSlot = (change: object) => JSON.stringify({ ...file, slots: [{ ...slot, ...change }] });
    const damaged = [
      text.slice(0, text.length / 2),
      '',
      withSlot({ wrappedKey: { ...slot.wrappedKey, ciphertext: Buffer.alloc(32).toString('base64') } }),
      withSlot({ desktop: '0123456789abcdef' }),
      JSON.stringify({ ...file, slots: [slot, slot] }),
      withSlot({ derivation: { ...slot.derivation, memoryKiB: 4_000_000_000 } }),
      withSlot({ derivation: { ...slot.derivation, passes: 1 } }),
    ];
    for (const content of damaged) {
      writeFileSync(path, content);
      expect(await unlockVault(folder, passphrase, by(now))).toMatchObject({ ok: false, error: { code: 'vault_damaged' } });
    }
    writeFileSync(path, JSON.stringify({ ...file, version: 3 }));
    expect(await unlockVault(folder, passphrase, by(now))).toMatchObject({ ok: false, error: { code: 'store_newer' } });
    writeFileSync(path, text);
    expect((await unlockVault(folder, passphrase, by(now))).ok).toBe(true);
  });
});

test('keys come back from the secret alone, are copies, and are zero once erased', async () => {
  const { keys } = await made();
  const secret = new Uint8Array(keys.secret);
  const again = keysFromSecret(secret);
  expect(hex(again.databaseKey)).toBe(hex(keys.databaseKey));
  expect(hex(again.databaseKey)).not.toBe(hex(again.wrappingKey));
  keys.erase();
  for (const key of [keys.secret, keys.databaseKey, keys.wrappingKey]) expect(key.every((byte) => byte === 0)).toBe(true);
  expect(hex(again.secret)).toBe(hex(secret));
});
