import { useEffect, useState } from 'react';
import type { ReviewSheet } from '../../../shared/domain/review.ts';
import { decodedBytes, loadImage, PictureCache, pictureAddress } from '../../viewer/picture-cache.ts';
import { firstPhoto } from './first-photo.ts';

const mebibyte = 1_048_576;

/**
 * Decoded pictures kept. For the screen: those of the present application, the next three and the one before, six photos each of at most 1600 × 1600 px (10 MB). Originals:
 * two of 24 megapixels (96 MB), or one of the 60 megapixels that the policy allows.
 */
const room = { screens: 320 * mebibyte, originals: 240 * mebibyte };

/** How many photos of an application are decoded beforehand: of one with very many, the rest comes when it is looked at. */
const decodedBefore = 6;

/** The pictures of this sitting; forgotten with the screen, so that nothing stays behind a lock. */
export const usePictureCache = (): PictureCache<HTMLImageElement> => {
  const [cache] = useState(() => new PictureCache(loadImage, decodedBytes, room));
  useEffect(() => () => cache.clear(), [cache]);
  return cache;
};

/** Has the screen renditions of a sheet's photos decoded, the one that is shown first before the others. */
export const prefetchPictures = (cache: PictureCache<HTMLImageElement>, sheet: ReviewSheet): void => {
  const held = photosInOrder(sheet).filter(({ arrival }) => arrival === 'held');
  for (const { sha256 } of held.slice(0, decodedBefore)) cache.ask(pictureAddress(sha256, 'screen'));
};

/** The photos of a sheet, beginning with the one that is shown first. */
const photosInOrder = (sheet: ReviewSheet) => {
  const first = firstPhoto(sheet);
  return [...sheet.documents].sort((left, right) => Number(right.id === first) - Number(left.id === first));
};
