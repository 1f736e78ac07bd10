/** All in whole ms. Time between two askings: a day; a platform that could not be asked is tried again after an hour. */
const usualPause = 86_400_000;
const pauseAfterFailure = 3_600_000;
/** Give or take this share, so that a site's workstations do not ask together. */
const spread = 0.2;
/** The first asking after the desk was opened, ms: whoever has just sat down waits for photos, not for this. */
const settling = 120_000;
const settlingSpread = 480_000;

/** When the platform is asked the first time after opening at `openedMs`; `chance` from 0 to 1. */
export const firstAsking = (openedMs: number, chance: number): number => openedMs + settling + Math.round(settlingSpread * chance);

/** When it is asked the next time after an asking. */
export const nextAsking = (askedMs: number, succeeded: boolean, chance: number): number =>
  askedMs + Math.round((succeeded ? usualPause : pauseAfterFailure) * (1 - spread + 2 * spread * chance));

/** Whether it is time. A clock that was set back by more than a pause does not keep updates away. */
export const isDue = (nowMs: number, nextMs: number): boolean => nowMs >= nextMs || nextMs - nowMs > usualPause * (1 + spread);
