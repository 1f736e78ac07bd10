import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Desktop, listVaults, openDesktop } from '../../../electron/engine/desktop.ts';
import { systemClock } from '../../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { databaseKeyHex } from '../../../electron/engine/vault/index.ts';
import { openWorkstation } from '../../../electron/engine/workstation.ts';
import type { VaultState } from '../../../shared/domain/settings.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { codeOf, passphrase, taken } from '../../fixtures/workstation.ts';

const opened: Desktop[] = [];
afterEach(async () => {
  for (const desktop of opened.splice(0)) await desktop.close();
});

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const ports = { clock: systemClock, random: systemRandom, log };
const open = async (folder: string) => {
  const told: VaultState[] = [];
  const secrets: boolean[] = [];
  const quiet = () => {};
  const listener = {
    vault: (state: VaultState) => told.push(state),
    transfer: quiet,
    queue: quiet,
    outbox: quiet,
    rules: quiet,
    claims: quiet,
    requests: quiet,
    packages: quiet,
    openBrowser: quiet,
    secret: (secret: Uint8Array | undefined) => secrets.push(secret !== undefined),
  };
  const desktop = taken(await openDesktop(folder, ports, { automatic: false }, listener, quiet));
  opened.push(desktop);
  return { desktop, told, secrets, listener };
};
const second = 'a passphrase of the second one';

describe('a desktop that several reviewers share', () => {
  it('keeps a vault for each: folder, database, key, lock, settings and label are their own', async () => {
    const folder = join(freshFolder(), 'desk');
    const { desktop, told, secrets, listener } = await open(folder);
    taken(await desktop.workstation().create(passphrase, { kind: 'packages' }));
    await desktop.label('甲班');
    taken(await desktop.settings().change({ language: 'en', claimCount: 30 }));
    const key = databaseKeyHex(taken(desktop.workstation().desk()).keys);
    expect(taken(await desktop.another())).toMatchObject({ state: 'absent' });
    // Whoever goes away leaves a locked desk, and no key in the shell's memory.
    expect(secrets.at(-1)).toBe(false);
    expect(existsSync(join(folder, 'lock'))).toBe(false);
    // The language is taken along, a colleague's habits are not.
    expect(desktop.settings().read()).toMatchObject({ language: 'en' });
    expect(desktop.settings().read().claimCount).toBeUndefined();
    taken(await desktop.workstation().create(second, { kind: 'packages' }));
    await desktop.label(undefined);
    const { vaults, chosen } = desktop.list();
    expect(vaults).toEqual([{ id: 'first', label: '甲班' }, { id: chosen }]);
    expect(existsSync(join(folder, 'reviewers', chosen, 'lock'))).toBe(true);
    expect(databaseKeyHex(taken(desktop.workstation().desk()).keys)).not.toBe(key);
    // The first one is free for another program meanwhile; the second is not.
    const meanwhile = taken(await openWorkstation(folder, ports, { automatic: false }, listener));
    expect(codeOf(await desktop.choose('first'))).toBe('folder_in_use');
    expect(desktop.list().chosen).toBe(chosen);
    expect(desktop.workstation().state().state).toBe('unlocked');
    expect(codeOf(await openWorkstation(join(folder, 'reviewers', chosen), ports, { automatic: false }, listener))).toBe('folder_in_use');
    await meanwhile.close();
    expect(taken(await desktop.choose('first'))).toMatchObject({ state: 'locked' });
    expect(told.at(-1)).toMatchObject({ state: 'locked', workstationId: undefined });
    expect(codeOf(await desktop.workstation().unlock(second))).toBe('passphrase_wrong');
    taken(await desktop.choose(chosen));
    taken(await desktop.workstation().unlock(second));
    expect(codeOf(await desktop.choose('../elsewhere'))).toBe('vault_unknown');
  });

  it('begins at the vault that was chosen last, also without its register, and leaves nothing of one that was not made', async () => {
    const folder = join(freshFolder(), 'desk');
    const one = (await open(folder)).desktop;
    taken(await one.workstation().create(passphrase, { kind: 'packages' }));
    taken(await one.another());
    taken(await one.choose('first'));
    expect(readdirSync(join(folder, 'reviewers'))).toEqual([]);
    taken(await one.another());
    taken(await one.workstation().create(second, { kind: 'packages' }));
    await one.label('乙班');
    const { chosen } = one.list();
    await one.close();
    opened.length = 0;
    expect(listVaults(folder)).toMatchObject({ chosen, vaults: [{ id: 'first' }, { id: chosen, label: '乙班' }] });
    const again = (await open(folder)).desktop;
    taken(await again.workstation().unlock(second));
    await again.close();
    opened.length = 0;
    writeFileSync(join(folder, 'reviewers.json'), '{ not json');
    const without = (await open(folder)).desktop;
    expect(without.list()).toEqual({ chosen: 'first', vaults: [{ id: 'first' }, { id: chosen }] });
    taken(await without.workstation().unlock(passphrase));
    expect(readFileSync(join(folder, 'reviewers.json'), 'utf8')).toBe('{ not json');
  });
});
