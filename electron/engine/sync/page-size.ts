/** Changes that are asked for in one page. */
export type PageSize = {
  /** The number to ask for now, at most `limit` (the platform's). */
  get(limit: number): number;
  /** A page of `count` changes took `ms` to fetch and apply. */
  took(count: number, ms: number): void;
  /** A page did not come in time or was too long. */
  failed(): void;
};

const smallest = 50;
const largest = 5_000;
const first = 500;
/** Aim for fetching and applying one page, ms: long enough that the round trip does not count, short enough that the store is free for the window. */
const aim = 250;

/** Starts with {@link first}; at most doubles or halves from one page to the next, so that one slow moment does not decide. */
export const adaptPageSize = (): PageSize => {
  let size = first;
  const bounded = (wanted: number) => Math.round(Math.min(largest, Math.max(smallest, wanted)));
  return {
    get: (limit) => Math.max(1, Math.min(size, limit)),
    took: (count, ms) => {
      // A page that was not full says nothing of a full one, unless it was slow already.
      if (count < size && ms < aim) return;
      size = bounded(Math.min(size * 2, Math.max(size / 2, (Math.max(count, 1) * aim) / Math.max(1, ms))));
    },
    failed: () => {
      size = bounded(size / 2);
    },
  };
};
