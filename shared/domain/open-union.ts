/**
 * A closed list of words this version knows, left open for words that a newer platform may send.
 * `protocol.md`: unknown enum values are kept and shown as "other", never a crash.
 */
export type OpenUnion<Known extends string> = Known | (string & {});

/** Whether `value` is one of the `known` words. */
export const isKnown = <Known extends string>(known: readonly Known[], value: string): value is Known =>
  (known as readonly string[]).includes(value);
