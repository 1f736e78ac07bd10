import sharp from 'sharp';
import recipe from '../../../resources/sample/recipe.json' with { type: 'json' };
import { passportZone } from './machine-readable-zone.ts';
import type { Person } from './people.ts';
import { drawPerson, identityFraming } from './portrait/index.ts';
import { type Random, randomFrom } from './random.ts';
import type { Raster } from './raster.ts';
import { pitchedSvg, textSvg, wrapCharacters } from './text.ts';

/** A drawn card or page: four bytes a pixel, transparent outside its rounded corners. */
export type Card = { width: number; height: number; pixels: Uint8Array };

/** ISO/IEC 7810 ID-1 (85.60 × 53.98 mm, corner radius 3.18 mm), a tenth of a millimetre a unit. */
const identityFormat = { width: 856, height: 540, radius: 32 };
/** ISO/IEC 7810 ID-3, the passport page (125 × 88 mm), a tenth of a millimetre a unit. */
const passportFormat = { width: 1250, height: 880, radius: 24 };
const ink = '#20242a';
const labelInk = '#3c6ea8';

/** A person's head on a plain ground, as on an identity photo. */
export const headPicture = (person: Person, width: number, height: number, ground: readonly [number, number, number]): Raster => {
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < pixels.length; at += 3) {
    pixels[at] = ground[0];
    pixels[at + 1] = ground[1];
    pixels[at + 2] = ground[2];
  }
  return drawPerson(person.looks, identityFraming(width, height), { width, height, pixels });
};

/** Fine wavy lines as a security print has them, invented. */
const guilloche = (random: Random, width: number, height: number, colours: readonly string[]): string => {
  const lines: string[] = [];
  const phase = random.between(0, 6);
  for (let line = 0; line < 26; line += 1) {
    const base = (line / 25) * height;
    const points = Array.from({ length: 44 }, (_, step) => {
      const x = (step / 43) * width;
      const y = base + 16 * Math.sin(x / 70 + phase + line * 0.35) + 7 * Math.sin(x / 23 - line * 0.6);
      return `${x.toFixed(0)},${y.toFixed(1)}`;
    });
    lines.push(
      `<polyline points="${points.join(' ')}" fill="none" stroke="${colours[line % colours.length]}" stroke-width="1.1" opacity="0.5"/>`,
    );
  }
  return lines.join('');
};

/** 样本 SPECIMEN, slanting across the whole card. */
const specimen = (width: number, height: number): string => {
  const size = Math.min(height * 0.15, width * 0.095);
  const line = textSvg('样本 SPECIMEN', { x: 0, y: 0, size, colour: '#c8324a', anchor: 'middle', spacing: size * 0.08 });
  return `<g opacity="0.3" transform="translate(${width * 0.46} ${height * 0.6}) rotate(-24)">${line}</g>`;
};

