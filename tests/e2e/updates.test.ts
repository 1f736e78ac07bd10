import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startIntakeProcess } from '../fixtures/processes.ts';
import { daysOn, installerBytes, layRelease, newPublisher, type Publisher, releaseOf } from '../fixtures/release.ts';
import { barriersOn } from './barriers.ts';
import { firstStart, queueReady } from './reviewer.ts';
import { expect, test } from './workstation.ts';

const updatesOf = (page: Page) => page.getByRole('region', { name: '更新', exact: true });
const toAbout = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+7');
  await expect(updatesOf(page)).toBeVisible();
};
const check = (page: Page) => updatesOf(page).getByRole('button', { name: '检查新版本' }).click();

/** Lays a release for this system, valid now. */
const lay = (shop: string, publisher: Publisher, version: string, share: number, bytes?: Buffer): Promise<string> => {
  const release = releaseOf(version, {
    publishedAt: daysOn(share / 1_000 - 1, Date.now()),
    validUntil: daysOn(29, Date.now()),
    stage: { share, seed: version },
  });
  const kind = ({ win32: 'nsis', darwin: 'dmg' } as const)[process.platform as 'win32' | 'darwin'] ?? 'deb';
  const files = release.files.map((file) => ({ ...file, system: process.platform, architecture: process.arch, kind }));
  return layRelease(shop, publisher, { ...release, files }, bytes);
};

test('a newer version is told, fetched when asked for before its turn, and an older or forged one is refused in words', async ({
  folder,
  open,
}) => {
  const [publisher, stranger] = [await newPublisher(), await newPublisher()];
  const shop = `${folder}-releases`;
  mkdirSync(shop, { recursive: true });
  const keys = join(shop, 'keys.json');
  writeFileSync(keys, JSON.stringify(publisher.keys));
  const intake = await startIntakeProcess(`${folder}-intake`, { count: 1, releases: shop });
  try {
    const { page } = await open({ variables: { SHENHETAI_RELEASE_KEYS: keys } });
    await firstStart(page, intake);
    await queueReady(page);
    await toAbout(page);
    const section = updatesOf(page);
    await expect(section).toContainText('还没有询问过平台');
    await check(page);
    await expect(section).toContainText('没有新版本');

    await lay(shop, publisher, '9.1.0', 0);
    await check(page);
    const newer = section.getByRole('region', { name: '有新版本 9.1.0' });
    await expect(newer).toContainText('9.1.0 的新内容');
    await expect(newer).toContainText('还没有轮到本工作站');
    await newer.getByRole('button', { name: '现在领取' }).click();
    await expect(newer).toContainText('安装包已下载并核实');
    // A checkout starts no installer: an administrator is told what to do.
    await expect(newer.locator('code')).toContainText(join(`${folder}`, 'updates', 'shenhetai_9.1.0_amd64.deb'));
    expect(await barriersOn(page, '更新')).toEqual([]);
    const status = page.getByRole('region', { name: '工作站状态' });
    await expect(status.getByRole('button', { name: '新版本 9.1.0 可安装' })).toBeVisible();

    await lay(shop, publisher, '9.0.9', 100);
    await check(page);
    await expect(section.getByRole('alert').first()).toContainText('得到的是旧版本（9.0.9）');
    await expect(newer).toContainText('安装包已下载并核实');
    await lay(shop, stranger, '9.2.0', 100);
    await check(page);
    await expect(section.getByRole('alert').first()).toContainText('不是发布者所签');

    // What was changed where it lies is not installed, and what comes in its place is the publisher's own.
    await lay(shop, publisher, '9.3.0', 100, installerBytes('another'));
    await check(page);
    await expect(section.getByRole('alert').first()).toContainText('不是发布者签名的那一个');
    await lay(shop, publisher, '9.3.0', 100);
    await section.getByRole('button', { name: '继续下载' }).click();
    await expect(section).toContainText('安装包已下载并核实');
  } finally {
    await intake.kill();
  }
});
