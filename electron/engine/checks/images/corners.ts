import type { Spot as Point } from '../../../../shared/domain/finding.ts';

/** Four corners, px: top left, top right, bottom right, bottom left as the picture shows them. */
export type Corners = [Point, Point, Point, Point];

export const distanceOf = (one: Point, other: Point): number => Math.sqrt((one.x - other.x) ** 2 + (one.y - other.y) ** 2);

/** The area of a polygon, px². */
export const areaOf = (corners: readonly Point[]): number => {
  let twice = 0;
  for (let at = 0; at < corners.length; at += 1) {
    const { x, y } = corners[at] as Point;
    const next = corners[(at + 1) % corners.length] as Point;
    twice += x * next.y - next.x * y;
  }
  return Math.abs(twice) / 2;
};

/** Lengths of a quadrilateral's sides in its two directions, averaged, px. */
export const lengthsOf = ([a, b, c, d]: Corners): { across: number; down: number } => ({
  across: (distanceOf(a, b) + distanceOf(d, c)) / 2,
  down: (distanceOf(a, d) + distanceOf(b, c)) / 2,
});
