import { findDocument, type Outline, wholePicture } from './document.ts';
import { type Face, findFaces } from './face.ts';
import type { Smaller } from './picture.ts';
import { type Box, cropped, type Raster, turned } from './raster.ts';
import { liesAsOnPage, mayBePage } from './scan.ts';

/** Quarter turns clockwise that make a picture upright, in degrees. */
export type Turn = 0 | 90 | 180 | 270;

/** What a photo shows, on a small rendition. */
export type Contents = {
  outline?: Outline | undefined;
  /** The faces, in the picture as it is; only with `turn` 0 are their measures those of an upright face. Undefined where none was looked for. */
  faces?: Face[] | undefined;
  /** The turn after which a face was found; undefined where there was none, or none was looked for. */
  turn?: Turn | undefined;
  /** The share (0–1) of a portrait's background that is not plain, or of what lies around a face in a photo of unknown kind; undefined for other kinds. */
  busy?: number | undefined;
};

/** Kinds of document that show a face, and the half of the document it is printed on. */
const halves: Record<string, 'left' | 'right' | undefined> = { id_front: 'right', passport_page: 'left' };
/** Kinds of photo that show a person. */
const people = new Set(['portrait', 'handheld']);

/** What a photo's kind is called where nobody said it. Everything is looked for, and only what holds of every kind is judged. */
export const unknownKind = 'default';

/** Whether a photo of this kind has to show a face. */
export const showsFace = (kind: string): boolean => people.has(kind) || kind in halves;

/** The turns after which a picture can be upright: a card that lies flat is the right way up or upside down, one that stands lies on its side. */
const turnsFor = (kind: string, outline: Outline | undefined): readonly Turn[] => {
  if (!(kind in halves) || outline?.complete !== true || outline.long < outline.short * 1.2) return [0, 180, 90, 270];
  return outline.tall ? [90, 270] : [0, 180];
};

/** The part of a document in which its holder's picture is: enlarged, so that the small face is large enough for the network. */
const holderBox = (outline: Outline, half: 'left' | 'right', { width, height }: Raster): Box => {
  const xs = outline.corners.map(({ x }) => x * width);
  const ys = outline.corners.map(({ y }) => y * height);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const wide = (right - left) * 0.52;
  const from = Math.max(0, Math.floor(half === 'left' ? left : right - wide));
  const [y, tall] = [Math.max(0, Math.floor(top)), Math.ceil(bottom - top)];
  return { left: from, top: y, width: Math.min(width - from, Math.ceil(wide)), height: Math.min(height - y, tall) };
};

const inWhole = (face: Face, box: Box, { width, height }: Raster): Face => ({
  ...face,
  region: {
    x: (box.left + face.region.x * box.width) / width,
    y: (box.top + face.region.y * box.height) / height,
    w: (face.region.w * box.width) / width,
    h: (face.region.h * box.height) / height,
  },
  eyes: (face.eyes * box.width) / width,
});

/** Looks for faces where this kind of document has one, then in the whole picture. */
const facesIn = async (raster: Raster, kind: string, known: Outline | undefined): Promise<Face[] | undefined> => {
  const half = halves[kind];
  const outline = half === undefined ? undefined : (known ?? findDocument(raster));
  if (half !== undefined && outline !== undefined) {
    const box = holderBox(outline, half, raster);
    const found = await findFaces(cropped(raster, box));
    if (found === undefined || found.length > 0) return found?.map((face) => inWhole(face, box, raster));
  }
  return findFaces(raster);
};

/** Difference of lightness between neighbours from which a background is not plain there; a wall's shading and grain stay below on a small rendition. */
const edge = 12;

/**
 * The share of a portrait's background that is not plain. The background is what lies beside and above the head, down to the chin; hair and ears reach
 * some 15 % of the face's width and half its height beyond the face that the network marks. Without a face the picture's upper corners are taken.
 */
