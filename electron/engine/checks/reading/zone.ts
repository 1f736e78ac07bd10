import { mrzCheckDigit, readTd3, type Td3 } from '../../../../shared/domain/mrz.ts';
import { readTd1 } from '../../../../shared/domain/mrz-td1.ts';
import type { ReadValue, ReadZone } from '../../../../shared/domain/reading.ts';
import { cornersOf, middleOf, type TurnedBox, turned } from './geometry.ts';
import type { ReadingModels } from './models.ts';
import { charactersOf, type LineProbabilities, stitchedProbabilities, textOf } from './read-line.ts';
import type { Page, PageLine } from './read-page.ts';
import { combined, placesOf, type Slot, type SlotKind, slotsOf } from './zone-slots.ts';

/** What may stand where: ICAO Doc 9303 part 4, 4.2.2 (TD3) and part 5, 4.2.2 (TD1). */
const kindsOf = (pattern: string): SlotKind[] =>
  [...pattern].map((mark) => ({ a: 'letter', n: 'digit', x: 'any', s: 'sex', f: 'digitOrFiller' })[mark] as SlotKind);
const formats = {
  TD3: [kindsOf('a'.repeat(44)), kindsOf(`${'x'.repeat(9)}naaannnnnnnsnnnnnnn${'x'.repeat(14)}fn`)],
  TD1: [kindsOf(`aaaaa${'x'.repeat(9)}f${'x'.repeat(15)}`), kindsOf(`nnnnnnnsnnnnnnnaaa${'x'.repeat(11)}n`), kindsOf('a'.repeat(30))],
} as const;

