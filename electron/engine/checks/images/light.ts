import type { Picture } from './picture.ts';

/** Lightness of every pixel, 0 to 255. */
export type Light = { width: number; height: number; values: Uint8Array };

/** Luma of ITU-R BT.601, in integers (the weights times 256). */
export const lightOf = ({ rgb, width, height }: Picture): Light => {
  const values = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < values.length; pixel += 1, at += 3)
    values[pixel] = (77 * (rgb[at] as number) + 150 * (rgb[at + 1] as number) + 29 * (rgb[at + 2] as number)) >> 8;
  return { width, height, values };
};
