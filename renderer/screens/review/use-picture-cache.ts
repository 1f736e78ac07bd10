import { useEffect, useState } from 'react';
import type { ReviewSheet } from '../../../shared/domain/review.ts';
import { loadImage, PictureCache, pictureAddress } from '../../viewer/picture-cache.ts';
import { firstPhoto } from './first-photo.ts';

/** Decoded pictures kept: the present application's, the next three's, the previous one's, and an original or two. */
const room = 24;

/** The pictures of this sitting; forgotten with the screen, so that nothing stays behind a lock. */
export const usePictureCache = (): PictureCache<HTMLImageElement> => {
  const [cache] = useState(() => new PictureCache(loadImage, room));
  useEffect(() => () => cache.clear(), [cache]);
  return cache;
};

/** Has the screen renditions of a sheet's photos decoded, the one that is shown first before the others. */
export const prefetchPictures = (cache: PictureCache<HTMLImageElement>, sheet: ReviewSheet): void => {
  for (const { sha256, arrival } of photosInOrder(sheet)) if (arrival === 'held') cache.ask(pictureAddress(sha256, 'screen'));
};

/** The photos of a sheet, beginning with the one that is shown first. */
const photosInOrder = (sheet: ReviewSheet) => {
  const first = firstPhoto(sheet);
  return [...sheet.documents].sort((left, right) => Number(right.id === first) - Number(left.id === first));
};
