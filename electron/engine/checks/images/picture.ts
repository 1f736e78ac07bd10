import sharp, { type SharpOptions } from 'sharp';
import { averaged, type Raster } from './raster.ts';

/** Long side of the screen rendition, and of what is measured, px: a 1366-px screen's photo column at 150 %, and enough for the measures. */
export const screenSide = 1_600;
/** Long side of the thumbnail, px. */
const thumbnailSide = 256;
/** Long side of the picture on which a document is looked for, px: its search was tuned to it. */
const middlingSide = 400;

/** A decoded picture, upright, no longer than {@link screenSide} on its long side: `rgb` has three bytes a pixel. */
export type Picture = { width: number; height: number; rgb: Uint8Array; original: { width: number; height: number } };

/** What a file's header tells. */
export type Header = {
  /** Upright (EXIF orientations 5 to 8 lie on their side), px. */
  width: number;
  height: number;
  /** The EXIF orientation it is stored with, 1 where none is told. */
  exif: number;
};

/** Reads the header, without decoding the picture; undefined where it can't be read. */
export const readHeader = async (bytes: Uint8Array): Promise<Header | undefined> => {
  try {
    const { width, height, orientation = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return orientation >= 5 ? { width: height, height: width, exif: orientation } : { width, height, exif: orientation };
  } catch {
    return undefined;
  }
};

/**
 * Decodes the whole file once, turned upright by EXIF and never enlarged. JPEG is scaled while it is decoded, which still reads every byte of it.
 * @param failOn `warning`: any irregularity of the file is an error; `none`: whatever can be shown is
 */
export const decode = async (
  bytes: Uint8Array,
  original: { width: number; height: number },
  maxPixels: number,
  failOn: NonNullable<SharpOptions['failOn']>,
): Promise<Picture> => {
  const { data, info } = await sharp(bytes, { failOn, limitInputPixels: maxPixels, sequentialRead: true })
    .rotate()
    .resize(screenSide, screenSide, { fit: 'inside', withoutEnlargement: true, fastShrinkOnLoad: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: threeChannels(data, info.channels), original };
};

/** Decodes a whole file at its own size and as it is stored, for what only its own pixels show; undefined where that is not to be had. */
export const decodeAsStored = async (bytes: Uint8Array, maxPixels: number): Promise<Raster | undefined> => {
  try {
    const { data, info } = await sharp(bytes, { failOn: 'none', limitInputPixels: maxPixels, sequentialRead: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, rgb: threeChannels(data, info.channels) };
  } catch {
    return undefined;
  }
};

const threeChannels = (data: Uint8Array, channels: number): Uint8Array =>
  channels === 3 ? new Uint8Array(data.buffer, data.byteOffset, data.length) : spread(data, channels);

/** Grey pictures come with one channel. */
const spread = (data: Uint8Array, channels: number): Uint8Array => {
  const pixels = data.length / channels;
  const rgb = new Uint8Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel += 1) rgb.fill(data[pixel * channels] ?? 0, pixel * 3, pixel * 3 + 3);
  return rgb;
};

/** From so many times the wanted length on, plain averaging leaves nothing to be seen of where its cells begin. */
const plainly = 4;

/** Averages a picture down to at most `side` px: what light, glare and colour are measured on, and what the thumbnail is made of. */
const shrink = async (raster: Raster, side: number): Promise<Raster> => {
  const { rgb, width, height } = raster;
  if (Math.max(width, height) >= side * plainly) return averaged(raster, side);
  const { data, info } = await sharp(rgb, { raw: { width, height, channels: 3 } })
    // A filter without negative parts, so that no level appears that is not in the picture.
    .resize(side, side, { fit: 'inside', withoutEnlargement: true, kernel: 'linear' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) };
};

/** The smaller pictures of a picture, each made when it is first asked for. */
export type Smaller = {
  /** With at most {@link thumbnailSide} px. */
  small(): Promise<Raster>;
  /** With at most {@link middlingSide} px. */
  middling(): Promise<Raster>;
};

/** Of a large picture the small one is made of the middling one, which is much quicker than to read it all once more. */
export const smallerOf = (picture: Raster): Smaller => {
  let [small, middling]: (Promise<Raster> | undefined)[] = [];
  const askMiddling = (): Promise<Raster> => {
    middling ??= shrink(picture, middlingSide);
    return middling;
  };
  const large = Math.max(picture.width, picture.height) >= middlingSide * plainly;
  return {
    middling: askMiddling,
    small: () => {
      small ??= large ? askMiddling().then((raster) => shrink(raster, thumbnailSide)) : shrink(picture, thumbnailSide);
      return small;
    },
  };
};

/** The two pictures that the page shows, as JPEG, from what was decoded for measuring. */
export const renditionsOf = async (picture: Picture, small: Raster): Promise<{ screen: Uint8Array; thumbnail: Uint8Array }> => {
  const encode = async ({ rgb, width, height }: Raster, quality: number) =>
    new Uint8Array(
      await sharp(rgb, { raw: { width, height, channels: 3 } })
        // Tables made for the one picture would take more than twice the time, for some 7 % of its length.
        .jpeg({ quality, optimiseCoding: false })
        .toBuffer(),
    );
  return { screen: await encode(picture, 82), thumbnail: await encode(small, 78) };
};
