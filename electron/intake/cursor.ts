/**
 * The feed's cursor: opaque to the workstation, to us the feed it belongs to and the last `seq` that was read.
 * A cursor that this feed did not give (another server's, damaged, from before a restore) means the beginning: re-reading is always safe, a gap is not.
 */
export const writeCursor = (feedId: string, seq: number): string => Buffer.from(`${feedId}:${seq}`).toString('base64url');

/** The `seq` after which to go on; 0 for the beginning. */
export const readCursor = (cursor: string | undefined, feedId: string, newestSeq: number): number => {
  if (cursor === undefined) return 0;
  const match = /^(.+):(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (match === null || match[1] !== feedId) return 0;
  const seq = Number(match[2]);
  return seq <= newestSeq ? seq : 0;
};
