import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLog } from '../../../electron/engine/ports/log.ts';
import { freshFolder } from '../../fixtures/store.ts';

const logged = (folder: string): string =>
  readdirSync(join(folder, 'logs'))
    .map((name) => readFileSync(join(folder, 'logs', name), 'utf8'))
    .join('');

test('a line has its code and sentence, and nothing of a person even where somebody put it in', () => {
  const folder = freshFolder();
  const { log, close } = openLog(folder);
  log.info(
    { code: 'disk_full', count: 3, applicant: { name: '张三' }, phone: '13800000017', held: { token: 'abc-secret' } },
    'something happened',
  );
  try {
    JSON.parse('{"name": 张三}');
  } catch (error) {
    log.error({ err: error }, 'a fault');
  }
  log.error({ err: new Error('no such person 张三, 110101199003070017, zhang@example.com, "E1234"') }, 'another fault');
  close();
  const text = logged(folder);
  expect(text).toMatch(/"code":"disk_full","count":3/);
  expect(text).toContain('something happened');
  expect(text).toContain('SyntaxError');
  expect(text).toMatch(/log\.test\.ts/);
  for (const trace of ['张三', '13800000017', '110101199003070017', 'zhang@', 'E1234', 'abc-secret']) expect(text).not.toContain(trace);
});

test('the log never grows without end', () => {
  const folder = freshFolder();
  const { log, close } = openLog(folder);
  const filling = { filling: 'x'.repeat(50_000) };
  for (let line = 0; line < 300; line += 1) log.info(filling, 'a long line');
  close();
  expect(readdirSync(join(folder, 'logs')).sort()).toEqual(['engine.1.log', 'engine.2.log', 'engine.3.log', 'engine.4.log', 'engine.log']);
  expect(logged(folder).length).toBeLessThan(5 * 2.2 * 1024 * 1024);
});

test('a log that can’t be written is silent', () => {
  const { log, close } = openLog('/dev/null/nowhere');
  log.error({ code: 'disk_full' }, 'nobody hears this');
  close();
});
