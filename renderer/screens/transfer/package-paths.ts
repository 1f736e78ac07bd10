/** How the name of a result package ends. */
const resultEnding = '.tpresult';
/** How the name of a batch package ends. */
const batchEnding = '.tpbatch';

/** The path with a result package's ending, whatever the person typed in the dialogue. */
export const asResultPath = (path: string): string =>
  path.toLowerCase().endsWith(resultEnding) ? `${path.slice(0, -resultEnding.length)}${resultEnding}` : `${path}${resultEnding}`;

/** A name for a new result package, by the moment it is made: `result-20260102-030405.tpresult`. `at` is RFC 3339, UTC. */
export const suggestedResultName = (at: string): string =>
  `result-${at.slice(0, 10).replaceAll('-', '')}-${at.slice(11, 19).replaceAll(':', '')}${resultEnding}`;

/** Whether a file of this name is a batch package. */
export const isBatchName = (name: string): boolean => name.toLowerCase().endsWith(batchEnding);
