import type { Page } from '@playwright/test';
import type { Picture, WalkPart } from './picture.ts';
import { walkEarlier, walkViewer } from './viewer-walk.ts';
import { overlaid, toList, until, walkTo } from './waiting.ts';

/** Whether a photo has been painted sharp. */
const photoPainted = "performance.getEntriesByName('photo-painted').length > 0";

/** The first application as it is opened, its keys, and its decision sheet. */
async function walkOpened(page: Page, picture: Picture): Promise<void> {
  await until(page, photoPainted);
  await picture('review');
  await overlaid(page, '?', () => picture('review-keys'));
  await overlaid(page, 'Control+p', () => picture('print'));
}

/** What was read beside what was typed, and the values shown in full. */
async function walkComparison(page: Page, picture: Picture): Promise<void> {
  await walkTo(page, '.review-read:not([data-agreement="same"]):enabled');
  await page.locator('.review-read:not([data-agreement="same"]):enabled').first().click();
  await page.locator('.review-line[data-present="true"]').waitFor();
  await page.locator('.viewer-evidence-box').first().waitFor();
  await picture('review-read');
  await page.keyboard.press('0');
  for (const mark of ['m', 'm', 'd', 'u']) await page.keyboard.press(mark);
  await page.keyboard.press('v');
  await page.locator('.review-comparison [aria-pressed="true"]').first().waitFor();
  await picture('review-revealed');
  await page.keyboard.press('v');
}

/** Where approving is blocked, so that its key tells why instead of deciding. */
const failing = '.review-decision:has(.review-finding[data-verdict="fail"]):has([data-outcome="approve"][data-blocked="true"])';

/** A finding pointed out, said to be wrong, and the ones that passed; then a note for colleagues. */
async function walkFindings(page: Page, picture: Picture): Promise<void> {
  await walkTo(page, failing);
  await page.locator('.review-finding[data-verdict="fail"]').first().click();
  await picture('review-finding');
  await page.keyboard.press('w');
  await page.locator('.review-dispute fieldset').waitFor();
  await picture('feedback');
  await page.keyboard.press('Enter');
  await page.locator('.review-dispute[data-disputed="true"]').waitFor();
  await picture('feedback-said');
  await page.locator('.review-dispute[data-disputed="true"] button').click();
  await page.locator('.review-dispute[data-disputed="true"]').waitFor({ state: 'detached' });
  await page.locator('.review-decision .review-link[aria-expanded="false"]').last().click();
  await picture('review-passed');

  await page.keyboard.press('Shift+N');
  await page.locator('.review-decision-grounds textarea').fill('背面的有效期看不清，已请资深同事看。');
  await picture('colleague-note-writing');
  await page.keyboard.press('Control+Enter');
  await page.locator('.review-colleague-note').waitFor();
  await picture('colleague-note');
  await page.locator('.review-colleague-note button').click();
  await page.locator('.review-colleague-note').waitFor({ state: 'detached' });
}

/** Reasons and the notice beside them, and the panels that take the reasons' place. */
async function walkReasons(page: Page, picture: Picture): Promise<void> {
  await walkTo(page, failing);
  await page.keyboard.press('f');
  await page.locator('.notice-pane-text').first().waitFor();
  await picture('reasons-empty');
  await page.keyboard.press('1');
  await page.locator('.review-given').first().waitFor();
  await picture('reasons');
  await page.getByRole('combobox').fill('d');
  await picture('reasons-search');
  await page.keyboard.press('Escape');
  await page.locator('.review-outcomes').waitFor();
  await page.keyboard.press('a');
  await page.locator('.review-causes').waitFor();
  await picture('approve-blocked');
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await page.locator('.review-choices').first().waitFor();
  await picture('postpone');
  await page.keyboard.press('Escape');
}

/** A decision just made, and taken back. */
async function walkDeciding(page: Page, picture: Picture): Promise<void> {
  await page.keyboard.press('e');
  await page.locator('.notice-pane-text').first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('.review-bar[data-state="decided"]').waitFor();
  await picture('decided');
  await page.keyboard.press('z');
  await page.locator('.review-bar[data-state="taken_back"]').waitFor();
  await picture('taken-back');
}

/** The first application that resembles another one, and their photos side by side. */
async function walkSimilar(page: Page, picture: Picture): Promise<void> {
  const similar = page.locator('.review-similar');
  await walkTo(page, '.review-similar');
  await similar.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await picture('similar');
  await page.keyboard.press('Shift+D');
  await page.locator('.review-pair').waitFor();
  await picture('side-by-side');
  await page.keyboard.press('Escape');
  await page.locator('.review-pair').waitFor({ state: 'detached' });
}

/** The review with all that it can show, each part from the first application on. Nothing is left decided. */
export const reviewParts: WalkPart[] = (
  [
    ['review', walkOpened],
    ['comparison', walkComparison],
    ['findings', walkFindings],
    ['reasons', walkReasons],
    ['deciding', walkDeciding],
    ['viewer', walkViewer],
    ['earlier-attempt', walkEarlier],
    ['similar', walkSimilar],
  ] satisfies WalkPart[]
).map(([name, walk]) => [
  name,
  async (page, picture) => {
    await toList(page);
    await page.keyboard.press('1');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.locator('.review-outcomes').waitFor();
    await walk(page, picture);
  },
]);
