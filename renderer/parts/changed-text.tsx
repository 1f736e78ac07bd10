import type { Piece } from './character-changes.ts';

/** A value in pieces, what became different marked: as `del` in the earlier value, as `ins` in the later one. */
export const ChangedText = ({ pieces, as: Change }: { pieces: readonly Piece[]; as: 'del' | 'ins' }) =>
  pieces.map(({ text, changed }, index) => {
    // The pieces of a text have no identity but their place in it.
    const key = `${index}:${text}`;
    return changed ? <Change key={key}>{text}</Change> : <span key={key}>{text}</span>;
  });
