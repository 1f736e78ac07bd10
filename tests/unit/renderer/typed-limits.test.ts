import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../../renderer/i18n/words.ts';
import { changesTyped, typedLimits } from '../../../renderer/screens/policy/typed-limits.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import { limitsOf } from '../../../shared/domain/limits.ts';

const policy = policySchema.parse(policyFile);
const limits = typedLimits(policy);

describe('limits as they are typed', () => {
  it('stand in units that people type, with nothing that binary fractions add', () => {
    const shown = Object.fromEntries(limits.map((limit) => [limit.path, limit.shown]));
    expect(shown['image.maxBytes']).toBe(policy.image.maxBytes / 1_024);
    expect(shown['image.glare.warn']).toBe(Number((policy.image.glare.warn * 100).toFixed(4)));
    expect(limits.find(({ path }) => path === 'image.minShortSide.portrait')).toMatchObject({ member: 'minShortSide', of: 'portrait' });
  });

  it('are changes only where they differ from the present value, in the policy’s units', () => {
    const untouched = Object.fromEntries(limits.map(({ path, shown }) => [path, shown]));
    expect(changesTyped(limits, untouched)).toEqual({});
    expect(changesTyped(limits, { ...untouched, 'image.maxBytes': 4_096, 'image.glare.fail': 1.7, 'age.min': 18 })).toEqual({
      'image.maxBytes': 4_194_304,
      'image.glare.fail': 0.017,
      'age.min': 18,
    });
  });

  it('each have a name in both languages', () => {
    for (const language of ['zh', 'en']) {
      const { word } = wordsIn(language);
      const other = word('limit', 'something new');
      expect(limits.filter(({ member }) => word('limit', member) === other)).toEqual([]);
    }
    expect(limits).toHaveLength(limitsOf(policy).length);
  });
});
