/** Bytes per second over the last few seconds. */
export type Rate = { add(bytes: number): void; perSecond(): number };

/** The stretch over which the rate is taken, ms: long enough to be steady, short enough to follow a change of line. */
const stretch = 3_000;

/** Starts measuring. `now`: a monotonic clock, ms. */
export const measureRate = (now: () => number): Rate => {
  let pieces: { at: number; bytes: number }[] = [];
  const forget = () => {
    const from = now() - stretch;
    const keep = pieces.findIndex(({ at }) => at >= from);
    pieces = keep === -1 ? [] : pieces.slice(keep);
  };
  return {
    add: (bytes) => {
      const at = now();
      const last = pieces.at(-1);
      // Pieces of the same tenth of a second are one entry, so that a fast line does not fill the list.
      if (last !== undefined && at - last.at < 100) last.bytes += bytes;
      else pieces.push({ at, bytes });
    },
    perSecond: () => {
      forget();
      const first = pieces[0];
      if (first === undefined) return 0;
      const bytes = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
      return Math.round((bytes * 1_000) / Math.max(500, now() - first.at));
    },
  };
};
