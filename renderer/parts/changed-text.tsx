import { withoutIsolates } from '../i18n/index.ts';
import type { Piece } from './character-changes.ts';

/** A value in pieces, what became different marked: as `del` in the earlier value, as `ins` in the later one. It turns no direction around it. */
export const ChangedText = ({ pieces, as: Change }: { pieces: readonly Piece[]; as: 'del' | 'ins' }) => (
  <bdi>
    {pieces.map(({ text, changed }, index) => {
      // The pieces of a text have no identity but their place in it.
      const key = `${index}:${text}`;
      const shown = withoutIsolates(text);
      return changed ? <Change key={key}>{shown}</Change> : <span key={key}>{shown}</span>;
    })}
  </bdi>
);
