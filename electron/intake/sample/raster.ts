/** A picture in memory: three bytes a pixel (sRGB), row by row. */
export type Raster = { width: number; height: number; pixels: Uint8Array };

/** 0 below `from`, 1 above `to`, smooth between (Hermite). `from` may be the larger: then the step falls. */
export const smoothStep = (from: number, to: number, value: number): number => {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
};

/** Lattice value of the cell (x, y), 0–1: an integer hash after Thomas Wang (public domain). */
const lattice = (x: number, y: number, seed: number): number => {
  let hash = Math.imul(x, 374_761_393) ^ Math.imul(y, 668_265_263) ^ Math.imul(seed, 1_274_126_177);
  hash = Math.imul(hash ^ (hash >>> 13), 1_274_126_177);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
};

/** Value noise at (x, y), 0–1, one feature per unit. */
export const noise = (x: number, y: number, seed: number): number => {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [x - left, y - top];
  const [su, sv] = [u * u * (3 - 2 * u), v * v * (3 - 2 * v)];
  const upper = lattice(left, top, seed) * (1 - su) + lattice(left + 1, top, seed) * su;
  const lower = lattice(left, top + 1, seed) * (1 - su) + lattice(left + 1, top + 1, seed) * su;
  return upper * (1 - sv) + lower * sv;
};

/** Several octaves of {@link noise}, 0–1, each half as strong and twice as fine as the one before. */
export const fractalNoise = (x: number, y: number, seed: number, octaves: number): number => {
  let [sum, weight, total, scale] = [0, 1, 0, 1];
  for (let octave = 0; octave < octaves; octave += 1) {
    sum += weight * noise(x * scale, y * scale, seed + octave);
    total += weight;
    weight *= 0.5;
    scale *= 2.03;
  }
  return sum / total;
};
