import { expect, test } from 'vitest';
import { formatFor } from '../../../renderer/i18n/format.ts';
import { isolated } from '../../../renderer/i18n/isolated.ts';
import { wordsIn } from '../../../renderer/i18n/words.ts';

test('a text in a sentence is enclosed where it could turn what stands around it, and cannot close what encloses it', () => {
  for (const plain of ['样本甲', 'Sample, Ann', '𠮷𰻝𱁬', '👨‍👩‍👧', '138••••8000']) expect(isolated(plain)).toBe(plain);
  expect(isolated('محمد')).toBe('\u2068محمد\u2069');
  expect(isolated('甲\u2069\u202E乙')).toBe('\u2068甲\u202E乙\u2069');
});

test('the values in a finding’s sentence are enclosed likewise', () => {
  const told = wordsIn('zh').cause({ check: 'field.name', verdict: 'warn', severity: 'warning', cause: 'short', measured: 'א' });
  expect(told).toBe('只有 \u2068א\u2069 个字，请核对是否完整。');
});

test('a length of time is told in its largest whole unit, either way', () => {
  expect([86_400_000, -7_200_000, 360_000].map((ms) => formatFor('en').duration(ms))).toEqual(['1 day', '2 hours', '6 minutes']);
});
