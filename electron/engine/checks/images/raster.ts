/** A decoded picture: upright, sRGB, three bytes a pixel, rows without padding. */
export type Raster = {
  /** px */
  width: number;
  /** px */
  height: number;
  /** `width × height × 3` bytes: red, green, blue. */
  rgb: Uint8Array;
};

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
    const value = Math.round(0.299 * (rgb[from] ?? 0) + 0.587 * (rgb[from + 1] ?? 0) + 0.114 * (rgb[from + 2] ?? 0));
    values[at] = value;
    histogram[value] = (histogram[value] ?? 0) + 1;
  }
  return { values, histogram };
};

/** A connected patch of a picture: how many pixels, and the rectangle around it (right and bottom inclusive). */
export type Patch = { area: number; left: number; top: number; right: number; bottom: number };

/** The connected patches (over sides) of the pixels for which `member` is 1. `labels` names each pixel's patch, counted from 1; 0 is none. */
export const patchesOf = (member: Uint8Array, width: number, height: number): { patches: Patch[]; labels: Uint16Array } => {
  const labels = new Uint16Array(member.length);
  const patches: Patch[] = [];
  const open: number[] = [];
  for (let first = 0; first < member.length; first += 1) {
    if (member[first] !== 1 || labels[first] !== 0 || patches.length === 65_535) continue;
    const patch = { area: 0, left: width, top: height, right: 0, bottom: 0 };
    const label = patches.push(patch);
    labels[first] = label;
    open.push(first);
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      patch.area += 1;
      patch.left = Math.min(patch.left, x);
      patch.right = Math.max(patch.right, x);
      patch.top = Math.min(patch.top, y);
      patch.bottom = Math.max(patch.bottom, y);
      const visit = (next: number) => {
        if (member[next] !== 1 || labels[next] !== 0) return;
        labels[next] = label;
        open.push(next);
      };
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (y > 0) visit(at - width);
      if (y < height - 1) visit(at + width);
    }
  }
  return { patches, labels };
};
