import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import {
  bindToDesktop,
  changePassphrase,
  createVault,
  makeRecoveryCode,
  recoverVault,
  type Unlocking,
  unlockVault,
  vaultState,
} from '../../../electron/engine/vault/index.ts';
import { freshFolder } from '../../fixtures/store.ts';

const passphrase = 'invented words 一二三';
const another = 'other words entirely 四';
const now = Date.parse('2026-11-16T02:00:00.000Z');
const desktop = new Uint8Array(32).fill(5);
const by = (changes: Partial<Unlocking> = {}): Unlocking => ({ nowMs: now, random: systemRandom, ...changes });
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const firstVersion = fileURLToPath(new URL('../../fixtures/vault-1.json', import.meta.url));

const made = async () => {
  const folder = freshFolder();
  const keys = await createVault(folder, passphrase, systemRandom);
  if (!keys.ok) throw new Error(keys.error.code);
  return { folder, secret: hex(keys.value.secret) };
};
const withCode = async () => {
  const { folder, secret } = await made();
  const code = await makeRecoveryCode(folder, passphrase, by());
  if (!code.ok) throw new Error(code.error.code);
  return { folder, secret, code: code.value };
};
const secretOf = async (folder: string, typed: string, changes: Partial<Unlocking> = {}) => {
  const unlocked = await unlockVault(folder, typed, by(changes));
  return unlocked.ok ? hex(unlocked.value.secret) : unlocked.error.code;
};

describe('the passphrase', () => {
  test('is changed without the vault key becoming another one, and what it was opens nothing any more', async () => {
    const { folder, secret } = await made();
    const before = readFileSync(join(folder, 'vault.json'), 'utf8');
    expect(await changePassphrase(folder, 'not the right one', another, by())).toMatchObject({
      ok: false,
      error: { code: 'passphrase_wrong' },
    });
    expect(readFileSync(join(folder, 'vault.json'), 'utf8')).toBe(before);
    expect(await changePassphrase(folder, passphrase, another, by())).toEqual({ ok: true, value: undefined });
    expect(await secretOf(folder, another)).toBe(secret);
    expect(await secretOf(folder, passphrase)).toBe('passphrase_wrong');
  });

  test.each([
    ['is too short', '一二三四五六七八九', 'passphrase_weak'],
    ['repeats itself', 'abc!abc!abc!ab', 'passphrase_guessable'],
    ['runs along the keys', 'qwertyuiop123456', 'passphrase_guessable'],
    ['has few different characters', 'aabbaabbabab', 'passphrase_guessable'],
    ['is one that everybody tries', 'Password2026', 'passphrase_guessable'],
  ])('is refused where it %s', async (_, typed, code) => {
    expect(await createVault(freshFolder(), typed, systemRandom)).toMatchObject({ ok: false, error: { code } });
    const { folder, secret } = await made();
    expect(await changePassphrase(folder, passphrase, typed, by())).toMatchObject({ ok: false, error: { code } });
    expect(await secretOf(folder, passphrase)).toBe(secret);
  });
});

describe('a file of the first version', () => {
  test('opens, is of the present version afterwards, and opens again', async () => {
    const folder = freshFolder();
    copyFileSync(firstVersion, join(folder, 'vault.json'));
    expect(await secretOf(folder, 'not the right one')).toBe('passphrase_wrong');
    expect(JSON.parse(readFileSync(join(folder, 'vault.json'), 'utf8'))).toMatchObject({ version: 1 });
    expect(await secretOf(folder, passphrase)).toBe('07'.repeat(32));
    expect(JSON.parse(readFileSync(join(folder, 'vault.json'), 'utf8'))).toMatchObject({ version: 2 });
    expect(await secretOf(folder, passphrase)).toBe('07'.repeat(32));
  });

  test('gets a new passphrase and a recovery code as well', async () => {
    for (const work of [changePassphrase(await copied(), passphrase, another, by()), makeRecoveryCode(await copied(), passphrase, by())])
      expect((await work).ok).toBe(true);
  });
});
const copied = async () => {
  const folder = freshFolder();
  copyFileSync(firstVersion, join(folder, 'vault.json'));
  return folder;
};

