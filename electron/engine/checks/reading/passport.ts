import type { ReadValue } from '../../../../shared/domain/reading.ts';
import type { Page, PageLine } from './read-page.ts';
import { readValue, rowOf } from './rows.ts';

const nameLabel = /^(?:姓名|性名)|[/／]Name|^Name\b/u;
const chineseName = /^[\p{Script=Han}·•・.]{2,}$/u;

/** The name in characters on a passport's data page: the first line of nothing but characters under its label. */
export const readPassportName = (page: Page): ReadValue | undefined => {
  const label = page.lines.find(({ text }) => nameLabel.test(text.replaceAll(' ', '')) && !/使用|曾用/u.test(text));
  if (label === undefined) return undefined;
  const under = (line: PageLine): boolean =>
    line.level > label.level + label.box.height * 0.3 &&
    line.level < label.level + label.box.height * 4 &&
    Math.abs(line.left - label.left) < label.box.height * 3;
  const found = page.lines
    .filter((line) => under(line) && chineseName.test(rowOf([line]).text))
    .sort((left, right) => left.level - right.level)[0];
  if (found === undefined) return undefined;
  const { characters, text } = rowOf([found]);
  return readValue(page, 'name', characters, text.replace(/[•・.]/gu, '·'));
};
