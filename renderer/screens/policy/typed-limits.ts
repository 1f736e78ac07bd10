import { type LimitChanges, type LimitUnit, limitsOf } from '../../../shared/domain/limits.ts';
import type { Policy } from '../../../shared/domain/policy.ts';

/** What one in the field is in the policy: sizes are typed in KB, shares and likenesses in per cent. */
const scales: Partial<Record<LimitUnit, number>> = { bytes: 1_024, share: 0.01, likeness: 0.01 };

/** A limit as it is typed: `shown`, `least` and `most` are in the field's unit. */
export type TypedLimit = {
  path: string;
  check: string;
  member: string;
  of: string | undefined;
  unit: LimitUnit;
  shown: number;
  least: number;
  most: number;
};

/** Limits that would have another's name by their member alone. */
const names: Readonly<Record<string, string>> = { 'image.document.minShortSide': 'documentShortSide' };

/** Without what binary fractions add: 0.002 is 0.2 %, not 0.200000001. */
const plain = (value: number): number => Number(value.toFixed(4));

/** The limits of a policy as fields. `of`: the member of a record, such as the kind of document. */
export const typedLimits = (policy: Policy): TypedLimit[] =>
  limitsOf(policy).map(({ path, check, unit, value, least, most }) => {
    const scale = scales[unit] ?? 1;
    const parts = path.split('.');
    const record = parts.at(-2) === 'minShortSide';
    const name = names[path] ?? (record ? parts.at(-2) : parts.at(-1));
    return {
      path,
      check,
      unit,
      member: name ?? path,
      of: record ? parts.at(-1) : undefined,
      shown: plain(value / scale),
      least: plain(least / scale),
      most: plain(most / scale),
    };
  });

/** The limits that were typed otherwise, in the policy's units. */
export const changesTyped = (limits: readonly TypedLimit[], typed: Record<string, number>): LimitChanges =>
  Object.fromEntries(
    limits.flatMap(({ path, unit, shown }): [string, number][] => {
      const value = typed[path];
      if (value === undefined || value === shown) return [];
      const inPolicy = value * (scales[unit] ?? 1);
      return [[path, unit === 'bytes' ? Math.round(inPolicy) : Number(inPolicy.toFixed(8))]];
    }),
  );
