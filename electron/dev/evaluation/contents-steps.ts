import sharp, { type Sharp } from 'sharp';
import type { CheckId } from '../../../shared/domain/finding.ts';
import type { PhotoFault } from '../../intake/sample/faults.ts';
import { inventPerson } from '../../intake/sample/people.ts';
import type { Random } from '../../intake/sample/random.ts';
import { drawUpload } from '../../intake/sample/uploads.ts';
import type { Degradation } from './degradation.ts';
import type { Pixels } from './pixels.ts';

/** The checks of what a photo shows, each with the kinds of document that it judges and the changes after which nothing is wrong for it yet. */
export const checksOfContents = {
  'image.document': ['id_front', 'id_back', 'passport_page'],
  'image.orientation': ['id_front', 'id_back', 'passport_page', 'portrait', 'handheld'],
  'image.face': ['id_front', 'passport_page', 'portrait', 'handheld'],
  'image.background': ['portrait'],
} as const satisfies Partial<Record<CheckId, readonly string[]>>;

/** A crop may cut a document off, and a wide margin makes it too small: what is in the picture stays faultless under these only. */
const harmless = new Set(['as it is', 'compressed', 'noise', 'turn']);

/** Whether a faultless change leaves a picture of this kind faultless for a check of its contents, too. */
export const staysFaultless = (check: keyof typeof checksOfContents, kind: string, degradation: string): boolean =>
  (checksOfContents[check] as readonly string[]).includes(kind) &&
  harmless.has(degradation) &&
  // The corners that a turned picture leaves over are no part of the wall.
  !(check === 'image.background' && degradation === 'turn');

const documents = ['id_front', 'id_back', 'passport_page'] as const;
const opened = ({ rgb, width, height }: Pixels) => sharp(rgb, { raw: { width, height, channels: 3 } });
const asPhoto = async (pipeline: Sharp): Promise<Uint8Array> => new Uint8Array(await pipeline.jpeg({ quality: 88 }).toBuffer());

const turnedBy = (degrees: number, kinds: readonly string[]): Degradation => ({
  name: 'lying wrong',
  step: `${degrees}°`,
  fault: 'image.orientation',
  kinds,
  apply: (picture) => asPhoto(opened(picture).rotate(degrees)),
});

/** The picture made smaller, its ground going on all around: another ground would have the picture's rim for a document. */
const farther = (share: number, fault: CheckId, kinds: readonly string[]): Degradation => ({
  name: 'far away',
  step: String(share),
  fault,
  kinds,
  apply: (picture) => {
    const [wide, tall] = [Math.round(picture.width * share), Math.round(picture.height * share)];
    const [left, top] = [(picture.width - wide) >> 1, (picture.height - tall) >> 1];
    const rest = { left, top, right: picture.width - wide - left, bottom: picture.height - tall - top };
    return asPhoto(
      opened(picture)
        .resize(wide, tall, { fit: 'fill' })
        .extend({ ...rest, extendWith: 'copy' }),
    );
  },
});

/** A fault that has to be drawn: an upload of another invented person. */
const drawnWith = (name: string, photoFault: PhotoFault, fault: CheckId, kinds: readonly string[]): Degradation => ({
  name,
  step: 'drawn',
  fault,
  kinds,
  apply: async (_picture, random: Random, kind) =>
    (await drawUpload(inventPerson(random, '2026-11-25'), kind, random, [photoFault], [])).bytes,
});

/** The real photographs that show a face or a person: they don't serve as pictures without one. */
const withPeople = /astronaut/;

/** A photograph without a document or a face, handed in as one. Given folders may hold either, so only the known photographs are taken. */
const somethingElse = (as: string, fault: CheckId): Degradation => ({
  name: 'something else',
  step: `as ${as}`,
  fault,
  as,
  only: ({ name, origin }) => origin === 'photos' && !withPeople.test(name),
  apply: (picture) => asPhoto(opened(picture)),
});

/** What can be wrong with what a photo shows. */
export const contentsSteps: readonly Degradation[] = [
  drawnWith('cut off', 'cut_off', 'image.document', documents),
  farther(0.45, 'image.document', documents),
  farther(0.25, 'image.document', documents),
  ...documents.map((kind) => somethingElse(kind, 'image.document')),
  turnedBy(90, checksOfContents['image.orientation']),
  turnedBy(270, checksOfContents['image.orientation']),
  // Without a face nothing tells up from down.
  turnedBy(180, ['id_front', 'passport_page', 'portrait', 'handheld']),
  somethingElse('portrait', 'image.face'),
  farther(0.3, 'image.face', ['portrait']),
  {
    name: 'two faces',
    step: 'mirrored',
    fault: 'image.face',
    kinds: ['portrait'],
    apply: async (picture) => {
      const [beside, tall] = [Math.round(picture.width * 0.8), picture.height];
      const inset = (picture.width - beside) >> 1;
      const one = await opened(picture).extract({ left: inset, top: 0, width: beside, height: tall }).png().toBuffer();
      const other = await sharp(one).flop().png().toBuffer();
      return asPhoto(
        sharp({ create: { width: beside * 2, height: tall, channels: 3, background: '#ffffff' } }).composite([
          { input: one, left: 0, top: 0 },
          { input: other, left: beside, top: 0 },
        ]),
      );
    },
  },
  drawnWith('busy background', 'busy_background', 'image.background', ['portrait']),
];
