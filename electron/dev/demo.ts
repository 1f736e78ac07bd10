/**
 * `npm run demo`: the main job, unattended, in a real window: first start on the demo, exchange, checks, the queue, one approval, one
 * rejection with a reason, one request for fixes, and their receipts. Prints what happened as a table and names the folder of its pictures.
 * Uses the display there is, or a virtual one.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { deskLines } from './demo/desk-lines.ts';
import { approveOne, firstRows, firstStart, openQueue, rejectOne, requestFixesOnOne, whenReceipted } from './demo/hands.ts';
import { hasDisplay, startVirtualDisplay } from './display.ts';
import { root } from './folders.ts';
import { prepare, runScript } from './prepare.ts';
import { say } from './say.ts';
import { launchWindow } from './window.ts';

const passphrase = 'demo passphrase, four words';

await runScript(async () => {
  const { electron, switches } = await prepare();
  const display = hasDisplay() ? undefined : await startVirtualDisplay();
  const work = await mkdtemp(join(tmpdir(), 'shenhetai-demo-'));
  const folder = join(work, 'workstation');
  const pictures = join(root, 'out', 'demo');
  await mkdir(pictures, { recursive: true });
  const rows: string[][] = [];
  const started = performance.now();
  const note = (step: string, outcome: string) => {
    rows.push([step, outcome, `${((performance.now() - started) / 1_000).toFixed(1)} s`]);
    say(`${step}: ${outcome}`);
  };
  const { app, page } = await launchWindow({
    executablePath: electron.path,
    args: [...switches, root, '--data', folder],
    cwd: root,
    env: { ...process.env, ...(display === undefined ? {} : { DISPLAY: display.name }) } as Record<string, string>,
  });
  try {
    const picture = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
    await firstStart(page, passphrase, () => picture(page, '1-first-start'));
    note('first start', 'vault made, demo platform starting');
    const first = await firstRows(page);
    await picture(page, '2-first-applications');
    note('first applications', `${first} in the queue, while the others are being drawn`);
    const arrived = await openQueue(page);
    await picture(page, '3-queue');
    note('sync and checks', `${arrived.applications} applications in the queue, every document held and checked`);
    for (const [name, act] of [
      ['approve', approveOne],
      ['reject', rejectOne],
      ['request fixes', requestFixesOnOne],
    ] as const) {
      const id = await act(page, () => picture(page, `${rows.length + 1}-${name.replace(' ', '-')}`));
      note(name, `application ${id}`);
    }
    await whenReceipted(page, 3);
    await picture(page, '7-transfer');
    note('send', 'three receipts shown');
  } finally {
    await app.close();
    await display?.stop();
  }
  const decisions = await deskLines<{ outcome: string; state: string }>(['outbox', '--json', '--data', folder], {
    DESK_PASSPHRASE: passphrase,
  });
  for (const { outcome, state } of decisions.reverse()) rows.push([`receipt for ${outcome}`, state, '']);
  await rm(work, { recursive: true, force: true });
  await rm(`${folder}-demo-platform`, { recursive: true, force: true });
  process.stdout.write(`\n${table(rows)}\n\nScreenshots: ${pictures}\n`);
  return decisions.length === 3 && decisions.every(({ state }) => state === 'receipted') ? 0 : 1;
});

function table(rows: readonly string[][]): string {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}
