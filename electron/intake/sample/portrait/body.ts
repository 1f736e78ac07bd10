import { noise, smoothStep } from '../raster.ts';
import { mix } from './features.ts';
import type { Colour, Looks } from './looks.ts';
import { faceHalfWidth, insideHead } from './relief.ts';

/** Neck and clothes at (u, v): a colour with its light, and how much of it covers. `soft` is a pixel. */
export const bodyAt = (looks: Looks, u: number, v: number, soft: number): { colour: Colour; cover: number } => {
  const side = Math.abs(u);
  const shoulder = 1.2 + 0.36 * smoothStep(0.3, 1.25, side) + 0.9 * smoothStep(1.15, 1.9, side);
  const arms = 1.72 + 0.05 * Math.sin(v * 2.1);
  const clothes = smoothStep(shoulder - soft, shoulder + soft * 2, v) * smoothStep(arms + soft * 2, arms - soft, side);
  const opening =
    looks.collar === 'shirt' ? 0.36 - 0.75 * Math.max(0, v - 1.16) : Math.sqrt(Math.max(0, 0.14 - Math.max(0, v - 1.16) ** 2 * 5));
  const neckHalf = 0.38 + 0.12 * smoothStep(0.95, 1.3, v);
  const neck = smoothStep(neckHalf + soft, neckHalf - soft, side) * smoothStep(0.5, 0.6, v);
  const skinHere = clothes < 1 ? neck : 0;
  const skinInOpening = opening <= 0 ? 0 : smoothStep(opening + soft, opening - soft, side) * (v < 1.75 ? 1 : 0);
  const round = Math.sqrt(Math.max(0.05, 1 - (side / (neckHalf + 0.1)) ** 2));
  const underChin = 0.5 + 0.5 * smoothStep(1.0, 1.42, v - 0.1 * Math.abs(u - 0.1 * looks.lightSide));
  const neckLight = (0.55 + 0.45 * round) * underChin * (1 + 0.1 * u * Math.sign(looks.lightSide));
  const skin: Colour = [looks.skin[0] * neckLight, looks.skin[1] * neckLight * 0.94, looks.skin[2] * neckLight * 0.92];
  const folds = 0.8 + 0.3 * noise(u * 3.2 + v * 1.4, v * 2.1, looks.seed + 21) + 0.11 * noise(u * 110, v * 110, looks.seed + 22);
  const roundness = (1 - 0.35 * smoothStep(0.5, 1.6, side)) * (0.9 + 0.12 * u * looks.lightSide);
  let cloth: Colour = [looks.clothing[0] * folds * roundness, looks.clothing[1] * folds * roundness, looks.clothing[2] * folds * roundness];
  if (looks.collar === 'shirt') {
    const flap = smoothStep(opening + 0.25 + soft, opening + 0.25 - soft, side) * smoothStep(1.72, 1.66, v + side * 0.2);
    const paper = 225 * (0.86 + 0.12 * folds) * (1 - 0.25 * Math.exp(-(((side - opening - 0.25) / 0.03) ** 2)));
    cloth = mix(cloth, [paper, paper, paper * 1.02], flap);
  } else {
    const seam = opening > 0 ? Math.exp(-(((side - opening - 0.02) / 0.025) ** 2)) : 0;
    cloth = mix(cloth, [cloth[0] * 0.6, cloth[1] * 0.6, cloth[2] * 0.6], seam);
  }
  const showSkin = Math.max(skinHere * (1 - clothes), clothes * skinInOpening);
  const colour = clothes > 0 ? mix(cloth, skin, clothes > 0.5 ? skinInOpening : showSkin) : skin;
  return { colour, cover: Math.max(clothes, skinHere) };
};

/** How much hair covers (u, v): in front of the face, or behind head and neck. */
export const hairCover = (looks: Looks, u: number, v: number, soft: number): { front: number; behind: number } => {
  const side = Math.abs(u);
  const ragged = 0.035 * (noise(u * 14, v * 14, looks.seed + 31) - 0.5);
  const volume = looks.hairStyle === 'cropped' ? 0.06 : looks.hairStyle === 'tied' ? 0.07 : 0.12;
  const crown = 1 - (side / (looks.faceWidth + volume)) ** 2.3 - (Math.abs(v + 0.08) / (0.98 + volume)) ** 2.3 + ragged;
  const onHead = smoothStep(-soft * 2, soft * 3, crown) * (v < 0.35 ? 1 : 0);
  const part = looks.hairStyle === 'parted' ? 0.16 * Math.tanh((u - 0.22) * 5) : 0;
  const base =
    looks.hairStyle === 'fringe' ? -0.4 + 0.03 * noise(u * 18, 0, looks.seed + 32) : looks.hairStyle === 'cropped' ? -0.63 : -0.58;
  const hairline = base + part + 0.1 * (looks.hairStyle === 'fringe' ? -1 : 1) * (u / 0.5) ** 2 * 0.4 + ragged;
  const above = smoothStep(hairline + 0.04, hairline - 0.04, v);
  const temple = faceHalfWidth(looks, v) - 0.075 - 0.12 * smoothStep(-0.2, -0.6, v) + 0.05 * smoothStep(-0.1, 0.2, v);
  const reach = looks.hairStyle === 'long' ? 3 : looks.hairStyle === 'tied' ? -0.02 : 0.14;
  const besides = smoothStep(temple - 0.03, temple + 0.03, side + ragged) * smoothStep(reach + 0.06, reach - 0.06, v);
  const curtainWidth = looks.faceWidth + 0.14 - 0.05 * smoothStep(0.6, 1.5, v) + ragged;
  const curtain =
    looks.hairStyle === 'long'
      ? smoothStep(curtainWidth + soft, curtainWidth - 0.03, side) * smoothStep(1.6, 1.45, v + ragged) * (v > -0.1 ? 1 : 0)
      : 0;
  const overCheek = curtain * smoothStep(0.0, 0.1, side - faceHalfWidth(looks, Math.min(v, 0.5)) + 0.07);
  const front =
    insideHead(looks, u, v) > 0 || v < 0.35 ? Math.max(onHead * Math.max(above, besides), overCheek) : overCheek * (v > 1.1 ? 0.98 : 1);
  const nape = looks.hairStyle === 'tied' ? 0.02 : 0.14;
  return { front, behind: Math.max(curtain, onHead * smoothStep(nape + 0.05, nape - 0.05, v + ragged)) };
};

/** Hair's colour at (u, v): strands along the fall of the hair, a soft shine on the crown, darker below. */
export const hairColour = (looks: Looks, u: number, v: number): Colour => {
  const angle = Math.atan2(u, 1.25 + v * 0.6);
  const strands = noise(angle * 70, v * 3, looks.seed + 41) * 0.6 + noise(angle * 190, v * 5, looks.seed + 42) * 0.4;
  const shine = Math.exp(-(((v + 0.72 + 0.25 * u * u - 0.04 * strands) / 0.14) ** 2)) * (0.7 - 0.3 * Math.abs(u - 0.25 * looks.lightSide));
  const light = 0.62 + 0.75 * strands * (1 - 0.5 * smoothStep(0, 1.2, v)) + 1.5 * Math.max(0, shine) * strands;
  return [looks.hair[0] * light + 26 * shine, looks.hair[1] * light + 24 * shine, looks.hair[2] * light + 24 * shine];
};
