/** A point in px. */
export type Point = { x: number; y: number };

/** A rectangle that may lie at an angle, px: `width` along its text, `angle` the direction of that from the x axis, radians, clockwise on the screen. */
export type TurnedBox = { centre: Point; width: number; height: number; angle: number };

const cross = (o: Point, a: Point, b: Point): number => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);

/** The convex hull of points, A. M. Andrew's monotone chain (1979). */
export const hullOf = (points: readonly Point[]): Point[] => {
  const sorted = [...points].sort((left, right) => left.x - right.x || left.y - right.y);
  if (sorted.length < 3) return sorted;
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      for (;;) {
        const [before, last] = [chain.at(-2), chain.at(-1)];
        if (before === undefined || last === undefined || cross(before, last, point) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
};

/** The smallest rectangle around points: one of its sides lies on a side of their hull (Freeman and Shapira, 1975). Its width is its longer side. */
export const smallestBox = (points: readonly Point[]): TurnedBox => {
  const hull = hullOf(points);
  let best: TurnedBox | undefined;
  for (const [index, from] of hull.entries()) {
    const to = hull[(index + 1) % hull.length] as Point;
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    let [left, right, top, bottom] = [
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ];
    for (const { x, y } of hull) {
      const [along, across] = [x * cos + y * sin, y * cos - x * sin];
      left = Math.min(left, along);
      right = Math.max(right, along);
      top = Math.min(top, across);
      bottom = Math.max(bottom, across);
    }
    const [width, height] = [right - left + 1, bottom - top + 1];
    if (best !== undefined && best.width * best.height <= width * height) continue;
    const [along, across] = [(left + right) / 2, (top + bottom) / 2];
    best = { centre: { x: along * cos - across * sin, y: along * sin + across * cos }, width, height, angle };
  }
  if (best === undefined) return { centre: hull[0] ?? { x: 0, y: 0 }, width: 1, height: 1, angle: 0 };
  return best.width >= best.height ? best : { ...best, width: best.height, height: best.width, angle: best.angle + Math.PI / 2 };
};

/** An angle brought into (-π/2, π/2]: the same line, without its direction. */
export const undirected = (angle: number): number => angle - Math.PI * Math.round(angle / Math.PI - 1e-9);

/** The difference of two angles, brought into (-π, π]. */
export const between = (left: number, right: number): number => {
  const difference = (left - right) % (2 * Math.PI);
  return difference > Math.PI ? difference - 2 * Math.PI : difference <= -Math.PI ? difference + 2 * Math.PI : difference;
};

/** A point turned by `angle` radians about the origin. */
export const turned = ({ x, y }: Point, angle: number): Point => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { x: x * cos - y * sin, y: x * sin + y * cos };
};

/** The four corners of a box, from its top left as its text is read. */
export const cornersOf = ({ centre, width, height, angle }: TurnedBox): [Point, Point, Point, Point] => {
  const at = (across: number, down: number): Point => {
    const { x, y } = turned({ x: across * width, y: down * height }, angle);
    return { x: centre.x + x, y: centre.y + y };
  };
  return [at(-0.5, -0.5), at(0.5, -0.5), at(0.5, 0.5), at(-0.5, 0.5)];
};

/** The middle of several numbers; 0 for none. */
export const middleOf = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};
