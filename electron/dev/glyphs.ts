/**
 * Writes `resources/sample/glyphs.json`: the outlines of exactly the characters that the sample batch draws, so that drawing needs no font
 * on the machine. Run by hand, after the recipe has gained characters: `node electron/dev/glyphs.ts [NotoSansCJK-Regular.ttc]`.
 * Promises a stable file (sorted, whole font units) and stops at the first character that the font does not have.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { openSync } from 'fontkit';
import recipe from '../../resources/sample/recipe.json' with { type: 'json' };

/** Where Debian's package fonts-noto-cjk keeps the collection. */
const debianFont = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
const ascii = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)).join('');

type OutlineFont = {
  unitsPerEm: number;
  glyphForCodePoint: (codePoint: number) => { id: number; advanceWidth: number; path: { toSVG: () => string } };
};

const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
};

const outlines = (font: OutlineFont, characters: string): Record<string, [number, string]> => {
  const entries = [...new Set(characters)].sort().map((character): [string, [number, string]] => {
    const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
    if (glyph.id === 0) throw new Error(`The font has no outline for U+${character.codePointAt(0)?.toString(16)}.`);
    return [character, [Math.round(glyph.advanceWidth), glyph.path.toSVG()]];
  });
  return Object.fromEntries(entries);
};

const path = process.argv[2] ?? debianFont;
const collection = openSync(path);
if (!('fonts' in collection)) throw new Error('A font collection (.ttc) is expected.');
const face = (name: string): OutlineFont => {
  const found = collection.fonts.find((font) => font.postscriptName === name);
  if (found === undefined) throw new Error(`The collection has no face ${name}.`);
  return found as unknown as OutlineFont;
};
const { surnames, givenNames, minorityNames, ethnicities, regions, places, drawn } = recipe;
const text = strings([surnames, givenNames, minorityNames, ethnicities, regions, places, drawn]).join('') + ascii;
const regular = face('NotoSansCJKsc-Regular');
const glyphs = {
  about:
    'Outlines from Noto Sans CJK SC (regular) and Noto Sans Mono CJK SC (mono), SIL Open Font License 1.1; see LICENSE-fonts.txt. Each: advance, path; y upwards.',
  unitsPerEm: regular.unitsPerEm,
  regular: outlines(regular, text),
  mono: outlines(face('NotoSansMonoCJKsc-Regular'), ascii),
};
const written = `${JSON.stringify(glyphs)}\n`;
const target = new URL('../../resources/sample/glyphs.json', import.meta.url);
if (!readFileSync(new URL('../../resources/sample/LICENSE-fonts.txt', import.meta.url), 'utf8').includes('Open Font License')) {
  throw new Error('The licence of the outlines must stand beside them.');
}
writeFileSync(target, written);
process.stdout.write(`${Object.keys(glyphs.regular).length} characters, ${written.length} characters of JSON\n`);
