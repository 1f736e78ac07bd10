import { distanceBetween, type PictureHash } from './picture-hash.ts';

/** Hashes near one that is asked for. `owner`: what the hash was added under; `bits`: of 64, in which it differs. */
export type NearHash = { owner: number; bits: number };

/** A collection of hashes that finds the near ones without looking at the far ones. */
export type HashIndex = {
  add(hash: PictureHash, owner: number): void;
  /** All hashes that differ in at most `bits` of 64 bits, each owner once with its nearest hash, nearest first. `bits` at most {@link farthest}. */
  near(hash: PictureHash, bits: number): NearHash[];
  readonly size: number;
};

const bands = 4;
const bandBits = 16;
const buckets = 1 << bandBits;
/** Bits that may differ in a band. */
const radius = 2;
/** With four bands and two bits a band: eleven bits can't be spread so that every band has three or more. */
export const farthest = bands * (radius + 1) - 1;

/** Every band value that differs from 0 in at most {@link radius} bits. */
const masks: readonly number[] = (() => {
  const found = [0];
  for (let first = 0; first < bandBits; first += 1) {
    found.push(1 << first);
    for (let second = first + 1; second < bandBits; second += 1) found.push((1 << first) | (1 << second));
  }
  return found;
})();

const bandOf = (band: number, high: number, low: number): number => ((band < 2 ? high : low) >>> (band % 2 === 0 ? 16 : 0)) & 0xffff;

/**
 * Opens an empty one. Multi-index hashing (Norouzi, Punjani, Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", 2012): the hash is cut into four bands;
 * of two hashes that differ in at most eleven bits one band differs in at most two, so only buckets that near are looked into. Some 28 bytes a hash.
 */
export const createHashIndex = (room = 1_024): HashIndex => {
  let capacity = room;
  let size = 0;
  let highs = new Uint32Array(capacity);
  let lows = new Uint32Array(capacity);
  let owners = new Int32Array(capacity);
  /** Of each band: the newest entry of a bucket (counted from 1, 0: none), and the next older one of each entry. */
  const heads = Array.from({ length: bands }, () => new Uint32Array(buckets));
  let older = Array.from({ length: bands }, () => new Uint32Array(capacity));

  const grow = (): void => {
    capacity *= 2;
    const larger = <List extends Uint32Array | Int32Array>(list: List, made: List): List => {
      made.set(list);
      return made;
    };
    highs = larger(highs, new Uint32Array(capacity));
    lows = larger(lows, new Uint32Array(capacity));
    owners = larger(owners, new Int32Array(capacity));
    older = older.map((list) => larger(list, new Uint32Array(capacity)));
  };

  return {
    get size() {
      return size;
    },
    add: ([high, low], owner) => {
      if (size === capacity) grow();
      highs[size] = high;
      lows[size] = low;
      owners[size] = owner;
      for (let band = 0; band < bands; band += 1) {
        const bucket = bandOf(band, high, low);
        const head = heads[band] as Uint32Array;
        (older[band] as Uint32Array)[size] = head[bucket] ?? 0;
        head[bucket] = size + 1;
      }
      size += 1;
    },
    near: ([high, low], bits) => {
      if (bits > farthest) throw new RangeError('the bands do not reach that far');
      const nearest = new Map<number, number>();
      for (let band = 0; band < bands; band += 1) {
        const wanted = bandOf(band, high, low);
        const head = heads[band] as Uint32Array;
        const next = older[band] as Uint32Array;
        for (const mask of masks)
          for (let at = head[wanted ^ mask] ?? 0; at !== 0; at = next[at - 1] ?? 0) {
            const distance = distanceBetween(high, low, highs[at - 1] ?? 0, lows[at - 1] ?? 0);
            if (distance > bits) continue;
            const owner = owners[at - 1] ?? 0;
            const known = nearest.get(owner);
            if (known === undefined || distance < known) nearest.set(owner, distance);
          }
      }
      return [...nearest].map(([owner, distance]) => ({ owner, bits: distance })).sort((left, right) => left.bits - right.bits);
    },
  };
};
