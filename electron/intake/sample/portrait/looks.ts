import type { Random } from '../random.ts';

/** A colour, 0–255 each: red, green, blue (sRGB). */
export type Colour = readonly [number, number, number];

/** What a drawn person looks like. Lengths are in half head heights; the figures were set by eye. */
export type Looks = {
  seed: number;
  skin: Colour;
  hair: Colour;
  hairStyle: 'cropped' | 'parted' | 'fringe' | 'long' | 'tied';
  faceWidth: number;
  jaw: number;
  eyeDistance: number;
  eyeOpen: number;
  noseWidth: number;
  noseLength: number;
  mouthWidth: number;
  mouthCurve: number;
  browWeight: number;
  iris: Colour;
  glasses: boolean;
  clothing: Colour;
  collar: 'round' | 'shirt';
  /** Where the light comes from: -1 left … 1 right. */
  lightSide: number;
};

const skins: readonly Colour[] = [
  [232, 190, 164],
  [224, 178, 148],
  [214, 168, 138],
  [202, 152, 122],
  [238, 200, 178],
];
const clothes: readonly Colour[] = [
  [38, 44, 62],
  [70, 84, 110],
  [120, 44, 50],
  [52, 88, 78],
  [92, 92, 98],
  [150, 130, 104],
  [60, 60, 66],
];

/** Invents looks. */
export const inventLooks = (random: Random, sex: 'male' | 'female', age: number): Looks => {
  const grey = age > 55 ? 0.55 : 0;
  const darkness = random.between(0.7, 1.2);
  const tone = (base: number): number => base * darkness * (1 - grey) + 150 * grey;
  return {
    seed: random.whole(1, 1_000_000),
    skin: random.pick(skins),
    hair: [tone(36), tone(29), tone(26)],
    hairStyle: sex === 'male' ? random.pick(['cropped', 'parted', 'fringe']) : random.pick(['long', 'tied', 'long', 'parted']),
    faceWidth: random.between(0.66, 0.74) + (sex === 'male' ? 0.015 : 0),
    jaw: random.between(0.14, 0.34) - (sex === 'male' ? 0.05 : 0),
    eyeDistance: random.between(0.265, 0.3),
    eyeOpen: random.between(0.85, 1.15),
    noseWidth: random.between(0.85, 1.2),
    noseLength: random.between(0.38, 0.44),
    mouthWidth: random.between(0.19, 0.25),
    mouthCurve: random.between(-0.01, 0.035),
    browWeight: random.between(0.7, 1.2) + (sex === 'male' ? 0.25 : -0.1),
    iris: random.pick([
      [52, 34, 24],
      [66, 42, 28],
      [40, 28, 24],
    ] as const),
    glasses: random.chance(0.2),
    clothing: random.pick(clothes),
    collar: random.chance(0.5) ? 'shirt' : 'round',
    lightSide: random.between(-0.8, 0.8),
  };
};
