import { z } from 'zod';
import { type Applicant, fieldNames } from '../../../../shared/domain/application.ts';
import { fieldNameOf } from '../../../../shared/domain/field-name.ts';
import { type Finding, type Verdict, worstVerdict } from '../../../../shared/domain/finding.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import { checkApplicant } from './index.ts';

/** The answer for one line of `desk check-fields`. `id`: as it was in the line, so that answers find their way. */
export type FieldLine = { id?: string | undefined; verdict: Verdict; findings: Finding[]; problem?: string | undefined };

const text = z.union([z.string(), z.number().transform(String), z.null().transform(() => undefined)]).optional();
const lineSchema = z.looseObject({ id: z.union([z.string(), z.number().transform(String)]).optional(), type: z.string().optional() });

/**
 * Checks one line: an application's fields as a JSON object, plain or within `applicant` or `fields`, or a whole application; names in
 * camelCase or snake_case. Fields that the line does not have are not asked about. A line that can't be read gets the verdict `error`.
 */
export const checkFields = (line: string, policy: Policy, nowMs: number): FieldLine => {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return { verdict: 'error', findings: [], problem: 'not JSON' };
  }
  const read = lineSchema.safeParse(raw);
  if (!read.success) return { verdict: 'error', findings: [], problem: 'not an object of fields' };
  const { id, type } = read.data;
  const inner = read.data.applicant ?? read.data.fields;
  const fields = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : read.data;
  const applicant: Applicant = {};
  for (const [name, value] of Object.entries(fields)) {
    const field = fieldNameOf(name);
    const typed = text.safeParse(value);
    if ((fieldNames as readonly string[]).includes(field) && typed.success && typed.data !== undefined) applicant[field] = typed.data;
  }
  const isPassport =
    type === 'passport' || (type === undefined && applicant.passportNumber !== undefined && applicant.idNumber === undefined);
  const findings = checkApplicant(applicant, isPassport ? 'passport' : 'resident_identity', policy, nowMs, true);
  return { ...(id === undefined ? {} : { id }), verdict: worstVerdict(findings), findings };
};
