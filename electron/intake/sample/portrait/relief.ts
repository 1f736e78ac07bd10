import type { Looks } from './looks.ts';

/** A smooth hill of height 1 at (x, y), `sx` and `sy` wide; 0 where it would be under 0.0004. */
const hill = (u: number, v: number, x: number, y: number, sx: number, sy: number): number => {
  const distance = ((u - x) / sx) ** 2 + ((v - y) / sy) ** 2;
  return distance > 8 ? 0 : Math.exp(-distance);
};

/** Half the width of the face at height v. */
export const faceHalfWidth = (looks: Looks, v: number): number => {
  const low = Math.max(0, v - 0.15) / 0.85;
  return looks.faceWidth * (1 - looks.jaw * Math.min(1, low) ** 1.5);
};

/** How deep inside the outline of the head (u, v) is: 0 on the outline, 1 in the middle, negative outside. */
export const insideHead = (looks: Looks, u: number, v: number): number =>
  1 - (Math.abs(u) / faceHalfWidth(looks, v)) ** 2.25 - Math.abs(v) ** (v > 0 ? 2.6 : 2.2);

/**
 * How far the front of the head stands out at (u, v), in half head heights: an egg with brows, eye sockets, nose, cheeks, lips and chin.
 * Proportions are those of drawing books: eyes half way down, brow, nose and chin in equal steps.
 */
export const relief = (looks: Looks, u: number, v: number): number => {
  const inside = insideHead(looks, u, v);
  if (inside <= 0) return 0;
  const side = Math.abs(u);
  let z = 0.72 * Math.sqrt(inside);
  z += 0.035 * hill(side, v, 0.25, -0.19, 0.2, 0.08);
  z -= 0.085 * hill(side, v, looks.eyeDistance - 0.03, -0.01, 0.18, 0.11);
  z += 0.05 * hill(side, v, looks.eyeDistance, 0.0, 0.12, 0.075);
  z += 0.05 * hill(side, v, 0.37, 0.22, 0.2, 0.16);
  z -= 0.03 * hill(side, v, 0.44, 0.52, 0.14, 0.2);
  const nose = looks.noseLength;
  if (v > -0.3 && v < nose + 0.1 && side < 0.4) {
    const along = Math.max(0, Math.min(1, (v + 0.22) / (nose + 0.22)));
    const width = (0.07 + 0.045 * along) * looks.noseWidth;
    const under = v > nose ? Math.max(0, 1 - (v - nose) / 0.05) : 1;
    const root = Math.min(1, Math.max(0, (v + 0.3) / 0.2));
    z += (0.03 * root * root + 0.15 * along ** 1.4) * Math.exp(-((u / width) ** 2)) * under;
    z += 0.045 * hill(u, v, 0, nose - 0.05, 0.085 * looks.noseWidth, 0.075);
    z += 0.06 * hill(side, v, 0.115 * looks.noseWidth, nose - 0.025, 0.05, 0.05);
  }
  const curve = looks.mouthCurve * (u / looks.mouthWidth) ** 2;
  const mouth = 0.655 - curve;
  z += 0.055 * hill(u, v, 0, 0.6, 0.3, 0.16);
  z += 0.024 * hill(u, v, 0, mouth - 0.04, looks.mouthWidth * 0.62, 0.038);
  z += 0.034 * hill(u, v, 0, mouth + 0.05, looks.mouthWidth * 0.52, 0.044);
  if (side < looks.mouthWidth) z -= 0.022 * Math.exp(-(((v - mouth) / 0.016) ** 2)) * (1 - (u / looks.mouthWidth) ** 2);
  z -= 0.028 * hill(u, v, 0, mouth + 0.12, 0.15, 0.04);
  z -= 0.014 * hill(side, v, looks.mouthWidth + 0.02, mouth, 0.035, 0.035);
  z -= 0.012 * hill(u, v, 0, nose + 0.09, 0.03, 0.07);
  z += 0.06 * hill(u, v, 0, 0.87, 0.16, 0.1);
  return z;
};
