import type { Picture } from './picture.ts';

/** Lightness of every pixel, 0 to 255. */
export type Light = { width: number; height: number; values: Uint8Array };

/** Luma of ITU-R BT.601, in integers (the weights times 256), of a part of a picture (`box` in px, inside it). */
export const lightOf = (
  { rgb, width, height }: Picture,
  box: { left: number; top: number; width: number; height: number } = { left: 0, top: 0, width, height },
): Light => {
  const values = new Uint8Array(box.width * box.height);
  let pixel = 0;
  for (let row = 0; row < box.height; row += 1) {
    let at = ((box.top + row) * width + box.left) * 3;
    for (const end = pixel + box.width; pixel < end; pixel += 1, at += 3)
      values[pixel] = (77 * (rgb[at] as number) + 150 * (rgb[at + 1] as number) + 29 * (rgb[at + 2] as number)) >> 8;
  }
  return { width: box.width, height: box.height, values };
};
