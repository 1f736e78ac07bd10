import type { Raster } from './raster.ts';

/** A point in pixels. */
export type Point = readonly [x: number, y: number];
/** Four corners: top left, top right, bottom right, bottom left. */
export type Quadrilateral = readonly [Point, Point, Point, Point];
/** A plane projective map, row by row; the last number is 1 or close to it. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/**
 * The map that carries the unit square (0,0) (1,0) (1,1) (0,1) onto four corners.
 * P. Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989, 2.2.3.
 */
export const fromUnitSquare = ([p0, p1, p2, p3]: Quadrilateral): Homography => {
  const [dx1, dy1] = [p1[0] - p2[0], p1[1] - p2[1]];
  const [dx2, dy2] = [p3[0] - p2[0], p3[1] - p2[1]];
  const [sx, sy] = [p0[0] - p1[0] + p2[0] - p3[0], p0[1] - p1[1] + p2[1] - p3[1]];
  const determinant = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / determinant;
  const h = (dx1 * sy - sx * dy1) / determinant;
  return [
    p1[0] - p0[0] + g * p1[0],
    p3[0] - p0[0] + h * p3[0],
    p0[0],
    p1[1] - p0[1] + g * p1[1],
    p3[1] - p0[1] + h * p3[1],
    p0[1],
    g,
    h,
    1,
  ];
};

/** The inverse map (by the adjugate; a common factor does not matter). */
export const inverse = ([a, b, c, d, e, f, g, h, i]: Homography): Homography => [
  e * i - f * h,
  c * h - b * i,
  b * f - c * e,
  f * g - d * i,
  a * i - c * g,
  c * d - a * f,
  d * h - e * g,
  b * g - a * h,
  a * e - b * d,
];

/** Where a map carries a point. */
export const carry = (map: Homography, [x, y]: Point): Point => {
  const depth = map[6] * x + map[7] * y + map[8];
  return [(map[0] * x + map[1] * y + map[2]) / depth, (map[3] * x + map[4] * y + map[5]) / depth];
};

/**
 * Lays `source` (four bytes a pixel, the last its cover) onto `target` so that its corners come to lie on `corners`: each pixel of the target looks its
 * place up in the source (inverse map) and reads it bilinearly. Parts outside the target are left out. Changes `target` in place.
 */
export const layInPerspective = (
  target: Raster,
  source: { width: number; height: number; pixels: Uint8Array },
  corners: Quadrilateral,
): void => {
  const back = inverse(fromUnitSquare(corners));
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [left, right] = [Math.max(0, Math.floor(Math.min(...xs))), Math.min(target.width - 1, Math.ceil(Math.max(...xs)))];
  const [top, bottom] = [Math.max(0, Math.floor(Math.min(...ys))), Math.min(target.height - 1, Math.ceil(Math.max(...ys)))];
  const { width, height, pixels } = source;
  const stride = width * 4;
  for (let row = top; row <= bottom; row += 1) {
    const y = row + 0.5;
    let at = (row * target.width + left) * 3;
    for (let column = left; column <= right; column += 1, at += 3) {
      const x = column + 0.5;
      const depth = back[6] * x + back[7] * y + back[8];
      const u = ((back[0] * x + back[1] * y + back[2]) / depth) * width - 0.5;
      const v = ((back[3] * x + back[4] * y + back[5]) / depth) * height - 0.5;
      if (u < -0.5 || v < -0.5 || u > width - 0.5 || v > height - 0.5) continue;
      const [x0, y0] = [Math.max(0, Math.floor(u)), Math.max(0, Math.floor(v))];
      const [fx, fy] = [Math.max(0, u - x0), Math.max(0, v - y0)];
      const p = y0 * stride + x0 * 4;
      const stepX = x0 + 1 < width ? 4 : 0;
      const stepY = y0 + 1 < height ? stride : 0;
      const [w00, w10, w01, w11] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
      const blend = (channel: number): number =>
        (pixels[p + channel] as number) * w00 +
        (pixels[p + stepX + channel] as number) * w10 +
        (pixels[p + stepY + channel] as number) * w01 +
        (pixels[p + stepX + stepY + channel] as number) * w11;
      const cover = blend(3) / 255;
      if (cover <= 0) continue;
      for (let channel = 0; channel < 3; channel += 1) {
        const under = target.pixels[at + channel] as number;
        target.pixels[at + channel] = under + (blend(channel) - under) * cover + 0.5;
      }
    }
  }
};
