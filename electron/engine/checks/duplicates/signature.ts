import { isComparedByPortrait } from '../../../../shared/domain/duplicates.ts';
import type { Raster } from '../images/raster.ts';
import type { CardPortrait } from './card-portrait.ts';
import { hashesOf } from './picture-hash.ts';
import { type Insets, type Tile, tileOf, turned, turns } from './tile.ts';

/** Which part of a file was compared: all of it, or the portrait inside a document. */
export type ComparedPart = 'whole' | 'face';

/**
 * What a picture is found again by. `hashes`: for each of {@link turns}, for each of {@link crops}, two numbers of 32 bits; those of the picture as it lies come
 * first ({@link hashesAsItLies} of them) and are what is kept.
 */
export type PictureSignature = { part: ComparedPart; tile: Tile; hashes: Uint32Array };

/** The whole, and crops at each combination of edges and around the middle: a copy's crop lies near one of these. Stored hashes depend on them. */
export const crops: readonly Insets[] = [
  [0, 0, 0, 0],
  ...[0.035, 0.1].map((inset): Insets => [inset, inset, inset, inset]),
  ...Array.from(
    { length: 15 },
    (_, index): Insets => [1, 2, 4, 8].map((edge) => (((index + 1) & edge) === 0 ? 0 : 0.07)) as unknown as Insets,
  ),
];

/** How many numbers of a signature are of the picture as it lies. */
export const hashesAsItLies = crops.length * 2;

/**
 * Kinds of document that are compared as a whole. Cards and passports are not: those of different people look the same to any such measure, and only the portrait
 * inside can be compared.
 */
const comparedWhole = ['portrait', 'handheld'];

/** The hashes that are kept: those of the picture as it lies. */
export const hashesToKeep = ({ hashes }: PictureSignature): Uint32Array => hashes.slice(0, hashesAsItLies);

const signatureOf = (part: ComparedPart, tile: Tile): PictureSignature => ({
  part,
  tile,
  hashes: Uint32Array.from(turns.flatMap((turn) => hashesOf(turned(tile, turn), crops).flat())),
});

/**
 * The signatures of one photo, for `image.duplicate`.
 * @param kind the kind of document
 * @param raster the upright picture; 256 px a side are enough
 * @param portrait the portrait inside a document, where it was found
 */
export const signaturesOf = (kind: string, raster: Raster, portrait?: CardPortrait): PictureSignature[] => [
  ...(comparedWhole.includes(kind) ? [signatureOf('whole', tileOf(raster))] : []),
  ...(isComparedByPortrait(kind) && portrait !== undefined ? [signatureOf('face', tileOf(portrait.raster, portrait.part))] : []),
];
