import type { MarkedScan } from './jpeg-squares.ts';

/** How a file holds together, found without decoding its pixels. */
export type Structure = {
  /** As the header tells them, before any turning; 0 where there is no header. */
  width: number;
  height: number;
  /** Whether the format's own end mark was reached. */
  complete: boolean;
  /** What contradicts the format, in a few words for the log and for details. */
  damage?: string | undefined;
  /** A part that the picture does not need (a text, a profile) is damaged. */
  blemish?: string | undefined;
  /** Bytes after the end mark; phones put videos and gain maps there. */
  trailing: number;
  /** Passes over the picture's pixels. */
  scans: number;
  /** The way to the squares that were asked for, where they can be decoded by themselves. */
  marked?: MarkedScan | undefined;
};
