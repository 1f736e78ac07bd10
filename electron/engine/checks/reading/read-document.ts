import sharp from 'sharp';
import type { Region } from '../../../../shared/domain/finding.ts';
import type { DocumentReading, PageKind, ReadValue } from '../../../../shared/domain/reading.ts';
import type { Raster } from '../images/raster.ts';
import { cornersOf } from './geometry.ts';
import type { ReadingModels } from './models.ts';
import { agreedLatinName, isPassport, readPassportLatinName, readPassportName } from './passport.ts';
import { type Page, readBox, readPage, wholePhoto } from './read-page.ts';
import { type CardFront, isSoundNumber, numberValue, readCardBack, readCardFront } from './resident-card.ts';
import { type Row, rowOf } from './rows.ts';
import { type FoundZone, findZone } from './zone.ts';

/** Long side of what is read, px: the smallest print of a card that fills half a photo is then some 20 px high. */
const readSide = 1_920;
/** A document that fills less of the photo than this is read again from a closer crop. */
const smallShare = 0.5;
/** Least probability of each digit of a number that is taken without looking closer. */
const sureDigit = 0.9;

type Read = Extract<DocumentReading, { state: 'read' }>;

/** What was made of one page. */
type Interpreted = {
  page: Page;
  kind?: PageKind | undefined;
  values: ReadValue[];
  zone?: FoundZone | undefined;
  front?: CardFront | undefined;
};

/** Decodes a photo, upright by EXIF; of `part` of it, at most {@link readSide} long. Throws for what is no picture. */
const decodePart = async (bytes: Uint8Array, maxPixels: number, part: Region = wholePhoto): Promise<Raster> => {
  const options = { limitInputPixels: maxPixels, failOn: 'none' as const };
  const whole = part === wholePhoto;
  // sharp cuts before it turns, unless it has turned already; so a part is cut from a picture that was written out upright.
  const upright = whole ? sharp(bytes, options).rotate() : await cut(bytes, options, part);
  const { data, info } = await upright
    .resize(readSide, readSide, { fit: 'inside', withoutEnlargement: whole })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { width: info.width, height: info.height, rgb: new Uint8Array(data) };
  const rgb = new Uint8Array(info.width * info.height * 3);
  for (let pixel = 0; pixel < rgb.length / 3; pixel += 1) rgb.fill(data[pixel * info.channels] ?? 0, pixel * 3, pixel * 3 + 3);
  return { width: info.width, height: info.height, rgb };
};

const cut = async (bytes: Uint8Array, options: object, { x, y, w, h }: Region) => {
  const { data, info } = await sharp(bytes, options)
    .rotate()
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const left = Math.floor(x * info.width);
  const top = Math.floor(y * info.height);
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels as 1 | 3 } }).extract({
    left,
    top,
    width: Math.max(1, Math.min(info.width - left, Math.round(w * info.width))),
    height: Math.max(1, Math.min(info.height - top, Math.round(h * info.height))),
  });
};

/**
 * Reads one photo of a document: its lines, what page it is, and the values on it. What it was uploaded as does not count. A page that is small in its photo, and a number that is not sure, are looked at again from nearer.
 * Throws for bytes that are no picture; takes about a second.
 */
export const readDocument = async (models: ReadingModels, bytes: Uint8Array, maxPixels: number): Promise<Read> => {
  const first = await interpret(models, await readPage(models, await decodePart(bytes, maxPixels)));
  const nearer = await lookNearer(models, bytes, maxPixels, first);
  const { page, kind: found, values, zone } = nearer ?? first;
  const quarter = Math.round(page.direction / (Math.PI / 2));
  return {
    state: 'read',
    ...(found === undefined ? {} : { page: found }),
    values,
    ...(zone === undefined ? {} : { zone: zone.zone }),
    turn: (((((4 - quarter) % 4) + 4) % 4) * 90) as Read['turn'],
  };
};

/** Reads again from a crop around the text, where the page fills little of the photo or what matters most is missing; undefined where that gave no more. */
const lookNearer = async (
  models: ReadingModels,
  bytes: Uint8Array,
  maxPixels: number,
  first: Interpreted,
): Promise<Interpreted | undefined> => {
  const region = textRegion(first.page);
  if (region === undefined || (isComplete(first) && region.w * region.h > 0)) return undefined;
  if (Math.max(region.w, region.h) > 1 - smallShare / 2 && first.page.lines.length > 0 && region.w * region.h > smallShare)
    return undefined;
  const part = grownRegion(region);
  if (part.w * part.h > 0.92) return undefined;
  const second = await interpret(models, await readPage(models, await decodePart(bytes, maxPixels, part), part));
  return weight(second) > weight(first) ? second : undefined;
};

