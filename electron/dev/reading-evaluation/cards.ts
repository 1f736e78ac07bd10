import { existsSync } from 'node:fs';
import { openSync } from 'fontkit';
import sharp from 'sharp';
import { writeTd3 } from '../../../shared/domain/mrz.ts';
import type { Random } from '../../intake/sample/random.ts';
import type { Subject } from './people.ts';

/** A drawn page: four bytes a pixel. */
export type DrawnPage = { width: number; height: number; pixels: Uint8Array };

type OutlineFont = {
  unitsPerEm: number;
  glyphForCodePoint: (codePoint: number) => { id: number; advanceWidth: number; path: { toSVG: () => string } };
};

const faces = [
  ['/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', 'NotoSansCJKsc-Regular'],
  ['/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc', 'NotoSansCJKsc-Bold'],
  ['/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc', 'NotoSerifCJKsc-Regular'],
  ['/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc', 'NotoSerifCJKsc-Bold'],
] as const;
const numberFaces = [
  ['/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf', ''],
  ['/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf', ''],
  ['/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf', ''],
  ['/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', 'NotoSansMonoCJKsc-Regular'],
] as const;

const opened = new Map<string, OutlineFont>();
const faceAt = (path: string, name: string): OutlineFont | undefined => {
  if (!existsSync(path)) return undefined;
  const known = opened.get(`${path}/${name}`);
  if (known !== undefined) return known;
  const file = openSync(path);
  const face = 'fonts' in file ? file.fonts.find(({ postscriptName }) => postscriptName === name) : file;
  if (face !== undefined) opened.set(`${path}/${name}`, face as unknown as OutlineFont);
  return face as unknown as OutlineFont | undefined;
};
const present = (list: readonly (readonly [string, string])[]): OutlineFont[] => list.flatMap(([path, name]) => faceAt(path, name) ?? []);

/** The fonts of one page. Needs the system's packages for Chinese text; throws where there is none. */
export const chooseFonts = (random: Random): { text: OutlineFont; number: OutlineFont } => {
  const [texts, numbers] = [present(faces), present(numberFaces)];
  const [text, number] = [texts[random.whole(0, texts.length - 1)], numbers[random.whole(0, numbers.length - 1)]];
  if (text === undefined || number === undefined)
    throw new Error('The evaluation draws with fonts-noto-cjk and fonts-dejavu, which are not on this machine.');
  return { text, number };
};

type Style = { x: number; y: number; size: number; colour: string; pitch?: number };

const line = (font: OutlineFont, text: string, { x, y, size, colour, pitch }: Style): string => {
  const scale = size / font.unitsPerEm;
  let at = x;
  const paths = [...text].map((character) => {
    const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 32);
    const left = pitch === undefined ? at : at + (pitch - glyph.advanceWidth * scale) / 2;
    at += pitch ?? glyph.advanceWidth * scale;
    return `<path transform="translate(${left.toFixed(2)} ${y}) scale(${scale} ${-scale})" d="${glyph.path.toSVG()}"/>`;
  });
  return `<g fill="${colour}">${paths.join('')}</g>`;
};

/** Fine lines, patches of colour, or nothing, under the text. */
const ground = (random: Random, width: number, height: number): string => {
  const tint = random.pick(['#eef3f1', '#e3edf3', '#f3eee6', '#e9efe2', '#f4f4f4']);
  const lines = Array.from({ length: random.whole(0, 40) }, (_, index) => {
    const base = (index / 40) * height;
    const points = Array.from(
      { length: 30 },
      (_, step) => `${((step / 29) * width).toFixed(0)},${(base + 14 * Math.sin(step / 2 + index)).toFixed(0)}`,
    );
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${random.pick(['#c5d7df', '#e3cfca', '#cfdccb'])}" stroke-width="${random.between(0.8, 2).toFixed(1)}"/>`;
  });
  return `<rect width="${width}" height="${height}" fill="${tint}"/>${lines.join('')}`;
};

const render = async (width: number, height: number, body: string, pixelsWide: number): Promise<DrawnPage> => {
  const tall = Math.round((height * pixelsWide) / width);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${pixelsWide}" height="${tall}" viewBox="0 0 ${width} ${height}">${body}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
};

const wrapped = (text: string, most: number): string[] => text.match(new RegExp(`.{1,${most}}`, 'gu')) ?? [];
const blue = ['#2f6fb0', '#4a86c2', '#3b5f9a'];

