/** A piece of a value: the same on both sides, or on this side only. */
export type Piece = { text: string; changed: boolean };

/** Code points beyond which a value is marked as a whole: comparing grows with the product of both lengths. */
const longest = 400;

const join = (characters: readonly string[], kept: readonly boolean[]): Piece[] =>
  characters.reduce<Piece[]>((pieces, character, index) => {
    const changed = kept[index] !== true;
    const last = pieces.at(-1);
    if (last?.changed === changed) last.text += character;
    else pieces.push({ text: character, changed });
    return pieces;
  }, []);

/** Which characters of both belong to their longest common sequence. */
const commonOf = (before: readonly string[], after: readonly string[]): { before: boolean[]; after: boolean[] } => {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  for (let row = before.length - 1; row >= 0; row -= 1)
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const place = row * width + column;
      lengths[place] =
        before[row] === after[column]
          ? (lengths[place + width + 1] ?? 0) + 1
          : Math.max(lengths[place + width] ?? 0, lengths[place + 1] ?? 0);
    }
  const kept = { before: before.map(() => false), after: after.map(() => false) };
  for (let row = 0, column = 0; row < before.length && column < after.length; ) {
    if (before[row] === after[column]) {
      kept.before[row] = true;
      kept.after[column] = true;
      row += 1;
      column += 1;
    } else if ((lengths[(row + 1) * width + column] ?? 0) >= (lengths[row * width + column + 1] ?? 0)) row += 1;
    else column += 1;
  }
  return kept;
};

/** Numbers and dates: a character stands at a place, so what is at another place is another one. */
const placed = /^[\dA-Z-]+$/i;

const samePlaces = (before: readonly string[], after: readonly string[]): { before: boolean[]; after: boolean[] } => {
  const kept = before.map((character, index) => character === after[index]);
  return { before: kept, after: kept };
};

/** Both values in pieces, so that the characters that became different can be marked. Characters are whole code points. */
export const characterChanges = (before: string, after: string): { before: Piece[]; after: Piece[] } => {
  const earlier = [...before];
  const later = [...after];
  if (earlier.length > longest || later.length > longest) return { before: join(earlier, []), after: join(later, []) };
  const isPlaced = earlier.length === later.length && placed.test(before) && placed.test(after);
  const kept = isPlaced ? samePlaces(earlier, later) : commonOf(earlier, later);
  return { before: join(earlier, kept.before), after: join(later, kept.after) };
};
