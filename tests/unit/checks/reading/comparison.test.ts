import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { agreementOf } from '../../../../electron/engine/checks/reading/compare/agreement.ts';
import { compare, matchFindings, readFindings } from '../../../../electron/engine/checks/reading/compare/findings.ts';
import { canBePinyinOf, loadPinyin } from '../../../../electron/engine/checks/reading/compare/pinyin.ts';
import { spelt } from '../../../../electron/engine/checks/reading/compare/spelling.ts';
import policyFile from '../../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../../shared/contract/intake/index.ts';
import type { FieldName } from '../../../../shared/domain/application.ts';
import { checkCharacterFor } from '../../../../shared/domain/identity-number.ts';
import type { DocumentReading, ReadValue } from '../../../../shared/domain/reading.ts';

const policy = policySchema.parse(policyFile);
const region = { x: 0.1, y: 0.2, w: 0.3, h: 0.05 };
const value = (field: FieldName, text: string, more: Partial<ReadValue> = {}): ReadValue => ({
  field,
  text,
  confidence: 0.99,
  region,
  ...more,
});
const agreement = (field: FieldName, typed: string, read: Partial<ReadValue> & { text: string }, knows = (_: string) => true) =>
  agreementOf({ applicant: { [field]: typed }, value: value(field, read.text, read), limits: policy.reading, knows });

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const numbers = digits(17).map((first) => `${first}${checkCharacterFor(first)}`);

describe('a spelling to compare in', () => {
  it('is the same for full-width and half-width, spaces and hyphens, and small x', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const wide = number.replaceAll(/[\dX]/g, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0));
        expect(spelt('idNumber', wide)).toBe(number);
        expect(spelt('idNumber', `${number.slice(0, 6)} ${number.slice(6, 14)}-${number.slice(14)}`.toLowerCase())).toBe(number);
      }),
    );
  });

  it('never makes two different numbers one, whatever is spelt around them', () => {
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        fc.pre(left !== right);
        expect(spelt('idNumber', ` ${left}`)).not.toBe(spelt('idNumber', right));
        expect(spelt('passportNumber', `E${left.slice(0, 8)}`) === spelt('passportNumber', `e ${right.slice(0, 8)}`)).toBe(
          left.slice(0, 8) === right.slice(0, 8),
        );
      }),
    );
  });

  it('is reached once and for all: what is spelt again stays as it is', () => {
    const fields = ['name', 'latinName', 'address', 'idNumber', 'passportNumber', 'ethnicity', 'birthDate'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.string({ unit: 'grapheme' }), (field, text) => {
        const once = spelt(field, text);
        if (once !== undefined) expect(spelt(field, once)).toBe(once);
      }),
    );
  });

  it.each([
    ['name', '張偉', '张伟'],
    ['name', '阿卜杜拉•艾力', '阿卜杜拉·艾力'],
    ['name', '阿卜杜拉‧艾力', '阿卜杜拉 · 艾力'],
    ['ethnicity', '汉族', '汉'],
    ['sex', '男', 'male'],
    ['birthDate', '1990年3月7日', '1990-03-07'],
    ['birthDate', '1990.03.07', '19900307'],
    ['validUntil', '长期', 'long_term'],
    ['nationality', '中国', 'CHN'],
    ['latinName', 'Zhāng San', 'ZHANG, SAN'],
    ['address', '北京市朝阳区  样例路１０５号，８幢', '北京市朝阳区样例路105号8幢'],
  ] as const)('of a %s takes %s and %s for the same', (field, left, right) => {
    expect(spelt(field, left)).toBe(spelt(field, right));
    expect(spelt(field, left)).toBeDefined();
  });

  it.each([
    ['name', '李乾', '李干'],
    ['name', '徐徵', '徐征'],
    ['name', '张伟', '张玮'],
    ['passportNumber', 'EO1234567', 'E01234567'],
    ['passportNumber', 'EI1234567', 'E11234567'],
    ['birthDate', '1990-03-07', '1990-07-03'],
    ['address', '样例路105号', '样例路1050号'],
  ] as const)('of a %s keeps %s and %s apart', (field, left, right) => {
    expect(spelt(field, left)).not.toBe(spelt(field, right));
  });
});

