import type { Finding, Region } from '../../../../shared/domain/finding.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import { findingOf } from '../finding.ts';
import { type Contents, showsFace, type Turn, unknownKind } from './contents.ts';
import type { Face } from './face.ts';

/** What is known of the photo beside what it shows: its kind, the upright original's size in px, and the EXIF orientation it was stored with (1–8). */
export type About = { kind: string; size: { width: number; height: number }; exif: number };

/** Kinds of photo that show one document lying flat. */
const documents = new Set(['id_front', 'id_back', 'passport_page']);

/** Why a figure is not judged: whether it is good or bad depends on what the photo is to show. */
const unsaid = (kind: string): { cause?: string } => (kind === unknownKind ? { cause: 'unknownKind' } : {});

const rounded = (value: number, digits = 0): number => Number(value.toFixed(digits));
/** A share as it is kept and as it is judged: the same number, so that the verdict can be had again from what is kept. */
const kept = (share: number): number => rounded(share, 4);

/** `image.document`: where the document lies, whether all of it is there, and how many px its short side has. */
export const judgeDocument = (policy: Policy, { outline }: Contents, { kind, size }: About): Finding => {
  const { minShortSide, minShare } = policy.image.document;
  // A picture of something else has none; a scan that is nothing but the document may have none either, so that a person has to look.
  if (outline === undefined) {
    const none = { cause: 'noOutline', limit: minShortSide, unit: 'px' };
    if (!documents.has(kind)) return findingOf(policy, 'image.document', 'skipped', none);
    return findingOf(policy, 'image.document', 'warn', { ...none, suggests: ['document.not_found'] });
  }
  const share = kept(outline.share);
  const figures = {
    measured: rounded(outline.short * size.width),
    limit: minShortSide,
    unit: 'px',
    polygons: [outline.visible],
    details: { share, sharePercent: rounded(share * 100), longSide: rounded(outline.long * size.width) },
  };
  if (!documents.has(kind)) return findingOf(policy, 'image.document', 'skipped', { ...figures, ...unsaid(kind) });
  if (!outline.complete)
    return findingOf(policy, 'image.document', 'warn', { ...figures, cause: 'cutOff', suggests: ['document.cut_off'] });
  if (figures.measured < minShortSide)
    return findingOf(policy, 'image.document', 'warn', { ...figures, cause: 'tooSmall', suggests: ['document.pixels_too_few'] });
  if (share < minShare) return findingOf(policy, 'image.document', 'warn', { ...figures, cause: 'far' });
  return findingOf(policy, 'image.document', 'pass', figures);
};

const turnOf = ({ outline, turn }: Contents, kind: string): Turn | undefined => {
  if (turn !== undefined) return turn;
  if (outline === undefined || !outline.complete || !documents.has(kind)) return undefined;
  // Without a face there is no telling up from down; a card that stands is not upright in any case.
  return outline.tall && outline.long > outline.short * 1.2 ? 90 : undefined;
};

/** `image.orientation`: by which angle the photo would have to be turned, degrees. Up and down are told by the face, a skew by the document's upper side. */
export const judgeOrientation = (policy: Policy, contents: Contents, { kind, exif }: About): Finding => {
  const { outline, faces } = contents;
  const limit = policy.image.orientation.maxSkew;
  const details = { exif };
  const turn = turnOf(contents, kind);
  const skew = documents.has(kind) ? outline?.skew : faces?.[0]?.roll;
  if (turn === undefined && skew === undefined) return findingOf(policy, 'image.orientation', 'skipped', { limit, unit: '°', details });
  if (turn !== undefined && turn !== 0)
    return findingOf(policy, 'image.orientation', 'warn', {
      measured: turn,
      limit,
      unit: '°',
      details,
      cause: turn === 180 ? 'upsideDown' : 'sideways',
      suggests: ['document.upside_down'],
    });
  const figures = { measured: rounded(Math.abs(skew ?? 0)), limit, unit: '°', details };
  if (figures.measured <= limit) return findingOf(policy, 'image.orientation', 'pass', figures);
  return findingOf(policy, 'image.orientation', 'warn', { ...figures, cause: 'skewed' });
};

const regionsOf = (faces: readonly Face[]): Region[] => faces.slice(0, 4).map(({ region }) => region);

/** `image.face`: whether there is one face; in a portrait also how large it is (between the eyes, px) and whether it looks ahead. */
export const judgeFace = (policy: Policy, { faces, turn }: Contents, { kind, size }: About): Finding => {
  if (!showsFace(kind) && kind !== unknownKind) return findingOf(policy, 'image.face', 'skipped');
  if (faces === undefined) return findingOf(policy, 'image.face', 'error', { cause: 'unavailable' });
  const { minEyes, maxTurn } = policy.image.face;
  const counted = { measured: faces.length, limit: 1, unit: 'faces' };
  if (kind === unknownKind) {
    const found = faces.length === 0 && turn !== undefined ? 1 : faces.length;
    return findingOf(policy, 'image.face', 'skipped', { measured: found, unit: 'faces', ...unsaid(kind), evidence: regionsOf(faces) });
  }
  const suggests = ['document.portrait_unsuitable'];
  const [first] = faces;
  if (first === undefined) {
    // A face that was found in the turned photo is there; that the photo is turned is another check's matter.
    if (turn !== undefined) return findingOf(policy, 'image.face', 'pass', { ...counted, measured: 1 });
    return findingOf(policy, 'image.face', 'warn', { ...counted, cause: 'none', suggests });
  }
  const evidence = regionsOf(faces);
  // Passport pages have a second, pale portrait, and people hold their cards up; both are as it should be.
  if (kind !== 'portrait') return findingOf(policy, 'image.face', 'pass', { ...counted, evidence });
  if (faces.length > 1) return findingOf(policy, 'image.face', 'warn', { ...counted, cause: 'several', suggests, evidence });
  const measured = rounded(first.eyes * size.width);
  const turned = kept(first.turn);
  const figures = { measured, limit: minEyes, unit: 'px', evidence, details: { turn: turned, turnPercent: rounded(turned * 100) } };
  if (measured < minEyes) return findingOf(policy, 'image.face', 'warn', { ...figures, cause: 'small', suggests });
  if (turned > maxTurn) return findingOf(policy, 'image.face', 'warn', { ...figures, cause: 'turned', suggests });
  return findingOf(policy, 'image.face', 'pass', figures);
};

/** `image.background`: the share of a portrait's background that is not plain, %. */
export const judgeBackground = (policy: Policy, { busy }: Contents, { kind }: About): Finding => {
  const { warn } = policy.image.background;
  if (busy === undefined) return findingOf(policy, 'image.background', 'skipped', unsaid(kind));
  const share = kept(busy);
  const figures = { measured: rounded(share * 100), limit: rounded(warn * 100), unit: '%', details: { share } };
  if (kind !== 'portrait') return findingOf(policy, 'image.background', 'skipped', { ...figures, ...unsaid(kind) });
  if (share < warn) return findingOf(policy, 'image.background', 'pass', figures);
  return findingOf(policy, 'image.background', 'warn', { ...figures, cause: 'busy', suggests: ['document.background'] });
};
