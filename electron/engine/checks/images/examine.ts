import type { Finding } from '../../../../shared/domain/finding.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import { portraitOn } from '../duplicates/card-portrait.ts';
import { type PictureSignature, signaturesOf } from '../duplicates/signature.ts';
import { findingOf } from '../finding.ts';
import { measureColour } from './colour.ts';
import { type Contents, lookAt } from './contents.ts';
import { measureExposure } from './exposure.ts';
import { recognise } from './format.ts';
import { measureGlare } from './glare.ts';
import { walkJpeg } from './jpeg-structure.ts';
import { judgeColour, judgeExposure, judgeGlare, judgePixels, judgeScreen, judgeSharpness } from './judge.ts';
import { type About, judgeBackground, judgeDocument, judgeFace, judgeOrientation } from './judge-contents.ts';
import { notCarriedOut, ofThePicture } from './not-carried-out.ts';
import { decode, type Picture, readHeader, renditionsOf, type Smaller, smallerOf } from './picture.ts';
import { walkPng } from './png-structure.ts';
import type { Box } from './raster.ts';
import { placesOfSquares } from './screen.ts';
import { isReduced, lookForScreen, type ScreenFinding } from './screen-squares.ts';
import { measureSharpness } from './sharpness.ts';
import type { Structure } from './structure.ts';

/** What the upload said of itself. None of it is trusted. */
export type Declared = { fileName: string; declaredType: string; kind: string };

/** What one photo gave: findings (without the document's identifier), the upright original's size in px, and the two pictures that the page shows, as JPEG. */
export type ImageExamination = {
  findings: Finding[];
  size?: { width: number; height: number } | undefined;
  screen?: Uint8Array | undefined;
  thumbnail?: Uint8Array | undefined;
  /** What the photo is recognised by among others; none for kinds that can't be compared. */
  signatures?: PictureSignature[] | undefined;
};

/**
 * Examines one upload: what it is, whether it is whole, and how good the photo is, with a single full decode from which the screen rendition,
 * the thumbnail and every measure are made. Only the policy's formats are ever decoded, and nothing with more pixels than it permits.
 * `withRenditions`: whether the two pictures for the page are wanted, too. Throws nothing for any bytes; may take long or much memory for hostile ones, so it runs in a process that may be ended.
 */
export const examineImage = async (
  bytes: Uint8Array,
  declared: Declared,
  policy: Policy,
  withRenditions = true,
): Promise<ImageExamination> => {
  const format = judgeFormat(bytes, declared, policy);
  const size = judgeSize(bytes.length, policy);
  const { type } = recognise(bytes);
  if (!policy.image.allowedTypes.includes(type))
    return { findings: [format, size, ...notCarriedOut(policy, ['image.intact', ...ofThePicture])] };

  const header = await readHeader(bytes);
  if (header === undefined) return { findings: [format, size, damaged(policy, 'unreadable', 'upload.damaged'), ...notCarriedOut(policy)] };
  const pixels = { width: header.width, height: header.height };
  if (pixels.width * pixels.height > policy.image.maxPixels) {
    const tooMany = findingOf(policy, 'image.pixels', 'fail', {
      measured: pixels.width * pixels.height,
      limit: policy.image.maxPixels,
      unit: 'px',
      cause: 'tooMany',
      suggests: ['document.file_too_large'],
    });
    const rest = ofThePicture.filter((check) => check !== 'image.pixels');
    return { findings: [format, size, tooMany, ...notCarriedOut(policy, ['image.intact', ...rest])], size: pixels };
  }
  const { intact, picture, structure } = await decodeWhole(bytes, type, pixels, policy);
  if (picture === undefined) return { findings: [format, size, intact, ...notCarriedOut(policy)], size: pixels };
  const smaller = smallerOf(picture);
  const small = await smaller.small();
  const ofTheFile = [format, size, intact, judgePixels(policy, declared.kind, pixels)];
  const about = { kind: declared.kind, size: pixels, exif: header.exif };
  // What is measured on half a picture says nothing about the photo that was taken.
  const photo =
    intact.verdict === 'fail'
      ? undefined
      : await judgePhoto(
          picture,
          smaller,
          await lookForScreen(bytes, picture, { marked: structure?.marked, exif: header.exif }, policy.image.maxPixels),
          about,
          policy,
        );
  const ofThePhoto =
    photo?.findings ??
    notCarriedOut(
      policy,
      ofThePicture.filter((check) => check !== 'image.pixels'),
    );
  const signatures =
    photo === undefined ? [] : signaturesOf(declared.kind, small, await portraitOn(picture, photo.contents, declared.kind));
  return {
    findings: [...ofTheFile, ...ofThePhoto],
    size: pixels,
    ...(withRenditions ? await renditionsOf(picture, small) : {}),
    ...(signatures.length === 0 ? {} : { signatures }),
  };
};

