import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { takeFolder } from '../../../electron/engine/vault/index.ts';
import { freshFolder } from '../../fixtures/store.ts';

const vault = fileURLToPath(new URL('../../../electron/engine/vault/index.ts', import.meta.url));

test('a folder is taken once, and free again after release', async () => {
  const folder = freshFolder();
  const first = await takeFolder(folder);
  if (!first.ok) throw new Error(first.error.code);
  expect(await takeFolder(folder)).toMatchObject({ ok: false, error: { code: 'folder_in_use' } });
  await first.value.release();
  expect(readdirSync(folder)).toEqual([]);
  const again = await takeFolder(folder);
  expect(again.ok).toBe(true);
  await first.value.release();
  expect(await takeFolder(folder)).toMatchObject({ ok: false });
  if (again.ok) await again.value.release();
});

test('of many that ask at the same time one gets it', async () => {
  const folder = freshFolder();
  const answers = await Promise.all(Array.from({ length: 10 }, () => takeFolder(folder)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  for (const answer of answers) if (answer.ok) await answer.value.release();
});

test('another living process keeps it; once killed, its lock is taken over at once', async () => {
  const folder = freshFolder();
  const program = `const { takeFolder } = await import(${JSON.stringify(vault)}); console.log((await takeFolder(${JSON.stringify(folder)})).ok); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(String(said).trim()).toBe('true');
  expect(await takeFolder(folder)).toMatchObject({ ok: false, error: { code: 'folder_in_use', details: { pid: child.pid } } });
  child.kill('SIGKILL');
  await once(child, 'close');
  const taken = await takeFolder(folder);
  expect(taken.ok).toBe(true);
  if (taken.ok) await taken.value.release();
});

test.each([
  ['whose process number now belongs to another program', JSON.stringify({ pid: 1, began: 'long ago', ticket: 'x' })],
  ['that was cut off while written', '{"pid":'],
  ['that is empty', ''],
])('a lock %s is taken over', async (_, content) => {
  // Without Linux's process table the first can't be told from a living owner.
  if (content.includes('long ago') && process.platform !== 'linux') return;
  const folder = freshFolder();
  writeFileSync(join(folder, 'lock'), content);
  const taken = await takeFolder(folder);
  expect(taken.ok).toBe(true);
  if (taken.ok) await taken.value.release();
  expect(readdirSync(folder)).toEqual([]);
});
