import { charactersOf, type LineProbabilities } from './read-line.ts';

/** What may stand in one place of a machine-readable zone. */
export type SlotKind = 'letter' | 'digit' | 'any' | 'sex' | 'digitOrFiller';

/** One place of a line: the likeliest character that may stand there, and how probable it is. */
export type Slot = { character: string; confidence: number };

/** What the network takes letters, digits and the filler for in OCR-B, and which of the two it must be where only one of them may stand. */
const digitLooks: Record<string, string> = {
  O: '0',
  Q: '0',
  D: '0',
  U: '0',
  o: '0',
  I: '1',
  l: '1',
  i: '1',
  L: '1',
  '|': '1',
  Z: '2',
  z: '2',
  S: '5',
  s: '5',
  G: '6',
  B: '8',
};
const letterLooks: Record<string, string> = { '0': 'O', '1': 'I', '2': 'Z', '5': 'S', '6': 'G', '8': 'B', '|': 'I', l: 'I' };
const fillerLooks = ['<', '＜', '〈', '《', '«', '(', '（', '￡', 'く', '∠', '≤'];

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const digits = [...'0123456789'];

/** Classes that speak for a character, by kind of place. */
type Alphabet = { character: string; classes: number[] }[];

const alphabetOf = (kind: SlotKind, classOf: ReadonlyMap<string, number>): Alphabet => {
  const speaking = (character: string): string[] => {
    if (character === '<') return fillerLooks;
    const looks = digits.includes(character) && kind !== 'any' ? digitLooks : kind === 'letter' || kind === 'sex' ? letterLooks : {};
    const alike = Object.entries(looks).flatMap(([look, meant]) => (meant === character ? [look] : []));
    // Capitals and small letters of the same shape are one in a zone, which has no small ones.
    return [character, ...alike, ...(/[COSVWXZKPU]/.test(character) ? [character.toLowerCase()] : [])];
  };
  const members: Record<SlotKind, string[]> = {
    letter: [...letters, '<'],
    digit: digits,
    digitOrFiller: [...digits, '<'],
    any: [...letters, ...digits, '<'],
    sex: ['M', 'F', '<', 'X'],
  };
  return members[kind].map((character) => ({ character, classes: speaking(character).flatMap((look) => classOf.get(look) ?? []) }));
};

/** One place of a line: at which step of the network it is, and whether a character was read there or only must be. */
export type Place = { step: number; read: boolean };

/** A gap this many times the usual one has room for a character that was not read. */
const roomForOne = 1.65;

/**
 * Finds the `count` places of a line. Its characters stand at equal distances (ICAO Doc 9303-3, 4.4: ten to the inch), so wide gaps tell of characters the
 * network left out, of which there are many in long runs of fillers; what follows the last filler of a line that is printed to its `end` stands at its end.
 * Undefined where what was read can't be a line of so many places.
 */
export const placesOf = (line: LineProbabilities, characters: readonly string[], count: number, end: boolean): Place[] | undefined => {
  const read = charactersOf(line, characters)
    .filter(({ confidence }) => confidence > 0.35)
    .map(({ character, at }) => ({ step: at * line.steps, filler: fillerLooks.includes(character) }));
  const distance = distanceOf(read);
  if (distance === undefined) return undefined;
  const indices: number[] = [];
  for (const [at, { step, filler }] of read.entries()) {
    const before = read[at - 1];
    if (before === undefined) {
      indices.push(0);
      continue;
    }
    const gap = (step - before.step) / distance;
    const known = filler || before.filler ? Math.max(1, Math.round(gap)) : gap > roomForOne ? Math.round(gap) : 1;
    indices.push((indices[at - 1] ?? 0) + known);
  }
  const lastFiller = read.findLastIndex(({ filler }) => filler);
  const closing = read.length - 1 - lastFiller;
  if (end && closing > 0 && closing <= 3 && lastFiller > 0)
    for (let at = lastFiller + 1; at < read.length; at += 1) indices[at] = count - (read.length - at);
  const lastIndex = indices.at(-1) ?? 0;
  // Without its end a line may be shorter: the fillers there are not always read.
  if (lastIndex >= count + (end ? 1 : 3) || (end && lastIndex < count * 0.55)) return undefined;
  const places = new Map<number, Place>();
  for (const [at, index] of indices.entries())
    if (index < count && !places.has(index)) places.set(index, { step: read[at]?.step ?? 0, read: true });
  return filledIn(places, count, distance);
};

