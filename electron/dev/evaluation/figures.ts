/** One judged picture: how bad the check found it (greater is worse), and whether it truly has the fault. */
export type Judged = { badness: number; faulty: boolean };

/**
 * The area under the receiver operating characteristic: the share (0–1) of pairs of a faulty and a faultless picture in which the faulty one was found worse,
 * ties counting half (Mann-Whitney U). Undefined where one of the two kinds is missing.
 */
export const areaUnderCurve = (judged: readonly Judged[]): number | undefined => {
  const sorted = [...judged].sort((left, right) => left.badness - right.badness);
  const faulty = sorted.filter((one) => one.faulty).length;
  const faultless = sorted.length - faulty;
  if (faulty === 0 || faultless === 0) return undefined;
  let [below, won] = [0, 0];
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]?.badness === sorted[from]?.badness) to += 1;
    const equal = sorted.slice(from, to);
    const bad = equal.filter((one) => one.faulty).length;
    won += bad * (below + (equal.length - bad) / 2);
    below += equal.length - bad;
    from = to;
  }
  return won / (faulty * faultless);
};

/** A point of the curve: what a limit would find (`hits`, share of the faulty) and flag wrongly (`false alarms`, share of the faultless). */
export type CurvePoint = { threshold: number; hits: number; alarms: number };

/** The curve's points, from the strictest limit to the loosest. */
export const curveOf = (judged: readonly Judged[]): CurvePoint[] => {
  const faulty = judged.filter((one) => one.faulty).length;
  const faultless = judged.length - faulty;
  const sorted = [...judged].sort((left, right) => right.badness - left.badness);
  const points: CurvePoint[] = [{ threshold: Number.POSITIVE_INFINITY, hits: 0, alarms: 0 }];
  let [hits, alarms] = [0, 0];
  for (const [index, { badness, faulty: bad }] of sorted.entries()) {
    if (bad) hits += 1;
    else alarms += 1;
    if (sorted[index + 1]?.badness !== badness)
      points.push({ threshold: badness, hits: hits / Math.max(1, faulty), alarms: alarms / Math.max(1, faultless) });
  }
  return points;
};

/** The point that tells the two kinds apart best (Youden: most hits less false alarms). */
export const bestPoint = (points: readonly CurvePoint[]): CurvePoint | undefined =>
  points.reduce<CurvePoint | undefined>(
    (best, point) => (best === undefined || point.hits - point.alarms > best.hits - best.alarms ? point : best),
    undefined,
  );
