import { describe, expect, it } from 'vitest';
import { checkFields } from '../../../electron/engine/checks/fields/lines.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import type { CheckId } from '../../../shared/domain/finding.ts';

const policy = policySchema.parse(policyFile);
const now = Date.parse('2026-11-23T04:00:00Z');
/** The example of GB 11643-1999 itself (Appendix A). */
const idNumber = '11010519491231002X';
const answer = (line: unknown, number?: number) => checkFields(typeof line === 'string' ? line : JSON.stringify(line), policy, now, number);
const verdictOf = (line: unknown, id: CheckId) => answer(line).findings.find((finding) => finding.check === id)?.verdict;

describe('a line of fields', () => {
  it.each<[string, unknown]>([
    ['in camelCase', { idNumber }],
    ['in snake_case', { id_number: idNumber }],
    ['in Chinese', { 公民身份号码: idNumber }],
    ['within its applicant', { applicant: { idNumber } }],
    ['within its fields', { id: 'a', type: 'resident_identity', fields: { 身份证号: idNumber } }],
    ['as a whole application', { application: { id: 'a', type: 'resident_identity', applicant: { idCard: idNumber } } }],
    ['as an object of its own', { idNumber: { value: idNumber } }],
  ])('is read %s', (_how, line) => {
    expect(verdictOf(line, 'field.id_number')).toBe('pass');
  });

  it('keeps all digits of a number that came without quotation marks', () => {
    const found = answer('{"idNumber": 110101199003070139}').findings.find(({ check }) => check === 'field.id_number');
    expect(found).toMatchObject({ cause: 'checkDigit', measured: '9', limit: '4' });
    expect(verdictOf('{"idNumber": 110101199003070134}', 'field.id_number')).toBe('pass');
  });

  it.each<[unknown, string, string | undefined]>([
    ['2016.05.01-2036.05.01', 'pass', undefined],
    ['2016年5月1日至长期', 'pass', undefined],
    ['20160501-20250501', 'fail', 'expired'],
    ['2036-05-01 - 2026-05-01', 'fail', 'reversed'],
    [{ from: '2016-05-01', to: '2036-05-01' }, 'pass', undefined],
    ['2036-05-01', 'pass', undefined],
  ])('takes both dates of the validity from %j', (validity, verdict, cause) => {
    const found = answer({ validity }).findings.find(({ check }) => check === 'field.validity');
    expect([found?.verdict, found?.cause]).toEqual([verdict, cause]);
  });

  it('tells the state of the account where the line has one', () => {
    expect(verdictOf({ account: { status: 'active' } }, 'account.state')).toBe('pass');
    expect(verdictOf({ accountStatus: '已注销' }, 'account.state')).toBe('fail');
    expect(verdictOf({ account: { status: 'frozen' } }, 'account.state')).toBe('warn');
    expect(verdictOf({ idNumber }, 'account.state')).toBeUndefined();
  });

  it('asks for a passport number where that is the type, or the only number there is', () => {
    expect(verdictOf({ passportNumber: 'E12345678' }, 'field.id_number')).toBe('pass');
    expect(verdictOf({ 证件类型: '护照', 护照号码: 'E1234' }, 'field.id_number')).toBe('fail');
  });

  it('gives back its identifier as it was, and its number', () => {
    expect(answer({ id: 7, idNumber }, 3)).toMatchObject({ id: 7, line: 3 });
    expect(answer({ applicationId: '007', idNumber })).toMatchObject({ id: '007', line: 1 });
  });

  it('is not asked about what it does not have', () => {
    expect(verdictOf({ idNumber }, 'field.phone')).toBe('skipped');
    expect(verdictOf({ phone: '' }, 'field.phone')).toBe('fail');
    expect(verdictOf({ phone: null }, 'field.phone')).toBe('fail');
  });

  it('gets an answer also where it is none', () => {
    for (const line of ['not json', '[]', '3', '"text"', 'null', '']) expect(answer(line).verdict).toBe('error');
  });
});
