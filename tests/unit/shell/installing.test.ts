import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { installerKindOf } from '../../../electron/engine/updates/index.ts';
import { openInstalling } from '../../../electron/main/updates/index.ts';
import { prepareInstaller } from '../../../electron/main/updates/prepare.ts';
import { installCommand, installOrder } from '../../../electron/release/index.ts';
import { installerKinds } from '../../../shared/domain/release.ts';
import { batchNow } from '../../fixtures/batch.ts';
import { daysOn, installerBytes, layRelease, newPublisher, type Publisher, program, releaseOf } from '../../fixtures/release.ts';
import { freshFolder } from '../../fixtures/store.ts';

const now = Date.parse(batchNow);
const name = 'shenhetai_0.3.0_amd64.deb';
let publisher: Publisher;
beforeAll(async () => {
  publisher = await newPublisher();
});
const prepare = (folder: string, changed: Partial<typeof program> = {}) =>
  prepareInstaller(folder, publisher.keys, { ...program, ...changed }, now);

describe('what the shell hands to an installer', () => {
  it('is a copy that only this person can read and that is what was signed; it is removed afterwards', async () => {
    const folder = freshFolder();
    await layRelease(folder, publisher, releaseOf('0.3.0'));
    const prepared = await prepare(folder);
    if (!prepared.ok) throw new Error(prepared.cause);
    expect(prepared).toMatchObject({ version: '0.3.0', kind: 'deb' });
    expect(prepared.path.startsWith(folder)).toBe(false);
    expect(readFileSync(prepared.path).equals(installerBytes('0.3.0'))).toBe(true);
    expect(statSync(prepared.path).mode & 0o777).toBe(0o400);
    expect(statSync(join(prepared.path, '..')).mode & 0o777).toBe(0o700);
    // What happens to the first one from here on changes nothing any more.
    writeFileSync(join(folder, name), 'something else');
    expect(readFileSync(prepared.path).equals(installerBytes('0.3.0'))).toBe(true);
    chmodSync(prepared.path, 0o600);
    await prepared.remove();
    expect(existsSync(prepared.path)).toBe(false);
  });

  it('is nothing where the file, the statement or its time is not right', async () => {
    const folder = freshFolder();
    await layRelease(folder, publisher, releaseOf('0.3.0'), installerBytes('another'));
    expect(await prepare(folder)).toMatchObject({ ok: false, cause: 'release_file_wrong' });
    await layRelease(folder, publisher, releaseOf('0.3.0'), Buffer.concat([installerBytes('0.3.0'), Buffer.from('x')]));
    expect(await prepare(folder)).toMatchObject({ ok: false, cause: 'release_file_wrong' });
    await layRelease(folder, publisher, releaseOf('0.3.0'));
    expect(await prepare(folder, { architecture: 'arm64' })).toMatchObject({ ok: false, cause: 'release_file_absent' });
    expect(await prepareInstaller(folder, { keys: [] }, program, now)).toMatchObject({ ok: false, cause: 'release_unverifiable' });
    await layRelease(folder, publisher, releaseOf('0.3.0', { validUntil: daysOn(-1) }));
    expect(await prepare(folder)).toMatchObject({ ok: false, cause: 'release_expired' });
    expect(await prepare(freshFolder())).toMatchObject({ ok: false, cause: 'release_untrusted' });
  });

  it('is never what a link leads to', async () => {
    const elsewhere = freshFolder();
    await layRelease(elsewhere, publisher, releaseOf('0.3.0'));
    const folder = freshFolder();
    writeFileSync(join(folder, 'release.jws'), readFileSync(join(elsewhere, 'release.jws')));
    symlinkSync(join(elsewhere, name), join(folder, name));
    expect(await prepare(folder)).toMatchObject({ ok: false, cause: 'release_file_absent' });
  });
});

