import { checkCharacterFor, isCalendarDate } from '../../../../shared/domain/identity-number.ts';
import type { ReadValue } from '../../../../shared/domain/reading.ts';
import { ethnicities } from './ethnicities.ts';
import type { Page } from './read-page.ts';
import { type PlacedCharacter, type Row, readValue, rowsOf } from './rows.ts';

/** The number's row, for reading it again. */
export type CardFront = { values: ReadValue[]; labels: number; numberRow?: Row | undefined };

/** What stands on a card in front of a value; the first characters are often read as one that looks like them. */
const labels = {
  name: /^[姓性][名各]/u,
  sex: /^[性姓]?别/u,
  ethnicity: /[民尺]?族/u,
  birth: /^[出]?生/u,
  address: /^[住往佳]?[址]/u,
  number: /公民|身份|份号|号码/u,
} as const;

/** Letters that look like digits; only in a row that is a number anyway. */
const digitsFor: Record<string, string> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  I: '1',
  l: '1',
  '|': '1',
  i: '1',
  Z: '2',
  S: '5',
  s: '5',
  B: '8',
  x: 'X',
};

/** The number in a row: the longest run of digits, or of what looks like them, at the row's end. */
const numberIn = (row: Row): PlacedCharacter[] => {
  const plain = [...row.text].map((character) => digitsFor[character] ?? character).join('');
  const found = /[0-9X]{12,}$/u.exec(plain) ?? /[0-9X]{12,}/u.exec(plain);
  if (found === null) return [];
  return row.characters
    .slice(found.index, found.index + found[0].length)
    .map((character) => ({ ...character, character: digitsFor[character.character] ?? character.character }));
};

/** Whether 18 characters are a number by GB 11643-1999: a date inside it, and the check character. */
export const isSoundNumber = (number: string): boolean =>
  /^\d{17}[\dX]$/.test(number) &&
  isCalendarDate(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14))) &&
  checkCharacterFor(number.slice(0, 17)) === number[17];

/** The number as a value; of any length, and then not verified. */
export const numberValue = (page: Page, characters: readonly PlacedCharacter[]): ReadValue => {
  const value = readValue(page, 'idNumber', characters);
  return { ...value, verified: isSoundNumber(value.text) };
};

/** 人像面: name, sex, ethnicity, birth date, address and number, each from the row with its label or by its place between the others. */
export const readCardFront = (page: Page): CardFront => {
  const rows = rowsOf(page);
  const numberRow = rows.findLast((row) => numberIn(row).length >= 15) ?? rows.findLast((row) => numberIn(row).length >= 12);
  const above = numberRow === undefined ? rows : rows.filter(({ level }) => level < numberRow.level);
  const sexRow = above.find(({ text }) => labels.sex.test(text) || (/[男女]/u.test(text) && /族/u.test(text)));
  const birthRow = above.find(({ text }) => birthPattern.test(text));
  const nameRow =
    above.find(({ text }) => labels.name.test(text)) ??
    above.findLast((row) => sexRow !== undefined && row.level < sexRow.level - row.height * 0.8 && namePattern.test(row.text));
  const addressFrom = above.findIndex(({ text }) => labels.address.test(text));
  const labelled = [nameRow, sexRow, birthRow, above[addressFrom]].filter((row) => row !== undefined).length;
  const column = columnOf(birthRow, nameRow);
  const values = [
    nameRow && nameOf(page, nameRow, column),
    ...(sexRow === undefined ? [] : sexAndEthnicity(page, sexRow)),
    birthRow && birthDateOf(page, birthRow),
    addressOf(page, addressFrom === -1 ? rowsBelow(above, birthRow) : above.slice(addressFrom), column),
    numberRow && numberValue(page, numberIn(numberRow)),
  ].filter((value) => value !== undefined);
  const hasLabel = rows.some(({ text }) => labels.number.test(text));
  return { values: agreeing(values), labels: labelled + (hasLabel ? 1 : 0), numberRow };
};

const namePattern = /^[\p{Script=Han}·•・.]{2,}$/u;
const birthPattern = /(\d{4})年?(\d{1,2})月(\d{1,2})日?|(\d{4})年(\d{1,2})月?(\d{1,2})日?/u;

