import type { Page } from '@playwright/test';
import type { Picture, WalkPart } from './picture.ts';
import { walkPolicy } from './policy-walk.ts';
import { goTo, scrollTo } from './waiting.ts';

/** The places of the rail by their keys, each with what shows that it is there; the queue and the second reviews are walked by themselves. */
const places = [
  ['requests', 'Alt+2', '[data-subject]'],
  ['transfer', 'Alt+3', '.transfer-upper'],
  ['announcements', 'Alt+4', '.announcement'],
  ['policy', 'Alt+5', '.policy-table'],
  ['settings', 'Alt+6', '.key-row'],
  ['about', 'Alt+7', '#screen h1'],
  ['insight', 'Alt+8', '.insight-card canvas'],
  ['second-review', 'Alt+9', '.look-list'],
  ['status', 'Alt+0', '.status input'],
  ['audit', 'Alt+-', '.audit-body tr'],
] as const;

/** What a place shows beside its first look. */
const walkInto: Partial<Record<(typeof places)[number][0], (page: Page, picture: Picture) => Promise<void>>> = {
  requests: async (page, picture) => {
    await page.keyboard.press('a');
    await page.locator('.notice-pane-text').first().waitFor();
    await picture('request-notice');
    await page.keyboard.press('Escape');
  },
  audit: async (page, picture) => {
    await page.keyboard.press('v');
    await page.locator('.audit-chain-verdict').waitFor();
    await picture('audit-verified');
  },
  about: async (page, picture) => {
    await page.getByRole('button', { name: /检查这台|Examine/ }).click();
    await page.locator('.care-findings').waitFor();
    await picture('about-examined');
  },
  policy: walkPolicy,
  settings: async (page, picture) => {
    await scrollTo(page, '.key-row');
    await page.locator('.key-row button').first().click();
    await picture('settings-keys');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /导览|tour/i }).click();
    for (const step of ['welcome', 'photos', 'findings', 'deciding', 'keys']) {
      while ((await page.locator('.tour-words').getAttribute('data-step')) !== step) {
        const before = (await page.locator('.tour-words').getAttribute('data-step')) ?? '';
        await page.keyboard.press('ArrowRight');
        await page.locator(`.tour-words:not([data-step="${before}"])`).waitFor();
      }
      await picture(`tour-${step}`);
    }
    await page.keyboard.press('Escape');
    await page.locator('.tour-words').waitFor({ state: 'detached' });
  },
  insight: async (page, picture) => {
    await scrollTo(page, '.insight-card:last-of-type', 'end');
    await picture('insight-lower');
    await page.keyboard.press('n');
    await page.locator('.insight-card table').first().waitFor();
    await scrollTo(page, '.insight-card');
    await picture('insight-numbers');
  },
  'second-review': async (page, picture) => {
    await page.locator('[data-look]').first().click();
    await page.locator('.look .review-outcomes').waitFor();
    await picture('second-look');
    await page.keyboard.press('Escape');
    await page.locator('[data-look]').last().click();
    await page.locator('.both-views').waitFor();
    await picture('second-look-both');
    await page.keyboard.press('Escape');
    await page.locator('.look-list').first().waitFor();
  },
  status: async (page, picture) => {
    await page.locator('.status input').fill('1');
    await page.locator('.one-status').waitFor();
    await picture('status-one');
    await page.locator('.status input').fill('no such applicant');
    await page.locator('.status .empty-state, .status-main .empty-state').first().waitFor();
    await picture('status-nothing');
    await page.locator('.status input').fill('');
  },
};

/** Every place of the rail, and what a place shows only when asked. */
export const placeParts: WalkPart[] = places.map(([place, key, shows]) => [
  place,
  async (page, picture) => {
    await goTo(page, key, shows);
    await picture(place);
    await walkInto[place]?.(page, picture);
  },
]);
