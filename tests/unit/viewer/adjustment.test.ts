import { describe, expect, test } from 'vitest';
import { exponentOf, filterOf, isAdjusted, unadjusted } from '../../../renderer/viewer/adjustment.ts';

describe('adjusting', () => {
  test('leaves a photo alone until something is set', () => {
    expect(filterOf(unadjusted, 'curve')).toBe('none');
    expect(isAdjusted(unadjusted)).toBe(false);
  });

  test('shows what is set, within its range', () => {
    expect(filterOf({ brightness: 9, contrast: 1.5, gamma: 2, grey: true, invert: true }, 'curve')).toBe(
      'url(#curve) brightness(2.5) contrast(1.5) grayscale(1) invert(1)',
    );
    for (const change of [{ brightness: 1.1 }, { contrast: 0.9 }, { gamma: 1.2 }, { grey: true }, { invert: true }])
      expect(isAdjusted({ ...unadjusted, ...change })).toBe(true);
  });

  test('a gamma above 1 lifts the middle tones and leaves black and white', () => {
    const curve = (value: number, gamma: number) => value ** exponentOf({ gamma });
    expect([curve(0, 2), curve(1, 2)]).toEqual([0, 1]);
    expect(curve(0.25, 2)).toBeCloseTo(0.5, 9);
    expect(curve(0.25, 0.5)).toBeLessThan(0.25);
  });
});