/** Whether the value that matters most on this page was read and is sound. */
const isComplete = ({ kind, values, zone }: Interpreted): boolean => {
  if (kind === 'id_front') return values.length >= 6 && values.some(({ field, verified }) => field === 'idNumber' && verified === true);
  if (kind === 'passport_page') return zone !== undefined && zone.zone.wrong.length === 0;
  return kind === 'id_back' && values.length >= 3;
};

const weight = ({ values, zone }: Interpreted): number =>
  values.reduce((sum, { confidence, verified }) => sum + confidence + (verified === true ? 1 : 0), 0) +
  (zone === undefined ? 0 : 3 - zone.zone.wrong.length);

const textRegion = (page: Page): Region | undefined =>
  page.lines.length < 2 ? undefined : page.fractions(page.lines.flatMap(({ box }) => cornersOf(box)));

/** The text's surroundings: a third of its size on each side, for what was not found yet. */
const grownRegion = ({ x, y, w, h }: Region): Region => {
  const [left, top] = [Math.max(0, x - w * 0.34), Math.max(0, y - h * 0.5)];
  return { x: left, y: top, w: Math.min(1, x + w * 1.34) - left, h: Math.min(1, y + h * 1.5) - top };
};

const interpret = async (models: ReadingModels, page: Page): Promise<Interpreted> => {
  const zone = await findZone(models, page);
  if (zone !== undefined) {
    const inZone = zone.values.find(({ field }) => field === 'latinName');
    const names = [readPassportName(page), agreedLatinName(readPassportLatinName(page), inZone)].filter((name) => name !== undefined);
    return { page, kind: 'passport_page', values: [...names, ...zone.values.filter((value) => value !== inZone)], zone };
  }
  if (isPassport(page)) {
    const names = [readPassportName(page), readPassportLatinName(page)].filter((name) => name !== undefined);
    return { page, kind: 'passport_page', values: names };
  }
  const front = readCardFront(page);
  const back = readCardBack(page);
  const hasNumber = front.values.some(({ field }) => field === 'idNumber');
  const frontWeight = front.labels + (hasNumber ? 2 : 0);
  if (frontWeight >= 2 && frontWeight >= back.labels + back.values.length) {
    return { page, kind: 'id_front', values: await withSureNumber(models, page, front), front };
  }
  if (back.labels >= 2 || back.values.length >= 2) return { page, kind: 'id_back', values: back.values };
  return { page, values: [] };
};

/** How a number's box is changed for another look: its height and width, and its place across the line, in parts of its height. */
const otherLooks = [
  { height: 1.25, width: 0.4, shift: 0 },
  { height: 0.9, width: 0.3, shift: 0 },
  { height: 1.1, width: 0.6, shift: 0.1 },
  { height: 1.1, width: 0.6, shift: -0.1 },
] as const;

/** The number read again from boxes a little different, as long as it is not sound and sure. What is not sound after all stays unverified. */
const withSureNumber = async (models: ReadingModels, page: Page, { values, numberRow }: CardFront): Promise<ReadValue[]> => {
  const present = values.find(({ field }) => field === 'idNumber');
  if (numberRow === undefined || present === undefined || (isSoundNumber(present.text) && present.confidence >= sureDigit))
    return [...values];
  const line = (numberRow as Row).lines.reduce((longest, other) => (other.box.width > longest.box.width ? other : longest));
  let best = present;
  for (const look of otherLooks) {
    const { box } = line;
    const across = { x: -Math.sin(box.angle) * box.height * look.shift, y: Math.cos(box.angle) * box.height * look.shift };
    const again = await readBox(models, page, {
      ...box,
      centre: { x: box.centre.x + across.x, y: box.centre.y + across.y },
      height: box.height * look.height,
      width: box.width + box.height * look.width,
    });
    const others = numberRow.lines.filter((other) => other !== line);
    const reread = readCardFront({ ...page, lines: [...page.lines.filter((other) => other !== line), again] });
    const value = reread.values.find(({ field }) => field === 'idNumber') ?? numberValue(page, rowOf([...others, again]).characters);
    const better = value.verified === true && (best.verified !== true || value.confidence > best.confidence);
    if (better) best = value;
  }
  return best === present ? [...values] : readAgain(page, values, best);
};

/** With another number, what depends on it is asked anew. */
const readAgain = (page: Page, values: readonly ReadValue[], number: ReadValue): ReadValue[] => {
  const birth = `${number.text.slice(6, 10)}-${number.text.slice(10, 12)}-${number.text.slice(12, 14)}`;
  const fresh = readCardFront(page).values;
  return values.map((value) => {
    if (value.field === 'idNumber') return number;
    const own = fresh.find(({ field }) => field === value.field) ?? value;
    if (value.field === 'birthDate') return own.text === birth ? { ...own, verified: true } : { ...own, confidence: 0 };
    return own;
  });
};
