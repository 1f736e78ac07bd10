import sharp from 'sharp';

/** A picture in memory: sRGB, three bytes a pixel. */
export type Pixels = { width: number; height: number; rgb: Buffer };
/** Where a picture's file is. */
export type Place = { path: string } | { bytes: Uint8Array };

/** Longest side of what is degraded, px: what the steps of the degradations are made for. */
const longestSide = 1_200;
/** Shortest side with which anything can still be cropped, made smaller or told of a picture, px. */
const shortestSide = 64;
/** Formats that are opened, whatever a file is called. */
const formats: readonly string[] = ['jpeg', 'png', 'webp'];
/** Mean distance of the channels under which a picture has no colour by itself, levels. */
const leastColour = 3;

/** Opens a file's picture, upright and no larger than the steps are made for. Throws what the decoder says where it is none. */
export const openPicture = async (place: Place): Promise<Pixels | 'no picture' | 'too small'> => {
  const file = sharp('path' in place ? place.path : place.bytes, { failOn: 'none' });
  const { format } = await file.metadata();
  if (!formats.includes(format)) return 'no picture';
  const { data, info } = await file
    .autoOrient()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (Math.min(width, height) < shortestSide) return 'too small';
  if (channels === 3) return { width, height, rgb: data };
  const rgb = Buffer.alloc(width * height * 3);
  for (let at = 0; at < rgb.length; at += 1) rgb[at] = data[Math.floor(at / 3) * channels] ?? 0;
  return { width, height, rgb };
};

/** Whether a picture is in colour at all; grey ones can't be told from themselves made grey. */
export const inColour = ({ rgb }: Pixels): boolean => {
  let distance = 0;
  for (let at = 0; at < rgb.length; at += 3)
    distance += Math.abs((rgb[at] ?? 0) - (rgb[at + 1] ?? 0)) + Math.abs((rgb[at + 1] ?? 0) - (rgb[at + 2] ?? 0));
  return distance / (rgb.length / 3) >= leastColour;
};
