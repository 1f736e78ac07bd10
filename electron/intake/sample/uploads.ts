import type { DocumentKind } from '../../../shared/domain/application.ts';
import { type Encoding, type Exposure, encode, expose } from './camera.ts';
import { type Card, drawIdentityBack, drawIdentityFront, drawPassportPage, drawSupplement, markPortrait } from './cards.ts';
import type { PhotoFault, SampleTrait } from './faults.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';
import type { Raster } from './raster.ts';
import { busyPortraitScene, handheldScene, layCard, portraitScene } from './scene.ts';

/** A drawn upload: its bytes, and what its name ends in and its upload declares (which need not be true). */
export type Upload = { bytes: Uint8Array; extension: 'jpg' | 'png'; declaredType: string };

/** An ordinary phone photo in the batch, px. Smaller than a phone's, so that the batch stays quick to make and to move. */
const ordinary = { width: 1600, height: 1200 };
/** A 12-megapixel phone photo, px. */
const large = { width: 4000, height: 3000 };
/** A portrait upload, px: 3:4. */
const portraitSize = { width: 600, height: 800 };

const has = (faults: readonly PhotoFault[], fault: PhotoFault): boolean => faults.includes(fault);

/** What the camera did for these faults. Strengths were set by eye to be plainly visible, and measured against the policy's limits. */
const exposureFor = (faults: readonly PhotoFault[], random: Random): Exposure => ({
  ...(has(faults, 'blurred') ? { defocus: random.between(9, 12) } : {}),
  ...(has(faults, 'motion_blurred') ? { motion: { length: random.between(34, 46), direction: random.between(-25, 25) } } : {}),
  ...(has(faults, 'over_exposed') ? { gain: 2.3, lift: 72 } : {}),
  ...(has(faults, 'under_exposed') ? { gain: 0.16, grain: 4 } : {}),
  ...(has(faults, 'glare')
    ? { glare: { x: random.between(0.36, 0.6), y: random.between(0.4, 0.6), radius: random.between(0.13, 0.16) } }
    : {}),
});

const cardFor = (person: Person, kind: DocumentKind, pixelsWide: number): Promise<Card> => {
  switch (kind) {
    case 'id_back':
      return drawIdentityBack(person, pixelsWide);
    case 'passport_page':
      return drawPassportPage(person, pixelsWide);
    case 'supplement':
      return drawSupplement(person, pixelsWide);
    default:
      return drawIdentityFront(person, pixelsWide);
  }
};

const sceneFor = async (
  person: Person,
  kind: DocumentKind,
  random: Random,
  faults: readonly PhotoFault[],
  size: { width: number; height: number },
): Promise<Raster> => {
  if (kind === 'portrait') {
    const { width, height } = portraitSize;
    const scene = has(faults, 'busy_background')
      ? await busyPortraitScene(person, random, width, height)
      : portraitScene(person, random, width, height);
    return markPortrait(scene);
  }
  if (kind === 'handheld') return handheldScene(person, await drawIdentityFront(person, 760), random, 900, 1200);
  const shown = has(faults, 'wrong_side') ? 'id_back' : kind;
  const fill = has(faults, 'cut_off') ? 0.96 : random.between(0.68, 0.76);
  const card = await cardFor(person, shown, Math.round(size.width * fill * (shown === 'supplement' ? 0.7 : 0.95)));
  const offset = has(faults, 'cut_off') ? ([0.31, 0.2] as const) : ([random.between(-0.04, 0.04), random.between(-0.03, 0.03)] as const);
  return (await layCard(card, random, { ...size, fill, offset })).scene;
};

/** Turns stored pixels and the EXIF orientation that undoes it (CIPA DC-008, 4.6.4: 6 is shown turned 90° clockwise). */
const turned: Encoding = { turn: 270, orientation: 6 };

const encodingFor = (faults: readonly PhotoFault[], traits: readonly SampleTrait[], kind: DocumentKind, width: number): Encoding => ({
  ...(has(faults, 'pixels_too_few') ? { width: Math.round(width * 0.26) } : {}),
  ...(has(faults, 'not_colour') ? { grey: true } : {}),
  ...(has(faults, 'upside_down') ? { turn: 180 as const } : {}),
  ...(has(faults, 'file_too_large') ? { quality: 97 } : {}),
  ...(has(faults, 'wrong_type_gif') ? { format: 'gif' as const, width: 800 } : {}),
  ...(has(faults, 'wrong_type_webp') ? { format: 'webp' as const } : {}),
  ...(traits.includes('png') && kind === 'portrait' ? { format: 'png' as const } : {}),
  ...(traits.includes('exif_turned') && kind !== 'portrait' ? turned : {}),
});

const textFile = (person: Person): Uint8Array =>
  new TextEncoder().encode(`样本 SPECIMEN\n${`${person.name}: 照片稍后补传。 The photo will follow later.\n`.repeat(300)}`);

/** Makes the file of a picture that is there: camera, faults and format. */
const finish = async (
  scene: Raster,
  kind: DocumentKind,
  random: Random,
  faults: readonly PhotoFault[],
  traits: readonly SampleTrait[],
): Promise<Upload> => {
  const exposure = exposureFor(faults, random.fork('exposure'));
  const soft = has(faults, 'blurred') || has(faults, 'motion_blurred');
  const extras = { ...(has(faults, 'file_too_large') ? { grain: 6 } : {}), ...(kind === 'portrait' && !soft ? { sharpening: 1.2 } : {}) };
  const photo = await expose(scene, random.fork('camera'), { ...exposure, ...extras });
  const encoding = encodingFor(faults, traits, kind, scene.width);
  const whole = await encode(photo, encoding);
  const bytes = has(faults, 'upload_truncated') ? whole.slice(0, Math.floor(whole.length * random.between(0.4, 0.75))) : whole;
  const png = encoding.format === 'png';
  return { bytes, extension: png ? 'png' : 'jpg', declaredType: png ? 'image/png' : 'image/jpeg' };
};

/** Draws one upload of a person, with the faults asked for. */
export const drawUpload = async (
  person: Person,
  kind: DocumentKind,
  random: Random,
  faults: readonly PhotoFault[],
  traits: readonly SampleTrait[],
): Promise<Upload> => {
  if (has(faults, 'wrong_type_text')) return { bytes: textFile(person), extension: 'jpg', declaredType: 'image/jpeg' };
  const size = has(faults, 'file_too_large') ? large : ordinary;
  const scene = await sceneFor(person, kind, random.fork('scene'), faults, size);
  return finish(scene, kind, random, faults, traits);
};

/** The same for a picture that somebody brought: only what a camera and an upload can get wrong is applied. */
export const spoilPhoto = (photo: Raster, kind: DocumentKind, random: Random, faults: readonly PhotoFault[]): Promise<Upload> =>
  finish(photo, kind, random, faults, []);

/** A 12-megapixel photo (4000 × 3000) of an identity card. */
export const drawLargeUpload = async (person: Person, random: Random): Promise<Uint8Array> => {
  const scene = await sceneFor(person, 'id_front', random.fork('scene'), [], large);
  return encode(await expose(scene, random.fork('camera'), {}), { quality: 88 });
};
