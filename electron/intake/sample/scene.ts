import sharp from 'sharp';
import { type Card, headPicture } from './cards.ts';
import { layInPerspective, type Point, type Quadrilateral } from './homography.ts';
import type { Person } from './people.ts';
import { drawPerson } from './portrait/index.ts';
import { type Random, randomFrom } from './random.ts';
import { fractalNoise, type Raster } from './raster.ts';
import { drawSurface, type SurfaceKind, surfaceKinds } from './surface.ts';

/** How a document lies in the picture. */
export type Placement = {
  width: number;
  height: number;
  /** Share of the picture's width that the document's longer side takes. */
  fill: number;
  /** Shifts the document off the middle, in shares of width and height. */
  offset: Point;
};

const surfaces = new Map<SurfaceKind, Raster>();
/** One large picture of each surface is enough: it is mirrored at random for each photo. */
const surfaceOf = (kind: SurfaceKind): Raster => {
  const known = surfaces.get(kind);
  if (known !== undefined) return known;
  const drawn = drawSurface(kind, randomFrom(`surface/${kind}`), 1600, 1200);
  surfaces.set(kind, drawn);
  return drawn;
};

/** The ground of a photo: the surface mirrored at random and scaled to fit. */
const groundFor = async (random: Random, width: number, height: number): Promise<Raster> => {
  const { pixels, ...size } = surfaceOf(random.pick(surfaceKinds));
  const image = sharp(pixels, { raw: { ...size, channels: 3 } })
    .flip(random.chance(0.5))
    .flop(random.chance(0.5));
  return { width, height, pixels: await image.resize(width, height, { fit: 'cover' }).raw().toBuffer() };
};

