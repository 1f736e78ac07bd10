/**
 * `memory`: what the engine's process and the page's process hold after 1,000 decisions in the real window, made as fast as it takes them, against the same after 50. Both are told
 * to collect their garbage first; what is summed is the memory that belongs to each of them alone (the system's `Private_*`), MB, engine with its threads. `memory-heap` is the
 * JavaScript of both and the page's buffers, by their own account. Linux.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { escalate, firstStart, openReview, queueReady } from '../e2e/reviewer.ts';
import { enginePid, openWorkstation } from '../e2e/workstation.ts';
import { printFigure } from './figure.ts';
import { inspectProcess } from './inspected-process.ts';

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
const { app, page, close, folder: desk } = await openWorkstation(join(folder, 'workstation'), { size: { width: 1_920, height: 1_040 } });

/** What belongs to a process alone, bytes. */
const privateBytes = (pid: number): number =>
  [...readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1').matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce(
    (sum, [, kilobytes]) => sum + Number(kilobytes) * 1_024,
    0,
  );

try {
  page.setDefaultTimeout(1_200_000);
  await firstStart(page, { url, token: () => token });
  await queueReady(page, 1_200_000);
  await openReview(page);
  const pid = await enginePid(desk);
  if (pid === undefined) throw new Error('the engine has no process');
  const engine = await inspectProcess(pid);
  const renderer = await page.context().newCDPSession(page);
  const rendererPid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);

  const look = async () => {
    await pass(settling);
    for (let round = 0; round < 3; round += 1) {
      await engine.send('HeapProfiler.collectGarbage');
      await renderer.send('HeapProfiler.collectGarbage');
    }
    const { result } = await engine.send<{ result: { value: number } }>('Runtime.evaluate', {
      expression: '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())',
    });
    const { usedSize } = await renderer.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await renderer.send('Memory.getDOMCounters');
    const held = {
      engine: privateBytes(pid) / megabyte,
      renderer: privateBytes(rendererPid) / megabyte,
      engineHeap: result.value / megabyte,
      rendererHeap: usedSize / megabyte,
      nodes,
      jsEventListeners,
    };
    process.stderr.write(`${JSON.stringify(held)}\n`);
    return held;
  };
  const decideAtOnce = async (count: number): Promise<void> => {
    for (let number = 0; number < count; number += 1) {
      // On a busy machine this hand is quicker than the next application is there.
      await page.getByRole('toolbar', { name: '做出决定' }).waitFor();
      await escalate(page);
    }
  };
  await decideAtOnce(few);
  const before = await look();
  await decideAtOnce(many);
  const after = await look();
  engine.close();
  printFigure('memory', 'MB', [after.engine + after.renderer], [before.engine + before.renderer]);
  printFigure('memory-engine', 'MB', [after.engine], [before.engine]);
  printFigure('memory-renderer', 'MB', [after.renderer], [before.renderer]);
  printFigure('memory-heap', 'MB', [after.engineHeap + after.rendererHeap], [before.engineHeap + before.rendererHeap]);
} finally {
  await close();
  child.stdin.end();
  rmSync(folder, { recursive: true, force: true });
}
