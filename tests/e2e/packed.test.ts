import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { startIntakeProcess } from '../fixtures/processes.ts';
import { daysOn, releaseOf as madeUp, newPublisher } from '../fixtures/release.ts';
import { approve, canApprove, firstStart, openReview, queueReady, walkTo } from './reviewer.ts';
import { launch, passphrase } from './workstation.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * A system of its own to install into: dpkg's folders, and this machine's list of installed packages, so that what the package depends on is really looked for.
 * Nothing of it touches this machine, and whoever is not root is root in there.
 */
const emptySystem = (folder: string) => {
  for (const name of ['info', 'updates', 'triggers']) mkdirSync(join(folder, 'var/lib/dpkg', name), { recursive: true });
  copyFileSync('/var/lib/dpkg/status', join(folder, 'var/lib/dpkg/status'));
  const asRoot = process.getuid?.() === 0 ? [] : ['unshare', '--map-root-user'];
  const [program = 'dpkg', ...words] = [...asRoot, 'dpkg', `--root=${folder}`, '--force-script-chrootless', '--log=/dev/null'];
  return (...order: string[]) => execFileSync(program, [...words, ...order], { stdio: ['ignore', 'ignore', 'pipe'] });
};

/** The same package under another version number, as a later release of it. */
const asVersion = (packageFile: string, version: string, folder: string): string => {
  const [product, , architecture] = basename(packageFile).split('_');
  const contents = join(folder, 'contents');
  if (!existsSync(contents)) execFileSync('dpkg-deb', ['--raw-extract', packageFile, contents]);
  const control = join(contents, 'DEBIAN', 'control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, `Version: ${version}`));
  const made = join(folder, `${product}_${version}_${architecture}`);
  execFileSync('dpkg-deb', ['-Zzstd', '-z1', '--root-owner-group', '--build', contents, made], { stdio: ['ignore', 'ignore', 'pipe'] });
  return made;
};

/** What a publisher says of that package, valid now. */
const releaseOf = (packageFile: string, version: string) => {
  const bytes = readFileSync(packageFile);
  const release = madeUp(version, { publishedAt: daysOn(-1, Date.now()), validUntil: daysOn(29, Date.now()) });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    ...release,
    files: [
      {
        system: 'linux',
        architecture: process.arch,
        kind: 'deb' as const,
        name: basename(packageFile),
        bytes: bytes.length,
        sha256,
      },
    ],
  };
};

test('the Debian package is built, installed, does the main job with its fuses set, answers on the command line, takes a newer version of itself and no older one, and is removed without a trace', async () => {
  test.setTimeout(400_000);
  const work = mkdtempSync(join(tmpdir(), 'packed-'));
  const publisher = await newPublisher();
  const keys = join(work, 'release-keys.json');
  writeFileSync(keys, JSON.stringify(publisher.keys));
  const shop = join(work, 'releases');
  mkdirSync(shop);
  // What packing prints is the path of what was made.
  const built = execFileSync(process.execPath, [join(root, 'electron', 'dev', 'run.mjs'), 'pack', '--deb'], {
    cwd: root,
    env: { ...process.env, SHENHETAI_PACK_FOR_TEST: '1', SHENHETAI_RELEASE_KEYS: keys },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  const packageFile = built.trim().split('\n').at(-1) ?? '';
  const system = join(work, 'system');
  const dpkg = emptySystem(system);
  dpkg('--install', packageFile);
  const workstation = join(work, 'workstation');
  const intake = await startIntakeProcess(join(work, 'intake'), { count: 4, releases: shop });
  const switches = (process.env.SHENHETAI_SWITCHES ?? '').split(' ').filter((word) => word !== '');
  const { app, page } = await launch(join(system, 'usr/bin/shenhetai'), [...switches, '--data', workstation]);
  try {
    await firstStart(page, intake);
    await queueReady(page);
    await openReview(page);
    await walkTo(page, () => canApprove(page));
    const approved = await approve(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '同步' }).first().click();
    await expect(page.locator('tr[data-state="receipted"]')).toHaveCount(1, { timeout: 60_000 });
    expect(await intake.decisions()).toEqual({ [approved]: 'approve' });

    const newer = asVersion(packageFile, '9.1.0', shop);
    writeFileSync(join(shop, 'release.jws'), await publisher.sign(releaseOf(newer, '9.1.0')));
    await page.keyboard.press('Alt+7');
    const section = page.getByRole('region', { name: '更新', exact: true });
    await section.getByRole('button', { name: '检查新版本' }).click();
    await expect(section).toContainText('安装包已下载并核实', { timeout: 60_000 });
    const fetched = join(workstation, 'updates', basename(newer));
    const older = asVersion(packageFile, '0.0.9', shop);
    writeFileSync(join(shop, 'release.jws'), await publisher.sign(releaseOf(older, '0.0.9')));
    await section.getByRole('button', { name: '检查新版本' }).click();
    await expect(section.getByRole('alert')).toContainText('程序不会退回旧版本');
    await app.close();
    // The administrator, with what the window has shown; a package manager that is told to refuse goes back as little.
    dpkg('--refuse-downgrade', '--install', fetched);
    const installed = () =>
      /^Package: shenhetai\n(?:.+\n)*?Version: (.+)$/m.exec(readFileSync(join(system, 'var/lib/dpkg/status'), 'utf8'))?.[1];
    expect(installed()).toBe('9.1.0');
    expect(() => dpkg('--refuse-downgrade', '--install', older)).not.toThrow();
    expect(installed()).toBe('9.1.0');
    // What is packed listens to no other keys than its own.
    const stranger = await newPublisher();
    writeFileSync(keys, JSON.stringify(stranger.keys));
    writeFileSync(join(shop, 'release.jws'), await stranger.sign(releaseOf(newer, '9.2.0')));
    const told = spawnSync(join(system, 'usr/bin/shenhetai-desk'), ['update', 'verify', join(shop, 'release.jws')], {
      env: { PATH: process.env.PATH, SHENHETAI_RELEASE_KEYS: keys },
      encoding: 'utf8',
    });
    expect(told.stderr).toContain('release_untrusted');

    const listed = execFileSync(join(system, 'usr/bin/shenhetai-desk'), ['outbox', '--json', '--data', workstation], {
      env: { PATH: process.env.PATH, DESK_PASSPHRASE: passphrase },
      encoding: 'utf8',
    });
    expect(JSON.parse(listed.trim())).toMatchObject({ state: 'receipted' });
    const bill = JSON.parse(readFileSync(join(system, 'usr/lib/shenhetai/resources/engine/sbom.cdx.json'), 'utf8')) as {
      components: { name: string }[];
    };
    expect(bill.components.map(({ name }) => name)).toEqual(expect.arrayContaining(['electron', 'sharp', 'react', 'zod']));
    dpkg('--remove', 'shenhetai');
    expect(existsSync(join(system, 'usr'))).toBe(false);
  } finally {
    await app.close();
    await intake.kill();
    rmSync(work, { recursive: true, force: true });
  }
});
