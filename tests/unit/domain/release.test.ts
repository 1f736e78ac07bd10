import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstAsking, isDue, nextAsking } from '../../../electron/engine/updates/pace.ts';
import { stagePlace } from '../../../electron/engine/updates/stage.ts';
import { compareVersions, isInStage, isVersion, releaseFileName } from '../../../shared/domain/release.ts';

const part = fc.oneof(fc.nat({ max: 99_999 }).map(String), fc.stringMatching(/^[a-z-][0-9a-z-]{0,5}$/));
const version = fc
  .tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 }), fc.nat({ max: 30 }), fc.array(part, { maxLength: 3 }), fc.boolean())
  .map(
    ([major, minor, patch, before, built]) =>
      `${major}.${minor}.${patch}${before.length > 0 ? `-${before.join('.')}` : ''}${built ? '+build.7' : ''}`,
  );

describe('the order of versions', () => {
  it('is that of Semantic Versioning 2.0.0, section 11', () => {
    const inOrder = [
      '0.9.10',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.1',
      '1.10.0',
      '2.0.0',
    ];
    for (const [place, one] of inOrder.entries())
      for (const [otherPlace, other] of inOrder.entries())
        expect(Math.sign(compareVersions(one, other)), `${one} ${other}`).toBe(Math.sign(place - otherPlace));
    expect(compareVersions('1.0.0+one', '1.0.0+another')).toBe(0);
  });

  it('is a total order over all versions', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(isVersion(a)).toBe(true);
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('knows none but versions', () => {
    for (const text of [
      '',
      '1',
      '1.2',
      '01.2.3',
      '1.2.3-',
      '1.2.3-01',
      'v1.2.3',
      '1.2.3 ',
      '1.2.3-a..b',
      '9999999999.0.0',
      '1.2.3~trial',
    ]) {
      expect(isVersion(text), text).toBe(false);
      expect(() => compareVersions(text, '1.0.0')).toThrow(RangeError);
    }
  });
});

describe('a staged roll-out', () => {
  const uuid = fc.uuid();
  it('gives each workstation the same place each time, and a larger share only ever adds', () => {
    fc.assert(
      fc.property(uuid, fc.string({ minLength: 1, maxLength: 20 }), fc.nat({ max: 100 }), fc.nat({ max: 100 }), (id, seed, one, other) => {
        const place = stagePlace(id, seed);
        expect(place).toBe(stagePlace(id, seed));
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThan(100);
        if (one <= other && isInStage(place, one)) expect(isInStage(place, other)).toBe(true);
        expect(isInStage(place, 100)).toBe(true);
        expect(isInStage(place, 0)).toBe(false);
      }),
    );
  });

  it('takes about the share that was named, other workstations with another seed', () => {
    const ids = Array.from({ length: 5_000 }, (_, number) => `01930000-0000-7000-8000-${String(number).padStart(12, '0')}`);
    const taken = (seed: string) => new Set(ids.filter((id) => isInStage(stagePlace(id, seed), 20)));
    const [first, second] = [taken('0.2.0'), taken('0.3.0')];
    // Five standard deviations of a binomial share.
    const slack = 5 * Math.sqrt(5_000 * 0.2 * 0.8);
    for (const { size } of [first, second]) expect(Math.abs(size - 1_000)).toBeLessThan(slack);
    const both = [...first].filter((id) => second.has(id)).length;
    expect(Math.abs(both - 200)).toBeLessThan(slack);
  });
});

describe('the pace of asking', () => {
  const hour = 3_600_000;
  it('leaves a start alone, asks once a day give or take a fifth, and an hour after a failure', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (chance) => {
        expect(firstAsking(0, chance)).toBeGreaterThanOrEqual(120_000);
        expect(firstAsking(0, chance)).toBeLessThanOrEqual(600_000);
        expect(nextAsking(0, true, chance)).toBeGreaterThanOrEqual(19.2 * hour);
        expect(nextAsking(0, true, chance)).toBeLessThanOrEqual(28.8 * hour);
        expect(nextAsking(0, false, chance)).toBeLessThanOrEqual(1.2 * hour);
      }),
      { examples: [[0], [1]] },
    );
  });

  it('is not held up by a clock that was set back', () => {
    expect(isDue(10, 9)).toBe(true);
    expect(isDue(0, hour)).toBe(false);
    expect(isDue(0, 1_000 * hour)).toBe(true);
  });
});

it('an installer’s name has no way out of its folder', () => {
  for (const name of ['../x.deb', 'a/b.deb', 'a\\b.exe', '.hidden', '-rf', '', 'x\0.deb', 'a b.deb', 'c:x', 'x'.repeat(200)])
    expect(releaseFileName.test(name), name).toBe(false);
  for (const name of ['shenhetai_0.2.0_amd64.deb', 'shenhetai-0.2.0-x64-setup.exe', 'shenhetai_0.2.0~trial_amd64.deb'])
    expect(releaseFileName.test(name), name).toBe(true);
});
