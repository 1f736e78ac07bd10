/** A decoded picture: upright, sRGB, three bytes a pixel, rows without padding. */
export type Raster = {
  /** px */
  width: number;
  /** px */
  height: number;
  /** `width × height × 3` bytes: red, green, blue. */
  rgb: Uint8Array;
};

/** A rectangle of a picture, px. */
export type Box = { left: number; top: number; width: number; height: number };

/** The value below which `share` (0–1) of the counted values lie, from a histogram. */
export const quantileOf = (histogram: ArrayLike<number>, share: number): number => {
  let total = 0;
  for (let value = 0; value < histogram.length; value += 1) total += histogram[value] ?? 0;
  let seen = 0;
  for (let value = 0; value < histogram.length; value += 1) {
    seen += histogram[value] ?? 0;
    if (seen > total * share) return value;
  }
  return histogram.length - 1;
};

/** Lightness (0–255) of each pixel by ITU-R BT.601, and how many pixels have each. */
export const lightnessOf = ({ rgb }: Raster): { values: Uint8Array; histogram: Uint32Array } => {
  const values = new Uint8Array(rgb.length / 3);
  const histogram = new Uint32Array(256);
  for (let at = 0, from = 0; at < values.length; at += 1, from += 3) {
    const value = (0.299 * (rgb[from] as number) + 0.587 * (rgb[from + 1] as number) + 0.114 * (rgb[from + 2] as number) + 0.5) | 0;
    values[at] = value;
    histogram[value] = (histogram[value] as number) + 1;
  }
  return { values, histogram };
};

/** A connected patch of a picture: how many pixels, and the rectangle around it (right and bottom inclusive). */
export type Patch = { area: number; left: number; top: number; right: number; bottom: number };

/** The connected patches (over sides) of the pixels for which `member` is 1. `labels` names each pixel's patch, counted from 1; 0 is none. */
export const patchesOf = (member: Uint8Array, width: number, height: number): { patches: Patch[]; labels: Uint16Array } => {
  const labels = new Uint16Array(member.length);
  const patches: Patch[] = [];
  const open = new Int32Array(member.length);
  for (let first = 0; first < member.length; first += 1) {
    if (member[first] !== 1 || labels[first] !== 0 || patches.length === 65_535) continue;
    const patch = { area: 0, left: width, top: height, right: 0, bottom: 0 };
    const label = patches.push(patch);
    labels[first] = label;
    open[0] = first;
    let waiting = 1;
    while (waiting > 0) {
      waiting -= 1;
      const at = open[waiting] as number;
      const x = at % width;
      const y = (at - x) / width;
      patch.area += 1;
      if (x < patch.left) patch.left = x;
      if (x > patch.right) patch.right = x;
      if (y < patch.top) patch.top = y;
      if (y > patch.bottom) patch.bottom = y;
      // Each pixel waits once at most, since it gets its label before.
      if (x > 0 && member[at - 1] === 1 && labels[at - 1] === 0) {
        labels[at - 1] = label;
        open[waiting] = at - 1;
        waiting += 1;
      }
      if (x < width - 1 && member[at + 1] === 1 && labels[at + 1] === 0) {
        labels[at + 1] = label;
        open[waiting] = at + 1;
        waiting += 1;
      }
      if (y > 0 && member[at - width] === 1 && labels[at - width] === 0) {
        labels[at - width] = label;
        open[waiting] = at - width;
        waiting += 1;
      }
      if (y < height - 1 && member[at + width] === 1 && labels[at + width] === 0) {
        labels[at + width] = label;
        open[waiting] = at + width;
        waiting += 1;
      }
    }
  }
  return { patches, labels };
};

/**
 * Averages a picture down to at most `side` px on its long side; one that is no longer stays as it is. Of the rows that lie in a row of the result two are read: in a photo,
 * whose colour is half as fine anyway, the others would tell the same.
 */
export const averaged = (raster: Raster, side: number): Raster => {
  const { width, height, rgb } = raster;
  const scale = side / Math.max(width, height);
  if (scale >= 1) return raster;
  const [wide, tall] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const columns = Int32Array.from({ length: wide + 1 }, (_, x) => Math.floor((x * width) / wide) * 3);
  const result = new Uint8Array(wide * tall * 3);
  for (let y = 0, to = 0; y < tall; y += 1) {
    const [first, end] = [Math.floor((y * height) / tall), Math.floor(((y + 1) * height) / tall)];
    const upper = (first + ((end - first) >> 2)) * width * 3;
    const lower = (first + (((end - first) * 3) >> 2)) * width * 3;
    for (let x = 0; x < wide; x += 1, to += 3) {
      const from = columns[x] as number;
      const until = columns[x + 1] as number;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let at = upper + from, under = lower + from; at < upper + until; at += 3, under += 3) {
        red += (rgb[at] as number) + (rgb[under] as number);
        green += (rgb[at + 1] as number) + (rgb[under + 1] as number);
        blue += (rgb[at + 2] as number) + (rgb[under + 2] as number);
      }
      const share = 3 / (2 * (until - from));
      result[to] = red * share + 0.5;
      result[to + 1] = green * share + 0.5;
      result[to + 2] = blue * share + 0.5;
    }
  }
  return { width: wide, height: tall, rgb: result };
};

/** A part of a picture; `box` in px, inside it. */
export const cropped = ({ width, rgb }: Raster, box: Box): Raster => {
  const part = new Uint8Array(box.width * box.height * 3);
  for (let row = 0; row < box.height; row += 1) {
    const from = ((box.top + row) * width + box.left) * 3;
    part.set(rgb.subarray(from, from + box.width * 3), row * box.width * 3);
  }
  return { width: box.width, height: box.height, rgb: part };
};

/** A picture turned clockwise by quarter turns, degrees. */
export const turned = ({ width, height, rgb }: Raster, degrees: 90 | 180 | 270): Raster => {
  const [wide, tall] = degrees === 180 ? [width, height] : [height, width];
  const result = new Uint8Array(rgb.length);
  for (let y = 0, to = 0; y < tall; y += 1)
    for (let x = 0; x < wide; x += 1, to += 3) {
      const [fromX, fromY] = degrees === 90 ? [y, height - 1 - x] : degrees === 180 ? [width - 1 - x, height - 1 - y] : [width - 1 - y, x];
      const from = (fromY * width + fromX) * 3;
      result[to] = rgb[from] as number;
      result[to + 1] = rgb[from + 1] as number;
      result[to + 2] = rgb[from + 2] as number;
    }
  return { width: wide, height: tall, rgb: result };
};
