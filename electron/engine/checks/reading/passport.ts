import type { ReadValue } from '../../../../shared/domain/reading.ts';
import type { Page, PageLine } from './read-page.ts';
import { readValue, rowOf } from './rows.ts';

const nameLabel = /^(?:姓名|性名)|[/／]Name|^Name\b/u;
const chineseName = /^[\p{Script=Han}·•・.]{2,}$/u;

const latinName = /^[A-Z][A-Z'’ -]*[,，.][A-Z'’ ,，-]+$/u;

/** Whether a page without a zone is a passport's all the same: its captions say so. A card has some of them, too, but none of these. */
export const isPassport = (page: Page): boolean =>
  page.lines.filter(({ text }) => /护照|passport|nationality|国籍/iu.test(text)).length >= 2;

/** The lines close under the label of the name, from the top. */
const linesUnderLabel = (page: Page): PageLine[] => {
  const label = page.lines.find(({ text }) => nameLabel.test(text.replaceAll(' ', '')) && !/使用|曾用/u.test(text));
  if (label === undefined) return [];
  return page.lines
    .filter(
      (line) =>
        line.level > label.level + label.box.height * 0.3 &&
        line.level < label.level + label.box.height * 5 &&
        Math.abs(line.left - label.left) < label.box.height * 3,
    )
    .sort((left, right) => left.level - right.level);
};

/** The name in characters on a passport's data page: the first line of nothing but characters under its label. */
export const readPassportName = (page: Page): ReadValue | undefined => {
  const found = linesUnderLabel(page).find((line) => chineseName.test(rowOf([line]).text));
  if (found === undefined) return undefined;
  const { characters, text } = rowOf([found]);
  return readValue(page, 'name', characters, text.replace(/[•・.]/gu, '·'));
};

/** The name in letters under it, `SURNAME, GIVEN NAMES`, as one of the words of a form. */
export const readPassportLatinName = (page: Page): ReadValue | undefined => {
  const found = linesUnderLabel(page).find((line) => latinName.test(rowOf([line]).text));
  if (found === undefined) return undefined;
  const { characters, text } = rowOf([found]);
  const letters = characters.filter(({ character }) => /[A-Z]/.test(character));
  return readValue(page, 'latinName', letters, text.replaceAll(/[,，.]/gu, ' ').trim(), letters);
};

/** Least probability of a name that may contradict the other print of it. */
const telling = 0.6;

/**
 * A passport says the name in letters twice, on the page and in the zone, which has no check digit for it. Where both say the same, it is sure; where one is
 * unsure the other stands; where both are fairly sure of different names one was misread, and nothing is concluded.
 */
export const agreedLatinName = (printed: ReadValue | undefined, zone: ReadValue | undefined): ReadValue | undefined => {
  if (printed === undefined || zone === undefined) return printed ?? zone;
  const letters = ({ text }: ReadValue): string => text.replaceAll(/[^A-Z]/gu, '');
  const surer = printed.confidence >= zone.confidence ? printed : zone;
  if (letters(printed) === letters(zone)) return { ...surer, text: zone.text, verified: true };
  return Math.min(printed.confidence, zone.confidence) < telling ? surer : { ...surer, confidence: 0 };
};
