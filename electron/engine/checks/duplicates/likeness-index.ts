import { createHashIndex, farthest } from './hash-index.ts';
import { likenessOf, portraitLikenessOf } from './likeness.ts';
import type { PictureHash } from './picture-hash.ts';
import { crops, hashesAsItLies, type PictureSignature } from './signature.ts';
import { type Tile, type Turn, turned, turns } from './tile.ts';

/** A picture that looks like the one asked for. `likeness` up to 1; `turn`: how it lies beside it. */
export type AlikePicture = { picture: number; likeness: number; turn: Turn };

/** Every picture held here, found by what it looks like. */
export type LikenessIndex = {
  /** Adds a picture under a number of the caller's, by the first {@link hashesAsItLies} numbers of its signature's hashes. */
  add(picture: number, hashes: Uint32Array): void;
  /**
   * Pictures that look like the signature's at least as much as `least` (0–1), most alike first: the same, saved again, cropped, turned or mirrored.
   * `tileOfPicture` brings a candidate's tile, undefined where it is gone; `breathe` is waited for after each candidate (a millisecond or two), so that others come in between.
   */
  alike(
    signature: PictureSignature,
    least: number,
    tileOfPicture: (picture: number) => Tile | undefined,
    breathe?: () => Promise<unknown>,
  ): Promise<AlikePicture[]>;
  /** Pictures in it. */
  readonly size: number;
};

/** A picture held here and how it may lie beside the one asked for; `cropped`: which of the two is the crop of the other. */
type Candidate = { picture: number; bits: number; turn: Turn; cropped: 'asked' | 'held' };

/** Candidates that are looked at closely, nearest first: a tenth of a second in all where there are so many. */
const mostCandidates = 48;

/**
 * Opens an empty one. Each picture stands in it with the hashes of its crops, and with that of its whole apart: a copy is either a crop of what is here, or what is
 * here is a crop of it. A hash only finds candidates; their likeness is measured on the tiles.
 */
export const createLikenessIndex = (): LikenessIndex => {
  const ofCrops = createHashIndex();
  const ofWholes = createHashIndex();

  const candidatesFor = (hashes: Uint32Array): Candidate[] =>
    turns.flatMap((turn, place) => {
      const hashOf = (crop: number): PictureHash => {
        const at = place * hashesAsItLies + crop * 2;
        return [hashes[at] ?? 0, hashes[at + 1] ?? 0];
      };
      const nearest = new Map<number, Candidate>();
      const consider = (candidate: Candidate): void => {
        if (candidate.bits < (nearest.get(candidate.picture)?.bits ?? farthest + 1)) nearest.set(candidate.picture, candidate);
      };
      for (const { owner, bits } of ofCrops.near(hashOf(0), farthest)) consider({ picture: owner, bits, turn, cropped: 'asked' });
      for (let crop = 1; crop < crops.length; crop += 1)
        for (const { owner, bits } of ofWholes.near(hashOf(crop), farthest)) consider({ picture: owner, bits, turn, cropped: 'held' });
      return [...nearest.values()];
    });

  return {
    get size() {
      return ofWholes.size;
    },
    add: (picture, hashes) => {
      for (let crop = 0; crop < crops.length; crop += 1) ofCrops.add([hashes[crop * 2] ?? 0, hashes[crop * 2 + 1] ?? 0], picture);
      ofWholes.add([hashes[0] ?? 0, hashes[1] ?? 0], picture);
    },
    alike: async ({ part, tile, hashes }, least, tileOfPicture, breathe) => {
      const nearest = candidatesFor(hashes)
        .sort((left, right) => left.bits - right.bits)
        .slice(0, mostCandidates);
      const lying = new Map<Turn, Tile>();
      const found = new Map<number, AlikePicture>();
      for (const { picture, turn, cropped } of nearest) {
        const held = tileOfPicture(picture);
        if (held === undefined) continue;
        const asked = lying.get(turn) ?? turned(tile, turn);
        lying.set(turn, asked);
        const likeness =
          part === 'face'
            ? portraitLikenessOf(held, asked, crops)
            : cropped === 'asked'
              ? likenessOf(held, asked, crops)
              : likenessOf(asked, held, crops);
        if (likeness >= least && likeness > (found.get(picture)?.likeness ?? 0)) found.set(picture, { picture, likeness, turn });
        await breathe?.();
      }
      return [...found.values()].sort((left, right) => right.likeness - left.likeness);
    },
  };
};
