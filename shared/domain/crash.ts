/** Which part of the program ended unexpectedly: the window's program, a page in it, the engine by its own account, or the engine's process as the window's program saw it end. */
export type CrashedPart = 'shell' | 'page' | 'engine' | 'engine-process';

/** Where reports of crashes lie in the data folder. They never leave it by themselves. */
export const crashFolder = 'crashes';

/** Reports that are kept: the last ones. */
export const mostCrashes = 20;

/** The name of a report, by which reports sort in time. `at`: RFC 3339, UTC; `part`: who crashed; `word`: tells two of one moment apart. */
export const crashName = (at: string, part: CrashedPart, word: string): string => `${at.replaceAll(/[-:.]/g, '')}-${part}-${word}.json`;

/** Of the names in the folder those that are to be removed, so that with one more there are not too many. */
export const surplusCrashes = (names: readonly string[]): string[] =>
  names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .slice(0, Math.max(0, names.length - mostCrashes + 1));
