/** Members whose content is the applicant's or another platform's own: there `null` may say something. */
const left = new Set(['payload', 'current']);

/** The value with every member left out that is `null`: many servers write an absent member so. Items of lists stay. */
export const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, left.has(name) ? member : withoutNulls(member)]),
  );
};
