import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { startIntakeProcess } from '../fixtures/processes.ts';
import { approve, canApprove, firstStart, openReview, queueReady, walkTo } from './reviewer.ts';
import { launch } from './workstation.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('the packed program, with its fuses set, does the main job from its own folder', async () => {
  test.setTimeout(400_000);
  // What packing prints is the program's path.
  const program = execFileSync(process.execPath, [join(root, 'electron', 'dev', 'run.mjs'), 'pack'], {
    cwd: root,
    env: { ...process.env, SHENHETAI_PACK_FOR_TEST: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .at(-1);
  const work = mkdtempSync(join(tmpdir(), 'packed-'));
  const intake = await startIntakeProcess(join(work, 'intake'), { count: 4 });
  const switches = (process.env.SHENHETAI_SWITCHES ?? '').split(' ').filter((word) => word !== '');
  const { app, page } = await launch(program ?? '', [...switches, '--data', join(work, 'workstation')]);
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
  } finally {
    await app.close();
    await intake.kill();
    rmSync(work, { recursive: true, force: true });
  }
});