describe('the recovery code', () => {
  test('opens where the passphrase is forgotten, sets another one, and is replaced by a new code', async () => {
    const { folder, secret, code } = await withCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/);
    const byHand = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const recovered = await recoverVault(folder, byHand, another, by());
    if (!recovered.ok) throw new Error(recovered.error.code);
    expect(hex(recovered.value.keys.secret)).toBe(secret);
    expect(recovered.value.recoveryCode).not.toBe(code);
    expect(await secretOf(folder, another)).toBe(secret);
    expect(await secretOf(folder, passphrase)).toBe('passphrase_wrong');
    expect(await recoverVault(folder, code, another, by())).toMatchObject({ ok: false, error: { code: 'recovery_code_wrong' } });
    expect((await recoverVault(folder, recovered.value.recoveryCode, passphrase, by())).ok).toBe(true);
  });

  test('that is mistyped counts as no try, and one of another vault counts', async () => {
    const { folder, code } = await withCode();
    const other = await withCode();
    const wrong = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
    for (const typed of [wrong, code.slice(0, -2), `${code}A`, '', 'U'.repeat(40)])
      expect(await recoverVault(folder, typed, another, by())).toMatchObject({ ok: false, error: { code: 'recovery_code_mistyped' } });
    for (let tries = 0; tries < 4; tries += 1) await recoverVault(folder, other.code, another, by());
    expect(await recoverVault(folder, code, another, by())).toMatchObject({
      ok: false,
      error: { code: 'recovery_code_wrong', details: { waitSeconds: 1, tooSoon: true } },
    });
  });

  test('stands nowhere in the folder', async () => {
    const { folder, code } = await withCode();
    const text = readFileSync(join(folder, 'vault.json'), 'utf8');
    for (const form of [code, code.replaceAll('-', ''), code.slice(0, 11)]) expect(text.includes(form)).toBe(false);
    expect(statSync(join(folder, 'vault.json')).mode & 0o077).toBe(0);
  });
});

describe('a vault that is bound to its desktop', () => {
  test('opens with the passphrase there and nowhere else, and such a try is not counted', async () => {
    const { folder, secret } = await withCode();
    expect(vaultState(folder, by(), desktop).protection).toEqual({ recoveryCode: true, desktop: 'possible' });
    expect((await bindToDesktop(folder, passphrase, true, by({ desktop }))).ok).toBe(true);
    expect(vaultState(folder, by(), desktop).protection?.desktop).toBe('bound');
    expect(vaultState(folder, by()).protection?.desktop).toBe('elsewhere');
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await secretOf(folder, passphrase)).toBe('desktop_absent');
      expect(await secretOf(folder, passphrase, { desktop: new Uint8Array(32).fill(6) })).toBe('desktop_absent');
    }
    expect(await secretOf(folder, passphrase, { desktop })).toBe(secret);
    expect((await changePassphrase(folder, passphrase, another, by({ desktop }))).ok).toBe(true);
    expect(await secretOf(folder, another)).toBe('desktop_absent');
    expect(await secretOf(folder, another, { desktop })).toBe(secret);
    expect((await bindToDesktop(folder, another, false, by({ desktop }))).ok).toBe(true);
    expect(await secretOf(folder, another)).toBe(secret);
  });

  test('opens on another desktop with the recovery code, and is bound to that one then', async () => {
    const { folder, secret, code } = await withCode();
    await bindToDesktop(folder, passphrase, true, by({ desktop }));
    const elsewhere = new Uint8Array(32).fill(9);
    expect((await recoverVault(folder, code, another, by({ desktop: elsewhere }))).ok).toBe(true);
    expect(await secretOf(folder, another, { desktop })).toBe('desktop_absent');
    expect(await secretOf(folder, another, { desktop: elsewhere })).toBe(secret);
  });

  test('is bound only where a recovery code would open it without the desktop', async () => {
    const { folder, secret } = await made();
    expect(await bindToDesktop(folder, passphrase, true, by({ desktop }))).toMatchObject({
      ok: false,
      error: { code: 'recovery_code_absent' },
    });
    expect(await bindToDesktop(folder, passphrase, true, by())).toMatchObject({ ok: false, error: { code: 'desktop_absent' } });
    expect(await secretOf(folder, passphrase)).toBe(secret);
  });
});

test('setting the clock shortens no wait, neither while the machine runs nor over a restart of it', async () => {
  const { folder } = await made();
  for (let tries = 0; tries < 6; tries += 1) {
    await unlockVault(folder, 'not the right one', by({ sinceBootMs: 1_000_000 + tries * 10_000 }));
  }
  const waits = (changes: Partial<Unlocking>) => vaultState(folder, by(changes)).waitSeconds;
  const lastTry = 1_050_000;
  const year = 365 * 86_400_000;
  expect(waits({ sinceBootMs: lastTry })).toBe(4);
  expect(waits({ sinceBootMs: lastTry, nowMs: now + year })).toBe(4);
  expect(waits({ sinceBootMs: lastTry + 1_000, nowMs: now - year })).toBe(3);
  expect(waits({ sinceBootMs: 500, nowMs: now + year })).toBe(4);
  expect(await secretOf(folder, passphrase, { sinceBootMs: lastTry + 3_000, nowMs: now + year })).toBe('passphrase_wrong');
  expect(await secretOf(folder, passphrase, { sinceBootMs: lastTry + 4_000, nowMs: now - year })).toMatch(/^[0-9a-f]{64}$/);
});
