import type { Finding } from '../../../../shared/domain/finding.ts';
import { findingOf } from '../finding.ts';
import { type Form, typedValue } from './form.ts';
import { provinceOfPlace, regionOf, regionsVersion } from './regions.ts';

/** Years after which an abolished code is not given to newborn people any more; offices went on with theirs for a while. */
const late = 5;

/**
 * The card for foreign permanent residents of 2023: 9, two digits of the province, three of the nationality (ISO 3166-1), then as an identity number. Anything
 * else that begins with 9 is unknown.
 */
const foreignResident = (code: string): boolean => /^9[1-6]\d{4}$/u.test(code) && regionOf(`${code.slice(1, 3)}0000`) !== undefined;

/**
 * `field.region`: the region code inside the identity number. A number keeps the code of its first issue for life, so abolished codes are
 * valid; one that no list knows, or that was given up years before the birth, is looked at by a person and never refused. A typed region of another province than
 * the number's is looked at too: people move, but slips happen.
 */
export const checkRegion = (form: Form): Finding => {
  const { identity, policy } = form;
  const field = 'idNumber';
  if (form.type === 'passport' || !identity?.ok) return findingOf(policy, 'field.region', 'skipped', { field });
  const { regionCode } = identity;
  const region = regionOf(regionCode);
  const measured = { field, measured: regionCode, limit: regionsVersion, unit: 'region code' };
  if (region === undefined)
    return findingOf(policy, 'field.region', 'warn', { ...measured, cause: foreignResident(regionCode) ? 'foreignResident' : 'unknown' });
  const details = { name: `${region.province === region.name ? '' : region.province}${region.name}` };
  if (region.until !== undefined) {
    const since = { ...measured, details: { ...details, until: region.until } };
    const odd = Number(identity.birthDate.slice(0, 4)) > region.until + late;
    return findingOf(policy, 'field.region', odd ? 'warn' : 'pass', { ...since, cause: odd ? 'abolishedBeforeBirth' : 'abolished' });
  }
  const typed = provinceOfPlace(typedValue(form, 'region'));
  if (typed !== undefined && typed !== regionCode.slice(0, 2) && region.name !== '')
    return findingOf(policy, 'field.region', 'warn', { ...measured, details, cause: 'elsewhere' });
  return findingOf(policy, 'field.region', 'pass', region.name === '' ? measured : { ...measured, details });
};
