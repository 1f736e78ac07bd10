import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { freshFolder, openTestStore } from '../../fixtures/store.ts';

const program = fileURLToPath(new URL('./deciding-process.ts', import.meta.url));

/** Runs the deciding program and kills it hard after so many acknowledgements; returns what it had acknowledged. */
const decideUntilKilled = async (folder: string, round: number, after: number): Promise<string[]> => {
  const child = spawn(process.execPath, [program, folder, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    acknowledged.push(line);
    if (acknowledged.length === after) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return acknowledged;
};

test('no acknowledged decision is lost or there in part when the program is killed', async () => {
  const folder = freshFolder();
  const acknowledged: string[] = [];
  for (const [round, after] of [3, 40, 117].entries()) acknowledged.push(...(await decideUntilKilled(folder, round, after)));
  expect(acknowledged.length).toBeGreaterThanOrEqual(160);
  const store = openTestStore(folder);
  for (const decisionId of acknowledged) expect(store.read.decision(decisionId)?.state).toBe('waiting');
  const { total } = store.read.decisionPage(0, 1);
  expect(store.read.auditTail().seq).toBe(total);
  for (const { applicationId } of store.read.decisionPage(0, total).decisions)
    expect(store.read.application(applicationId ?? '')?.state).toBe('decided');
  store.close();
});
