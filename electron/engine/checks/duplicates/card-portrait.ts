import type { Spot } from '../../../../shared/domain/finding.ts';
import type { Contents, Turn } from '../images/contents.ts';
import { findFaces } from '../images/face.ts';
import type { Raster } from '../images/raster.ts';
import type { Part } from './tile.ts';

/** The portrait that is printed on a document: the part of the document in which it is, laid straight, and where it lies there. */
export type CardPortrait = { raster: Raster; part: Part };

/** The half of the document its holder's picture is printed on, as shares of its width, and the document's width against its height (ISO/IEC 7810, ID-1 and ID-3). */
const halves: Record<string, { from: number; to: number; shape: number } | undefined> = {
  id_front: { from: 0.52, to: 1, shape: 85.6 / 53.98 },
  passport_page: { from: 0, to: 0.5, shape: 125 / 88 },
};
/** Height of the half that is laid straight, px: a face in it has some 80 px, more than a tile has. */
const height = 320;
/** How far the portrait reaches beyond the face that the network marks, as a share of the face: hair, chin and neck, which tell people apart as well as eyes do. */
const around = 0.4;
/** How many places on the way round, clockwise, the corner that is the top left of the upright document lies behind the one at the picture's top left. */
const behind: Record<Turn, number> = { 0: 0, 90: 3, 180: 2, 270: 1 };

/**
 * Maps the unit square to four corners, clockwise from its top left (Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989, 2.2.3). The place is put into `at`, since
 * a new object for each of the pixels would be most of the garbage of a photo's checks.
 */
const projectionTo = ([a, b, c, d]: readonly [Spot, Spot, Spot, Spot]): ((u: number, v: number, at: Float64Array) => void) => {
  const [x1, x2, x3] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x];
  const [y1, y2, y3] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y];
  const all = x1 * y2 - x2 * y1;
  const [g, h] = [(x3 * y2 - x2 * y3) / all, (x1 * y3 - x3 * y1) / all];
  return (u, v, at) => {
    const w = g * u + h * v + 1;
    at[0] = ((b.x - a.x + g * b.x) * u + (d.x - a.x + h * d.x) * v + a.x) / w;
    at[1] = ((b.y - a.y + g * b.y) * u + (d.y - a.y + h * d.y) * v + a.y) / w;
  };
};

/** Part of a picture laid straight: `width` × {@link height} px, each taken between its neighbours where `place` says (fractions of the picture). */
const laidStraight = ({ rgb, ...size }: Raster, width: number, place: (u: number, v: number, at: Float64Array) => void): Raster => {
  const straight = new Uint8Array(width * height * 3);
  const right = size.width - 2;
  const bottom = size.height - 2;
  const at = new Float64Array(2);
  for (let row = 0, to = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      place((column + 0.5) / width, (row + 0.5) / height, at);
      const exactX = (at[0] as number) * size.width - 0.5;
      const exactY = (at[1] as number) * size.height - 0.5;
      const left = Math.min(right, Math.max(0, Math.floor(exactX)));
      const top = Math.min(bottom, Math.max(0, Math.floor(exactY)));
      const over = Math.min(1, Math.max(0, exactX - left));
      const down = Math.min(1, Math.max(0, exactY - top));
      let from = (top * size.width + left) * 3;
      for (const end = to + 3; to < end; to += 1, from += 1) {
        const below = from + size.width * 3;
        const upper = (rgb[from] as number) * (1 - over) + (rgb[from + 3] as number) * over;
        const lower = (rgb[below] as number) * (1 - over) + (rgb[below + 3] as number) * over;
        straight[to] = upper * (1 - down) + lower * down;
      }
    }
  return { width, height, rgb: straight };
};

/** A face with what belongs to the portrait around it, as far as the picture reaches. */
const portraitAround = ({ x, y, w, h }: Part): Part => {
  const [left, top] = [Math.max(0, x - around * w), Math.max(0, y - around * 1.3 * h)];
  return { x: left, y: top, w: Math.min(1, x + w * (1 + around)) - left, h: Math.min(1, y + h * (1 + around * 0.7)) - top };
};

/**
 * The portrait on a card or passport page, ready to be compared with others. Two photos of one card show its portrait at two angles, which no comparison of pictures
 * forgives: so the document is laid straight first by its corners, and the face is found anew there. Where no corners are known (a scan), the face is taken as it
 * lies. Undefined for other kinds, and where no face is found.
 */
export const portraitOn = async (picture: Raster, { outline, turn, faces }: Contents, kind: string): Promise<CardPortrait | undefined> => {
  const half = halves[kind];
  if (half === undefined || turn === undefined || picture.width < 2 || picture.height < 2) return undefined;
  const [first] = faces ?? [];
  if (outline?.complete !== true) return first === undefined ? undefined : { raster: picture, part: portraitAround(first.region) };
  const from = behind[turn];
  const { corners } = outline;
  const upright = [0, 1, 2, 3].map((place) => corners[(from + place) % 4] as Spot) as [Spot, Spot, Spot, Spot];
  const place = projectionTo(upright);
  const wide = half.to - half.from;
  const straight = laidStraight(picture, Math.round(height * half.shape * wide), (u, v, at) => place(half.from + u * wide, v, at));
  const [face] = (await findFaces(straight)) ?? [];
  return face === undefined ? undefined : { raster: straight, part: portraitAround(face.region) };
};
