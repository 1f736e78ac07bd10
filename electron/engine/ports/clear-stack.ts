import { setImmediate as nextRound } from 'node:timers/promises';

/** Calls within calls: some 300 KB of the stack, several times what the deepest of the ciphers' functions take. */
const depth = 2_000;

const descend = (remaining: number): number => (remaining === 0 ? 0 : 1 + descend(remaining - 1));

/**
 * Writes over what finished calls left on the stack: the ciphers' functions work on copies of keys there and do not erase them. Once from here, and once from where the event
 * loop stands highest, since what waits for the network holds a stretch of the stack. Takes less than a millisecond.
 */
export const clearStack = async (): Promise<void> => {
  descend(depth);
  await nextRound();
  descend(depth);
};
