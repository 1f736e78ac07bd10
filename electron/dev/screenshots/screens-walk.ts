import type { Page } from '@playwright/test';
import type { Picture } from './picture.ts';
import { walkPlaces } from './places-walk.ts';
import { walkQueue } from './queue-walk.ts';
import { walkReview } from './review-walk.ts';
import { toList } from './waiting.ts';

/** Every screen with its states and dialogues. Nothing is left decided, so that it can be walked again. */
export async function walkScreens(page: Page, picture: Picture): Promise<void> {
  await toList(page);
  await picture('queue');
  await walkQueue(page, picture);
  await walkReview(page, picture);
  await walkPlaces(page, picture);
  await page.keyboard.press('Control+l');
  await page.locator('.entrance-card').waitFor();
  await picture('locked');
}
