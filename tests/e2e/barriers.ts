import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './platform.ts';

/** Most stops of a round by Tab; a list that is longer shows its first ones. */
const mostStops = 60;

/** What axe finds that keeps people out, in light and in dark: which rule, on what, and why. */
export const barriersOn = async (page: Page, place: string): Promise<string[]> => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    // In one page: a window of the program opens no second one for axe to gather its results in.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        for (const { target, failureSummary = '' } of nodes)
          found.push(`${place}, ${colorScheme}: ${id} on ${target.join(' ')}: ${failureSummary.split('\n').slice(1).join(' ').trim()}`);
  }
  return found;
};

/** Goes round by Tab; tells what looks the same with the keyboard on it as without, or gets the keyboard where it can't be seen. */
export const unseenFocusOn = async (page: Page, place: string): Promise<string[]> => {
  const found: string[] = [];
  await page.evaluate(() => Object.assign(window, { stops: new Set() }));
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab');
    const told = await page.evaluate(async () => {
      const { stops } = window as unknown as { stops: Set<Element> };
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement) || focused === document.body) return 'outside';
      if (stops.has(focused)) return 'round';
      stops.add(focused);
      // A field or a switch shows it by what it stands in, a divider by its handle, and a table by its present row.
      const ancestors = [focused.parentElement, focused.parentElement?.parentElement, focused.parentElement?.parentElement?.parentElement];
      const around = [
        focused,
        ...focused.children,
        ...focused.querySelectorAll('[aria-selected="true"]'),
        ...(focused.parentElement?.children ?? []),
        ...ancestors,
      ].filter((one) => one != null);
      const look = (): string =>
        around
          .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after')])
          .map((style) =>
            [style.outlineStyle === 'none' ? '' : style.outline, style.boxShadow, style.borderColor, style.backgroundColor].join(),
          )
          .join('\n');
      const { left, top, right, bottom } = focused.getBoundingClientRect();
      const inSight = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
      const withIt = look();
      focused.blur();
      await new Promise((painted) => requestAnimationFrame(painted));
      const without = look();
      focused.focus({ preventScroll: true });
      if (inSight && withIt !== without) return undefined;
      const name = `${focused.tagName.toLowerCase()}.${focused.className} ${focused.getAttribute('aria-label') ?? focused.textContent?.slice(0, 20) ?? ''}`;
      return inSight ? `${name} looks the same` : `${name} is out of sight`;
    });
    if (told === 'round') break;
    if (told !== undefined && told !== 'outside') found.push(`${place}: ${told}`);
  }
  return found;
};

/** What still moves for longer than a moment. */
export const movingOn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState, effect }) => playState === 'running' && Number(effect?.getComputedTiming().duration ?? 0) > 1)
      .map((animation) => ('animationName' in animation ? String(animation.animationName) : 'a transition')),
  );
