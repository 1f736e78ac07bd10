/**
 * `npm run screenshots`: every screen of the demo in both languages and both themes, at 1366 × 768 and 1920 × 1080, into `out/screenshots/`, for looking at.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { firstStart, openQueue } from './demo/hands.ts';
import { hasDisplay, startVirtualDisplay } from './display.ts';
import { root } from './folders.ts';
import { prepare, runScript } from './prepare.ts';
import { say } from './say.ts';

const passphrase = 'screenshots, four words long';
const sizes = { small: { width: 1_366, height: 768 }, large: { width: 1_920, height: 1_080 } };
/** The screens that have a key of their own, in the order of their keys. */
const places = ['queue', 'requests', 'transfer', 'announcements', 'policy', 'settings', 'about'];

await runScript(async () => {
  const { electron, switches } = await prepare();
  const display = hasDisplay() ? undefined : await startVirtualDisplay();
  const work = await mkdtemp(join(tmpdir(), 'shenhetai-screenshots-'));
  const folder = join(work, 'workstation');
  const pictures = join(root, 'out', 'screenshots');
  await mkdir(folder, { recursive: true });
  await mkdir(pictures, { recursive: true });
  const environment = { ...process.env, ...(display === undefined ? {} : { DISPLAY: display.name }) } as Record<string, string>;
  let isFirst = true;
  for (const [size, bounds] of Object.entries(sizes))
    for (const language of ['zh', 'en'])
      for (const theme of ['light', 'dark']) {
        await writeFile(
          join(folder, 'settings.json'),
          JSON.stringify({ language: isFirst ? 'zh' : language, theme, zoom: 1, singleKeys: true }),
        );
        const app = await _electron.launch({
          executablePath: electron.path,
          args: [...switches, root, '--data', folder],
          cwd: root,
          env: environment,
        });
        const page = await app.firstWindow();
        await app.evaluate(
          ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setContentSize(wanted.width, wanted.height),
          bounds,
        );
        // The page is compiled without a DOM of its own here, so what is asked of it is said in words.
        await until(page, `innerWidth >= ${Math.min(bounds.width, 1_300)}`);
        const picture = (screen: string) => page.screenshot({ path: join(pictures, `${screen}-${language}-${theme}-${size}.png`) });
        await page.locator('.entrance-card').waitFor();
        await picture(isFirst ? 'first-start' : 'unlock');
        if (isFirst) await firstStart(page, passphrase, async () => undefined);
        else {
          await page.locator('input[type="password"]').fill(passphrase);
          await page.keyboard.press('Enter');
        }
        await openQueue(page);
        await walk(page, picture);
        await app.close();
        say(`${language} ${theme} ${size}`);
        isFirst = false;
      }
  await display?.stop();
  await rm(work, { recursive: true, force: true });
  process.stdout.write(`Screenshots: ${pictures}\n`);
  return 0;
});

/** Every screen, then the review with its panels. */
/** Waits for a condition of the page. Asked from outside each time: the page's own policy forbids to evaluate text, which waiting inside it would. */
async function until(page: Page, condition: string): Promise<void> {
  for (let tries = 0; (await page.evaluate(condition)) !== true; tries += 1) {
    if (tries === 600) throw new Error(`the page never came to ${condition}`);
    await page.waitForTimeout(50);
  }
}

async function walk(page: Page, picture: (screen: string) => Promise<unknown>): Promise<void> {
  for (const [index, place] of places.entries()) {
    await page.keyboard.press(`Alt+${index + 1}`);
    await page.locator('#screen h1').first().waitFor();
    await picture(place);
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await picture('keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+1');
  await page.locator('[data-application]').nth(3).click();
  await page.keyboard.press('Enter');
  await page.locator('code.review-number').waitFor();
  await until(page, "performance.getEntriesByName('photo-painted').length > 0");
  await picture('review');
  await page.keyboard.press('f');
  await page.locator('.notice-pane-text').first().waitFor();
  await page.keyboard.press('1');
  await picture('reasons');
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await picture('postpone');
  await page.keyboard.press('Escape');
}
