import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldNames, maskedFields } from '../../../shared/domain/application.ts';
import {
  isMaskedField,
  maskAddress,
  maskApplicant,
  maskEmail,
  maskField,
  maskName,
  maskNumber,
  maskPhone,
} from '../../../shared/domain/masking.ts';

test('each kind of value keeps what helps to recognise it and hides the rest', () => {
  expect(maskNumber('11010519491231002X')).toBe('1101••••002X');
  expect(maskNumber('E12345678')).toBe('E1••••78');
  expect(maskPhone('138 0000 0017')).toBe('138••••0017');
  expect(maskEmail('lina@example.com')).toBe('l••••@example.com');
  expect(maskName('张三')).toBe('张•');
  expect(maskName('欧阳娜娜')).toBe('欧••娜');
  expect(maskAddress('北京市朝阳区样本路1号')).toBe('北京市朝阳区••••');
});

test('no masked field ever shows its whole value', () => {
  fc.assert(
    fc.property(fc.constantFrom(...maskedFields), fc.string({ minLength: 2, maxLength: 60 }), (field, value) => {
      expect(maskField(field, value)).toContain('••••');
      expect(maskField(field, value)).not.toBe(value);
    }),
  );
});

test('a number shows at most eight of its characters', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[0-9X]{1,30}$/),
      (value) => [...maskNumber(value).replaceAll('•', '')].length <= Math.min(8, value.length),
    ),
  );
});

test('a field that a newer platform sends is hidden whole', () => {
  expect(maskApplicant({ name: '样本甲', idNumber: '11010519491231002X', socialNumber: '4711' }, fieldNames)).toEqual({
    name: '样本甲',
    idNumber: '1101••••002X',
    socialNumber: '••••',
  });
  expect(maskedFields.every(isMaskedField)).toBe(true);
  expect(isMaskedField('name')).toBe(false);
});
