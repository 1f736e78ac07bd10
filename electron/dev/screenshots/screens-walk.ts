import type { Page } from '@playwright/test';
import type { Picture } from './picture.ts';
import { walkPlaces } from './places-walk.ts';

/** The screens that have a key of their own, in the order of their keys. */
const places = ['queue', 'requests', 'transfer', 'announcements', 'policy', 'settings', 'about'];
/** Applications that are looked at for one that has what is wanted. */
const mostLooked = 40;

/** Waits for a condition of the page. Asked from outside each time: the page's own policy forbids to evaluate text, which waiting inside it would. */
export async function until(page: Page, condition: string): Promise<void> {
  for (let tries = 0; (await page.evaluate(condition)) !== true; tries += 1) {
    if (tries === 600) throw new Error(`the page never came to ${condition}`);
    await page.waitForTimeout(50);
  }
}

/** What a person sees before the first start: the three sources, and what a server wants to know. */
export async function walkEntrance(page: Page, picture: Picture): Promise<void> {
  await picture('first-start');
  await page.locator('input[value="server"]').check();
  await page.locator('.entrance-form input[inputmode="url"]').fill('http://platform.example');
  for (const [index, typed] of ['a token', 'four words, long enough', 'four words, long'].entries())
    await page.locator('input[type="password"]').nth(index).fill(typed);
  await picture('server');
}

/** Every screen, then the review with all that it can show. Nothing is left decided, so that it can be walked again. */
export async function walkScreens(page: Page, picture: Picture): Promise<void> {
  for (const [index, place] of places.entries()) {
    await page.keyboard.press(`Alt+${index + 1}`);
    await page.locator('#screen h1').first().waitFor();
    if (place === 'requests') await page.locator('[data-subject]').first().waitFor();
    await picture(place);
    if (place === 'policy') await walkPolicy(page, picture);
  }
  await page.keyboard.press('Alt+1');
  await page.locator('[data-application]').first().waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await picture('keys');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+k');
  await page.locator('.palette-row').first().waitFor();
  await picture('palette');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+f');
  await page.keyboard.type('no such applicant');
  await page.locator('.empty-state').waitFor();
  await picture('queue-nothing');
  await page.keyboard.press('Escape');
  await page.locator('[data-application]').first().waitFor();
  await walkPlaces(page, picture);
  await page.keyboard.press('Alt+1');
  await page.locator('[data-application]').first().waitFor();
  await walkReview(page, picture);
}

/** The limits with what is said of them, other limits tried, and the reasons. */
async function walkPolicy(page: Page, picture: Picture): Promise<void> {
  const tab = (index: number) => page.getByRole('tab').nth(index);
  await page.locator('.policy-checks').evaluate((element) => element.scrollIntoView({ block: 'end' }));
  await picture('policy-lower');
  await tab(1).click();
  await page.locator('.policy-try-limit input').first().waitFor();
  await picture('what-if');
  const field = page.locator('.policy-try-limit input');
  for (const [index, typed] of ['100', '40', '2000'].entries()) {
    await field.nth(index).fill(typed);
    await field.nth(index).press('Tab');
  }
  await page.keyboard.press('Control+Enter');
  await page.locator('.policy-try-answer').waitFor();
  await picture('what-if-answer');
  await tab(2).click();
  await page.locator('.policy-reason').first().waitFor();
  await page.locator('.policy-reason summary').first().click();
  await picture('policy-reasons');
  await tab(0).click();
}

/** Goes on until an application shows what is wanted. */
async function walkTo(page: Page, wanted: string): Promise<void> {
  const number = page.locator('code.review-number');
  for (let tries = 0; (await page.locator(wanted).count()) === 0; tries += 1) {
    if (tries === mostLooked) throw new Error(`no application shows ${wanted}`);
    const shown = (await number.textContent()) ?? '';
    await page.keyboard.press('j');
    await number.filter({ hasNotText: shown }).waitFor();
    await page.locator('.review-findings, .review-block').first().waitFor();
  }
}

/** Waits until a photo that was sharp before is so again. */
const photoPainted = "performance.getEntriesByName('photo-painted').length > 0";

async function walkReview(page: Page, picture: Picture): Promise<void> {
  await page.locator('[data-application]').first().click();
  await page.keyboard.press('Enter');
  await page.locator('code.review-number').waitFor();
  await until(page, photoPainted);
  await picture('review');
  await walkTo(page, '.review-read[data-agreement="differs"]:enabled');
  await page.locator('.review-read[data-agreement="differs"]:enabled').first().click();
  await page.locator('.review-line[data-present="true"]').waitFor();
  await page.waitForTimeout(300);
  await picture('review-read');
  await page.keyboard.press('0');
  await page.keyboard.press('v');
  await page.locator('.review-comparison [aria-pressed="true"]').first().waitFor();
  await picture('review-revealed');
  await page.keyboard.press('v');
  await page.keyboard.press('l');
  await picture('review-adjust');
  await page.keyboard.press('l');

  // Where approving is blocked, so that its key tells why instead of deciding.
  await walkTo(page, '.review-decision:has(.review-finding[data-verdict="fail"]):has([data-outcome="approve"][data-blocked="true"])');
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

  await page.keyboard.press('f');
  await page.locator('.notice-pane-text').first().waitFor();
  await picture('reasons-empty');
  await page.keyboard.press('1');
  await picture('reasons');
  await page.getByRole('combobox').fill('d');
  await picture('reasons-search');
  await page.keyboard.press('Escape');
  await page.locator('.review-outcomes').waitFor();
  await page.keyboard.press('a');
  await picture('approve-blocked');
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await picture('postpone');
  await page.keyboard.press('Escape');

  await page.keyboard.press('e');
  await page.locator('.notice-pane-text').first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('.review-bar').waitFor();
  await picture('decided');
  await page.keyboard.press('z');
  await page.locator('.review-bar[data-state="taken_back"]').waitFor();
  await walkSimilar(page, picture);
}

/** The first application that resembles another one, and their photos side by side. */
async function walkSimilar(page: Page, picture: Picture): Promise<void> {
  const similar = page.locator('.review-similar');
  await walkTo(page, '.review-similar');
  await similar.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await picture('similar');
  await page.keyboard.press('Shift+D');
  await page.locator('.review-pair').waitFor();
  await until(page, "[...document.querySelectorAll('.review-pair img')].every((image) => image.complete)");
  await picture('side-by-side');
  await page.keyboard.press('Escape');
}
