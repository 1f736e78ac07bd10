import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { openDocumentFiles } from '../../../electron/engine/vault/index.ts';
import { desk } from '../../fixtures/processes.ts';
import { freshFolder, inventApplication } from '../../fixtures/store.ts';
import { openTestWorkstation, passphrase, readableIn, taken } from '../../fixtures/workstation.ts';

const locked = { DESK_PASSPHRASE: passphrase };
const another = 'other words entirely 四';
const applications = 12;
const photo = (index: number): Buffer => Buffer.alloc(200_000, `photo ${index} `);
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let original: string;
let backup: string;
let recoveryCode: string;
/** A workstation with applications and their photos, its recovery code, and its backup. */
beforeAll(async () => {
  const one = await openTestWorkstation(undefined, { automatic: false });
  taken(await one.workstation.create(passphrase, { kind: 'packages' }));
  const { store } = one.desk();
  const shelf = openDocumentFiles(one.folder, systemRandom);
  for (let index = 0; index < applications; index += 1) {
    const bytes = photo(index);
    const sha256 = sha256Of(bytes);
    const [document] = inventApplication(`application-${index}`).documents;
    if (document === undefined) throw new Error('no document');
    const arrived = await shelf.receive(sha256, bytes.length, [bytes]);
    if (!arrived.ok) throw new Error('not received');
    arrived.place();
    store.transaction((write) => {
      const documents = [{ ...document, sha256, byteLength: bytes.length }];
      write.putApplication(inventApplication(`application-${index}`, { documents }), '2026-11-18T02:00:00.000Z');
      write.setFileHeld(sha256, arrived.key);
    });
  }
  ({ recoveryCode } = taken(await one.workstation.makeRecoveryCode(passphrase)));
  original = one.folder;
  await one.close();
  backup = join(freshFolder(), 'desk.deskbackup');
  const made = await desk(['backup', backup, '--data', original], locked);
  expect(made).toMatchObject({ code: 0, err: '' });
});

/** The names and photos of a workstation, as its owner finds them. */
const contentsOf = async (folder: string, typed: string) => {
  const one = await openTestWorkstation(folder, { automatic: false });
  try {
    taken(await one.workstation.unlock(typed));
    const photos: string[] = [];
    for (let index = 0; index < applications; index += 1) {
      const sha256 = sha256Of(photo(index));
      photos.push(sha256Of(taken(await one.desk().image(sha256, 'original'))));
    }
    const audit = one
      .desk()
      .store.read.auditEntries(1, 100)
      .map(({ action }) => action)
      // Each look into the folder here unlocks it, and opens its photos.
      .filter((action) => action !== 'vault.unlocked' && action !== 'photo.opened');
    return { photos, open: one.desk().store.read.openCount(), audit };
  } finally {
    await one.close();
  }
};
const expected = { photos: Array.from({ length: applications }, (_, index) => sha256Of(photo(index))), open: applications };
const traces = (folder: string) => readableIn(folder, ['张三', '110101199003070017', '13800000017']);

