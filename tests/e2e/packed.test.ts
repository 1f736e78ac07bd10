import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { startIntakeProcess } from '../fixtures/processes.ts';
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

test('the Debian package is built, installed, does the main job with its fuses set, answers on the command line, and is removed without a trace', async () => {
  test.setTimeout(400_000);
  // What packing prints is the path of what was made.
  const built = execFileSync(process.execPath, [join(root, 'electron', 'dev', 'run.mjs'), 'pack', '--deb'], {
    cwd: root,
    env: { ...process.env, SHENHETAI_PACK_FOR_TEST: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  const packageFile = built.trim().split('\n').at(-1) ?? '';
  const work = mkdtempSync(join(tmpdir(), 'packed-'));
  const system = join(work, 'system');
  const dpkg = emptySystem(system);
  dpkg('--install', packageFile);
  const workstation = join(work, 'workstation');
  const intake = await startIntakeProcess(join(work, 'intake'), { count: 4 });
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
    await app.close();
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