/** Four corners of a card of that shape, turned a little and leaning away, as from a hand-held phone. */
const cornersFor = (random: Random, card: Card, { width, height, fill, offset }: Placement): Quadrilateral => {
  const long = width * fill;
  const scale = card.width >= card.height ? long / card.width : Math.min(long, height * 0.92) / card.height;
  const [halfWidth, halfHeight] = [(card.width * scale) / 2, (card.height * scale) / 2];
  const turn = random.between(-5, 5) * (Math.PI / 180);
  const [leanX, leanY] = [random.between(-0.07, 0.07), random.between(-0.03, 0.12)];
  const centre: Point = [width * (0.5 + offset[0]), height * (0.5 + offset[1])];
  const corner = (x: number, y: number): Point => {
    const [turnedX, turnedY] = [
      x * halfWidth * Math.cos(turn) - y * halfHeight * Math.sin(turn),
      x * halfWidth * Math.sin(turn) + y * halfHeight * Math.cos(turn),
    ];
    const depth = 1 - leanX * (turnedX / halfWidth) - leanY * (turnedY / halfHeight);
    return [centre[0] + turnedX / depth, centre[1] + turnedY / depth];
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
};

/** Darkens the ground where the card keeps the light off: a wide soft shadow on one side and a thin dark one along the edge. */
const castShadow = async (ground: Raster, corners: Quadrilateral, lightX: number): Promise<void> => {
  const { width, height, pixels } = ground;
  const unit = width / 1600;
  const quarter = 4 * unit;
  const [smallWidth, smallHeight] = [Math.round(width / quarter), Math.round(height / quarter)];
  const polygon = (dx: number, dy: number, opacity: number): string =>
    `<polygon points="${corners.map(([x, y]) => `${(x / quarter + dx).toFixed(1)},${(y / quarter + dy).toFixed(1)}`).join(' ')}" fill="#fff" opacity="${opacity}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${smallWidth}" height="${smallHeight}"><rect width="100%" height="100%" fill="#000"/>${polygon(-lightX * 5, 6, 0.55)}${polygon(-lightX, 1.2, 0.45)}</svg>`;
  const small = await sharp(Buffer.from(svg)).flatten().greyscale().blur(2.6).raw().toBuffer();
  const mask = await sharp(small, { raw: { width: smallWidth, height: smallHeight, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  for (let pixel = 0, at = 0; pixel < mask.length; pixel += 1, at += 3) {
    const light = 1 - ((mask[pixel] ?? 0) / 255) * 0.62;
    if (light > 0.998) continue;
    pixels[at] = (pixels[at] ?? 0) * light;
    pixels[at + 1] = (pixels[at + 1] ?? 0) * light;
    pixels[at + 2] = (pixels[at + 2] ?? 0) * (light + (1 - light) * 0.08);
  }
};

/** Uneven light: brighter on the lamp's side, darker to the corners, a little warm or cold. */
const lightUp = (scene: Raster, random: Random, lightX: number): void => {
  const { width, height, pixels } = scene;
  const warmth = random.between(-0.045, 0.05);
  const slope = random.between(0.06, 0.16);
  const vignette = random.between(0.06, 0.16);
  const level = random.between(0.88, 0.98);
  const [red, blue] = [1 + warmth, 1 - warmth];
  for (let row = 0, at = 0; row < height; row += 1) {
    const y = row / height - 0.5;
    for (let column = 0; column < width; column += 1, at += 3) {
      const x = column / width - 0.5;
      const light = level * (1 + slope * (x * lightX * 2 - y)) * (1 - vignette * (x * x + y * y) * 2);
      pixels[at] = Math.min(255, (pixels[at] ?? 0) * light * red);
      pixels[at + 1] = Math.min(255, (pixels[at + 1] ?? 0) * light);
      pixels[at + 2] = Math.min(255, (pixels[at + 2] ?? 0) * light * blue);
    }
  }
};

/** A card lying on a surface, before the camera; and where its corners are. */
export const layCard = async (card: Card, random: Random, placement: Placement): Promise<{ scene: Raster; corners: Quadrilateral }> => {
  const scene = await groundFor(random, placement.width, placement.height);
  const corners = cornersFor(random, card, placement);
  const lightX = random.pick([-1, 1]);
  await castShadow(scene, corners, lightX);
  layInPerspective(scene, card, corners);
  lightUp(scene, random, lightX);
  return { scene, corners };
};

/** 证件照: head and shoulders before a plain light wall. */
export const portraitScene = (person: Person, random: Random, width: number, height: number): Raster => {
  const ground = random.pick([
    [226, 230, 234],
    [150, 186, 222],
    [214, 224, 232],
  ] as const);
  return headPicture(person, width, height, ground);
};

/** The same before shelves full of things: a background that is not simple. */
export const busyPortraitScene = async (person: Person, random: Random, width: number, height: number): Promise<Raster> => {
  const things: string[] = [];
  for (let shelf = 0; shelf < 5; shelf += 1) {
    const floor = ((shelf + 1) * height) / 5;
    things.push(`<rect y="${floor - 14}" width="${width}" height="14" fill="#4a3524"/>`);
    for (let x = random.whole(0, 12); x < width; ) {
      const [wide, tall] = [random.whole(12, 42), random.whole(height * 0.09, height * 0.165)];
      things.push(
        `<rect x="${x}" y="${floor - 14 - tall}" width="${wide}" height="${tall}" fill="hsl(${random.whole(0, 359)} ${random.whole(30, 70)}% ${random.whole(25, 70)}%)"/>`,
      );
      things.push(
        `<rect x="${x + 3}" y="${floor - tall + 2}" width="${Math.max(2, wide - 6)}" height="${random.whole(4, 20)}" fill="hsl(40 30% ${random.whole(20, 90)}%)"/>`,
      );
      x += wide + random.whole(0, 5);
    }
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#8a6f52"/>${things.join('')}</svg>`;
  const pixels = await sharp(Buffer.from(svg)).flatten().toColourspace('srgb').raw().toBuffer();
  return drawPerson(
    person.looks,
    { width, height, centreX: width / 2, centreY: height * 0.45, halfHead: height * 0.3 },
    { width, height, pixels },
  );
};

/** 手持: somebody before a wall who holds their card under the chin. */
export const handheldScene = (person: Person, card: Card, random: Random, width: number, height: number): Raster => {
  const pixels = new Uint8Array(width * height * 3);
  const seed = random.whole(1, 100_000);
  for (let row = 0, at = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1, at += 3) {
      const light = 0.86 + 0.1 * fractalNoise(column / 160, row / 160, seed, 2) + 0.06 * (column / width);
      pixels[at] = 206 * light;
      pixels[at + 1] = 208 * light;
      pixels[at + 2] = 202 * light;
    }
  }
  const scene = drawPerson(
    person.looks,
    { width, height, centreX: width / 2, centreY: height * 0.28, halfHead: height * 0.155 },
    { width, height, pixels },
  );
  const tall = (width * 0.56 * card.height) / card.width;
  const [left, top, tilt] = [width * 0.22, height * 0.6, random.between(-14, 14)];
  layInPerspective(scene, card, [
    [left, top + tilt],
    [left + width * 0.56, top - tilt],
    [left + width * 0.57, top + tall - tilt],
    [left - width * 0.01, top + tall + tilt],
  ]);
  const { skin } = person.looks;
  for (const [handX, thumb] of [
    [left - width * 0.005, 1],
    [left + width * 0.565, -1],
  ] as const) {
    const handY = top + tall * 0.72;
    for (let row = Math.floor(handY - height * 0.09); row < Math.min(height, handY + height * 0.2); row += 1) {
      for (let column = Math.floor(handX - width * 0.1); column < handX + width * 0.1; column += 1) {
        const [x, y] = [(column - handX) * thumb, row - handY];
        const onThumb = Math.hypot((x - width * 0.02 - y * 0.3) / (width * 0.026), y / (height * 0.05)) - 1;
        const onPalm = Math.hypot((x + width * 0.035) / (width * 0.05), (y - height * 0.05) / (height * 0.085)) - 1;
        const inside = Math.min(onThumb, onPalm);
        if (inside > 0 || column < 0 || column >= width) continue;
        const light = 0.58 + 0.4 * Math.sqrt(Math.min(1, -inside * 1.6));
        const at = (row * width + column) * 3;
        for (let channel = 0; channel < 3; channel += 1) scene.pixels[at + channel] = (skin[channel] ?? 0) * light;
      }
    }
  }
  return scene;
};
