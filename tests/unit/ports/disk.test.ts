import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classifyDiskError, freeBytes, writeFileAtomically } from '../../../electron/engine/ports/disk.ts';
import { freshFolder } from '../../fixtures/store.ts';

test('a file is replaced as a whole, for its owner only', async () => {
  const folder = freshFolder();
  const path = join(folder, 'settings.json');
  writeFileSync(path, 'old');
  expect(await writeFileAtomically(path, 'new')).toEqual({ ok: true, value: undefined });
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(readdirSync(folder)).toEqual(['settings.json']);
});

test('where writing fails the old content and nothing else is there', async () => {
  const folder = freshFolder();
  mkdirSync(join(folder, 'taken'));
  await expect(writeFileAtomically(join(folder, 'taken'), 'new')).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['taken']);
});

test('what the file system says is told in the product’s words, and the rest is a bug', () => {
  const said = (code: string) => classifyDiskError(Object.assign(new Error('from the system'), { code }))?.code;
  expect([said('ENOSPC'), said('EDQUOT'), said('EROFS'), said('EACCES'), said('ENOENT')]).toEqual([
    'disk_full',
    'disk_full',
    'disk_read_only',
    'disk_read_only',
    undefined,
  ]);
  expect(classifyDiskError(undefined)).toBeUndefined();
});

test('free space is told', async () => {
  expect(await freeBytes(freshFolder())).toBeGreaterThan(0);
});
