/**
 * `next-photo`: from the key that decides to the next application's sharp photo painted, photos of 12 megapixels, in the real window, by the
 * page's own marks (`decide-key`, `photo-painted`). Limit 100 ms. Escalations, since they are possible whatever the checks found. Each application is looked at
 * for a second, less than anybody needs; `next-photo-at-once` is the same without that, by a hand that waits for nothing but the last decision.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { escalate, firstStart, openReview, queueReady } from '../e2e/reviewer.ts';
import { openWorkstation } from '../e2e/workstation.ts';
import { printFigure } from './figure.ts';

const decisions = 30;
/** How long an application is looked at, ms. */
const look = 1_000;
const child = spawn(process.execPath, [fileURLToPath(new URL('./large-intake.ts', import.meta.url)), String(2 * decisions + 6)], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
const { url, token } = JSON.parse(line) as { url: string; token: string };
const folder = mkdtempSync(join(tmpdir(), 'bench-next-photo-'));
const { page, close } = await openWorkstation(join(folder, 'workstation'), { size: { width: 1_920, height: 1_040 } });
try {
  page.setDefaultTimeout(300_000);
  await firstStart(page, { url, token: () => token });
  await queueReady(page, 300_000);
  await openReview(page);
  const decideAndSee = async (): Promise<number> => {
    const painted = await page.evaluate(() => performance.getEntriesByName('photo-painted').length);
    await escalate(page);
    await page.waitForFunction((before) => performance.getEntriesByName('photo-painted').length > before, painted);
    return await page.evaluate(() => {
      const last = (name: string) => performance.getEntriesByName(name).at(-1)?.startTime ?? Number.NaN;
      return last('photo-painted') - last('decide-key');
    });
  };
  const looked: number[] = [];
  for (let number = 0; number < decisions; number += 1) {
    await pass(look);
    looked.push(await decideAndSee());
  }
  printFigure('next-photo', 'ms', looked, [100]);
  const atOnce: number[] = [];
  for (let number = 0; number < decisions; number += 1) atOnce.push(await decideAndSee());
  printFigure('next-photo-at-once', 'ms', atOnce, [100]);
} finally {
  await close();
  child.stdin.end();
  rmSync(folder, { recursive: true, force: true });
}
