import { describe, expect, test } from 'vitest';
import { askPicturesBy, decodedBytes, PictureCache, pictureAddress } from '../../../renderer/viewer/picture-cache.ts';

const megabyte = 1_000_000;
/** A cache whose pictures take up a megabyte each, or as many as their address says: `b:24/original`. */
const pictures = (room: number, load: (address: string) => Promise<string> = async (address) => `picture of ${address}`) => {
  const asked: string[] = [];
  const cache = new PictureCache<string>(
    (address) => {
      asked.push(address);
      return load(address);
    },
    (picture) => Number(/:(\d+)/.exec(picture)?.[1] ?? 1) * megabyte,
    { screens: room * megabyte, originals: 100 * megabyte },
  );
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
    expect(cache.bytes(false)).toBe(2 * megabyte);
    expect(cache.peek('b')).toBeUndefined();
    expect(cache.peek('a')?.state).toBe('ready');
  });

  test('count by what they take up decoded: two 24-megapixel originals push each other out, and no photo of the next applications', async () => {
    const { cache } = pictures(4);
    for (const address of ['a/screen', 'b/screen', 'c/screen', 'd/screen']) await settled(cache, address);
    await settled(cache, 'large:96/original');
    await settled(cache, 'other:96/original');
    expect(cache.peek('large:96/original')).toBeUndefined();
    expect(cache.peek('other:96/original')?.state).toBe('ready');
    expect(['a', 'b', 'c', 'd'].map((name) => cache.peek(`${name}/screen`)?.state)).toEqual(['ready', 'ready', 'ready', 'ready']);
    expect(decodedBytes({ naturalWidth: 6_000, naturalHeight: 4_000 })).toBe(96 * megabyte);
  });

  test('keep the one that is looked at, however large', async () => {
    const { cache } = pictures(4);
    await settled(cache, 'huge:400/original');
    expect(cache.peek('huge:400/original')?.state).toBe('ready');
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
    expect(cache.peek('a')).toBeUndefined();
    expect(cache.bytes(false)).toBe(0);
  });

  test('have the address that the shell serves, by the pass of the moment', () => {
    const passes = ['c0', 'c1'];
    askPicturesBy(() => passes.shift() ?? '');
    expect(pictureAddress('ab', 'thumbnail')).toBe('desk-image://c0/ab/thumbnail');
    expect(pictureAddress('ab', 'thumbnail')).toBe('desk-image://c1/ab/thumbnail');
  });
});