/** The part of a picture that has to be sharp, px: a document that lies in it, or else all of it. The ground beside a blurred card may be in focus. */
const subjectOf = ({ width, height }: Picture, { outline }: Contents): Box => {
  if (outline === undefined) return { left: 0, top: 0, width, height };
  const [xs, ys] = [outline.corners.map(({ x }) => x * width), outline.corners.map(({ y }) => y * height)];
  const [left, top] = [Math.max(0, Math.floor(Math.min(...xs))), Math.max(0, Math.floor(Math.min(...ys)))];
  return {
    left,
    top,
    width: Math.min(width, Math.ceil(Math.max(...xs))) - left,
    height: Math.min(height, Math.ceil(Math.max(...ys))) - top,
  };
};

/** Everything that is measured on the decoded picture and on its smaller ones. */
const judgePhoto = async (
  picture: Picture,
  smaller: Smaller,
  screen: ScreenFinding,
  about: About,
  policy: Policy,
): Promise<{ findings: Finding[]; contents: Contents }> => {
  const small = await smaller.small();
  const contents = await lookAt(smaller, about.kind);
  const findings = [
    judgeSharpness(policy, measureSharpness(picture, subjectOf(picture, contents))),
    judgeExposure(policy, measureExposure(small)),
    judgeGlare(policy, measureGlare(small)),
    judgeColour(policy, about.kind, measureColour(small)),
    judgeScreen(policy, screen),
    judgeDocument(policy, contents, about),
    judgeOrientation(policy, contents, about),
    judgeFace(policy, contents, about),
    judgeBackground(policy, contents, about),
  ];
  return { findings, contents };
};

/** `image.format`: the true format by content; a wrong name or declared type is only told, since the platform keeps the bytes. */
const judgeFormat = (bytes: Uint8Array, { fileName, declaredType }: Declared, policy: Policy): Finding => {
  const { type, name } = recognise(bytes);
  const figures = {
    measured: name,
    limit: policy.image.allowedTypes.map((allowed) => allowed.replace('image/', '').toUpperCase()).join(' / '),
    unit: 'format',
  };
  if (!policy.image.allowedTypes.includes(type))
    return findingOf(policy, 'image.format', 'fail', {
      ...figures,
      cause: 'notAllowed',
      suggests: [type.startsWith('image/') ? 'document.format' : 'upload.wrong_type'],
    });
  const extension = fileName.toLowerCase().replace(/^.*\./, '').replace('jpg', 'jpeg');
  const named = extension === '' || !['jpeg', 'png', 'gif', 'webp', 'heic', 'bmp', 'pdf'].includes(extension) ? type : `image/${extension}`;
  const claimed =
    declaredType === '' || declaredType === 'application/octet-stream' ? type : declaredType.replace('image/jpg', 'image/jpeg');
  if (named !== type || claimed !== type) return findingOf(policy, 'image.format', 'pass', { ...figures, cause: 'otherName' });
  return findingOf(policy, 'image.format', 'pass', figures);
};

