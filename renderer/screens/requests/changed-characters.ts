/** A piece of a text, and whether it is other than in the text beside it. */
export type Piece = { text: string; changed: boolean };

/** Longest text that is compared character by character; of a longer one only the common beginning and end are found. */
const longest = 400;

/** Lengths of the longest common subsequences of every pair of endings. */
const commonLengths = (before: readonly string[], after: readonly string[]): number[][] => {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let left = before.length - 1; left >= 0; left -= 1) {
    for (let right = after.length - 1; right >= 0; right -= 1) {
      const row = lengths[left] as number[];
      const below = lengths[left + 1] as number[];
      row[right] =
        before[left] === after[right] ? (below[right + 1] as number) + 1 : Math.max(below[right] as number, row[right + 1] as number);
    }
  }
  return lengths;
};

const pieces = (characters: readonly string[], kept: ReadonlySet<number>): Piece[] => {
  const found: Piece[] = [];
  for (const [index, text] of characters.entries()) {
    const changed = !kept.has(index);
    const last = found.at(-1);
    if (last?.changed === changed) last.text += text;
    else found.push({ text, changed });
  }
  return found;
};

/** Both texts in pieces, so that what differs can be marked. Characters are code points. */
export const changedCharacters = (before: string, after: string): { before: Piece[]; after: Piece[] } => {
  const old = [...before];
  const fresh = [...after];
  const keptOld = new Set<number>();
  const keptFresh = new Set<number>();
  const keep = (left: number, right: number): void => {
    keptOld.add(left);
    keptFresh.add(right);
  };
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) {
    keep(start, start);
    start += 1;
  }
  let ending = 0;
  while (ending < Math.min(old.length, fresh.length) - start && old.at(-1 - ending) === fresh.at(-1 - ending)) {
    keep(old.length - 1 - ending, fresh.length - 1 - ending);
    ending += 1;
  }
  const middleOld = old.slice(start, old.length - ending);
  const middleFresh = fresh.slice(start, fresh.length - ending);
  if (Math.max(middleOld.length, middleFresh.length) <= longest) {
    const lengths = commonLengths(middleOld, middleFresh);
    for (let left = 0, right = 0; left < middleOld.length && right < middleFresh.length; ) {
      if (middleOld[left] === middleFresh[right]) {
        keep(start + left, start + right);
        left += 1;
        right += 1;
      } else if ((lengths[left + 1]?.[right] ?? 0) >= (lengths[left]?.[right + 1] ?? 0)) left += 1;
      else right += 1;
    }
  }
  return { before: pieces(old, keptOld), after: pieces(fresh, keptFresh) };
};
