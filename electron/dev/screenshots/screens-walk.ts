import type { Page } from '@playwright/test';
import type { Picture, WalkPart } from './picture.ts';
import { placeParts } from './places-walk.ts';
import { walkQueue } from './queue-walk.ts';
import { reviewParts } from './review-walk.ts';
import { toList } from './waiting.ts';

/**
 * Every screen with its states and dialogues. Nothing is left decided, so that it can be walked again. A part that can't be walked is pictured where it stopped, and the
 * others are walked all the same; all that stopped is told at the end.
 */
export async function walkScreens(page: Page, picture: Picture): Promise<void> {
  const stopped: Error[] = [];
  const parts: WalkPart[] = [['queue', walkQueue], ...reviewParts, ...placeParts, ['locked', walkLocked]];
  for (const [name, walk] of parts)
    await walk(page, picture).catch(async (cause: unknown) => {
      stopped.push(new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`));
      await picture(`stopped-${name}`);
      for (let times = 0; times < 3; times += 1) await page.keyboard.press('Escape');
    });
  if (stopped.length > 0) throw new Error(stopped.map(({ message }) => message).join('\n'));
}

async function walkLocked(page: Page, picture: Picture): Promise<void> {
  await toList(page);
  await page.keyboard.press('Control+l');
  await page.locator('.entrance-card').waitFor();
  await picture('locked');
}