/** 样本 SPECIMEN across the chest of a portrait, below the face. */
export const markPortrait = async ({ width, height, pixels }: Raster): Promise<Raster> => {
  const size = width * 0.1;
  const line = textSvg('样本 SPECIMEN', { x: 0, y: 0, size, colour: '#c8324a', anchor: 'middle', spacing: size * 0.06 });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g opacity="0.5" transform="translate(${width / 2} ${height * 0.93}) rotate(-8)">${line}</g></svg>`;
  const marked = sharp(pixels, { raw: { width, height, channels: 3 } }).composite([{ input: Buffer.from(svg) }]);
  return { width, height, pixels: await marked.removeAlpha().raw().toBuffer() };
};

/** An emblem of no state: a kite over three hills in a ring. */
const inventedEmblem = (x: number, y: number, radius: number): string =>
  `<g transform="translate(${x} ${y}) scale(${radius / 100})" fill="none" stroke="#b3202c" stroke-width="6">
  <circle r="96" fill="#d8b04a" fill-opacity="0.55"/><circle r="78" fill="#c63a3a" fill-opacity="0.75"/>
  <path d="M-70 36 L-34 -6 L-8 28 L22 -18 L70 36 Q0 92 -70 36Z" fill="#e7c466"/>
  <path d="M0 -66 L26 -38 L0 6 L-26 -38Z M0 -66 L0 6 M-26 -38 L26 -38 M0 6 Q16 22 2 34 Q-10 44 4 58" stroke="#f6e3a0"/></g>`;

const paint = async (
  format: typeof identityFormat,
  pixelsWide: number,
  body: string,
  head?: { png: Buffer; left: number; top: number },
): Promise<Card> => {
  const { width, height, radius } = format;
  const scale = pixelsWide / width;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${pixelsWide}" height="${Math.round(height * scale)}" viewBox="0 0 ${width} ${height}">
  <defs><clipPath id="edge"><rect width="${width}" height="${height}" rx="${radius}"/></clipPath></defs><g clip-path="url(#edge)">${body}</g></svg>`;
  const over = `<svg xmlns="http://www.w3.org/2000/svg" width="${pixelsWide}" height="${Math.round(height * scale)}" viewBox="0 0 ${width} ${height}">${specimen(width, height)}</svg>`;
  const layers = head === undefined ? [] : [{ input: head.png, left: Math.round(head.left * scale), top: Math.round(head.top * scale) }];
  const { data, info } = await sharp(Buffer.from(svg))
    .composite([...layers, { input: Buffer.from(over) }])
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
};

