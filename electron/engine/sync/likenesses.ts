import { createLikenessIndex, hashesToKeep, type LikenessIndex, type PictureSignature } from '../checks/index.ts';
import type { WritableStore } from '../store/index.ts';

/** Pictures that are read into the index at once. */
const portion = 1_000;

/** Which pictures look alike, noted as they are checked. */
export type Likenesses = {
  /** Keeps what a file's picture is recognised by, and notes which others it looks like; within the caller's transaction. `least`: likeness, 0–1. */
  note(write: WritableStore, sha256: string, signatures: readonly PictureSignature[], least: number): void;
};

/**
 * Opens them. The index in memory is built at the first photo and then reads on from the last picture it knows, so a start waits for nothing. A picture that was
 * erased meanwhile is still named by the index, but has neither tile nor file any more and is never found.
 */
export const openLikenesses = (): Likenesses => {
  let index: LikenessIndex = createLikenessIndex();
  let last = 0;

  const readOn = (write: WritableStore): void => {
    for (let pictures = write.pictures(last, portion); pictures.length > 0; pictures = write.pictures(last, portion))
      for (const { number, hashes } of pictures) {
        index.add(number, hashes);
        last = number;
      }
  };

  return {
    note: (write, sha256, signatures, least) => {
      if (signatures.length === 0) return;
      write.forgetAlikePictures(sha256);
      try {
        readOn(write);
        for (const signature of signatures) {
          const own = write.putPicture(sha256, { ...signature, hashes: hashesToKeep(signature) });
          const alike = index.alike(signature, least, (number) => (number === own ? undefined : write.pictureTile(number)));
          for (const { picture, likeness, turn } of alike) write.putAlikePicture(sha256, picture, { likeness, ...turn });
        }
      } catch (error) {
        // The transaction will not happen, and the index may know of a picture that never was: it is built anew.
        index = createLikenessIndex();
        last = 0;
        throw error;
      }
    },
  };
};
