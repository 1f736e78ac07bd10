import { noise, smoothStep } from '../raster.ts';
import type { Colour, Looks } from './looks.ts';

/** A colour laid over the skin: how much of it covers (0–1), and whether the light on the skin still shades it. */
export type Layer = { colour: Colour; cover: number };

/** Mixes two colours. */
export const mix = (under: Colour, over: Colour, cover: number): Colour => [
  under[0] + (over[0] - under[0]) * cover,
  under[1] + (over[1] - under[1]) * cover,
  under[2] + (over[2] - under[2]) * cover,
];

/** The skin's own colour at (u, v) without light: redder cheeks, nose and lips, darker round the eyes, brows, lashes, nostrils. `soft` is a pixel. */
export const skinColour = (looks: Looks, u: number, v: number, soft: number): Colour => {
  const side = Math.abs(u);
  const [red, green, blue] = looks.skin;
  const mottle = 0.965 + 0.07 * noise(u * 9, v * 9, looks.seed) - 0.045 * (noise(u * 95, v * 95, looks.seed + 1) - 0.3);
  const flush =
    0.5 * Math.exp(-(((side - 0.36) / 0.2) ** 2) - ((v - 0.27) / 0.16) ** 2) +
    0.4 * Math.exp(-((u / 0.12) ** 2) - ((v - looks.noseLength + 0.04) / 0.1) ** 2);
  let colour: Colour = [red * mottle, green * mottle * (1 - 0.09 * flush), blue * mottle * (1 - 0.1 * flush)];
  const shade = 0.22 * Math.exp(-(((side - looks.eyeDistance) / 0.17) ** 2) - ((v - 0.03) / 0.1) ** 2);
  colour = mix(colour, [red * 0.6, green * 0.48, blue * 0.46], shade);

  const curve = looks.mouthCurve * (u / looks.mouthWidth) ** 2;
  const across = 1 - (u / looks.mouthWidth) ** 2;
  if (across > 0) {
    const bow = 0.012 * Math.exp(-((u / 0.035) ** 2));
    const top = 0.655 - curve - 0.062 * across ** 0.8 + bow;
    const bottom = 0.655 - curve + 0.082 * across ** 0.7;
    const lips = smoothStep(top - 0.012, top + 0.012, v) * smoothStep(bottom + 0.015, bottom - 0.015, v);
    colour = mix(colour, [red * 0.82, green * 0.56, blue * 0.56], lips * 0.75);
    const line = Math.exp(-(((v - 0.655 + curve) / (0.011 + soft)) ** 2)) * smoothStep(0, 0.15, across);
    colour = mix(colour, [70, 30, 30], line * 0.8);
  }
  const nostril = Math.exp(-(((side - 0.06 * looks.noseWidth) / 0.034) ** 2) - ((v - looks.noseLength - 0.012) / 0.017) ** 2);
  colour = mix(colour, [52, 26, 22], Math.min(1, nostril * 0.95));

  const browX = (side - looks.eyeDistance + 0.01) / 0.17;
  if (Math.abs(browX) < 1.15) {
    const centre = -0.185 - 0.035 * (1 - (browX - 0.25) ** 2) + 0.02;
    const thick = 0.03 * looks.browWeight * (browX < 0 ? 1 : 1 - 0.55 * browX);
    const hairs = 0.7 + 0.6 * noise(u * 110 + v * 60, v * 26, looks.seed + 5);
    const brow = Math.exp(-(((v - centre) / thick) ** 2)) * smoothStep(1.12, 0.85, Math.abs(browX));
    colour = mix(colour, looks.hair, Math.min(0.92, brow * hairs * 0.9));
  }
  return colour;
};

/** The eye at (u, v), or nothing of it: white, iris, pupil, glint, lashes and the fold of the lid. */
export const eyeLayer = (looks: Looks, u: number, v: number, soft: number): Layer | undefined => {
  const side = Math.abs(u);
  const ex = (side - looks.eyeDistance) / 0.135;
  if (Math.abs(ex) > 1.25 || Math.abs(v) > 0.16) return undefined;
  const arch = Math.max(0, 1 - ex * ex);
  const y = v + 0.012 * ex;
  const upper = -0.066 * looks.eyeOpen * arch ** 0.75;
  const lower = 0.036 * arch ** 0.85;
  const lashes = Math.exp(-(((y - upper + 0.004) / (0.013 + soft)) ** 2)) * smoothStep(1.12, 0.9, Math.abs(ex));
  const open = arch > 0 ? smoothStep(upper - soft, upper + soft, y) * smoothStep(lower + soft, lower - soft, y) : 0;
  const fold = Math.exp(-(((y - upper * 1.12 + 0.042) / (0.009 + soft)) ** 2)) * smoothStep(1.1, 0.7, Math.abs(ex)) * 0.35;
  const below = Math.exp(-(((y - lower - 0.004) / 0.009) ** 2)) * smoothStep(1.05, 0.8, Math.abs(ex)) * 0.3;
  if (open <= 0.01 && lashes < 0.02 && fold < 0.02 && below < 0.02) return undefined;
  if (open <= 0.01) {
    const cover = Math.max(lashes * 0.92, fold, below);
    return { colour: lashes > fold ? [34, 24, 22] : [looks.skin[0] * 0.45, looks.skin[1] * 0.34, looks.skin[2] * 0.32], cover };
  }
  const shadow = 0.72 + 0.28 * smoothStep(upper, upper + 0.06, y);
  let colour: Colour = [226 * shadow, 220 * shadow, 216 * shadow];
  const irisX = side - looks.eyeDistance;
  const radius = Math.hypot(irisX, y + 0.012);
  const iris = smoothStep(0.062 + soft, 0.062 - soft, radius);
  const fibre = 0.75 + 0.5 * noise(Math.atan2(y, irisX) * 9, radius * 40, looks.seed + 9);
  colour = mix(colour, [looks.iris[0] * fibre * shadow, looks.iris[1] * fibre * shadow, looks.iris[2] * fibre * shadow], iris);
  colour = mix(colour, [10, 8, 8], smoothStep(0.028 + soft, 0.028 - soft, radius));
  const glint = smoothStep(
    0.016 + soft,
    0.016 - soft,
    Math.hypot(u - Math.sign(u) * looks.eyeDistance - 0.02 * looks.lightSide, y + 0.034),
  );
  colour = mix(colour, [250, 250, 250], glint * 0.9);
  colour = mix(colour, [34, 24, 22], lashes * 0.85);
  return { colour, cover: Math.max(open, lashes * 0.9) };
};

/** The rim of a pair of glasses at (u, v). */
export const glassesCover = (looks: Looks, u: number, v: number, soft: number): number => {
  if (!looks.glasses) return 0;
  const side = Math.abs(u);
  const lens = Math.abs(Math.hypot((side - looks.eyeDistance - 0.01) / 1.15, (v - 0.03) / 0.85) - 0.17);
  const bridge = side < looks.eyeDistance - 0.17 ? Math.abs(v + 0.01) : 1;
  const temple = side > looks.eyeDistance + 0.19 && side < looks.faceWidth ? Math.abs(v + 0.02) : 1;
  return smoothStep(0.014 + soft, 0.008, Math.min(lens, bridge, temple));
};