/** A head cut out of its plain ground, so that the card's print shows round it; a ghost is grey and half transparent. */
const printedHead = async (person: Person, width: number, height: number, ghost = false): Promise<Buffer> => {
  const ground = [226, 236, 240] as const;
  const raster = headPicture(person, width, height, ground);
  const rgba = Buffer.alloc(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [red, green, blue] = [raster.pixels[pixel * 3] ?? 0, raster.pixels[pixel * 3 + 1] ?? 0, raster.pixels[pixel * 3 + 2] ?? 0];
    const plain = red === ground[0] && green === ground[1] && blue === ground[2];
    const grey = red * 0.3 + green * 0.59 + blue * 0.11;
    rgba[pixel * 4] = ghost ? grey : red;
    rgba[pixel * 4 + 1] = ghost ? grey * 0.98 : green;
    rgba[pixel * 4 + 2] = ghost ? Math.min(255, grey * 1.05) : blue;
    rgba[pixel * 4 + 3] = plain ? 0 : ghost ? 120 : 255;
  }
  return sharp(rgba, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
};

const dotted = (date: string): string => date.replaceAll('-', '.');

/** 人像面: the side of the resident identity card with the portrait. */
export const drawIdentityFront = async (person: Person, pixelsWide: number): Promise<Card> => {
  const { width, height } = identityFormat;
  const label = (line: string, x: number, y: number): string => textSvg(line, { x, y, size: 25, colour: labelInk, weight: 0.6 });
  const value = (line: string, x: number, y: number): string =>
    textSvg(line, { x, y, size: line.length > 9 ? 26 : 30, colour: ink, weight: 0.8 });
  const [year, month, day] = person.birthDate.split('-');
  const address = wrapCharacters(person.address, 13).map((line, index) => value(line, 158, 290 + index * 42));
  const body = `<linearGradient id="tint" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#e9f1f4"/><stop offset="0.55" stop-color="#dfeaf0"/><stop offset="1" stop-color="#eef0e4"/></linearGradient>
  <rect width="${width}" height="${height}" fill="url(#tint)"/>${guilloche(randomFrom(person.idNumber), width, height, ['#b9d3df', '#e3c9c4', '#c6d9c3'])}
  ${label('姓名', 62, 88)}${value(person.name, 158, 90)}${label('性别', 62, 156)}${value(person.sex === 'male' ? '男' : '女', 158, 158)}
  ${label('民族', 246, 156)}${value(person.ethnicity, 326, 158)}${label('出生', 62, 222)}
  ${value(year ?? '', 158, 224)}${label('年', 236, 222)}${value(String(Number(month)), 286, 224)}${label('月', 328, 222)}${value(String(Number(day)), 372, 224)}${label('日', 418, 222)}
  ${label('住址', 62, 290)}${address.join('')}
  ${label('公民身份号码', 62, 478)}${pitchedSvg(person.idNumber, 27.5, { x: 262, y: 482, size: 42, colour: ink, weight: 1.1 })}`;
  const scale = pixelsWide / width;
  const [headWidth, headHeight] = [Math.round(232 * scale), Math.round(300 * scale)];
  return paint(identityFormat, pixelsWide, body, { png: await printedHead(person, headWidth, headHeight), left: 572, top: 82 });
};

/** 国徽面: the side with the issuing authority and the validity. The emblem is invented. */
export const drawIdentityBack = async (person: Person, pixelsWide: number): Promise<Card> => {
  const { width, height } = identityFormat;
  const until = person.idValidUntil === '长期' ? '长期' : dotted(person.idValidUntil);
  const body = `<linearGradient id="tint" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#eaf0ef"/><stop offset="1" stop-color="#efe6dc"/></linearGradient>
  <rect width="${width}" height="${height}" fill="url(#tint)"/>${guilloche(randomFrom(`${person.idNumber}/back`), width, height, ['#d9c3b6', '#bfd6da', '#e4d3a8'])}
  <path d="M430 330 Q520 240 600 300 T760 250 T860 300 V380 H400Z" fill="#c9d8d2" opacity="0.6"/>
  ${inventedEmblem(130, 132, 80)}
  ${textSvg('示例共和国', { x: 510, y: 116, size: 50, colour: ink, anchor: 'middle', spacing: 16, weight: 1 })}
  ${textSvg('居民身份证', { x: 510, y: 206, size: 72, colour: ink, anchor: 'middle', spacing: 20, weight: 1.6 })}
  ${textSvg('非真实证件 仅供测试', { x: 510, y: 262, size: 24, colour: '#8a3040', anchor: 'middle', spacing: 4 })}
  ${textSvg('签发机关', { x: 206, y: 410, size: 26, colour: ink, weight: 0.8 })}${textSvg(person.issuingAuthority, { x: 340, y: 411, size: 29, colour: ink, weight: 0.6 })}
  ${textSvg('有效期限', { x: 206, y: 478, size: 26, colour: ink, weight: 0.8 })}${textSvg(`${dotted(person.idValidFrom)}-${until}`, { x: 340, y: 479, size: 30, colour: ink, weight: 0.6 })}`;
  return paint(identityFormat, pixelsWide, body);
};

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const passportDate = (date: string): string => `${date.slice(8)} ${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;

/** 护照资料页: the data page, with the machine-readable zone of ICAO Doc 9303 (10 characters an inch: 2.54 mm apart). */
export const drawPassportPage = async (person: Person, pixelsWide: number): Promise<Card> => {
  const { width, height } = passportFormat;
  const entry = (caption: string, line: string, x: number, y: number): string =>
    textSvg(caption, { x, y, size: 17, colour: labelInk }) + textSvg(line, { x, y: y + 34, size: 29, colour: ink, weight: 0.6 });
  const [first, second] = passportZone({
    state: 'CHN',
    surname: person.latinSurname,
    givenNames: person.latinGivenNames,
    passportNumber: person.passportNumber,
    birthDate: person.birthDate,
    sex: person.sex,
    expiryDate: person.passportValidUntil,
  });
  const body = `<linearGradient id="tint" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f1ece1"/><stop offset="0.5" stop-color="#e4ecea"/><stop offset="1" stop-color="#efe3dc"/></linearGradient>
  <rect width="${width}" height="${height}" fill="url(#tint)"/>${guilloche(randomFrom(person.passportNumber), width, height, ['#d8c2b4', '#b8d2cf', '#d6cfa6'])}
  ${textSvg('护照', { x: 60, y: 74, size: 44, colour: '#7a2430', weight: 1 })}${textSvg('PASSPORT', { x: 60, y: 108, size: 26, colour: '#7a2430', weight: 0.8 })}
  ${textSvg('示例共和国 非真实证件 仅供测试', { x: 790, y: 60, size: 24, colour: '#7a2430', anchor: 'middle' })}
  ${entry('类型 / Type', 'P', 410, 96)}${entry('国家码 / Country Code', 'CHN', 560, 96)}${entry('护照号 / Passport No.', person.passportNumber, 900, 96)}
  ${entry('姓名 / Name', person.name, 410, 176)}${textSvg(`${person.latinSurname}, ${person.latinGivenNames}`, { x: 410, y: 248, size: 29, colour: ink, weight: 0.6 })}
  ${entry('性别 / Sex', person.sex === 'male' ? '男 / M' : '女 / F', 410, 286)}${entry('国籍 / Nationality', '中国 / CHINESE', 600, 286)}${entry('出生日期 / Date of birth', passportDate(person.birthDate), 900, 286)}
  ${entry('出生地点 / Place of birth', person.birthPlaceLatin, 410, 370)}${entry('签发日期 / Date of issue', passportDate(person.passportValidFrom), 900, 370)}
  ${entry('签发机关 / Authority', recipe.drawn.passport.at(-1) ?? '', 410, 454)}${entry('有效期至 / Date of expiry', passportDate(person.passportValidUntil), 900, 454)}
  ${entry('持证人签名 / Signature', person.name, 410, 538)}
  <rect y="672" width="${width}" height="208" fill="#f6f2ea" opacity="0.75"/>
  ${pitchedSvg(first, 25.4, { x: 66, y: 756, size: 44, colour: ink, weight: 0.8 })}${pitchedSvg(second, 25.4, { x: 66, y: 830, size: 44, colour: ink, weight: 0.8 })}`;
  const scale = pixelsWide / width;
  const [headWidth, headHeight] = [Math.round(310 * scale), Math.round(400 * scale)];
  const main = await printedHead(person, headWidth, headHeight);
  const card = await paint(passportFormat, pixelsWide, body, { png: main, left: 60, top: 140 });
  const ghost = await printedHead(person, Math.round(120 * scale), Math.round(155 * scale), true);
  const { data } = await sharp(card.pixels, { raw: { width: card.width, height: card.height, channels: 4 } })
    .composite([{ input: ghost, left: Math.round(1090 * scale), top: Math.round(510 * scale) }])
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ...card, pixels: data };
};

/** 补充: a letter on paper that explains something. */
export const drawSupplement = async (person: Person, pixelsWide: number): Promise<Card> => {
  const format = { width: 840, height: 1120, radius: 0 };
  const { title, body: lines, signer } = recipe.supplementLines;
  const set = lines
    .flatMap((line) => wrapCharacters(line, 23))
    .map((line, index) => textSvg(line, { x: 84, y: 304 + index * 84, size: 29, colour: '#25282e' }));
  const body = `<rect width="840" height="1120" fill="#f3f2ee"/><g stroke="#d7dde2" stroke-width="1.4">${Array.from({ length: 13 }, (_, line) => `<path d="M70 ${318 + line * 56}H770"/>`).join('')}</g>
  ${textSvg(title, { x: 420, y: 170, size: 54, colour: '#1d1f24', anchor: 'middle', spacing: 14, weight: 1 })}${set.join('')}
  ${textSvg(`${signer}${person.name}`, { x: 440, y: 960, size: 33, colour: '#25282e' })}`;
  return paint(format, pixelsWide, body);
};
