import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openCopies } from '../../../electron/main/copies.ts';

let text = '';
const clipboard = {
  readText: () => text,
  clear: () => {
    text = '';
  },
};
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what was copied is taken away after its time, and not before', async () => {
  const copies = openCopies(clipboard);
  text = 'copied here';
  await copies.copied(5_000);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(text).toBe('copied here');
  await vi.advanceTimersByTimeAsync(1);
  expect(text).toBe('');
});

test('a later copy has its own time, and what another program put there is left', async () => {
  const copies = openCopies(clipboard);
  text = 'first';
  await copies.copied(5_000);
  await vi.advanceTimersByTimeAsync(4_000);
  text = 'second';
  await copies.copied(5_000);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(text).toBe('second');
  text = 'of another program';
  await vi.advanceTimersByTimeAsync(10_000);
  expect(text).toBe('of another program');
});

test('leaving takes it away at once', async () => {
  const copies = openCopies(clipboard);
  text = 'copied here';
  await copies.copied(60_000);
  await copies.copied(0);
  expect(text).toBe('');
});
