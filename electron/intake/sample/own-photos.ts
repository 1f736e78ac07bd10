import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import sharp from 'sharp';
import type { MakeUpload } from './applications.ts';
import { spoilPhoto, type Upload } from './uploads.ts';

const photoNames = /^\.(jpe?g|png|webp|gif|tiff?|avif|heic)$/i;
/** Longest side to which a photo is brought before a fault is put into it, px. */
const longestSide = 1600;

const untouched = (bytes: Uint8Array, name: string): Upload => {
  const png = extname(name).toLowerCase() === '.png';
  return { bytes, extension: png ? 'png' : 'jpg', declaredType: png ? 'image/png' : 'image/jpeg' };
};

/**
 * Documents from a folder of photos of one's own: sorted by name, one after the other, from the beginning again when they run out. A document without
 * faults is the file as it is; for the others the fault is put into the picture. Throws when the folder has no photos.
 */
export const uploadsFrom = async (directory: string): Promise<MakeUpload> => {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && photoNames.test(extname(entry.name)))
    .map(({ name }) => name)
    .sort();
  if (names.length === 0) throw new Error('The folder of photos holds no photo (jpg, png, webp, gif, tiff, avif or heic).');
  let next = 0;
  return async (_person, kind, random, faults) => {
    const name = names[next % names.length] ?? '';
    next += 1;
    const bytes = new Uint8Array(await readFile(join(directory, name)));
    if (faults.length === 0) return untouched(bytes, name);
    const { data, info } = await sharp(bytes, { failOn: 'none' })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: !faults.includes('file_too_large') })
      .flatten()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return spoilPhoto({ width: info.width, height: info.height, pixels: data }, kind, random, faults);
  };
};
