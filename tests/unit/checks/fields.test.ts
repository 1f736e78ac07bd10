import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkApplicant } from '../../../electron/engine/checks/fields/index.ts';
import { checkFields } from '../../../electron/engine/checks/fields/lines.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import type { Applicant } from '../../../shared/domain/application.ts';
import type { CheckId, Finding } from '../../../shared/domain/finding.ts';
import { checkCharacterFor } from '../../../shared/domain/identity-number.ts';

const policy = policySchema.parse(policyFile);
const now = Date.parse('2026-11-23T04:00:00Z');
/** The example of GB 11643-1999 itself (Appendix A): 11010519491231002X. */
const faultless: Applicant = {
  name: '样本甲',
  sex: 'female',
  birthDate: '1949-12-31',
  idNumber: '11010519491231002X',
  address: '北京市朝阳区样本路12号院3号楼201室',
  validFrom: '2016-05-01',
  validUntil: '长期',
  phone: '13800138000',
  email: 'sample@example.com',
};
const check = (change: Applicant, id: CheckId, type = 'resident_identity'): Finding | undefined =>
  checkApplicant({ ...faultless, ...change }, type, policy, now).find((finding) => finding.check === id);

describe('what the applicant typed', () => {
  it('passes where nothing is wrong', () => {
    const findings = checkApplicant(faultless, 'resident_identity', policy, now);
    expect(findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  });

  it.each<[string, Applicant, CheckId, string, string | undefined]>([
    ['an empty name', { name: ' ' }, 'field.name', 'fail', 'missing'],
    ['a digit in the name', { name: '样本8' }, 'field.name', 'fail', 'characters'],
    ['a name of one character', { name: '样' }, 'field.name', 'warn', 'short'],
    ['a name with its middle dot', { name: '样本·试样' }, 'field.name', 'pass', undefined],
    ['a name with another dot', { name: '样本•试样' }, 'field.name', 'warn', 'separator'],
    ['a rare character outside the basic plane', { name: '样𠮷' }, 'field.name', 'pass', undefined],
    ['a wrong check character', { idNumber: '110105194912310021' }, 'field.id_number', 'fail', 'checkDigit'],
    ['a digit too few', { idNumber: '1101051949123100' }, 'field.id_number', 'fail', 'length'],
    ['a letter in the number', { idNumber: '11010519491231O02X' }, 'field.id_number', 'fail', 'characters'],
    ['a small x', { idNumber: '11010519491231002x' }, 'field.id_number', 'pass', undefined],
    ['full-width digits', { idNumber: '１１０１０５１９４９１２３１００２Ｘ' }, 'field.id_number', 'pass', undefined],
    ['the form of before 1999', { idNumber: '110105491231002' }, 'field.id_number', 'warn', 'oldForm'],
    [
      '31 February inside the number',
      { idNumber: `11010519490231002${checkCharacterFor('11010519490231002')}` },
      'field.id_number',
      'fail',
      'birthDate',
    ],
    ['a birth date that the number contradicts', { birthDate: '1949-12-30' }, 'field.birth_date', 'fail', 'differs'],
    ['a birth date to come', { birthDate: '2030-01-01' }, 'field.birth_date', 'fail', 'future'],
    ['a sex that the number contradicts', { sex: 'male' }, 'field.sex', 'fail', 'differs'],
    ['sex in Chinese', { sex: '女' }, 'field.sex', 'pass', undefined],
    ['a validity that is over', { validUntil: '2026-11-22' }, 'field.validity', 'fail', 'expired'],
    ['the last day of validity', { validUntil: '2026-11-23' }, 'field.validity', 'warn', 'soon'],
    ['a validity yet to begin', { validFrom: '2027-01-01' }, 'field.validity', 'fail', 'notYet'],
    ['a validity the wrong way round', { validFrom: '2020-01-01', validUntil: '2019-01-01' }, 'field.validity', 'fail', 'reversed'],
    ['a number that no provider gives out', { phone: '12012345678' }, 'field.phone', 'fail', 'invalid'],
    ['ten digits', { phone: '1380013800' }, 'field.phone', 'fail', 'invalid'],
    ['a landline', { phone: '010-62781234' }, 'field.phone', 'fail', 'notMobile'],
    ['the country in front', { phone: '+86 138 0013 8000' }, 'field.phone', 'pass', undefined],
    ['an address without @', { email: 'sample.example.com' }, 'field.email', 'fail', 'invalid'],
    ['a slip of the keyboard', { email: 'sample@gmial.com' }, 'field.email', 'warn', 'slip'],
    ['two providers that differ by digits', { email: 'sample@126.com' }, 'field.email', 'pass', undefined],
    ['a place that is only a province', { address: '浙江省' }, 'field.address', 'fail', 'incomplete'],
  ])('on %s', (_what, change, id, verdict, cause) => {
    const finding = check(change, id);
    expect([finding?.verdict, finding?.cause]).toEqual([verdict, cause]);
  });

  it('never calls a region invalid: abolished ones pass, unknown ones are looked at', () => {
    const withRegion = (code: string) => {
      const digits = `${code}19900307001`;
      return check({ idNumber: `${digits}${checkCharacterFor(digits)}`, birthDate: '1990-03-07', sex: 'male' }, 'field.region')?.verdict;
    };
    expect(withRegion('110103')).toBe('pass');
    expect(withRegion('830000')).toBe('pass');
    expect(withRegion('990101')).toBe('warn');
  });

  it('asks a passport application for a passport number and not for an identity number', () => {
    const passport: Applicant = {
      idNumber: undefined,
      address: undefined,
      nationality: 'CHN',
      passportNumber: 'E12345678',
      latinName: 'YANG BEN',
    };
    expect(check(passport, 'field.id_number', 'passport')?.verdict).toBe('pass');
    expect(check({ ...passport, passportNumber: 'E1234' }, 'field.id_number', 'passport')?.verdict).toBe('fail');
    expect(check(passport, 'field.address', 'passport')?.verdict).toBe('skipped');
  });

  it('finds every single wrong digit of every number by its check character', () => {
    const day = fc.tuple(fc.integer({ min: 1940, max: 2005 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }));
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 999 }),
        fc.integer({ min: 14, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (date, sequence, place, step) => {
          const [year, month, dayOfMonth] = date;
          const two = (value: number) => String(value).padStart(2, '0');
          const digits = `330106${year}${two(month)}${two(dayOfMonth)}${String(sequence).padStart(3, '0')}`;
          const number = `${digits}${checkCharacterFor(digits)}`;
          const wrong = [...number];
          wrong[place] = String((Number(wrong[place]) + step) % 10);
          expect(check({ idNumber: number }, 'field.id_number')?.verdict).toBe('pass');
          expect(check({ idNumber: wrong.join('') }, 'field.id_number')?.cause).toBe('checkDigit');
        },
      ),
    );
  });

  it('answers whatever is typed, and suggests a reason for whatever it fails', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(faultless), 'other'), fc.string({ unit: 'binary' })), (applicant) => {
        for (const finding of checkApplicant(applicant, 'resident_identity', policy, now))
          if (finding.verdict === 'fail') expect(finding.suggests?.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a line of fields', () => {
  const verdictOf = (line: unknown, id: CheckId) =>
    checkFields(typeof line === 'string' ? line : JSON.stringify(line), policy, now).findings.find((finding) => finding.check === id)
      ?.verdict;

  it('is read in camelCase, in snake_case, within its applicant, or as a whole application', () => {
    const { idNumber } = faultless;
    expect(verdictOf({ idNumber }, 'field.id_number')).toBe('pass');
    expect(verdictOf({ id_number: idNumber }, 'field.id_number')).toBe('pass');
    expect(verdictOf({ applicant: { idNumber } }, 'field.id_number')).toBe('pass');
    expect(verdictOf({ id: 'a', type: 'resident_identity', fields: { id_number: idNumber } }, 'field.id_number')).toBe('pass');
  });

  it('is not asked about what it does not have', () => {
    expect(verdictOf({ idNumber: faultless.idNumber }, 'field.phone')).toBe('skipped');
    expect(verdictOf({ phone: '' }, 'field.phone')).toBe('fail');
  });

  it('gets an answer also where it is none', () => {
    for (const line of ['not json', '[]', '3', '"text"', 'null']) expect(checkFields(line, policy, now).verdict).toBe('error');
  });
});
