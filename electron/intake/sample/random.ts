/** A seeded source of randomness: the same seed gives the same numbers on every machine. */
export type Random = {
  /** Uniform in [0, 1). */
  next: () => number;
  /** Uniform in [low, high). */
  between: (low: number, high: number) => number;
  /** A whole number, low and high included. */
  whole: (low: number, high: number) => number;
  /** One of a list that is not empty. */
  pick: <Item>(items: readonly Item[]) => Item;
  /** True with this probability (0–1). */
  chance: (probability: number) => boolean;
  /** A source of its own for one part, so that a part that draws more numbers does not move the others. */
  fork: (label: string) => Random;
};

/** Spreads text over 32 bits: FNV-1a (Fowler, Noll, Vo; public domain). */
const hash32 = (text: string, basis: number): number => {
  let hash = (0x811c9dc5 ^ basis) >>> 0;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
};

/** The generator is sfc32 (Chris Doty-Humphrey, PractRand; public domain), seeded from text by FNV-1a and run in by twelve steps. */
export const randomFrom = (seed: string): Random => {
  let [a, b, c, counter] = [hash32(seed, 1), hash32(seed, 2), hash32(seed, 3), 1];
  const step = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let index = 0; index < 12; index += 1) step();
  const whole = (low: number, high: number): number => low + Math.floor(step() * (high - low + 1));
  return {
    next: step,
    between: (low, high) => low + step() * (high - low),
    whole,
    pick: (items) => {
      const item = items[whole(0, items.length - 1)];
      if (item === undefined) throw new Error('There is nothing to pick from.');
      return item;
    },
    chance: (probability) => step() < probability,
    fork: (label) => randomFrom(`${seed}/${label}`),
  };
};