const rowsBelow = (rows: readonly Row[], row: Row | undefined): Row[] =>
  row === undefined ? [] : rows.filter(({ level }) => level > row.level + row.height * 0.5);

/** Where the column of values begins, px on the straightened page. */
const columnOf = (birthRow: Row | undefined, nameRow: Row | undefined): number | undefined => {
  const year = birthRow && /\d{4}/u.exec(birthRow.text);
  if (birthRow !== undefined && year) return birthRow.characters[year.index]?.x;
  return nameRow?.characters[labels.name.exec(nameRow.text)?.[0].length ?? 0]?.x;
};

const nameOf = (page: Page, row: Row, column: number | undefined): ReadValue | undefined => {
  const label = labels.name.exec(row.text)?.[0].length;
  const characters = row.characters
    // Without its label the name begins where the other values do: what stands before may be the label, misread.
    .filter(({ x }, index) => (label === undefined ? column === undefined || x > column - row.height * 0.8 : index >= label))
    // Nothing of the portrait beside it: a name has no gap.
    .filter((character, index, all) => index === 0 || character.x - (all[index - 1]?.x ?? 0) < row.height * 3);
  const text = characters.map(({ character }) => character).join('');
  return namePattern.test(text) ? readValue(page, 'name', characters, text.replace(/[•・.]/gu, '·')) : undefined;
};

const sexAndEthnicity = (page: Page, row: Row): ReadValue[] => {
  const values: ReadValue[] = [];
  const sex = row.characters.find(({ character }) => character === '男' || character === '女');
  if (sex !== undefined) values.push(readValue(page, 'sex', [sex], sex.character === '男' ? 'male' : 'female'));
  const label = labels.ethnicity.exec(row.text);
  if (label === null) return values;
  const after = row.characters.slice(label.index + label[0].length);
  const text = after.map(({ character }) => character).join('');
  const known = ethnicities.find((name) => text.startsWith(name) && text.length <= name.length + 1);
  if (known !== undefined) values.push(readValue(page, 'ethnicity', after.slice(0, known.length)));
  return values;
};

const birthDateOf = (page: Page, row: Row): ReadValue | undefined => {
  const found = birthPattern.exec(row.text);
  if (found === null) return undefined;
  const [year, month, day] = [found[1] ?? found[4], found[2] ?? found[5], found[3] ?? found[6]].map(Number) as [number, number, number];
  if (!isCalendarDate(year, month, day)) return undefined;
  const characters = row.characters.slice(found.index, found.index + found[0].length);
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return readValue(
    page,
    'birthDate',
    characters,
    text,
    characters.filter(({ character }) => /\d/.test(character)),
  );
};

/** The address over its lines: each begins at the column of values, and is as high and as far below the one before as the others. */
const addressOf = (page: Page, rows: readonly Row[], column: number | undefined): ReadValue | undefined => {
  const taken: PlacedCharacter[] = [];
  const levels: number[] = [];
  let [start, height] = [column, Number.NaN];
  for (const [index, row] of rows.entries()) {
    const label = index === 0 ? (labels.address.exec(row.text)?.[0].length ?? 0) : 0;
    const line = continuing(row, label, start);
    const first = line[0];
    if (first === undefined) continue;
    // A watermark's character between the lines is higher than they are, or stands at another distance.
    if (first.line.box.height > height * highest) continue;
    const last = levels.at(-1);
    const usual = levels.length > 1 ? (levels[1] ?? 0) - (levels[0] ?? 0) : undefined;
    if (last !== undefined && row.level - last > (usual === undefined ? row.height * 2.2 : usual * 1.35)) break;
    if (last !== undefined && usual !== undefined && row.level - last < usual * 0.65) continue;
    taken.push(...line);
    levels.push(row.level);
    start ??= first.x;
    if (Number.isNaN(height)) height = first.line.box.height;
  }
  return taken.length < 4 ? undefined : readValue(page, 'address', taken);
};

/** How much higher than its first line a line of the address may be. */
const highest = 1.3;

/** What of a row belongs to the column that begins at `start`, up to the first wide gap; nothing where the row begins elsewhere. */
const continuing = (row: Row, label: number, start: number | undefined): PlacedCharacter[] => {
  const characters = row.characters.slice(label);
  const first = characters.findIndex(({ x }) => start === undefined || Math.abs(x - start) < row.height * 1.1);
  if (first === -1) return [];
  const line = characters.slice(first);
  const end = line.findIndex((character, place) => place > 0 && character.x - (line[place - 1]?.x ?? 0) > row.height * 2);
  return end === -1 ? line : line.slice(0, end);
};

