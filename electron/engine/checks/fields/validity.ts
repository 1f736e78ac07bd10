import type { Finding } from '../../../../shared/domain/finding.ts';
import { addDays } from '../../../../shared/domain/shanghai-time.ts';
import { findingOf } from '../finding.ts';
import { absent, type Form, readDate, typedValue } from './form.ts';

const longTerm = new Set(['长期', '長期', 'long_term', 'long-term', 'longterm', 'permanent']);

/** `field.validity`: the document's dates are dates, in order, begun and not over; it warns before the end. */
export const checkValidity = (form: Form): Finding => {
  const { policy, today } = form;
  const from = typedValue(form, 'validFrom');
  const until = typedValue(form, 'validUntil');
  if (until === '') return absent(form, 'field.validity', 'validUntil');
  const dates = { from: from === '' ? undefined : readDate(from), until: readDate(until) };
  const isLongTerm = longTerm.has(until.toLowerCase());
  const result = (
    verdict: Finding['verdict'],
    field: string,
    rest: Omit<Finding, 'check' | 'verdict' | 'severity' | 'field'> = {},
  ): Finding => findingOf(policy, 'field.validity', verdict, { field, unit: 'date', ...rest });
  if (from !== '' && dates.from === undefined) return result('fail', 'validFrom', { cause: 'invalid', suggests: ['info.detail_differs'] });
  if (!isLongTerm && dates.until === undefined)
    return result('fail', 'validUntil', { cause: 'invalid', suggests: ['info.detail_differs'] });
  if (dates.from !== undefined && dates.from > today)
    return result('fail', 'validFrom', { cause: 'notYet', measured: dates.from, limit: today, suggests: ['info.validity_not_yet'] });
  if (isLongTerm || dates.until === undefined) return result('pass', 'validUntil', { measured: 'long_term', limit: today });
  const measured = { measured: dates.until, limit: today };
  if (dates.from !== undefined && dates.until <= dates.from)
    return result('fail', 'validUntil', {
      measured: dates.until,
      limit: dates.from,
      cause: 'reversed',
      suggests: ['info.validity_reversed'],
    });
  if (dates.until < today) return result('fail', 'validUntil', { ...measured, cause: 'expired', suggests: ['info.validity_expired'] });
  const soon = dates.until < addDays(today, policy.validityWarningDays);
  return result(soon ? 'warn' : 'pass', 'validUntil', soon ? { ...measured, cause: 'soon' } : measured);
};
