/** Members whose content is the applicant's or another platform's own: there `null` may say something. */
const left = new Set(['payload', 'current']);
/** Levels looked into: nothing of the protocol is as deep, and what a hostile server nests a million times must not exhaust the stack. */
const deepest = 40;

/** The value with every member left out that is `null`: many servers write an absent member so. Items of lists stay. */
export const withoutNulls = (value: unknown): unknown => tidied(value, deepest);

const tidied = (value: unknown, levels: number): unknown => {
  if (levels === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => tidied(item, levels - 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, left.has(name) ? member : tidied(member, levels - 1)]),
  );
};