/** `image.size`: the file's length, bytes. */
const judgeSize = (length: number, policy: Policy): Finding => {
  const { maxBytes, minBytes } = policy.image;
  if (length > maxBytes)
    return findingOf(policy, 'image.size', 'fail', {
      measured: length,
      limit: maxBytes,
      unit: 'B',
      cause: 'tooLarge',
      suggests: ['document.file_too_large'],
    });
  if (length < minBytes)
    return findingOf(policy, 'image.size', 'fail', {
      measured: length,
      limit: minBytes,
      unit: 'B',
      cause: 'tooSmall',
      suggests: ['document.file_too_small'],
    });
  return findingOf(policy, 'image.size', 'pass', { measured: length, limit: maxBytes, unit: 'B' });
};

const damaged = (policy: Policy, cause: string, suggests: string, why?: string): Finding =>
  findingOf(policy, 'image.intact', 'fail', {
    measured: cause,
    limit: 'whole',
    unit: 'state',
    cause,
    suggests: [suggests],
    ...(why === undefined ? {} : { details: { why } }),
  });

/** The formats that can be decoded, each with what walks its structure. */
const walkers: Record<string, (bytes: Uint8Array) => Structure> = {
  'image/jpeg': (bytes) => walkJpeg(bytes, (size) => (isReduced(size) ? placesOfSquares(size) : [])),
  'image/png': walkPng,
};

/** Complaints of the decoder that mean lost pixels. Others (a colour profile, an unusual parameter) leave the picture whole. */
const lossy =
  /premature|corrupt|bad huffman|extraneous|bogus|inconsistent|crc|not enough|invalid (distance|code|block|stored)|incorrect data/i;

/**
 * `image.intact`: decodes every byte, with any irregularity an error, and walks the file's structure: the decoder stays silent where an ordinary
 * JPEG lost, doubled or overwrote bytes in the middle. What is not whole is decoded as far as it goes, so that the reviewer sees what there is.
 */
const decodeWhole = async (
  bytes: Uint8Array,
  type: string,
  size: { width: number; height: number },
  policy: Policy,
): Promise<{ intact: Finding; picture?: Picture | undefined; structure?: Structure | undefined }> => {
  const { maxPixels } = policy.image;
  const attempt = (failOn: 'warning' | 'error' | 'none'): Promise<Picture | string> =>
    decode(bytes, size, maxPixels, failOn).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  const shown = async (): Promise<Picture | undefined> => {
    const salvaged = await attempt('none');
    return typeof salvaged === 'string' ? undefined : salvaged;
  };
  const structure = walkers[type]?.(bytes);
  if (structure === undefined) return { intact: findingOf(policy, 'image.intact', 'error', { cause: 'noDecoder' }) };
  const { complete, damage, blemish, trailing } = structure;
  if (!complete && damage === undefined) return { intact: damaged(policy, 'truncated', 'upload.truncated'), picture: await shown() };
  if (damage !== undefined) return { intact: damaged(policy, 'damaged', 'upload.damaged', damage), picture: await shown() };
  const whole = await attempt('warning');
  if (typeof whole !== 'string' && blemish === undefined) {
    const details = trailing === 0 ? {} : { details: { trailingBytes: trailing } };
    return {
      intact: findingOf(policy, 'image.intact', 'pass', { measured: 'whole', limit: 'whole', unit: 'state', ...details }),
      picture: whole,
      structure,
    };
  }
  const withWarnings = typeof whole === 'string' ? await attempt('error') : whole;
  if (typeof withWarnings === 'string' || (typeof whole === 'string' && lossy.test(whole)))
    return {
      intact: damaged(policy, 'damaged', 'upload.damaged'),
      picture: typeof withWarnings === 'string' ? await shown() : withWarnings,
    };
  const figures = { measured: 'warnings', limit: 'whole', unit: 'state', cause: 'warnings', suggests: ['upload.damaged'] };
  return { intact: findingOf(policy, 'image.intact', 'warn', figures), picture: withWarnings, structure };
};
