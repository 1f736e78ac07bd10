import type { CheckId } from './finding.ts';
import type { Policy } from './policy.ts';

/** How a limit is written and read: a file's size is typed in KB, a share in per cent, a skew in degrees, everything else as it stands in the policy. */
export type LimitUnit = 'bytes' | 'px' | 'share' | 'index' | 'degrees' | 'likeness' | 'characters' | 'years' | 'days';

/** One limit of the policy that a check is held against: where it stands, and which check follows from it. */
export type Limit = { path: string; check: CheckId; unit: LimitUnit; value: number };

/**
 * Every number of the policy that is a limit of one check, by its place in the policy. `*` stands for each member of a record. A place that the policy in force
 * does not have is passed over, so that the table serves older and newer policies alike.
 */
const limitPlaces: readonly (Omit<Limit, 'value'> & { least: number; most: number })[] = [
  { path: 'image.maxBytes', check: 'image.size', unit: 'bytes', least: 1, most: 1e9 },
  { path: 'image.minBytes', check: 'image.size', unit: 'bytes', least: 0, most: 1e9 },
  { path: 'image.minShortSide.*', check: 'image.pixels', unit: 'px', least: 1, most: 20_000 },
  { path: 'image.sharpness.fail', check: 'image.sharpness', unit: 'index', least: 0, most: 100 },
  { path: 'image.sharpness.warn', check: 'image.sharpness', unit: 'index', least: 0, most: 100 },
  { path: 'image.exposure.fail', check: 'image.exposure', unit: 'index', least: 0, most: 100 },
  { path: 'image.exposure.warn', check: 'image.exposure', unit: 'index', least: 0, most: 100 },
  { path: 'image.glare.fail', check: 'image.glare', unit: 'share', least: 0, most: 1 },
  { path: 'image.glare.warn', check: 'image.glare', unit: 'share', least: 0, most: 1 },
  { path: 'image.colour.fail', check: 'image.colour', unit: 'index', least: 0, most: 255 },
  { path: 'image.colour.warn', check: 'image.colour', unit: 'index', least: 0, most: 255 },
  { path: 'image.screen.warn', check: 'image.screen', unit: 'index', least: 0, most: 100 },
  { path: 'image.background.warn', check: 'image.background', unit: 'share', least: 0, most: 1 },
  { path: 'image.document.minShortSide', check: 'image.document', unit: 'px', least: 1, most: 20_000 },
  { path: 'image.document.minShare', check: 'image.document', unit: 'share', least: 0, most: 1 },
  { path: 'image.orientation.maxSkew', check: 'image.orientation', unit: 'degrees', least: 0, most: 45 },
  { path: 'image.face.minEyes', check: 'image.face', unit: 'px', least: 0, most: 20_000 },
  { path: 'image.face.maxTurn', check: 'image.face', unit: 'share', least: 0, most: 1 },
  { path: 'duplicates.alike', check: 'image.duplicate', unit: 'likeness', least: 0.9, most: 1 },
  { path: 'duplicates.alikeOnCards', check: 'image.duplicate', unit: 'likeness', least: 0.9, most: 1 },
  { path: 'fields.longestName', check: 'field.name', unit: 'characters', least: 1, most: 1_000 },
  { path: 'fields.shortestAddress', check: 'field.address', unit: 'characters', least: 1, most: 1_000 },
  { path: 'age.min', check: 'field.birth_date', unit: 'years', least: 0, most: 150 },
  { path: 'age.max', check: 'field.birth_date', unit: 'years', least: 0, most: 150 },
  { path: 'validityWarningDays', check: 'field.validity', unit: 'days', least: 0, most: 3_650 },
];

type Members = { readonly [member: string]: unknown };
const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The number at `path` of a policy; undefined where there is none. */
export const limitAt = (policy: Policy, path: string): number | undefined => {
  let found: unknown = policy;
  for (const member of path.split('.')) {
    if (!isMembers(found) || !Object.hasOwn(found, member)) return undefined;
    found = found[member];
  }
  return typeof found === 'number' ? found : undefined;
};

/** The limits of a policy that checks follow from, in the order of the checks. */
export const limitsOf = (policy: Policy): (Limit & { least: number; most: number })[] =>
  limitPlaces.flatMap((place) => {
    const record = place.path.endsWith('.*') ? place.path.slice(0, -2) : undefined;
    const members = record?.split('.').reduce<unknown>((found, member) => (isMembers(found) ? found[member] : undefined), policy);
    const paths =
      record === undefined ? [place.path] : Object.keys(isMembers(members) ? members : {}).map((member) => `${record}.${member}`);
    return paths.flatMap((path) => {
      const value = limitAt(policy, path);
      return value === undefined ? [] : [{ ...place, path, value }];
    });
  });

/** Changed limits (规则试算): the new number by its place in the policy, `{ 'image.sharpness.fail': 40 }`. */
export type LimitChanges = { [path: string]: number };

const replaced = (members: Members, [member = '', ...rest]: readonly string[], value: number): Members => {
  const inner = members[member];
  return { ...members, [member]: rest.length > 0 && isMembers(inner) ? replaced(inner, rest, value) : value };
};

/** A policy with changed limits; places that are none of {@link limitsOf} are left as they are. */
export const withLimits = (policy: Policy, changes: LimitChanges): Policy =>
  limitsOf(policy).reduce((changed, { path }) => {
    const value = Object.hasOwn(changes, path) ? changes[path] : undefined;
    return value === undefined ? changed : (replaced(changed, path.split('.'), value) as Policy);
  }, policy);

/** The places among `changes` that are no limit of this policy, or whose number no policy could have. */
export const wrongLimits = (policy: Policy, changes: LimitChanges): string[] => {
  const known = new Map(limitsOf(policy).map((limit) => [limit.path, limit]));
  return Object.entries(changes).flatMap(([path, value]) => {
    const limit = known.get(path);
    return limit === undefined || !(value >= limit.least && value <= limit.most) ? [path] : [];
  });
};