describe('form and document', () => {
  it('neither agree nor differ where the reading is not sure', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: policy.reading.agreeFrom, maxExcluded: true, noNaN: true }), (confidence) => {
        expect(agreement('name', '林嘉禾', { text: '林嘉禾', confidence })).toBe('unreadable');
        expect(agreement('name', '林嘉禾', { text: '林嘉木', confidence })).toBe('unreadable');
      }),
    );
    expect(agreement('name', '林嘉禾', { text: '林嘉木', confidence: 0.85 })).toBe('unreadable');
    expect(agreement('name', '林嘉禾', { text: '林嘉木', confidence: 0.95 })).toBe('differs');
    expect(agreement('name', '林嘉禾', { text: '林嘉禾', confidence: 0.85 })).toBe('agrees');
  });

  it('never agree over different numbers, and say nothing over a number whose check digit does not fit', () => {
    fc.assert(
      fc.property(numbers, numbers, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (left, right, confidence, verified) => {
        fc.pre(left !== right);
        expect(agreement('idNumber', left, { text: right, confidence, verified })).not.toBe('agrees');
        expect(agreement('idNumber', left, { text: left, confidence, verified: false })).toBe('unreadable');
      }),
    );
    expect(agreement('idNumber', '11010519491231002X', { text: '11010519491231002X', confidence: 0.6, verified: true })).toBe('agrees');
    expect(agreement('idNumber', '110105194912310011', { text: '11010519491231002X', confidence: 0.6, verified: true })).toBe('differs');
  });

  it('are not said to differ where a character is none that the reader knows, or something was not read', () => {
    expect(agreement('name', '李㛃', { text: '李洁' }, (character) => character !== '㛃')).toBe('unreadable');
    expect(agreement('address', '吉林省长春市福学路71号16栋', { text: '吉林省长春市福学16栋' })).toBe('unreadable');
    expect(agreement('address', '吉林省长春市福学路71号16栋', { text: '吉林省长春市福学路17号16栋' })).toBe('differs');
  });

  it('agree over a Latin name in either order, and over an address whose region stands in its own field', () => {
    expect(agreement('latinName', 'Jiahe Lin', { text: 'LIN JIAHE' })).toBe('agrees');
    expect(agreement('latinName', 'LIN JIA HE', { text: 'LIN JIAHE' })).toBe('agrees');
    expect(agreement('latinName', 'LIN JIAHUI', { text: 'LIN JIAHE' })).toBe('differs');
    const applicant = { region: '北京市朝阳区', address: '样例路105号' };
    expect(agreementOf({ applicant, value: value('address', '北京市朝阳区样例路105号'), limits: policy.reading, knows: () => true })).toBe(
      'agrees',
    );
  });
});

describe('a Latin name', () => {
  beforeAll(loadPinyin);

  it.each([
    ['LU XIAO', '吕晓', true],
    ['LYU XIAO', '吕晓', true],
    ['SHAN YUFEI', '单雨霏', true],
    ['YUFEI SHAN', '单雨霏', true],
    ['LIN JIAHE', '林嘉禾', true],
    ['LIN JIAHUI', '林嘉禾', false],
    ['WANG WEI', '张伟', false],
    ['ABDULLA ELI', '阿卜杜拉·艾力', undefined],
  ])('%s for %s: %s', (latin, name, expected) => {
    expect(canBePinyinOf(latin, name)).toBe(expected);
  });
});

const front = (values: ReadValue[]): DocumentReading => ({ state: 'read', page: 'id_front', values, turn: 0 });
const form = { name: '林嘉禾', sex: 'male', idNumber: '11010519491231002X', phone: '13800000000' };

describe('findings of what was read', () => {
  const read = front([
    value('name', '林嘉木'),
    value('sex', 'male', { confidence: 0.4 }),
    value('idNumber', '11010519491231002X', { verified: true }),
  ]);
  const documents = [{ documentId: 'd1', kind: 'id_front', reading: read }];

  it('are one for each field that the form has and the document carries', () => {
    expect(matchFindings(form, documents, policy).map(({ check, verdict, cause }) => [check, verdict, cause])).toEqual([
      ['match.name', 'fail', 'differs'],
      ['match.sex', 'skipped', 'unreadable'],
      ['match.id_number', 'pass', undefined],
    ]);
    expect(compare(form, documents, policy).map(({ field, agreement: found }) => [field, found])).toEqual([
      ['name', 'differs'],
      ['sex', 'unreadable'],
      ['idNumber', 'agrees'],
    ]);
  });

  it('hold no value of the document or of the form', () => {
    const told = JSON.stringify([...matchFindings(form, documents, policy), ...readFindings(read, 'id_front', policy)]);
    for (const personal of ['林嘉木', '林嘉禾', '11010519491231002X']) expect(told).not.toContain(personal);
  });

  it('only inform where the policy says so, and then never fail', () => {
    const address = [{ documentId: 'd1', kind: 'id_front', reading: front([value('address', '样例路17号')]) }];
    expect(matchFindings({ address: '样例路71号' }, address, policy)).toMatchObject([
      { check: 'match.address', verdict: 'warn', severity: 'information' },
    ]);
  });

  it('tell a page that is another one, one of which nothing was read, and a reader that failed', () => {
    const told = (reading: DocumentReading, kind: string | undefined) =>
      readFindings(reading, kind, policy).map(({ check, verdict, cause }) => [check, verdict, cause]);
    expect(told(read, 'id_back')).toEqual([['read.text', 'warn', 'otherPage']]);
    expect(told({ state: 'read', values: [], turn: 0 }, 'passport_page')).toEqual([
      ['read.text', 'warn', 'nothing'],
      ['read.mrz', 'warn', 'missing'],
    ]);
    expect(told({ state: 'read', values: [], turn: 0 }, undefined)).toEqual([['read.text', 'skipped', 'noDocument']]);
    expect(told({ state: 'error', cause: 'selfTest' }, 'id_front')).toEqual([['read.text', 'error', 'selfTest']]);
    expect(told(read, 'id_front')).toEqual([['read.text', 'warn', 'partly']]);
  });

  it('say nothing for or against anybody where the reader failed', () => {
    const failed = [{ documentId: 'd1', kind: 'id_front', reading: { state: 'error', cause: 'crash' } as const }];
    expect(new Set(matchFindings(form, failed, policy).map(({ verdict }) => verdict))).toEqual(new Set(['skipped']));
  });
});
