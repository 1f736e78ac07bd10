import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { desk } from '../fixtures/processes.ts';
import { expect, test } from './platform.ts';
import { firstStart, queueReady } from './reviewer.ts';
import { enginePid, passphrase, programOn } from './workstation.ts';

/** How often a window has been opened on the folder, by the shell's own log. */
const starts = (folder: string): number =>
  readFileSync(join(folder, 'logs', 'shell.log'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('"started"')).length;

test('a second start on the same folder brings the first window to the front and starts nothing of its own', async ({
  open,
  platformWith,
  folder,
}) => {
  const platform = await platformWith({ count: 2 });
  const { app, page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  const engine = await enginePid(folder);
  const startedBefore = starts(folder);
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return;
    const focused = window.focus.bind(window);
    window.focus = () => {
      Object.assign(globalThis, { broughtToFront: true });
      focused();
    };
  });

  const { executablePath, args } = programOn(folder);
  const second = spawn(executablePath, args, { stdio: 'ignore' });
  const [code] = (await once(second, 'exit')) as [number | null];
  expect(code).toBe(0);
  await expect.poll(() => app.evaluate(() => Object.hasOwn(globalThis, 'broughtToFront'))).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);

  // No other program has started, one engine has the folder, and the window works as before.
  expect(await enginePid(folder)).toBe(engine);
  expect(starts(folder)).toBe(startedBefore);
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('heading', { name: '同步', level: 1 })).toBeVisible();
});

test('the command line on the folder of an open window is refused with a sentence, and the window is not disturbed', async ({
  open,
  platformWith,
  folder,
}) => {
  const platform = await platformWith({ count: 2 });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  const engine = await enginePid(folder);
  const { code, out, err } = await desk(['queue', '--data', folder], { DESK_PASSPHRASE: passphrase });
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain('folder_in_use');
  // What is wrong and what to do, in words and not only by its code.
  expect(err).toMatch(/另一个|正在使用|another/i);
  expect(await enginePid(folder)).toBe(engine);
  await expect(page.getByRole('grid')).toBeVisible();
  await expect(page.getByRole('region', { name: '工作站状态' })).toHaveAttribute('aria-busy', 'false');
});
