/**
 * The field checks: everything that can be said of what the applicant typed without looking at a document.
 * Each check answers with one finding for its field, pure and at once, and says `skipped` rather than guess. `checks/index.ts` calls it.
 */
import type { Applicant } from '../../../../shared/domain/application.ts';
import type { Finding } from '../../../../shared/domain/finding.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import { checkAddress } from './address.ts';
import { checkEmail } from './email.ts';
import { formOf } from './form.ts';
import { checkBirthDate, checkNumber, checkSex } from './identity.ts';
import { checkName } from './name.ts';
import { checkPhone } from './phone.ts';
import { checkRegion } from './region.ts';
import { checkValidity } from './validity.ts';

/**
 * Checks an applicant's fields.
 * @param type the application's type; decides which number is asked for
 * @param nowMs the platform's clock, ms
 * @param partial absent fields are not asked about instead of missing
 */
export const checkApplicant = (applicant: Applicant, type: string, policy: Policy, nowMs: number, partial = false): Finding[] => {
  const form = formOf(applicant, type, policy, nowMs, partial);
  return [
    ...checkName(form),
    checkNumber(form),
    checkBirthDate(form),
    checkSex(form),
    checkRegion(form),
    ...checkValidity(form),
    checkPhone(form),
    checkEmail(form),
    checkAddress(form),
  ];
};