describe('how an installer is started', () => {
  it('is an absolute path with fixed arguments, where the package manager itself refuses an older one', () => {
    expect(installOrder('deb', '/tmp/x/a.deb', '/opt/r', () => true)).toEqual({
      program: '/usr/bin/pkexec',
      arguments: ['/usr/bin/dpkg', '--refuse-downgrade', '--install', '/tmp/x/a.deb'],
      wait: 'ended',
      restarts: false,
    });
    expect(installOrder('nsis', 'C:\\t\\a.exe', 'C:\\p\\resources', (path) => path.endsWith('elevate.exe'))).toMatchObject({
      program: 'C:\\p\\resources\\elevate.exe',
      arguments: ['C:\\t\\a.exe', '--updated', '/S', '--force-run'],
      wait: 'left',
    });
    for (const kind of installerKinds) {
      const order = installOrder(kind, '/tmp/x/a', '/opt/r', () => true);
      if (order !== undefined) expect(order.program, kind).toMatch(/^\/|^[A-Z]:\\/);
    }
  });

  it('is told to an administrator where the program can’t, quoted for their shell', () => {
    expect(installOrder('deb', '/tmp/x/a.deb', '/opt/r', (path) => path !== '/usr/bin/pkexec')).toBeUndefined();
    expect(installCommand('deb', "/home/o'neil/a b.deb")).toBe("sudo dpkg --refuse-downgrade --install '/home/o'\\''neil/a b.deb'");
    expect(installCommand('AppImage', '/a')).toBeUndefined();
  });

  it('follows from how the program was put here', () => {
    const resources = join(freshFolder(), 'resources');
    expect(installerKindOf(resources, 'linux')).toBeUndefined();
    expect(installerKindOf('/tmp/.mount_shenheX1/resources', 'linux')).toBe('AppImage');
    expect(installerKindOf(resources, 'darwin')).toBe('dmg');
    expect(installerKindOf(resources, 'win32')).toBe('portable');
    writeFileSync(join(resources, '..', 'Uninstall 审核台.exe'), '');
    expect(installerKindOf(resources, 'win32')).toBe('nsis');
    writeFileSync(join(resources, '..', 'package-type'), 'deb');
    expect(installerKindOf(join(resources, '..'), 'linux')).toBe('deb');
  });
});

describe('installing at the program’s end', () => {
  /** The shell as it is packed, with a program of the test in the place of the system's package manager. */
  const shell = async (script: string, keys = publisher.keys) => {
    const data = freshFolder();
    const folder = join(data, 'updates');
    // The wall clock is the real one here.
    const from = Date.now();
    await layRelease(folder, publisher, releaseOf('0.3.0', { publishedAt: daysOn(-1, from), validUntil: daysOn(1, from) }));
    const mainFolder = freshFolder();
    writeFileSync(join(mainFolder, 'release-keys.json'), JSON.stringify(keys));
    const done: string[] = [];
    const app = { getVersion: () => '0.2.0', quit: () => void done.push('quit'), relaunch: () => void done.push('relaunch') };
    const installing = openInstalling(
      app,
      { isPackaged: true, resourcesPath: '/nowhere', mainFolder, data },
      () => {},
      (_kind, path) => ({ program: '/bin/sh', arguments: ['-c', script, 'sh', path, folder], wait: 'ended', restarts: false }),
    );
    const outcome = (): unknown => JSON.parse(readFileSync(join(folder, 'outcome.json'), 'utf8'));
    return { installing, done, outcome, folder };
  };

  it('does nothing that nobody wished for, or that was taken back', async () => {
    const { installing, done, folder } = await shell('exit 0');
    await installing.atTheEnd();
    installing.wish('when_leaving');
    installing.wish('not');
    await installing.atTheEnd();
    expect(done).toEqual([]);
    expect(existsSync(join(folder, 'outcome.json'))).toBe(false);
  });

  it('ends the program, has the proven copy installed and starts the program again', async () => {
    const { installing, done, outcome, folder } = await shell('cp "$1" "$2/installed" && exit 0');
    installing.wish('now');
    expect(done).toEqual(['quit']);
    await installing.atTheEnd();
    expect(done).toEqual(['quit', 'relaunch']);
    expect(outcome()).toEqual({ version: '0.3.0', outcome: 'done', cause: '' });
    expect(readFileSync(join(folder, 'installed')).equals(installerBytes('0.3.0'))).toBe(true);
  });

  it.each([
    ['exit 126', 'not_confirmed'],
    ['exit 2', 'exit 2'],
  ])('leaves word where the installer ends with %s, and the program is there as before', async (script, cause) => {
    const { installing, done, outcome } = await shell(script);
    installing.wish('when_leaving');
    await installing.atTheEnd();
    expect(done).toEqual([]);
    expect(outcome()).toEqual({ version: '0.3.0', outcome: 'failed', cause });
  });

  it('starts nothing that the keys in its archive have not signed, although the engine wished for it', async () => {
    const { installing, outcome, folder } = await shell('touch "$2/installed"', (await newPublisher()).keys);
    installing.wish('when_leaving');
    await installing.atTheEnd();
    expect(outcome()).toMatchObject({ outcome: 'failed', cause: 'release_untrusted' });
    expect(existsSync(join(folder, 'installed'))).toBe(false);
  });
});
