import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { type Applicant, fieldNames } from '../../../shared/domain/application.ts';
import { type PageKind, pageKinds } from '../../../shared/domain/reading.ts';

/** A photo of a folder of one's own, with what truly stands on it as a form has it. */
export type OwnPhoto = { name: string; page: PageKind; truth: Applicant; open(): Promise<Buffer> };

/** `truth.json`: by file name the page it shows and its values, spelled as the intake protocol has them (dates as `YYYY-MM-DD`, countries with three letters). */
const truthFile = z.record(
  z.string(),
  z.strictObject({ page: z.enum(pageKinds), values: z.partialRecord(z.enum(fieldNames), z.string()) }),
);

/** The photos that a folder's `truth.json` names. Throws where there is none, or not such a one. */
export const openOwnPhotos = async (folder: string): Promise<OwnPhoto[]> => {
  const text = await readFile(join(folder, 'truth.json'), 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error(`${folder} has no truth.json that says what stands on which photo (docs/reading.md).`);
  return Object.entries(truthFile.parse(JSON.parse(text))).map(([name, { page, values }]) => ({
    name,
    page,
    truth: values,
    open: () => readFile(join(folder, name)),
  }));
};

/** How a photo of one's own is changed: real ones have faults enough, so only what happens to a file on its way. */
export const ownRenderings: readonly { name: string; clean: boolean; change(photo: Buffer): Promise<Buffer> }[] = [
  { name: 'as it is', clean: true, change: async (photo) => photo },
  { name: 'saved at quality 40', clean: false, change: (photo) => sharp(photo).rotate().flatten().jpeg({ quality: 40 }).toBuffer() },
  { name: 'blurred', clean: false, change: (photo) => sharp(photo).rotate().flatten().blur(1.5).jpeg({ quality: 88 }).toBuffer() },
  {
    name: 'seven tenths of its size',
    clean: false,
    change: async (photo) => {
      const { width = 1 } = await sharp(photo).rotate().metadata();
      return sharp(photo)
        .rotate()
        .flatten()
        .resize(Math.max(1, Math.round(width * 0.7)))
        .jpeg({ quality: 88 })
        .toBuffer();
    },
  },
];
