/** A run of the engine that was ready for this long is taken as healthy: the next death counts as the first. In milliseconds. */
export const healthyAfter = 60_000;

/** The longest wait between two starts, in milliseconds. */
const longest = 30_000;

/**
 * How long to wait before the engine is started again, in milliseconds. A first death (a killed process, one bad picture) is answered at once, so that the reviewer
 * hardly notices; an engine that keeps dying is tried ever more slowly, and never given up.
 */
export function restartDelay(deathsInARow: number): number {
  if (deathsInARow <= 1) return 0;
  return Math.min(longest, 250 * 2 ** (deathsInARow - 2));
}

/** How many deaths in a row there are now that a run of this length has ended. `readyFor` is undefined where the engine never became ready. */
export function deathsInARow(before: number, readyFor: number | undefined): number {
  return readyFor !== undefined && readyFor >= healthyAfter ? 1 : before + 1;
}
