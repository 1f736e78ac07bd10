import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkApplicant } from '../../../electron/engine/checks/fields/index.ts';
import { wordsIn } from '../../../renderer/i18n/words.ts';
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
const findingsOn = (change: Applicant, type = 'resident_identity'): Finding[] =>
  checkApplicant({ ...faultless, ...change }, type, policy, now);
const check = (change: Applicant, id: CheckId, type = 'resident_identity'): Finding | undefined =>
  findingsOn(change, type).find((finding) => finding.check === id);

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
    ['a name in full-width letters', { name: 'Ｙａｎｇ　Ｂｅｎ' }, 'field.name', 'pass', undefined],
    ['a name with an invisible mark', { name: '样本\u200b甲' }, 'field.name', 'pass', undefined],
    ['a picture in the name', { name: '样本😀' }, 'field.name', 'fail', 'characters'],
    ['a form of address behind the name', { name: '样本先生' }, 'field.name', 'fail', 'title'],
    ['a form of address before the name', { name: 'Mrs. Yang Ben' }, 'field.name', 'fail', 'title'],
    ['a given name that is a title too', { name: '样博士' }, 'field.name', 'warn', 'title'],
    ['two scripts in one name', { name: '样Ben' }, 'field.name', 'fail', 'characters'],
    ['something typed to fill the field', { name: '测试' }, 'field.name', 'warn', 'placeholder'],
    ['a character of one system alone', { name: '样\ue123' }, 'field.name', 'warn', 'privateCharacter'],
    ['an unseen mark that turns what follows', { name: '样\u202E乙甲' }, 'field.name', 'warn', 'direction'],
    ['the same in an e-mail address', { email: 'sample\u202Etset@example.test' }, 'field.email', 'warn', 'direction'],
    ['the same in an address', { address: '示例市样本路\u202E号 1' }, 'field.address', 'warn', 'direction'],
    ['a radical in place of a character', { name: '样⾼' }, 'field.name', 'warn', 'variantCode'],
    ['a name as long as none', { name: '样本'.repeat(16) }, 'field.name', 'warn', 'long'],
    ['a rare character outside the basic plane', { name: '样𠮷' }, 'field.name', 'pass', undefined],
    ['a wrong check character', { idNumber: '110105194912310021' }, 'field.id_number', 'fail', 'checkDigit'],
    ['a digit too few', { idNumber: '1101051949123100' }, 'field.id_number', 'fail', 'length'],
    ['a letter in the number', { idNumber: '11010519491231O02X' }, 'field.id_number', 'fail', 'characters'],
    ['a small x', { idNumber: '11010519491231002x' }, 'field.id_number', 'pass', undefined],
    ['full-width digits', { idNumber: '１１０１０５１９４９１２３１００２Ｘ' }, 'field.id_number', 'pass', undefined],
    ['digits in circles', { idNumber: '①①010519491231002X' }, 'field.id_number', 'fail', 'characters'],
    ['a Cyrillic letter like the X', { idNumber: '11010519491231002Х' }, 'field.id_number', 'fail', 'characters'],
    ['a number copied with invisible marks', { idNumber: '\u202a11010519491231002X\u202c' }, 'field.id_number', 'pass', undefined],
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
    ['sex by its number of GB/T 2261.1', { sex: '２' }, 'field.sex', 'pass', undefined],
    ['sex as a word for neither', { sex: 'x' }, 'field.sex', 'fail', 'invalid'],
    ['a date of two-digit years', { birthDate: '49-12-31' }, 'field.birth_date', 'fail', 'invalid'],
    ['a date in Chinese', { birthDate: '1949年12月31日' }, 'field.birth_date', 'pass', undefined],
    ['a date in eight digits', { birthDate: '１９４９１２３１' }, 'field.birth_date', 'pass', undefined],
    ['a 29 February without one', { birthDate: '2023-02-29' }, 'field.birth_date', 'fail', 'invalid'],
    ['a region typed in another province', { region: '广东省广州市' }, 'field.region', 'warn', 'elsewhere'],
    ['a region typed in the number’s province', { region: '北京海淀' }, 'field.region', 'pass', undefined],
    ['a validity from before the birth', { validFrom: '1949-12-30' }, 'field.validity', 'fail', 'beforeBirth'],
    ['a validity without a date', { validUntil: '永远' }, 'field.validity', 'fail', 'invalid'],
    ['a validity that is over', { validUntil: '2026-11-22' }, 'field.validity', 'fail', 'expired'],
    ['the last day of validity', { validUntil: '2026-11-23' }, 'field.validity', 'warn', 'soon'],
    ['a validity yet to begin', { validFrom: '2027-01-01' }, 'field.validity', 'fail', 'notYet'],
    ['a validity the wrong way round', { validFrom: '2020-01-01', validUntil: '2019-01-01' }, 'field.validity', 'fail', 'reversed'],
    ['a number that no provider gives out', { phone: '12012345678' }, 'field.phone', 'fail', 'invalid'],
    ['ten digits', { phone: '1380013800' }, 'field.phone', 'fail', 'invalid'],
    ['a landline', { phone: '010-62781234' }, 'field.phone', 'fail', 'notMobile'],
    ['the country in front', { phone: '+86 138 0013 8000' }, 'field.phone', 'pass', undefined],
    ['full-width digits in the phone number', { phone: '１３８００１３８０００' }, 'field.phone', 'pass', undefined],
    ['the country in front without a sign', { phone: '8613800138000' }, 'field.phone', 'pass', undefined],
    ['the country in front as it is dialled', { phone: '0086 138-0013-8000' }, 'field.phone', 'pass', undefined],
    ['a letter in the phone number', { phone: '1380013800O' }, 'field.phone', 'fail', 'characters'],
    ['a mobile of Hong Kong', { phone: '+852 5123 4567' }, 'field.phone', 'pass', undefined],
    ['a mobile of Macao', { phone: '+853 6612 3456' }, 'field.phone', 'pass', undefined],
    ['a mobile of Taiwan', { phone: '+886 912 345 678' }, 'field.phone', 'pass', undefined],
    ['a mobile of another country', { phone: '+44 7911 123456' }, 'field.phone', 'warn', 'elsewhere'],
    ['a domain that ends in nothing', { email: 'sample@example.con' }, 'field.email', 'warn', 'ending'],
    ['a slip in the ending', { email: 'sample@qq.con' }, 'field.email', 'warn', 'slip'],
    ['another short domain', { email: 'sample@aq.com' }, 'field.email', 'pass', undefined],
    ['a domain in Chinese', { email: 'sample@例子.公司' }, 'field.email', 'pass', undefined],
    ['a mailbox in Chinese', { email: '样本@example.com' }, 'field.email', 'warn', 'unusual'],
    ['a mailbox in quotation marks', { email: '"sample one"@example.com' }, 'field.email', 'warn', 'unusual'],
    ['a mailbox of 64 octets', { email: `${'s'.repeat(64)}@example.com` }, 'field.email', 'pass', undefined],
    ['a mailbox of 65 octets', { email: `${'s'.repeat(65)}@example.com` }, 'field.email', 'fail', 'invalid'],
    ['an e-mail address of 255 octets', { email: `s@${'sample.'.repeat(35)}example.com`.slice(-255) }, 'field.email', 'fail', 'long'],
    ['two dots in a row', { email: 'sam..ple@example.com' }, 'field.email', 'fail', 'invalid'],
    ['a full-width @', { email: 'sample＠example.com' }, 'field.email', 'pass', undefined],
    ['an address of digits', { address: '123456789012' }, 'field.address', 'fail', 'noWords'],
    ['an address of one character over and over', { address: '市市市市市市市市1' }, 'field.address', 'fail', 'incomplete'],
    ['an address with a picture', { address: '北京市朝阳区样本路12号🏠' }, 'field.address', 'fail', 'characters'],
    ['an address in Latin letters', { address: '12 Yangben Road, Chaoyang, Beijing' }, 'field.address', 'pass', undefined],
    ['an address without @', { email: 'sample.example.com' }, 'field.email', 'fail', 'invalid'],
    ['a slip of the keyboard', { email: 'sample@gmial.com' }, 'field.email', 'warn', 'slip'],
    ['two providers that differ by digits', { email: 'sample@126.com' }, 'field.email', 'pass', undefined],
    ['a place that is only a province', { address: '浙江省' }, 'field.address', 'fail', 'incomplete'],
  ])('on %s', (_what, change, id, verdict, cause) => {
    const finding = check(change, id);
    expect([finding?.verdict, finding?.cause]).toEqual([verdict, cause]);
  });

  it('never calls a region invalid: abolished ones pass, unknown ones are looked at', () => {
    const withRegion = (code: string, birthDate = '1990-03-07') => {
      const digits = `${code}${birthDate.replaceAll('-', '')}001`;
      const found = check({ idNumber: `${digits}${checkCharacterFor(digits)}`, birthDate, sex: 'male' }, 'field.region');
      return [found?.verdict, found?.cause];
    };
    expect(withRegion('110101')).toEqual(['pass', undefined]);
    expect(withRegion('110103')).toEqual(['pass', 'abolished']);
    expect(withRegion('510202')).toEqual(['pass', 'abolished']);
    expect(withRegion('110110', '2001-03-07')).toEqual(['warn', 'abolishedBeforeBirth']);
    for (const prefix of ['71', '81', '82', '83']) expect(withRegion(`${prefix}0000`)).toEqual(['pass', undefined]);
    for (const code of ['990101', '999999', '000000', '160101', '119999']) expect(withRegion(code)).toEqual(['warn', 'unknown']);
    expect(withRegion('911840')).toEqual(['warn', 'foreignResident']);
  });

  const passport: Applicant = {
    idNumber: undefined,
    address: undefined,
    nationality: 'CHN',
    passportNumber: 'E12345678',
    latinName: 'YANG BEN',
    validFrom: undefined,
    validUntil: '2030-01-01',
  };

  it('asks a passport application for a passport number and not for an identity number', () => {
    expect(check(passport, 'field.id_number', 'passport')?.verdict).toBe('pass');
    expect(check({ ...passport, passportNumber: 'E1234' }, 'field.id_number', 'passport')?.verdict).toBe('fail');
    expect(check(passport, 'field.address', 'passport')?.verdict).toBe('skipped');
    expect(check({ ...passport, sex: 'X' }, 'field.sex', 'passport')?.cause).toBe('unspecified');
    const latin = findingsOn({ ...passport, latinName: '样 BEN' }, 'passport').filter(({ field }) => field === 'latinName');
    expect(latin).toMatchObject([{ verdict: 'fail', cause: 'characters' }]);
  });

  it.each<[string, string, string]>([
    ['E12345678', 'CHN', 'pass'],
    ['EA1234567', '中国', 'pass'],
    ['ea 123 4567', 'cn', 'pass'],
    ['G12345678', 'China', 'pass'],
    ['DE1234567', 'CHN', 'pass'],
    ['SE1234567', 'CHN', 'pass'],
    ['PE1234567', 'CHN', 'pass'],
    ['K12345678', 'CHN', 'pass'],
    ['MA1234567', 'CHN', 'pass'],
    ['EI1234567', 'CHN', 'warn'],
    ['X12345678', 'CHN', 'warn'],
    ['123456789', 'CHN', 'fail'],
    ['E1234567', 'CHN', 'fail'],
    ['123456789', 'USA', 'pass'],
    ['12345678', '美国', 'warn'],
    ['C01X00T47', 'D', 'pass'],
    ['X1234567', 'Atlantis', 'pass'],
    ['E1234567890', 'USA', 'fail'],
    ['E1234*678', 'USA', 'fail'],
  ])('the passport number %s of %s: %s', (passportNumber, nationality, verdict) => {
    expect(check({ ...passport, passportNumber, nationality }, 'field.id_number', 'passport')?.verdict).toBe(verdict);
  });

  it.each<[string, string, string, string, string | undefined]>([
    ['5 years under 16', '2011-06-01', '2024-05-01', '2029-05-01', undefined],
    ['10 years from 16 on', '2008-05-01', '2024-05-01', '2034-05-01', undefined],
    ['20 years from 26 on', '1998-05-01', '2024-05-01', '2044-05-01', undefined],
    ['no end from 46 on', '1978-05-01', '2024-05-01', '长期', undefined],
    ['10 years where it is 20', '1990-05-01', '2024-05-01', '2034-05-01', '2044-05-01'],
    ['no end where it is 20 years', '1990-05-01', '2024-05-01', '长期', '2044-05-01'],
    ['an end where there is none', '1970-05-01', '2024-05-01', '2044-05-01', 'long_term'],
    ['the term of the day on which it was asked for', '1998-05-01', '2024-05-20', '2034-05-20', undefined],
    ['a term from 29 February', '2000-05-01', '2024-02-29', '2034-02-28', undefined],
  ])('a card’s term by the Law on Resident Identity Cards: %s', (_what, birthDate, validFrom, validUntil, limit) => {
    const digits = `110101${birthDate.replaceAll('-', '')}002`;
    const person = { idNumber: `${digits}${checkCharacterFor(digits)}`, birthDate, validFrom, validUntil };
    const found = check(person, 'field.validity');
    expect([found?.verdict, found?.cause, found?.cause === 'term' ? found.limit : undefined]).toEqual(
      limit === undefined ? ['pass', undefined, undefined] : ['warn', 'term', limit],
    );
  });

  it('a passport’s term by the Passport Law: 10 years, 5 under 16', () => {
    const found = (birthDate: string, validUntil: string) =>
      check({ ...passport, birthDate, validFrom: '2024-05-01', validUntil }, 'field.validity', 'passport')?.verdict;
    expect(found('1990-05-01', '2034-04-30')).toBe('pass');
    expect(found('2012-05-01', '2029-04-30')).toBe('pass');
    expect(found('1990-05-01', '2044-04-30')).toBe('warn');
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
        for (const type of ['resident_identity', 'passport'])
          for (const finding of checkApplicant(applicant, type, policy, now)) {
            if (finding.verdict === 'fail') expect(finding.suggests?.length).toBeGreaterThan(0);
            if (finding.verdict === 'fail' || finding.verdict === 'warn')
              for (const language of ['zh', 'en']) expect(wordsIn(language).cause(finding)).toMatch(/^[^—{}]+$/u);
          }
      }),
    );
  });
});