/** 人像面, with places and sizes as on real cards (GA 448-2013 gives the card; places by eye), each moved a little by lot. */
export const drawFront = (subject: Subject, random: Random, pixelsWide = 1_300): Promise<DrawnPage> => {
  const { text, number } = chooseFonts(random);
  const [width, height] = [856, 540];
  const ink = random.pick(['#1d1d20', '#2b2b2f', '#101014']);
  const labelColour = random.pick(blue);
  const [labelSize, size] = [random.between(20, 25), random.between(25, 32)];
  const [left, column] = [random.between(48, 66), random.between(142, 166)];
  const pitch = random.between(68, 76);
  const top = random.between(78, 96);
  const label = (words: string, x: number, y: number): string => line(text, words, { x, y, size: labelSize, colour: labelColour });
  const value = (words: string, x: number, y: number, big = size): string => line(text, words, { x, y, size: big, colour: ink });
  const [year = '', month = '', day = ''] = subject.birthDate.split('-');
  const step = size * 0.62;
  const rows = wrapped(subject.address, random.whole(10, 12)).map((words, index) =>
    value(words, column, top + pitch * 3 + index * size * 1.42, size * 0.9),
  );
  const [m, d] = [String(Number(month)), String(Number(day))];
  const portrait = `<rect x="${width * 0.64}" y="70" width="230" height="300" fill="#b9c4cc"/><circle cx="${width * 0.64 + 115}" cy="190" r="70" fill="#7d6a5d"/><path d="M${width * 0.64 + 20} 370 Q${width * 0.64 + 115} 230 ${width * 0.64 + 210} 370Z" fill="#4b5563"/>`;
  const body = `${ground(random, width, height)}${portrait}
  ${label('姓名', left, top)}${value(subject.name, column, top, size * 1.1)}
  ${label('性别', left, top + pitch)}${value(subject.sex === 'male' ? '男' : '女', column, top + pitch)}${label('民族', column + 92, top + pitch)}${value(subject.ethnicity, column + 92 + labelSize * 2.6, top + pitch)}
  ${label('出生', left, top + pitch * 2)}${value(year, column, top + pitch * 2)}${label('年', column + step * 4.2, top + pitch * 2)}${value(m, column + step * 4.2 + labelSize * 1.4, top + pitch * 2)}${label('月', column + step * 6 + labelSize * 1.4, top + pitch * 2)}${value(d, column + step * 6 + labelSize * 2.8, top + pitch * 2)}${label('日', column + step * 7.9 + labelSize * 2.8, top + pitch * 2)}
  ${label('住址', left, top + pitch * 3)}${rows.join('')}
  ${label('公民身份号码', left, 484)}${line(number, subject.idNumber, { x: random.between(258, 285), y: 486, size: random.between(36, 44), colour: ink, pitch: random.between(25, 29) })}`;
  return render(width, height, body, pixelsWide);
};

const dotted = (date: string): string => date.replaceAll('-', '.');

/** 国徽面. The emblem is left out. */
export const drawBack = (subject: Subject, random: Random, pixelsWide = 1_300): Promise<DrawnPage> => {
  const { text } = chooseFonts(random);
  const [width, height] = [856, 540];
  const ink = '#1f1f22';
  const [labels, values] = [random.between(190, 240), random.between(340, 370)];
  const until = subject.validUntil === '长期' ? '长期' : dotted(subject.validUntil);
  const body = `${ground(random, width, height)}<circle cx="130" cy="140" r="78" fill="#c8503c" opacity="0.7"/>
  ${line(text, '居民身份证', { x: 300, y: 210, size: 74, colour: ink, pitch: 92 })}
  ${line(text, '签发机关', { x: labels, y: 414, size: 26, colour: ink })}${line(text, subject.issuingAuthority, { x: values, y: 414, size: 28, colour: ink })}
  ${line(text, '有效期限', { x: labels, y: 480, size: 26, colour: ink })}${line(text, `${dotted(subject.validFrom)}-${until}`, { x: values, y: 480, size: 28, colour: ink })}`;
  return render(width, height, body, pixelsWide);
};

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const printed = (date: string): string => `${date.slice(8)} ${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;

/** 护照资料页. */
export const drawPassport = (subject: Subject, random: Random, pixelsWide = 1_500): Promise<DrawnPage> => {
  const { text, number } = chooseFonts(random);
  const [width, height] = [1250, 880];
  const ink = '#1f2126';
  const entry = (caption: string, words: string, x: number, y: number): string =>
    line(text, caption, { x, y, size: 17, colour: '#4a6c9c' }) + line(text, words, { x, y: y + 34, size: 28, colour: ink });
  const short = (date: string): string => date.slice(2).replaceAll('-', '');
  const [first, second] = writeTd3({
    documentCode: 'P',
    issuingState: 'CHN',
    surname: subject.latinSurname,
    givenNames: subject.latinGivenNames,
    passportNumber: subject.passportNumber,
    nationality: 'CHN',
    birthDate: short(subject.birthDate),
    sex: subject.sex,
    expiryDate: short(subject.passportUntil),
    personalNumber: '',
  });
  const zone = { x: random.between(56, 80), size: random.between(40, 46), colour: ink, pitch: 25.4 };
  const body = `${ground(random, width, height)}<rect x="60" y="150" width="300" height="390" fill="#b9c4cc"/>
  ${line(text, '护照 PASSPORT', { x: 60, y: 90, size: 40, colour: '#7a2430' })}
  ${entry('类型/Type', 'P', 410, 80)}${entry('国家码/Country Code', 'CHN', 560, 80)}${entry('护照号/Passport No.', subject.passportNumber, 900, 80)}
  ${entry('姓名/Name', subject.name, 410, 160)}${line(text, `${subject.latinSurname}, ${subject.latinGivenNames}`, { x: 410, y: 232, size: 28, colour: ink })}
  ${entry('性别/Sex', subject.sex === 'male' ? '男/M' : '女/F', 410, 275)}${entry('国籍/Nationality', '中国/CHINESE', 600, 275)}${entry('出生日期/Date of birth', printed(subject.birthDate), 900, 275)}
  ${entry('出生地点/Place of birth', '北京/BEIJING', 410, 360)}${entry('有效期至/Date of expiry', printed(subject.passportUntil), 900, 440)}
  ${line(number, first, { ...zone, y: 760 })}${line(number, second, { ...zone, y: 834 })}`;
  return render(width, height, body, pixelsWide);
};
