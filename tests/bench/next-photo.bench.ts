/**
 * `next-photo`: from the key that decides to the next application's sharp photo painted, photos of 12 megapixels, in the real window, by the
 * page's own marks (`decide-key`, `photo-painted`). Limit 100 ms. Escalations, since they are possible whatever the checks found.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { escalate, firstStart, openReview, queueReady } from '../e2e/reviewer.ts';
import { openWorkstation } from '../e2e/workstation.ts';
import { printFigure } from './figure.ts';

const decisions = 30;
const child = spawn(process.execPath, [fileURLToPath(new URL('./large-intake.ts', import.meta.url)), String(decisions + 6)], {
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
  const values: number[] = [];
  for (let number = 0; number < decisions; number += 1) {
    const painted = await page.evaluate(() => performance.getEntriesByName('photo-painted').length);
    await escalate(page);
    await page.waitForFunction((before) => performance.getEntriesByName('photo-painted').length > before, painted);
    values.push(
      await page.evaluate(() => {
        const last = (name: string) => performance.getEntriesByName(name).at(-1)?.startTime ?? Number.NaN;
        return last('photo-painted') - last('decide-key');
      }),
    );
    // A reviewer looks at the photo for a while; the next ones are fetched meanwhile.
    await page.waitForLoadState('networkidle');
  }
  printFigure('next-photo', 'ms', values, [100]);
} finally {
  await close();
  child.stdin.end();
  rmSync(folder, { recursive: true, force: true });
}
