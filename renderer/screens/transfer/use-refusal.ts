import type { Receipt } from '../../../shared/domain/decision.ts';
import { isKnown } from '../../../shared/domain/open-union.ts';
import { useTranslation } from '../../i18n/index.ts';

/** The causes of the reference platform, which have words here in both languages. */
const known = [
  'reason_unknown',
  'reason_missing',
  'reviewer_mismatch',
  'override_needs_senior',
  'override_reason_missing',
  'second_look_needs_other_reviewer',
  'subject_unknown',
  'outcome_unknown',
  'decision_malformed',
  'request_malformed',
  'decision_id_reused',
] as const;

/** Why the platform did not accept a decision: in the person's language where the cause is known, else as the platform put it. */
export const useRefusal = (): ((problem: Receipt['problem']) => string) => {
  const { t } = useTranslation('transfer');
  return (problem) => {
    if (problem !== undefined && isKnown(known, problem.code)) return t(`refusal.${problem.code}`);
    return problem?.detail ?? problem?.title ?? t('standing.refused');
  };
};
