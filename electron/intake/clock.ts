/** Tells the time: Unix time in ms. Handed to whatever needs it, so that tests move it by hand. */
export type Clock = () => number;

/** The machine's clock: the one place where the intake server reads it. */
export const systemClock: Clock = () => Date.now();

/** RFC 3339 in UTC with milliseconds, as everything on the wire. */
export const timestamp = (ms: number): string => new Date(ms).toISOString();
