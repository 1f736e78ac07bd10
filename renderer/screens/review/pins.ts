import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { Finding, Region } from '../../../shared/domain/finding.ts';
import type { ReviewSheet } from '../../../shared/domain/review.ts';
import { insidePhoto } from '../../viewer/geometry.ts';

/** A place on a photo. */
export type Place = { documentId: string; region: Region };

/** A place that a reason is tied to, or will be, as it is drawn over the photo; `told`: its label is shown. */
export type Pin = Place & { id: string; label: string; told: boolean };

/** The reason tied to that place. Only a reason about this very photo takes it; another one stays as it is. */
export const pinned = (reason: GivenReason, { documentId, region }: Place): GivenReason =>
  reason.target?.documentId === documentId ? { ...reason, target: { ...reason.target, region: insidePhoto(region) } } : reason;

/** The reason without its place; what it is about stays. */
export const unpinned = (reason: GivenReason): GivenReason => {
  const { region: _region, ...target } = reason.target ?? {};
  return reason.target === undefined ? reason : { ...reason, target };
};

/** Which of the reasons a box drawn on that photo is meant for: the latest about it; -1 where none is. */
export const reasonFor = (reasons: readonly GivenReason[], documentId: string): number =>
  reasons.findLastIndex(({ target }) => target?.documentId === documentId);

const sameRegion = (left: Region, right: Region | undefined): boolean =>
  right !== undefined && left.x === right.x && left.y === right.y && left.w === right.w && left.h === right.h;

/** The places that checks have found on a photo, the failed checks' first. */
export const placesFound = (findings: readonly Finding[], documentId: string): Region[] =>
  findings
    .filter((finding) => finding.documentId === documentId && finding.verdict !== 'skipped')
    .flatMap(({ evidence = [] }) => evidence.map(insidePhoto))
    .filter((region, index, all) => all.findIndex((other) => sameRegion(other, region)) === index);

/** The place found after the one that the reason has, going round; undefined where no check found any. */
export const nextPlace = (places: readonly Region[], present: Region | undefined): Region | undefined =>
  places[(places.findIndex((place) => sameRegion(place, present)) + 1) % Math.max(places.length, 1)];

/** The places of the reasons that are being given, or, where it is decided already, that were given. */
export const pinsOf = (
  sheet: Pick<ReviewSheet, 'state' | 'decisions'>,
  reasons: readonly GivenReason[],
  titleOf: (code: string) => string,
  told: boolean,
): Pin[] =>
  (sheet.state === 'decided' ? (sheet.decisions[0]?.reasons ?? []) : reasons).flatMap(({ code, target }, index): Pin[] =>
    target?.documentId === undefined || target.region === undefined
      ? []
      : [{ id: `${index}`, documentId: target.documentId, region: target.region, label: titleOf(code), told }],
  );
