/**
 * `memory`: what the engine's process and the page's process hold after 1,000 decisions in the real window, made as fast as it takes them, against the same after 50. Both are told
 * to collect their garbage first; what is summed is the memory that belongs to each of them alone (the system's `Private_*`), MB, engine with its threads. `memory-heap` is the
 * JavaScript of both, by their own account. No debugger is on the page: with one it keeps the bytes of the photos that it got. Linux.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { firstStart, queueReady } from '../e2e/reviewer.ts';
import { enginePid, openWorkstation, passphrase } from '../e2e/workstation.ts';
import { printFigure } from './figure.ts';
import { inspectProcess } from './inspected-process.ts';
import { openUnwatched } from './unwatched-window.ts';

const few = 50;
const many = Number(process.env.BENCH_DECISIONS ?? 1_000);
/** How long after the last decision it is measured, ms: the outbox is sent by then, and lists are asked for again. */
const settling = 20_000;
const megabyte = 1_048_576;

const child = spawn(process.execPath, [fileURLToPath(new URL('./varied-intake.ts', import.meta.url)), String(few + many + 20)], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
const { url, token } = JSON.parse(line) as { url: string; token: string };
const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'));
const desk = join(folder, 'workstation');

/** What belongs to a process alone, bytes. */
const privateBytes = (pid: number): number =>
  [...readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1').matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce(
    (sum, [, kilobytes]) => sum + Number(kilobytes) * 1_024,
    0,
  );

/** How long a thousand applications take to arrive and to be checked at most, ms. */
const arriving = 1_200_000;

let close = async (): Promise<void> => {};
try {
  const first = await openWorkstation(desk);
  first.page.setDefaultTimeout(arriving);
  await firstStart(first.page, { url, token: () => token });
  await queueReady(first.page, arriving);
  await first.close();

  const window = await openUnwatched(desk, { width: 1_920, height: 1_040 });
  close = window.close;
  await window.until("document.querySelector('input[type=password]') === document.activeElement");
  await window.type(passphrase);
  await window.ask("document.querySelector('button[type=submit]').click()");
  await window.until("document.querySelector('[data-application]') !== null");
  await window.ask("document.querySelector('[role=grid]').focus()");
  for (const key of ['Home', 'Enter']) await window.press(key);
  const pid = await enginePid(desk);
  if (pid === undefined) throw new Error('the engine has no process');
  const engine = await inspectProcess(pid);
  const pagePid = await window.pagePid();

  const look = async () => {
    await pass(settling);
    for (let round = 0; round < 3; round += 1) {
      await engine.send('HeapProfiler.collectGarbage');
      await window.ask('gc()');
    }
    const { result } = await engine.send<{ result: { value: number } }>('Runtime.evaluate', {
      expression: '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())',
    });
    const held = {
      engine: privateBytes(pid) / megabyte,
      page: privateBytes(pagePid) / megabyte,
      engineHeap: result.value / megabyte,
      pageHeap: (await window.ask<number>('performance.memory.usedJSHeapSize')) / megabyte,
      elements: await window.ask<number>("document.querySelectorAll('*').length"),
    };
    process.stderr.write(`${JSON.stringify(held)}\n`);
    return held;
  };
  const number = "document.querySelector('code.review-number')?.textContent";
  const decideAtOnce = async (count: number): Promise<void> => {
    for (let made = 0; made < count; made += 1) {
      // On a busy machine this hand is quicker than the next application is there.
      await window.until(`document.querySelector('[role=toolbar][aria-label="做出决定"]') !== null`);
      const present = await window.ask<string>(number);
      await window.press('E');
      await window.until(`document.querySelector('section[aria-label="通知"]') !== null`);
      await window.press('Enter', 'control');
      await window.until(`${number} !== ${JSON.stringify(present)} && document.querySelector('.review-bar')?.dataset.state === 'decided'`);
    }
  };
  await decideAtOnce(few);
  const before = await look();
  await decideAtOnce(many);
  const after = await look();
  engine.close();
  printFigure('memory', 'MB', [after.engine + after.page], [before.engine + before.page]);
  printFigure('memory-engine', 'MB', [after.engine], [before.engine]);
  printFigure('memory-page', 'MB', [after.page], [before.page]);
  printFigure('memory-heap', 'MB', [after.engineHeap + after.pageHeap], [before.engineHeap + before.pageHeap]);
} finally {
  await close();
  child.stdin.end();
  rmSync(folder, { recursive: true, force: true });
}