/** What is mostly capitals, digits and fillers, and long for its height. */
const isZoneLine = ({ text, box }: PageLine): boolean => {
  const plain = text.replaceAll(/\s/gu, '');
  const fitting = plain.replaceAll(/[^A-Z0-9<«《〈＜(]/gu, '').length;
  const fillers = plain.replaceAll(/[^<«《〈＜]/gu, '').length;
  return plain.length >= 10 && fitting / plain.length > 0.8 && box.width > box.height * 6 && (fillers >= 2 || /\d{6,}/.test(plain));
};

type Band = { lines: PageLine[]; left: number; right: number };

/** Rows of zone lines that lie close above each other, the lowest ones last. */
const bandsOf = (lines: readonly PageLine[]): PageLine[][] => {
  const rows: PageLine[][] = [];
  for (const line of lines.filter(isZoneLine).sort((left, right) => left.level - right.level)) {
    const last = rows.at(-1)?.[0];
    if (last !== undefined && line.level - last.level < last.box.height * 0.6) rows.at(-1)?.push(line);
    else rows.push([line]);
  }
  return rows;
};

/** The band of `count` rows at the foot of the page; undefined where there are not so many close together. */
const bandAtFoot = (rows: readonly PageLine[][], count: number): Band | undefined => {
  const foot = rows.slice(-count);
  if (foot.length < count) return undefined;
  const levels = foot.map((row) => middleOf(row.map(({ level }) => level)));
  const height = middleOf(foot.flat().map(({ box }) => box.height));
  if (levels.some((level, index) => index > 0 && level - (levels[index - 1] ?? 0) > height * 3.2)) return undefined;
  const all = foot.flat();
  return {
    lines: foot.map((row) => row.reduce((longest, line) => (line.box.width > longest.box.width ? line : longest))),
    left: Math.min(...all.map(({ left }) => left)),
    right: Math.max(...all.map(({ right }) => right)),
  };
};

/** The box of a row over the band's whole width: fillers at the end of a line are often not found with it. Tight, since the network's best lines are. */
const wholeRow = ({ box, left, right }: PageLine, band: Band): TurnedBox => {
  const scale = box.width / (right - left);
  const shift = turned({ x: ((band.left + band.right) / 2 - (left + right) / 2) * scale, y: 0 }, box.angle);
  return {
    ...box,
    centre: { x: box.centre.x + shift.x, y: box.centre.y + shift.y },
    width: (band.right - band.left) * scale + box.height * 0.4,
    height: box.height * tight,
  };
};

/** Part of a found line's height that its characters take. */
const tight = 0.8;
/** How much wider than high the row is shown in each of the two looks. */
const stretches = [1.25, 1] as const;

/** A zone as it was read, and what it says. */
export type FoundZone = { zone: ReadZone; values: ReadValue[] };

/** Finds the machine-readable zone at the foot of a page and reads it place by place; undefined where there is none. */
export const findZone = async (models: ReadingModels, page: Page): Promise<FoundZone | undefined> => {
  const rows = bandsOf(page.lines);
  const classOf = new Map(models.characters.map((character, index) => [character, index]));
  for (const format of ['TD3', 'TD1'] as const) {
    const kinds = formats[format];
    const band = bandAtFoot(rows, kinds.length);
    if (band === undefined) continue;
    const boxes = band.lines.map((line) => wholeRow(line, band));
    const looks: Slot[][][] = [];
    const raw: string[] = [];
    let found: FoundZone | undefined;
    for (const stretch of stretches) {
      const rowsRead: LineProbabilities[] = [];
      for (const box of boxes) rowsRead.push(await stitchedProbabilities(models, page.picture, box, stretch));
      if (raw.length === 0) raw.push(...rowsRead.map((row) => textOf(charactersOf(row, models.characters))));
      const slots = slotsOfRows(models, classOf, kinds, rowsRead);
      if (slots === undefined) continue;
      looks.push(slots);
      const [first = [], second = first] = looks;
      const together = first.map((row, index) => combined(row, second[index] ?? row));
      found = zoneOf(page, format, boxes, raw, together) ?? found;
      if (found !== undefined && isClean(found)) break;
    }
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Whether another look can't make it better. */
const isClean = ({ zone, values }: FoundZone): boolean => zone.wrong.length === 0 && values.every(({ confidence }) => confidence >= 0.9);

/** Each row's places; undefined where the rows have not the format's number of them. */
const slotsOfRows = (
  models: ReadingModels,
  classOf: ReadonlyMap<string, number>,
  kinds: readonly (readonly SlotKind[])[],
  rows: readonly LineProbabilities[],
): Slot[][] | undefined => {
  const slots: Slot[][] = [];
  for (const [index, row] of rows.entries()) {
    const kind = kinds[index] ?? [];
    // Names end in fillers, and so does a card's first line; only the line with the dates is printed to its end in both formats.
    const places = placesOf(row, models.characters, kind.length, index === 1);
    if (places === undefined) return undefined;
    slots.push(slotsOf(row, classOf, kind, places));
  }
  return slots;
};

/** Pairs that a zone's print makes alike where letter and digit may both stand. */
const pairs: Record<string, string> = {
  O: '0',
  '0': 'O',
  I: '1',
  '1': 'I',
  S: '5',
  '5': 'S',
  B: '8',
  '8': 'B',
  Z: '2',
  '2': 'Z',
  G: '6',
  '6': 'G',
};

/** A number whose check digit fits, reached by exactly one way of telling letters from digits; the number as it is otherwise. */
export const mendedNumber = (number: string, digit: string): string => {
  if (mrzCheckDigit(number) === digit) return number;
  const places = [...number].flatMap((character, index) => (pairs[character] === undefined ? [] : [index])).slice(0, 6);
  const fitting: string[] = [];
  for (let choice = 1; choice < 1 << places.length; choice += 1) {
    const changed = [...number].map((character, index) => {
      const place = places.indexOf(index);
      return place !== -1 && (choice & (1 << place)) !== 0 ? (pairs[character] ?? character) : character;
    });
    if (mrzCheckDigit(changed.join('')) === digit) fitting.push(changed.join(''));
  }
  return fitting.length === 1 ? (fitting[0] as string) : number;
};

const textOfSlots = (slots: readonly Slot[]): string => slots.map(({ character }) => character).join('');
const least = (slots: readonly Slot[]): number => Math.min(1, ...slots.map(({ confidence }) => confidence));

/** Doubtful characters in a run of fillers are fillers, too: from the third one in a row on, up to `until`. */
const withoutStray = (row: readonly Slot[], from: number, until: number): Slot[] => {
  const end = row.findIndex((_, index) => index >= from && row.slice(index, index + 3).every(({ character }) => character === '<'));
  return row.map((slot, index) =>
    end !== -1 && index >= end && index < until && slot.character !== '<' && slot.confidence < 0.6
      ? { character: '<', confidence: 1 }
      : slot,
  );
};

const zoneOf = (
  page: Page,
  format: 'TD1' | 'TD3',
  boxes: readonly TurnedBox[],
  raw: string[],
  slots: readonly Slot[][],
): FoundZone | undefined => {
  const nameRow = format === 'TD3' ? 0 : 2;
  const cleaned = slots.map((row, index) => {
    if (index === nameRow) return withoutStray(row, 6, row.length);
    // The personal number of a passport, which most states leave empty.
    return format === 'TD3' ? withoutStray(row, 28, 42) : row;
  });
  const corrected = cleaned.map(textOfSlots);
  const [numberLine, numberFrom] = format === 'TD3' ? [1, 0] : [0, 5];
  const line = corrected[numberLine] as string;
  const number = mendedNumber(line.slice(numberFrom, numberFrom + 9), line.charAt(numberFrom + 9));
  corrected[numberLine] = `${line.slice(0, numberFrom)}${number}${line.slice(numberFrom + 9)}`;
  // The name's line begins after the state in a passport, and is a line of its own on a card.
  const nameSlots = format === 'TD3' ? (cleaned[0] as Slot[]).slice(5) : (cleaned[2] as Slot[]);
  const [first = '', second = '', third = ''] = corrected;
  const reading = format === 'TD3' ? readTd3(first, second) : readTd1(first, second, third);
  if (!reading.ok) return undefined;
  const nameEnd = nameSlots.findLastIndex(({ character }) => character !== '<') + 1;
  const guarded = format === 'TD3' ? (slots[1] as Slot[]).slice(0, 28) : [...(slots[0] as Slot[]).slice(5, 15), ...(slots[1] as Slot[])];
  const zone: ReadZone = {
    format,
    raw,
    corrected,
    wrong: reading.wrong,
    // Fillers are too many to be sure of each; the check digits count them.
    confidence: least(guarded.filter(({ character }) => character !== '<')),
    regions: boxes.map((box) => page.fractions(cornersOf(box))),
  };
  return { zone, values: valuesOf(format, zone, reading.parts, least(nameSlots.slice(0, nameEnd)), slots) };
};

/** Least probability of each character that stands without the composite check digit. */
const sure = 0.9;

/** Two digits of a year in which a document ended from which on they are of the last century: machine-readable zones came into use in the 1980s. */
const lastCentury = 70;

/** `YYMMDD` as a date. Nobody is born after their document ends (ICAO Doc 9303-3, 4.8 leaves the century to judgement). */
export const centuryDates = (birth: string, expiry: string): { birthDate: string; validUntil: string } => {
  const dashed = (year: number, date: string): string => `${year}-${date.slice(2, 4)}-${date.slice(4)}`;
  const year = Number(expiry.slice(0, 2));
  const ends = (year >= lastCentury ? 1900 : 2000) + year;
  const born = 2000 + Number(birth.slice(0, 2));
  return { birthDate: dashed(born >= ends ? born - 100 : born, birth), validUntil: dashed(ends, expiry) };
};

const valuesOf = (format: 'TD1' | 'TD3', zone: ReadZone, parts: Td3, nameConfidence: number, slots: readonly Slot[][]): ReadValue[] => {
  const { birthDate, validUntil } = centuryDates(parts.birthDate, parts.expiryDate);
  const dataLine = slots[1] as Slot[];
  const numberSlots = format === 'TD3' ? dataLine.slice(0, 9) : (slots[0] as Slot[]).slice(5, 14);
  const [birthAt, sexAt, expiryAt, nationAt] = format === 'TD3' ? [13, 20, 21, 10] : [0, 7, 8, 15];
  const nameLine = format === 'TD3' ? 0 : 2;
  const numberLine = format === 'TD3' ? 1 : 0;
  const region = (line: number) => zone.regions[line] ?? { x: 0, y: 0, w: 1, h: 1 };
  // The last digit of all is lost more easily than any other; a part that was read surely and fits its own digit does not need it.
  const isSound = (part: string, confidence: number): boolean =>
    !zone.wrong.includes(part) && (!zone.wrong.includes('composite') || confidence >= sure);
  const guarded = (field: ReadValue['field'], part: string, text: string, read: readonly Slot[], line: number): ReadValue => {
    const confidence = least(read);
    return { field, text, confidence, region: region(line), verified: isSound(part, confidence) };
  };
  const sex = { field: 'sex' as const, text: parts.sex, confidence: dataLine[sexAt]?.confidence ?? 0, region: region(1) };
  const nation = dataLine.slice(nationAt, nationAt + parts.nationality.length);
  return [
    { field: 'latinName', text: `${parts.surname} ${parts.givenNames}`.trim(), confidence: nameConfidence, region: region(nameLine) },
    guarded('passportNumber', 'passportNumber', parts.passportNumber, numberSlots.slice(0, parts.passportNumber.length), numberLine),
    { field: 'nationality', text: parts.nationality, confidence: least(nation), region: region(1) },
    guarded('birthDate', 'birthDate', birthDate, dataLine.slice(birthAt, birthAt + 6), 1),
    ...(parts.sex === 'unspecified' ? [] : [sex]),
    guarded('validUntil', 'expiryDate', validUntil, dataLine.slice(expiryAt, expiryAt + 6), 1),
  ];
};
