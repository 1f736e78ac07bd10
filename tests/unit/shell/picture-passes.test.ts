import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { openPicturePasses } from '../../../electron/main/picture-passes.ts';

it('a page has one pass, which no other page has, and another one once it begins anew', () => {
  const passes = openPicturePasses(new EventEmitter() as never);
  const first = passes.of(1, true);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(passes.of(1, false)).toBe(first);
  expect(passes.of(2, false)).not.toBe(first);
  const anew = passes.of(1, true);
  expect([passes.allows(first), passes.allows(anew), passes.allows(''), passes.allows('0'.repeat(32))]).toEqual([
    false,
    true,
    false,
    false,
  ]);
});

it('a pass opens nothing once its page or the page’s process is gone, and none does once the desk was locked', () => {
  const app = new EventEmitter();
  const passes = openPicturePasses(app as never);
  const pages = [1, 2, 3].map((id) => Object.assign(new EventEmitter(), { id }));
  for (const page of pages) app.emit('web-contents-created', {}, page);
  const [gone = '', crashed = '', there = ''] = pages.map(({ id }) => passes.of(id, true));
  pages[0]?.emit('destroyed');
  pages[1]?.emit('render-process-gone');
  expect([gone, crashed, there].map(passes.allows)).toEqual([false, false, true]);
  passes.revokeAll();
  expect(passes.allows(there)).toBe(false);
  expect(passes.allows(passes.of(3, false))).toBe(true);
});
