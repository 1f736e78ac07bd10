/** A window's size and place on the screens, in device-independent pixels, and whether it fills its screen. */
export type Place = {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
};
export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Where a first window opens: the common office screen, less its bars. */
export const firstPlace: Place = { width: 1366, height: 740, isMaximized: false };

/** Reads a stored place; undefined where it is not one. */
export function readPlace(stored: unknown): Place | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { x, y, width, height, isMaximized } = stored as Record<string, unknown>;
  const whole = (value: unknown): value is number => Number.isInteger(value) && Math.abs(value as number) < 100_000;
  if (!whole(width) || !whole(height) || width < 200 || height < 200) return undefined;
  const at = whole(x) && whole(y) ? { x, y } : {};
  return { ...at, width, height, isMaximized: isMaximized === true };
}

/**
 * The place to open at: as stored where a good part of it (and with it the title bar) is still on a screen, else the same size in the system's usual spot. Never larger than the largest screen.
 */
export function placeOnScreens(stored: Place | undefined, screens: readonly Area[]): Place {
  const wanted = stored ?? firstPlace;
  const width = Math.min(wanted.width, Math.max(200, ...screens.map((screen) => screen.width)));
  const height = Math.min(wanted.height, Math.max(200, ...screens.map((screen) => screen.height)));
  const { x, y, isMaximized } = wanted;
  if (x === undefined || y === undefined) return { width, height, isMaximized };
  const isSeen = screens.some((screen) => {
    const across = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
    return across >= 200 && y >= screen.y - 10 && y <= screen.y + screen.height - 100;
  });
  return isSeen ? { x, y, width, height, isMaximized } : { width, height, isMaximized };
}
