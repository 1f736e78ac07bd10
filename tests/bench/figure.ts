/** The middle of several figures. */
export const median = (figures: readonly number[]): number => {
  const sorted = [...figures].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** The figure below which 95 of 100 lie (nearest rank). */
export const p95 = (figures: readonly number[]): number => {
  const sorted = [...figures].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? 0;
};

const rounded = (value: number): number => Number(value.toPrecision(4));

/**
 * Prints one figure: the median of `values` beside the median of `limits`, which were measured in the same run.
 * `ratio` is value to limit, where smaller is better.
 */
export const printFigure = (bench: string, unit: string, values: readonly number[], limits: readonly number[]): void => {
  const value = median(values);
  const limit = median(limits);
  process.stdout.write(
    `${JSON.stringify({ bench, value: rounded(value), unit, limit: rounded(limit), ratio: rounded(value / limit), n: values.length, p95: rounded(p95(values)) })}\n`,
  );
};