const busyness = ({ width, height, rgb }: Raster, face: Face | undefined): number => {
  const { x, y, w, h } = face?.region ?? { x: 0.3, y: 0.2, w: 0.4, h: 0.35 };
  const [left, right, top, bottom] = [(x - w * 0.15) * width, (x + w * 1.15) * width, (y - h * 0.5) * height, (y + h) * height];
  let [seen, busy] = [0, 0];
  const light = (at: number): number => ((rgb[at] as number) * 77 + (rgb[at + 1] as number) * 150 + (rgb[at + 2] as number) * 29) >> 8;
  for (let row = 1; row < Math.min(height - 1, bottom); row += 1)
    for (let column = 1; column < width - 1; column += 1) {
      if (column > left && column < right && row > top) continue;
      const at = (row * width + column) * 3;
      seen += 1;
      if (Math.abs(light(at + 3) - light(at - 3)) >= edge || Math.abs(light(at + width * 3) - light(at - width * 3)) >= edge) busy += 1;
    }
  return seen === 0 ? 0 : busy / seen;
};

/** A face that is found with less certainty, or leans further (degrees), may be a face that lies on its side: the turned picture is asked, too. */
const certain = 0.85;
const leaning = 30;

/** What is found as the document and covers less of the picture than this may be a part of a page that fills it. */
const surely = 0.5;
/** What seems to be cut off and covers less than this of the picture has ground beside it, as no scan has. */
const nearlyAll = 0.88;

/**
 * The document that fills the picture, told by its holder's face: where a page has patterns up to its rims, or lies in a slim margin, its sides can't be made out, or
 * the frame of its portrait is taken for them. Asked only where that is so, and where the picture has a page's shape.
 */
const pageByFace = async (small: Raster, kind: string, outline: Outline | undefined): Promise<Contents | undefined> => {
  if (outline !== undefined && (outline.complete ? outline.share >= surely : outline.share < nearlyAll)) return undefined;
  const tall = small.height > small.width;
  for (const turn of tall ? ([90, 270] as const) : ([0, 180] as const)) {
    const upright = turn === 0 ? small : turned(small, turn);
    if (!mayBePage(kind, upright)) return undefined;
    const faces = await facesIn(upright, kind, wholePicture(upright));
    const page = (faces ?? []).find((face) => liesAsOnPage(kind, face));
    if (faces !== undefined && page !== undefined && Math.abs(page.roll) <= leaning)
      return { outline: wholePicture(small), faces: turn === 0 ? faces : [], turn };
  }
  return undefined;
};

/** Looks at what a photo of this kind shows. A document's sides are found on the middling picture, a face on the small one; a face that is not plainly upright is looked for in the turned picture, too, which tells a photo that is not upright. */
export const lookAt = async (smaller: Smaller, kind: string): Promise<Contents> => {
  const outline = kind === 'portrait' ? undefined : findDocument(await smaller.middling());
  if (!showsFace(kind) && kind !== unknownKind) return { outline };
  const small = await smaller.small();
  const page = await pageByFace(small, kind, outline);
  if (page !== undefined) return page;
  const portrait = kind === 'portrait';
  let best: { faces: Face[]; turn: Turn; score: number } | undefined;
  for (const turn of turnsFor(kind, outline)) {
    const faces = await facesIn(turn === 0 ? small : turned(small, turn), kind, turn === 0 ? outline : undefined);
    if (faces === undefined) return { outline };
    const [first] = faces.filter(({ roll }) => Math.abs(roll) <= leaning);
    if (first === undefined || first.score <= (best?.score ?? 0)) continue;
    // What may be no portrait at all is only said to lie on its side where there is no doubt about it.
    if (kind === unknownKind && turn !== 0 && first.score < certain) continue;
    best = { faces, turn, score: first.score };
    if (first.score >= certain) break;
  }
  if (best === undefined) return { outline, faces: [], busy: portrait ? busyness(small, undefined) : undefined };
  const { faces, turn } = best;
  const busy = (portrait || kind === unknownKind) && turn === 0 ? busyness(small, faces[0]) : undefined;
  return { outline, faces: turn === 0 ? faces : [], turn, busy };
};
