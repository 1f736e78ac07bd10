import { setImmediate } from 'node:timers/promises';
import type { Policy } from '../../../shared/domain/policy.ts';
import { createLikenessIndex, hashesToKeep, type PictureSignature } from '../checks/index.ts';
import type { Store } from '../store/index.ts';

/** Pictures that are read into the index at once. */
const portion = 1_000;

/** Which pictures look alike, noted as they are checked. */
export type Likenesses = {
  /** Keeps what a file's picture is recognised by, and notes which others it looks like: from which likeness on, the policy says. */
  note(sha256: string, signatures: readonly PictureSignature[], limits: Policy['duplicates']): Promise<void>;
};

/**
 * Opens them. The index in memory is built at the first photo and then reads on from the last picture it knows, so a start waits for nothing. A picture that was
 * erased meanwhile is still named by the index, but has neither tile nor file any more and is never found. One photo after the other: of two that are compared
 * at the same time neither would know of the other.
 */
export const openLikenesses = (store: Store): Likenesses => {
  const index = createLikenessIndex();
  let last = 0;
  let before: Promise<void> = Promise.resolve();

  const readOn = (): void => {
    for (let pictures = store.read.pictures(last, portion); pictures.length > 0; pictures = store.read.pictures(last, portion))
      for (const { number, hashes } of pictures) {
        index.add(number, hashes);
        last = number;
      }
  };

  const compare = async (sha256: string, signatures: readonly PictureSignature[], limits: Policy['duplicates']): Promise<void> => {
    readOn();
    const found: { picture: number; likeness: number; degrees: number; mirrored: boolean }[] = [];
    for (const signature of signatures) {
      const least = signature.part === 'face' ? limits.alikeOnCards : limits.alike;
      for (const { picture, likeness, turn } of await index.alike(signature, least, store.read.pictureTile, setImmediate))
        found.push({ picture, likeness, ...turn });
    }
    store.transaction((write) => {
      write.forgetAlikePictures(sha256);
      for (const signature of signatures) write.putPicture(sha256, { ...signature, hashes: hashesToKeep(signature) });
      for (const { picture, ...how } of found) write.putAlikePicture(sha256, picture, how);
    });
  };

  return {
    note: (sha256, signatures, limits) => {
      if (signatures.length === 0) return Promise.resolve();
      const noted = before.then(() => compare(sha256, signatures, limits));
      // What went wrong with one photo is told to whoever noted it, and is nothing to the next.
      before = noted.catch(() => {});
      return noted;
    },
  };
};
