import { describe, expect, test } from 'vitest';
import { filterOf, isAdjusted, unadjusted } from '../../../renderer/viewer/adjustment.ts';
import { PictureCache, pictureAddress } from '../../../renderer/viewer/picture-cache.ts';

const pictures = (room: number, load: (address: string) => Promise<string> = async (address) => `picture of ${address}`) => {
  const asked: string[] = [];
  const cache = new PictureCache<string>((address) => {
    asked.push(address);
    return load(address);
  }, room);
  return { cache, asked };
};
const settled = async (cache: PictureCache<string>, address: string) => {
  const entry = cache.ask(address);
  return entry.state === 'loading' ? entry.ready : entry;
};

describe('pictures kept decoded', () => {
  test('are fetched once and then there at once', async () => {
    const { cache, asked } = pictures(3);
    await settled(cache, 'a');
    expect(cache.ask('a')).toEqual({ state: 'ready', picture: 'picture of a' });
    expect(asked).toEqual(['a']);
  });

  test('are fetched once also when asked for twice on the way', async () => {
    const { cache, asked } = pictures(3);
    await Promise.all([settled(cache, 'a'), settled(cache, 'a')]);
    expect(asked).toEqual(['a']);
  });

  test('make room by what was looked at longest ago', async () => {
    const { cache } = pictures(2);
    for (const address of ['a', 'b', 'a', 'c']) await settled(cache, address);
    expect(cache.size).toBe(2);
    expect(cache.peek('b')).toBeUndefined();
    expect(cache.peek('a')?.state).toBe('ready');
  });

  test('that failed are tried again the next time, since the document may have arrived', async () => {
    let arrived = false;
    const { cache } = pictures(2, async () => {
      if (!arrived) throw new Error('not here');
      return 'here';
    });
    expect(await settled(cache, 'a')).toEqual({ state: 'failed' });
    arrived = true;
    expect(await settled(cache, 'a')).toEqual({ state: 'ready', picture: 'here' });
  });

  test('that come after the desk was locked are not kept', async () => {
    const { cache } = pictures(2);
    const waiting = settled(cache, 'a');
    cache.clear();
    await waiting;
    expect(cache.size).toBe(0);
  });

  test('have the address that the shell serves', () => {
    expect(pictureAddress('ab', 'thumbnail')).toBe('desk-image://ab/thumbnail');
  });
});

describe('adjusting', () => {
  test('leaves a photo alone until something is set', () => {
    expect(filterOf(unadjusted)).toBe('none');
    expect(isAdjusted(unadjusted)).toBe(false);
  });

  test('shows what is set, within its range', () => {
    expect(filterOf({ brightness: 9, contrast: 1.5, grey: true, invert: true })).toBe(
      'brightness(2.5) contrast(1.5) grayscale(1) invert(1)',
    );
    expect(isAdjusted({ ...unadjusted, invert: true })).toBe(true);
  });
});
