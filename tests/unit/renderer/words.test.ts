import { describe, expect, it } from 'vitest';
import { formatFor } from '../../../renderer/i18n/format.ts';
import { wordsIn } from '../../../renderer/i18n/words.ts';
import { strengthOf } from '../../../renderer/parts/strength.ts';
import type { Finding } from '../../../shared/domain/finding.ts';

const finding = (more: Partial<Finding>): Finding => ({ check: 'image.size', verdict: 'fail', severity: 'blocking', ...more });

describe('words', () => {
  it('name what is known, and call what only a newer platform knows by a general word', () => {
    expect(wordsIn('zh').word('outcome', 'request_fixes')).toBe('退回补正');
    expect(wordsIn('en').word('check', 'image.sharpness')).toBe('Sharpness');
    expect(wordsIn('zh').word('account', 'frozen')).toBe('其他状态');
    expect(wordsIn('en').word('document', 'toString')).toBe('Other document');
  });

  it('tell a finding’s cause with the measured value beside the limit', () => {
    const tooLarge = finding({ cause: 'tooLarge', measured: 7_549_747, limit: 5_242_880, unit: 'B' });
    expect(wordsIn('zh').cause(tooLarge)).toBe('文件为 7.2 MB，超过上限 5 MB。');
    const tooShort = finding({ check: 'field.id_number', cause: 'length', measured: 17, limit: 18, unit: 'characters' });
    expect(wordsIn('zh').cause(tooShort)).toBe('共 17 位，应为 18 位。');
    expect(wordsIn('en').cause(tooShort)).toBe('Has 17 characters instead of 18.');
  });

  it.each([
    ['image.sharpness', 'blurred', 35, 20, 28],
    ['image.exposure', 'dark', 40, 20, 34],
    ['image.glare', 'spots', 0.4, 1.5, 1],
    ['image.colour', 'grey', 3.4, 2, 3],
  ] as const)('say of %s that it is near the limit only where it is not beyond', (check, cause, near, beyond, limit) => {
    for (const language of ['zh', 'en']) {
      const said = (verdict: Finding['verdict'], measured: number) =>
        wordsIn(language).cause(finding({ check, cause, verdict, measured, limit })) ?? '';
      expect(said('warn', near)).toMatch(/没有低于下限|没有超过上限|but not under|within the limit/);
      expect(said('warn', near)).toContain(String(near));
      expect(said('fail', beyond)).not.toMatch(/没有低于|没有超过|but not under|within the limit/);
    }
  });

  it('fall back to a cause’s general sentence, and to nothing where it is not known', () => {
    expect(wordsIn('en').cause(finding({ check: 'field.address', cause: 'missing' }))).toBe('Not filled in.');
    expect(wordsIn('en').cause(finding({ cause: 'something new' }))).toBeUndefined();
    expect(wordsIn('en').cause(finding({}))).toBeUndefined();
  });
});

describe('formats', () => {
  it('tell instants on the platform’s clock, wherever the machine stands', () => {
    expect(formatFor('zh').time('2026-11-20T08:20:00Z')).toBe('16:20');
    expect(formatFor('en').time('2026-11-20T16:20:00Z')).toBe('00:20');
  });

  it('name regions, and leave what names none as it is', () => {
    expect(['CN', 'HK', 'MO', 'TW'].map(formatFor('zh').region)).toEqual(['中国', '香港', '澳门', '台湾']);
    expect(['GB', 'ZZX', '+86'].map(formatFor('en').region)).toEqual(['UK', 'ZZX', '+86']);
  });

  it('tell how far away an instant is', () => {
    const now = Date.parse('2026-11-20T08:00:00Z');
    expect(formatFor('zh').relative('2026-11-20T11:30:00Z', now)).toBe('3小时后');
    expect(formatFor('zh').relative('2026-11-18T07:00:00Z', now)).toBe('2天前');
    expect(formatFor('en').relative('2026-11-20T08:20:00Z', now)).toBe('in 20 min');
  });

  it('tell sizes and rates as file managers do', () => {
    expect(formatFor('en').bytes(0)).toBe('0 B');
    expect(formatFor('en').bytes(1_536)).toBe('1.5 KB');
    expect(formatFor('zh').rate(3_355_443)).toBe('3.2 MB/s');
  });
});

describe('a passphrase’s strength', () => {
  it.each([
    ['', 'empty'],
    ['a passph', 'short'],
    ['口令太短', 'short'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'guessable'],
    ['ten letters', 'weak'],
    ['fourteen letters', 'good'],
    ['correct horse battery staple', 'strong'],
  ])('of %j is %s', (passphrase, strength) => {
    expect(strengthOf(passphrase)).toBe(strength);
  });
});