describe('a backup', () => {
  test('brings the whole workstation back under its passphrase, and shows nothing of a person', async () => {
    expect(traces(dirname(backup))).toEqual([]);
    expect(statSync(backup).mode & 0o077).toBe(0);
    const folder = join(freshFolder(), 'restored');
    const restored = await desk(['restore', backup, '--data', folder], locked);
    expect(restored).toMatchObject({ code: 0, lines: [{ missing: 0 }] });
    expect(await contentsOf(folder, passphrase)).toMatchObject({
      ...expected,
      audit: ['vault.recovery_code_made', 'backup.made', 'backup.restored'],
    });
    expect(readdirSync(dirname(folder))).toEqual(['restored']);
  });

  test('comes back with the recovery code where the passphrase is lost', async () => {
    const folder = join(freshFolder(), 'restored');
    const by = { DESK_RECOVERY_CODE: recoveryCode, DESK_NEW_PASSPHRASE: another };
    expect(await desk(['restore', backup, '--data', folder], by)).toMatchObject({
      code: 0,
      lines: [{ recoveryCode: expect.stringMatching(/^(\w{5}-){7}\w{5}$/) }],
    });
    expect(await contentsOf(folder, another)).toMatchObject(expected);
  });

  test('replaces no file and no workstation that is there, and opens with no other passphrase', async () => {
    expect(await desk(['backup', backup, '--data', original], locked)).toMatchObject({ code: 3 });
    const refused = await desk(['restore', backup, '--data', original], locked);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('folder_not_empty');
    const folder = join(freshFolder(), 'restored');
    const wrong = await desk(['restore', backup, '--data', folder], { DESK_PASSPHRASE: 'not the right one' });
    expect(wrong.err).toContain('passphrase_wrong');
    expect(readdirSync(dirname(folder))).toEqual([]);
  });

  test('that is cut off or changed anywhere is refused, and nothing is left of it', async () => {
    const whole = readFileSync(backup);
    const damaged = join(freshFolder(), 'damaged.deskbackup');
    const flipped = (place: number) => {
      const bytes = Buffer.from(whole);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      return bytes;
    };
    for (const bytes of [
      whole.subarray(0, whole.length / 2),
      whole.subarray(0, whole.length - 30),
      whole.subarray(0, 10),
      Buffer.alloc(0),
      flipped(100),
      flipped(whole.lastIndexOf('"wrappedKey"') + 40),
      flipped(Math.floor(whole.length / 2)),
      flipped(whole.length - 200),
    ]) {
      writeFileSync(damaged, bytes);
      const folder = join(freshFolder(), 'restored');
      const refused = await desk(['restore', damaged, '--data', folder], locked);
      expect([refused.code, refused.err]).toEqual([3, expect.stringContaining('backup_damaged')]);
      expect(readdirSync(dirname(folder))).toEqual([]);
    }
  });

  test('and restoring, killed in the middle, leave no half thing and can be repeated', async () => {
    const cli = fileURLToPath(new URL('../../../electron/engine/cli.ts', import.meta.url));
    const place = freshFolder();
    const [folder, file] = [join(place, 'restored'), join(place, 'again.deskbackup')];
    /** Kills the command once that file is there. */
    const killOnce = async (parameters: string[], seen: string) => {
      const child = spawn(process.execPath, [cli, ...parameters], { env: { ...process.env, ...locked }, stdio: 'ignore' });
      const closed = once(child, 'close');
      while (!existsSync(seen) && child.exitCode === null) await rest(1);
      child.kill('SIGKILL');
      await closed;
    };
    await killOnce(['restore', backup, '--data', folder], `${folder}.restoring`);
    expect(existsSync(join(folder, 'vault.json'))).toBe(false);
    expect(await desk(['restore', backup, '--data', folder], locked)).toMatchObject({ code: 0 });
    await killOnce(['backup', file, '--data', folder], `${file}.part`);
    expect(existsSync(file)).toBe(false);
    expect(await desk(['backup', file, '--data', folder], locked)).toMatchObject({ code: 0 });
    expect(await contentsOf(folder, passphrase)).toMatchObject(expected);
    expect(readdirSync(place).sort()).toEqual(['again.deskbackup', 'restored']);
  });
});

test('a passphrase is changed and a vault recovered on the command line', async () => {
  const folder = join(freshFolder(), 'restored');
  await desk(['restore', backup, '--data', folder], locked);
  const changing = { ...locked, DESK_NEW_PASSPHRASE: another };
  expect(await desk(['vault', 'passphrase', '--data', folder], changing)).toMatchObject({ code: 0 });
  expect((await desk(['vault', 'key', '--data', folder], locked)).err).toContain('passphrase_wrong');
  const by = { DESK_RECOVERY_CODE: recoveryCode, DESK_NEW_PASSPHRASE: passphrase };
  expect(await desk(['vault', 'recover', '--data', folder], by)).toMatchObject({ code: 0 });
  expect((await contentsOf(folder, passphrase)).audit.slice(-2)).toEqual(['vault.passphrase_changed', 'vault.recovered']);
});
