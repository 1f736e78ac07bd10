import type { TFunction } from 'i18next';

/** Words of the form that are known, in the language of the page; everything else stands exactly as it was typed. */
export const fieldValue = (field: string, value: string, t: TFunction<'review'>): string => {
  if (field === 'sex' && (value === 'male' || value === 'female')) return t(`value.sex.${value}`);
  if (field === 'validUntil' && (value === 'long_term' || value === '长期')) return t('value.longTerm');
  return value;
};