/**
 * A card says birth date and sex twice. Where the two do not agree one of them was misread, or the card is not sound: nothing is concluded from
 * either, and a person looks.
 */
const agreeing = (values: readonly ReadValue[]): ReadValue[] => {
  const number = values.find(({ field, verified }) => field === 'idNumber' && verified === true)?.text;
  if (number === undefined) return [...values];
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const sex = Number(number[16]) % 2 === 1 ? 'male' : 'female';
  return values.map((value) => {
    const expected = value.field === 'birthDate' ? birth : value.field === 'sex' ? sex : undefined;
    if (expected === undefined) return value;
    return value.text === expected ? { ...value, verified: true } : { ...value, confidence: 0 };
  });
};

const datePattern = String.raw`(\d{4})[.．。·,\-]?(\d{2})[.．。·,\-]?(\d{2})`;
const validityPattern = new RegExp(`${datePattern}[-—–一~至_]*(?:${datePattern}|([长長]?期))`, 'u');

/** 国徽面: issuing authority and validity. */
export const readCardBack = (page: Page): { values: ReadValue[]; labels: number } => {
  const rows = rowsOf(page);
  const values: ReadValue[] = [];
  const authorityAt = rows.findIndex(({ text }) => /[签鉴]?发机关/u.test(text));
  const validityAt = rows.findIndex(({ text }) => validityPattern.test(text));
  const authority = rows[authorityAt];
  if (authority !== undefined) {
    const label = /[签鉴]?发机关/u.exec(authority.text);
    const characters = authority.characters.slice((label?.index ?? 0) + (label?.[0].length ?? 0));
    // A long name goes on in the row below, under its beginning.
    const below = rows.slice(authorityAt + 1, Math.max(authorityAt + 1, validityAt)).flatMap((row) => row.characters);
    const all = [...characters, ...below.filter(({ x }) => x > (characters[0]?.x ?? 0) - authority.height)];
    if (all.length >= 4) values.push(readValue(page, 'issuingAuthority', all));
  }
  const validity = rows[validityAt];
  if (validity !== undefined) values.push(...validityOf(page, validity));
  const labelled = rows.filter(({ text }) => /发机关|有效期|居民身份|身份证/u.test(text)).length;
  return { values, labels: labelled };
};

const validityOf = (page: Page, row: Row): ReadValue[] => {
  const found = validityPattern.exec(row.text);
  if (found === null) return [];
  const whole = row.characters.slice(found.index, found.index + found[0].length);
  const isDigit = ({ character }: PlacedCharacter): boolean => /\d/.test(character);
  const digits = whole.filter(isDigit);
  const from = [found[1], found[2], found[3]].map(Number) as [number, number, number];
  if (!isCalendarDate(...from)) return [];
  const spelled = ([year, month, day]: readonly number[]): string =>
    `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const split = whole.indexOf(digits[7] as PlacedCharacter) + 1;
  const [fromPlace, untilPlace] = [whole.slice(0, split), whole.slice(split)];
  if (found[7] !== undefined) {
    const until = untilPlace.filter(({ character }) => /[长長期]/u.test(character));
    return [
      readValue(page, 'validFrom', fromPlace, spelled(from), fromPlace.filter(isDigit)),
      readValue(page, 'validUntil', until, '长期', until),
    ];
  }
  const until = [found[4], found[5], found[6]].map(Number) as [number, number, number];
  if (!isCalendarDate(...until)) return [];
  // Resident Identity Card Law of 2011, article 5: 5, 10 or 20 years to the day, or without end. Anything else was misread.
  const years = until[0] - from[0];
  const sameDay = until[1] === from[1] && (until[2] === from[2] || (from[1] === 2 && from[2] === 29));
  const verified = sameDay && (years === 5 || years === 10 || years === 20);
  return [
    readValue(page, 'validFrom', fromPlace, spelled(from), fromPlace.filter(isDigit)),
    readValue(page, 'validUntil', untilPlace.filter(isDigit), spelled(until)),
  ].map((value) => (verified ? { ...value, verified } : { ...value, confidence: 0 }));
};
