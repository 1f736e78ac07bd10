import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WatchedFault } from '../../../shared/domain/package.ts';
import { onSmallDisk } from '../../fixtures/small-disk.ts';

const scenario = fileURLToPath(new URL('import-on-small-disk.ts', import.meta.url));

let course: {
  tries: { left: number; code: string; unchanged: boolean; onShelf: number }[];
  whileFull?: WatchedFault;
  batches: number;
  again: string;
  held: { held: number; total: number; damaged: number };
};
beforeAll(async () => {
  course = JSON.parse(await onSmallDisk(scenario, [])) as typeof course;
}, 90_000);

describe('an import on a full disk', () => {
  it('is told by that name, and leaves every table and the shelf as they were, wherever the room ends', () => {
    expect(course.tries.length).toBeGreaterThan(3);
    for (const { left, ...rest } of course.tries) expect(rest, `${left} bytes`).toEqual({ code: 'disk_full', unchanged: true, onShelf: 0 });
  });

  it('from the watched folder is told, and taken in by itself once there is room', () => {
    expect(course.whileFull).toMatchObject({ fileName: 'night.tpbatch', code: 'disk_full', nextTryAt: expect.any(String) });
    expect(course.batches).toBeGreaterThan(0);
  });

  it('happens as if nothing had been once there is room', () => {
    expect(course.again).toBe('ok');
    expect(course.held).toMatchObject({ held: 20, total: 20, damaged: 0 });
  });
});
