/**
 * `npm run screenshots`: every screen, state and dialogue, in both languages and both themes, at 1366 × 768 and 1920 × 1080, in the light ones also at 125 % and 150 % and at
 * 3840 × 2160, into `out/screenshots/` with an `index.html` that shows them beside each other. Four walks: `entrance`, `screens`, `transfer` and `vault`; words behind `--` take
 * some only, `-- screens zh-light small`.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openQueue } from './demo/hands.ts';
import { hasDisplay, startVirtualDisplay } from './display.ts';
import { root } from './folders.ts';
import { prepare, runScript } from './prepare.ts';
import { say } from './say.ts';
import { type Taken, writeContactSheet } from './screenshots/contact-sheet.ts';
import { walkEntrance } from './screenshots/entrance-walk.ts';
import { type Chosen, chosenFrom, type Look, nameOf } from './screenshots/looks.ts';
import { cameraFor, type Picture } from './screenshots/picture.ts';
import { playScreensMorning, seniorOf, startScreensSite, startVaultSite } from './screenshots/screens-site.ts';
import { walkScreens } from './screenshots/screens-walk.ts';
import { playTransferMorning, startTransferSite, type TransferSite } from './screenshots/transfer-site.ts';
import { walkTransfer } from './screenshots/transfer-walk.ts';
import { walkVault } from './screenshots/vault-walk.ts';
import { type DrivenWindow, launchWindow } from './window.ts';

const passphrase = 'screenshots, four words long';
/** How long something on the screen is waited for, ms. */
const patience = 30_000;
/** Applications of the walk through the screens: enough for one of most faults, of which one resembles another. */
const applications = 24;
/** Applications of the walk through the vault, which needs a list and a photo. */
const fewApplications = 6;

/** What is done in a window. */
type Acts = (window: DrivenWindow & { picture: Picture }) => Promise<void>;

await runScript(async () => {
  const chosen = chosenFrom(process.argv.slice(2));
  const { electron, switches } = await prepare();
  // A little more than the largest size: a window that is exactly as large as its screen may be made smaller.
  const display = hasDisplay() ? undefined : await startVirtualDisplay('3900x2300');
  const work = await mkdtemp(join(tmpdir(), 'shenhetai-screenshots-'));
  const pictures = join(root, 'out', 'screenshots');
  await mkdir(pictures, { recursive: true });
  const environment = { ...process.env, ...(display === undefined ? {} : { DISPLAY: display.name }) } as Record<string, string>;
  const taken: Taken[] = [];
  const started = performance.now();
  const tell = (line: string) => say(`${line} (${Math.round((performance.now() - started) / 1_000)} s)`);

  /** Opens a folder's window with a look, does there what is to be done, and takes a last picture where that stops half-way. */
  const inWindow = async (walk: string, folder: string, { look, sizes }: Chosen['looks'][number], acts: Acts): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...look, zoom: 1, singleKeys: true }));
    const args = [...switches, root, '--data', folder];
    const window = await launchWindow({ executablePath: electron.path, args, cwd: root, env: environment });
    window.page.setDefaultTimeout(patience);
    const wanted = { walk, look, wanted: sizes, folder: pictures, taken: (picture: Taken) => void taken.push(picture) };
    const picture = cameraFor(window, wanted);
    // What moves comes to rest at once.
    await window.page.emulateMedia({ reducedMotion: 'reduce' });
    try {
      await window.page.locator('.entrance-card').waitFor();
      await acts({ ...window, picture }).catch(async (error: unknown) => {
        await picture('stopped-here').catch(() => {});
        throw error;
      });
    } finally {
      await window.app.close();
    }
    tell(`${walk}: ${nameOf(look)}`);
  };
  const inEachLook = async (walk: string, folder: (look: Look) => string, acts: Acts): Promise<void> => {
    for (const look of chosen.looks) await inWindow(walk, folder(look.look), look, acts);
  };
  const firstLook = { look: { language: 'zh', theme: 'light' } as const, sizes: ['small'] };

  const walks: Record<string, () => Promise<void>> = {
    entrance: () =>
      inEachLook(
        'entrance',
        (look) => join(work, `entrance-${nameOf(look)}`),
        ({ page, picture }) => walkEntrance(page, picture),
      ),
    screens: async () => {
      const folder = join(work, 'screens');
      const site = await startScreensSite(work, applications);
      try {
        await inWindow('screens', folder, firstLook, async ({ page }) => {
          await connect(page, site, seniorOf(site));
          await openQueue(page);
          await playScreensMorning(page, site);
        });
        await inEachLook(
          'screens',
          () => folder,
          async ({ page, picture }) => {
            await picture('unlock');
            await unlock(page, 'not the passphrase');
            await page.locator('.entrance-form .failure-notice').waitFor();
            await picture('unlock-refused');
            await unlock(page, passphrase);
            await openQueue(page);
            await walkScreens(page, picture);
          },
        );
      } finally {
        await site.close();
      }
    },
    transfer: async () => {
      const folder = join(work, 'transfer');
      const site = await startTransferSite(work);
      try {
        await inWindow('transfer', folder, firstLook, async (window) => {
          await connect(window.page, site);
          await openQueue(window.page);
          await playTransferMorning(window.app, window.page, site, work);
          if (chosen.looks.some(({ look }) => nameOf(look) === nameOf(firstLook.look))) await window.picture('package-damaged');
        });
        await inEachLook(
          'transfer',
          () => folder,
          async ({ page, picture }) => {
            await unlock(page, passphrase);
            await openQueue(page);
            await walkTransfer(page, site, picture);
          },
        );
      } finally {
        await site.close();
      }
    },
    vault: async () => {
      const folder = join(work, 'vault');
      const site = await startVaultSite(work, fewApplications);
      try {
        await inWindow('vault', folder, firstLook, async ({ page, picture }) => {
          // The first documents are long in coming.
          site.line.hold(200_000);
          await connect(page, site);
          await page.locator('.queue-arriving').waitFor();
          if (chosen.looks.some(({ look }) => nameOf(look) === nameOf(firstLook.look))) await picture('arriving');
          site.line.hold(undefined);
          await openQueue(page);
        });
        await inEachLook(
          'vault',
          () => folder,
          async ({ page, picture }) => {
            await unlock(page, passphrase);
            await openQueue(page);
            await walkVault(page, picture, passphrase);
          },
        );
      } finally {
        await site.close();
      }
    },
  };

  try {
    for (const walk of chosen.walks) await walks[walk]?.();
  } finally {
    const sheet = await writeContactSheet(pictures, taken);
    tell(`${taken.length} pictures: ${sheet}`);
    await display?.stop();
    await rm(work, { recursive: true, force: true });
  }
  process.stdout.write(`Screenshots: ${pictures}\n`);
  return 0;
});

async function unlock(page: Page, typed: string): Promise<void> {
  await page.locator('input[type="password"]').fill(typed);
  await page.keyboard.press('Enter');
}

/** First start on a platform. */
async function connect(page: Page, { line, intake }: TransferSite, token = intake.tokens[0]?.token ?? ''): Promise<void> {
  await page.locator('input[value="server"]').check();
  await page.locator('.entrance-form input[inputmode="url"]').fill(line.url);
  for (const [index, typed] of [token, passphrase, passphrase].entries())
    await page.locator('input[type="password"]').nth(index).fill(typed);
  await page.keyboard.press('Enter');
}
