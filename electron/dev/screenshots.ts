/**
 * `npm run screenshots`: every screen of the demo, and every state of the transfer side, in both languages and both themes, at 1366 × 768 and 1920 × 1080,
 * into `out/screenshots/`, for looking at. `-- screens` or `-- transfer` takes one of the two only,
 * and `-- zh-light-small en-dark-large` these looks only.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { firstStart, openQueue } from './demo/hands.ts';
import { hasDisplay, startVirtualDisplay } from './display.ts';
import { root } from './folders.ts';
import { prepare, runScript } from './prepare.ts';
import { say } from './say.ts';
import { playTransferMorning, startTransferSite, type TransferSite } from './screenshots/transfer-site.ts';
import { walkTransfer } from './screenshots/transfer-walk.ts';

const passphrase = 'screenshots, four words long';
/** How long something on the screen is waited for, ms. */
const patience = 30_000;
const sizes = { small: { width: 1_366, height: 768 }, large: { width: 1_920, height: 1_080 } };
/** Applications that are looked at for one that resembles another. */
const mostLooked = 60;
/** The screens that have a key of their own, in the order of their keys. */
const places = ['queue', 'requests', 'transfer', 'announcements', 'policy', 'settings', 'about', 'insight'];

/** One way of looking at the program. */
type Look = { language: string; theme: string; size: keyof typeof sizes };
/** What is done in a window: `isFirst` where the folder is still new. */
type Acts = (window: { app: ElectronApplication; page: Page; picture: Picture; isFirst: boolean }) => Promise<void>;
type Picture = (screen: string) => Promise<unknown>;

const looks: readonly Look[] = (['small', 'large'] as const).flatMap((size) =>
  ['zh', 'en'].flatMap((language) => ['light', 'dark'].map((theme) => ({ language, theme, size }))),
);

await runScript(async () => {
  const { electron, switches } = await prepare();
  const display = hasDisplay() ? undefined : await startVirtualDisplay();
  const work = await mkdtemp(join(tmpdir(), 'shenhetai-screenshots-'));
  const pictures = join(root, 'out', 'screenshots');
  await mkdir(pictures, { recursive: true });
  const environment = { ...process.env, ...(display === undefined ? {} : { DISPLAY: display.name }) } as Record<string, string>;
  const wanted = process.argv.slice(2);
  const nameOf = ({ language, theme, size }: Look): string => `${language}-${theme}-${size}`;
  const wantedLooks = looks.some((look) => wanted.includes(nameOf(look))) ? looks.filter((look) => wanted.includes(nameOf(look))) : looks;
  const wantedWalks = ['screens', 'transfer'].filter((name) => wanted.includes(name));

  /** Opens a folder's window once for each look and does there what is to be done. */
  const through = async (name: string, acts: Acts): Promise<void> => {
    if (wantedWalks.length > 0 && !wantedWalks.includes(name)) return;
    const folder = join(work, name);
    await mkdir(folder, { recursive: true });
    for (const [index, { language, theme, size }] of wantedLooks.entries()) {
      const isFirst = index === 0;
      // The hands of the first start read Chinese.
      const shown = isFirst ? 'zh' : language;
      const settings = { language: shown, theme, zoom: 1, singleKeys: true };
      await writeFile(join(folder, 'settings.json'), JSON.stringify(settings));
      const app = await _electron.launch({
        executablePath: electron.path,
        args: [...switches, root, '--data', folder],
        cwd: root,
        env: environment,
      });
      try {
        const page = await app.firstWindow();
        page.setDefaultTimeout(patience);
        await app.evaluate(
          ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setContentSize(bounds.width, bounds.height),
          sizes[size],
        );
        // The page is compiled without a DOM of its own here, so what is asked of it is said in words.
        await until(page, `innerWidth >= ${Math.min(sizes[size].width, 1_300)}`);
        const picture: Picture = (screen) => page.screenshot({ path: join(pictures, `${screen}-${shown}-${theme}-${size}.png`) });
        await page.locator('.entrance-card').waitFor();
        await acts({ app, page, picture, isFirst }).catch(async (error: unknown) => {
          await picture('stopped-here');
          throw error;
        });
      } finally {
        await app.close();
      }
      say(`${name}: ${language} ${theme} ${size}`);
    }
  };

  try {
    await through('screens', async ({ page, picture, isFirst }) => {
      await picture(isFirst ? 'first-start' : 'unlock');
      if (isFirst) await firstStart(page, passphrase, async () => undefined);
      else await unlock(page);
      await openQueue(page);
      await walk(page, picture);
    });
    const site = await startTransferSite(work);
    try {
      await through('transfer', async ({ app, page, picture, isFirst }) => {
        if (isFirst) await connect(page, site);
        else await unlock(page);
        await openQueue(page);
        if (isFirst) {
          await playTransferMorning(app, page, site, work);
          await picture('package-damaged');
        }
        await walkTransfer(page, site, picture);
      });
    } finally {
      await site.close();
    }
  } finally {
    await display?.stop();
    await rm(work, { recursive: true, force: true });
  }
  process.stdout.write(`Screenshots: ${pictures}\n`);
  return 0;
});

async function unlock(page: Page): Promise<void> {
  await page.locator('input[type="password"]').fill(passphrase);
  await page.keyboard.press('Enter');
}

/** First start on the platform of the transfer side. */
async function connect(page: Page, { line, intake }: TransferSite): Promise<void> {
  await page.getByRole('radio', { name: '连接服务器' }).check();
  await page.getByRole('textbox', { name: '服务器地址' }).fill(line.url);
  await page.getByRole('textbox', { name: '访问令牌' }).fill(intake.tokens[0]?.token ?? '');
  for (const field of await page.locator('input[type="password"]').all())
    if ((await field.inputValue()) === '') await field.fill(passphrase);
  await page.keyboard.press('Enter');
}

/** Waits for a condition of the page. Asked from outside each time: the page's own policy forbids to evaluate text, which waiting inside it would. */
async function until(page: Page, condition: string): Promise<void> {
  for (let tries = 0; (await page.evaluate(condition)) !== true; tries += 1) {
    if (tries === 600) throw new Error(`the page never came to ${condition}`);
    await page.waitForTimeout(50);
  }
}

/** Every screen, then the review with its panels. */
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
  await walkSimilar(page, picture);
}

/** The first application that resembles another one, and their photos side by side. */
async function walkSimilar(page: Page, picture: Picture): Promise<void> {
  const number = page.locator('code.review-number');
  const similar = page.locator('.review-similar');
  for (let tries = 0; (await similar.count()) === 0; tries += 1) {
    if (tries === mostLooked) throw new Error('no application resembles another one');
    const shown = (await number.textContent()) ?? '';
    await page.keyboard.press('j');
    await number.filter({ hasNotText: shown }).waitFor();
    await page.locator('.review-findings, .review-block').first().waitFor();
  }
  await similar.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await picture('similar');
  await page.keyboard.press('Shift+D');
  await page.locator('.review-pair').waitFor();
  await until(page, "[...document.querySelectorAll('.review-pair img')].every((image) => image.complete)");
  await picture('side-by-side');
  await page.keyboard.press('Escape');
}
