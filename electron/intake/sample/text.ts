import drawnGlyphs from '../../../resources/sample/glyphs.json' with { type: 'json' };

/** A character's advance and its path in font units, y upwards. */
type Face = Record<string, [number, string]>;
const { unitsPerEm } = drawnGlyphs;
const regular = drawnGlyphs.regular as unknown as Face;
const mono = drawnGlyphs.mono as unknown as Face;

/** How a line of text is set. `x`, `y`: its left end on the base line; `size`: the em, in the drawing's units. */
export type TextStyle = {
  x: number;
  y: number;
  size: number;
  colour?: string;
  /** Added between characters, in the drawing's units. */
  spacing?: number;
  /** Outline drawn round the strokes to embolden them, in the drawing's units. */
  weight?: number;
  anchor?: 'start' | 'middle';
};

const outlineOf = (face: Face, character: string): [number, string] => {
  const outline = face[character];
  if (outline === undefined)
    throw new Error(`No outline for U+${character.codePointAt(0)?.toString(16)}: run electron/dev/glyphs.ts after changing the recipe.`);
  return outline;
};

const set = (steps: { path: string; x: number }[], style: TextStyle, scale: number): string => {
  const weight =
    style.weight === undefined ? '' : ` stroke="${style.colour ?? '#1c1c1c'}" stroke-width="${(style.weight / scale).toFixed(1)}"`;
  const paths = steps.map(
    ({ path, x }) => `<path transform="translate(${(style.x + x).toFixed(2)} ${style.y}) scale(${scale} ${-scale})" d="${path}"/>`,
  );
  return `<g fill="${style.colour ?? '#1c1c1c'}"${weight}>${paths.join('')}</g>`;
};

/** A line of text as SVG, in proportional outlines. Throws for a character that `glyphs.json` lacks. */
export const textSvg = (line: string, style: TextStyle): string => {
  const scale = style.size / unitsPerEm;
  let x = 0;
  const steps = [...line].map((character) => {
    const [advance, path] = outlineOf(regular, character);
    const step = { path, x };
    x += advance * scale + (style.spacing ?? 0);
    return step;
  });
  const shift = style.anchor === 'middle' ? -(x - (style.spacing ?? 0)) / 2 : 0;
  return set(
    steps.map((step) => ({ ...step, x: step.x + shift })),
    style,
    scale,
  );
};

/** Characters one every `pitch` units, in monospaced outlines: the machine-readable zone and the identity number. */
export const pitchedSvg = (line: string, pitch: number, style: TextStyle): string => {
  const scale = style.size / unitsPerEm;
  const steps = [...line].map((character, index) => {
    const [advance, path] = outlineOf(mono, character);
    return { path, x: index * pitch + (pitch - advance * scale) / 2 };
  });
  return set(steps, style, scale);
};

/** Breaks text into lines of at most `most` characters, about equally long. */
export const wrapCharacters = (line: string, most: number): string[] => {
  const characters = [...line];
  const lines = Math.ceil(characters.length / most);
  const each = Math.ceil(characters.length / lines);
  return Array.from({ length: lines }, (_, index) => characters.slice(index * each, (index + 1) * each).join(''));
};