/** The distance of neighbours, in steps: the mean over those that are no fillers, without the gaps where one is missing. */
const distanceOf = (read: readonly { step: number; filler: boolean }[]): number | undefined => {
  const gaps = read.flatMap(({ step, filler }, at) => {
    const before = read[at - 1];
    return before === undefined || filler || before.filler ? [] : [step - before.step];
  });
  const usual = gaps.toSorted((left, right) => left - right)[Math.floor(gaps.length / 2)];
  if (usual === undefined || gaps.length < 5) return undefined;
  const near = gaps.filter((gap) => gap < usual * 1.5 && gap > usual * 0.5);
  return near.reduce((sum, gap) => sum + gap, 0) / near.length;
};

/** Places between two that were read lie evenly between them; those after the last go on at the usual distance. */
const filledIn = (places: ReadonlyMap<number, Place>, count: number, distance: number): Place[] => {
  const known = [...places].sort(([left], [right]) => left - right);
  return Array.from({ length: count }, (_, index) => {
    const own = places.get(index);
    if (own !== undefined) return own;
    const before = known.findLast(([at]) => at < index);
    const after = known.find(([at]) => at > index);
    if (before === undefined) return { step: (after?.[1].step ?? 0) - ((after?.[0] ?? 0) - index) * distance, read: false };
    if (after === undefined) return { step: before[1].step + (index - before[0]) * distance, read: false };
    const share = (index - before[0]) / (after[0] - before[0]);
    return { step: before[1].step + (after[1].step - before[1].step) * share, read: false };
  });
};

/** Two looks at the same places: where they agree the surer one counts; where not, the surer one, less what speaks for the other. */
export const combined = (one: readonly Slot[], other: readonly Slot[]): Slot[] =>
  one.map((slot, index) => {
    const second = other[index] ?? slot;
    const [surer, weaker] = slot.confidence >= second.confidence ? [slot, second] : [second, slot];
    if (surer.character === weaker.character) return surer;
    return { character: surer.character, confidence: Math.max(0, surer.confidence - weaker.confidence) };
  });

/** Least probability with which a character counts as read at all. */
const faint = 0.02;

/** Reads each place by itself, considering only what may stand there. Where the network saw nothing, a filler or nought stands with no confidence. */
export const slotsOf = (
  line: LineProbabilities,
  classOf: ReadonlyMap<string, number>,
  kinds: readonly SlotKind[],
  places: readonly Place[],
): Slot[] => {
  const alphabets = new Map<SlotKind, Alphabet>();
  return kinds.map((kind, index) => {
    const alphabet = alphabets.get(kind) ?? alphabetOf(kind, classOf);
    alphabets.set(kind, alphabet);
    const { step, read } = places[index] ?? { step: 0, read: false };
    const reach = read ? 0 : 1;
    const from = Math.max(0, Math.floor(step) - reach);
    const to = Math.min(line.steps - 1, Math.floor(step) + reach);
    let best: Slot = { character: '<', confidence: 0 };
    for (const { character, classes } of alphabet) {
      for (let at = from; at <= to; at += 1) {
        const confidence = classes.reduce((sum, of) => sum + (line.values[at * line.classes + of] as number), 0);
        if (confidence > best.confidence) best = { character, confidence };
      }
    }
    if (best.confidence >= faint) return best;
    return { character: kind === 'digit' ? '0' : '<', confidence: best.confidence };
  });
};
