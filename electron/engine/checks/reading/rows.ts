import type { FieldName } from '../../../../shared/domain/application.ts';
import type { Region } from '../../../../shared/domain/finding.ts';
import type { ReadValue } from '../../../../shared/domain/reading.ts';
import { cornersOf, middleOf, turned } from './geometry.ts';
import type { Page, PageLine } from './read-page.ts';

/** A character with the line it stands in. */
export type PlacedCharacter = {
  character: string;
  confidence: number;
  line: PageLine;
  /** Where its middle is along the line, 0–1, */
  at: number;
  /** and on the straightened page, px. */
  x: number;
};

/** Lines side by side. `text` and `characters` go together, one code unit each; spaces are left out. */
export type Row = { text: string; characters: PlacedCharacter[]; lines: PageLine[]; level: number; height: number };

const placed = (line: PageLine): PlacedCharacter[] =>
  line.read
    // Spaces say nothing on these documents, and a character of two code units none that is asked for.
    .filter(({ character }) => character.trim() !== '' && character.length === 1)
    .map(({ character, confidence, at }) => ({ character, confidence, line, at, x: line.left + at * (line.right - line.left) }));

/** A row of some lines. */
export const rowOf = (lines: readonly PageLine[]): Row => {
  const ordered = [...lines].sort((left, right) => left.left - right.left);
  const characters = ordered.flatMap(placed);
  return {
    text: characters.map(({ character }) => character).join(''),
    characters,
    lines: ordered,
    level: middleOf(ordered.map(({ level }) => level)),
    height: middleOf(ordered.map(({ box }) => box.height)),
  };
};

/** The lines of a page as rows, from the top. Lines much higher than the others (a watermark, a title) make none. */
export const rowsOf = (page: Page): Row[] => {
  const usual = middleOf(page.lines.map(({ box }) => box.height));
  const rows: PageLine[][] = [];
  for (const line of page.lines.filter(({ box }) => box.height < usual * 2.2).sort((left, right) => left.level - right.level)) {
    const last = rows.at(-1);
    const level = last === undefined ? 0 : middleOf(last.map((other) => other.level));
    if (last !== undefined && line.level - level < usual * 0.55) last.push(line);
    else rows.push([line]);
  }
  return rows.map(rowOf);
};

/** Where some characters of one or more lines stand, as fractions of the upright picture. */
export const regionOf = (page: Page, characters: readonly PlacedCharacter[]): Region => {
  const corners = [...new Set(characters.map(({ line }) => line))].flatMap((line) => {
    const places = characters.filter((character) => character.line === line).map(({ at }) => at);
    const step = 0.6 / Math.max(1, line.read.length);
    const [from, to] = [Math.max(0, Math.min(...places) - step), Math.min(1, Math.max(...places) + step)];
    const { centre, width, height, angle } = line.box;
    const shift = turned({ x: ((from + to) / 2 - 0.5) * width, y: 0 }, angle);
    return cornersOf({ centre: { x: centre.x + shift.x, y: centre.y + shift.y }, width: (to - from) * width, height, angle });
  });
  return page.fractions(corners);
};

/** A value made of some characters. `text` where it is not simply what they say; `counted`: only these count for its confidence. */
export const readValue = (
  page: Page,
  field: FieldName,
  characters: readonly PlacedCharacter[],
  text = characters.map(({ character }) => character).join(''),
  counted: readonly PlacedCharacter[] = characters,
): ReadValue => ({
  field,
  text,
  confidence: Math.min(1, ...counted.map(({ confidence }) => confidence)),
  region: regionOf(page, characters),
});
