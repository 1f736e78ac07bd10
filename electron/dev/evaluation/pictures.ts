import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import sharp from 'sharp';
import { makeSampleBatch } from '../../intake/sample/index.ts';
import { root } from '../folders.ts';
import type { Pixels } from './pixels.ts';

/** A picture that is held to be faultless, upright; `kind` is the kind of document that it is examined as. */
export type Source = Pixels & { name: string; kind: string; origin: 'photos' | 'drawn' | 'given' };

/** Longest side of what is degraded, px: what the steps of the degradations are made for. */
const longestSide = 1_200;
const pictureNames = /^\.(jpe?g|png|webp)$/i;
/** Names that say of themselves that the picture has a fault. */
const faultyName = /motion|blur|defocus|dark|glare|grey|gray|texture/i;
/** Mean distance of the channels under which a picture has no colour by itself, levels. */
const leastColour = 3;

const open = async (bytes: Uint8Array): Promise<Pixels> => {
  const { data, info } = await sharp(bytes, { failOn: 'none' })
    .autoOrient()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: data };
};

/** Whether a picture is in colour at all; grey ones can't be told from themselves made grey. */
export const inColour = ({ rgb }: Pixels): boolean => {
  let distance = 0;
  for (let at = 0; at < rgb.length; at += 3)
    distance += Math.abs((rgb[at] ?? 0) - (rgb[at + 1] ?? 0)) + Math.abs((rgb[at + 1] ?? 0) - (rgb[at + 2] ?? 0));
  return distance / (rgb.length / 3) >= leastColour;
};

const fromFolder = async (folder: string, origin: Source['origin']): Promise<Source[]> => {
  const found: Source[] = [];
  for (const entry of (await readdir(folder, { withFileTypes: true, recursive: true })).sort((left, right) =>
    join(left.parentPath, left.name).localeCompare(join(right.parentPath, right.name)),
  )) {
    if (!entry.isFile() || !pictureNames.test(extname(entry.name)) || faultyName.test(entry.name)) continue;
    const picture = await open(await readFile(join(entry.parentPath, entry.name))).catch(() => undefined);
    if (picture !== undefined && picture.rgb.length === picture.width * picture.height * 3)
      found.push({ ...picture, name: basename(entry.name), kind: 'default', origin });
  }
  return found;
};

/** The drawn documents in which the batch's truth knows no fault. */
const drawn = async (count: number): Promise<Source[]> => {
  const { changes, documents, truth } = await makeSampleBatch({ seed: 11, count, now: '2026-11-25T00:00:00Z' });
  const faulty = new Set(truth.flatMap(({ places }) => places.flatMap(({ documentId }) => documentId ?? [])));
  const found: Source[] = [];
  for (const change of changes) {
    if (change.kind !== 'application.upsert') continue;
    for (const { id, kind, sha256 } of change.application.documents) {
      const bytes = documents.get(sha256);
      if (bytes === undefined || faulty.has(id)) continue;
      found.push({
        ...(await open(bytes)),
        name: `drawn ${kind} ${found.length + 1}`,
        kind: kind === 'supplement' ? 'default' : kind,
        origin: 'drawn',
      });
    }
  }
  return found;
};

/** All pictures of a run: real photographs where they lie beside the checkout, drawn documents, and the given folders. `quick` takes a handful. */
export const gatherPictures = async (folders: readonly string[], quick: boolean): Promise<Source[]> => {
  const beside = join(root, '..', 'shared', 'samples', 'photos');
  const photos = quick || !existsSync(beside) ? [] : await fromFolder(beside, 'photos');
  const given: Source[] = [];
  for (const folder of folders) given.push(...(await fromFolder(folder, 'given')));
  return [...photos, ...(await drawn(quick ? 2 : 12)), ...given];
};
