import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openWorkerPool, type WorkerPool } from '../../../electron/engine/ports/worker-pool.ts';

type Job = { what: 'answer' | 'die' | 'hang' | 'hoard' | 'environment' | 'share' | 'hang unless modest' };
let pool: WorkerPool<Job, unknown> | undefined;
const open = (workers = 1, timeLimit = 5_000, idleLimit?: number, patience?: number, calmAfter = 1_500) => {
  pool = openWorkerPool<Job, unknown>({
    entry: new URL('tests/fixtures/unruly-worker.ts', pathToFileURL(`${process.cwd()}/`)),
    workers,
    timeLimit,
    heap: { limit: 128 },
    memoryLimit: 400_000_000,
    idleLimit,
    spare: patience === undefined ? undefined : { patience, calmAfter },
  });
  return pool;
};
afterEach(async () => {
  await pool?.close();
});

describe('processes that may die', () => {
  it.each([
    ['is killed', 'die', 'crash', 5_000],
    ['hangs', 'hang', 'time', 5_000],
    ['takes too much memory', 'hoard', 'crash', 10_000],
  ] as const)('one that %s costs its own job, and the next job gets a new one', async (_name, what, cause, limit) => {
    const { run } = open(1, limit);
    const first = await run({ what: 'answer' });
    expect(await run({ what })).toEqual({ ok: false, cause });
    const next = await run({ what: 'answer' });
    expect([first.ok, next.ok]).toEqual([true, true]);
    expect(next).not.toEqual(first);
  });

  it('jobs that wait are done although the process before them dies', async () => {
    const { run } = open(2);
    const outcomes = await Promise.all((['die', 'answer', 'die', 'answer', 'answer'] as const).map((what) => run({ what })));
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true, false, true, true]);
  });

  it('one without work for as long as it may ends, and the next job gets a new one', async () => {
    const { run } = open(1, 5_000, 50);
    const first = await run({ what: 'answer' });
    const pid = first.ok ? Number(first.value) : 0;
    expect(() => process.kill(pid, 0)).not.toThrow();
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), { timeout: 5_000 });
    const next = await run({ what: 'answer' });
    expect(next.ok && Number(next.value)).not.toBe(pid);
    expect(next.ok).toBe(true);
  });

  it('get no secret from the environment', async () => {
    process.env.DESK_PASSPHRASE = 'a secret of the test';
    const outcome = await open().run({ what: 'environment' });
    delete process.env.DESK_PASSPHRASE;
    expect(outcome.ok && outcome.value).not.toContain('DESK_PASSPHRASE');
  });
});

describe.runIf(process.platform === 'linux')('what of the processor they take', () => {
  const spare = { ok: true, value: { policy: 5, nice: 19 } };
  const modest = { ok: true, value: { policy: 0, nice: 10 } };

  it('is less than what a person waits for', async () => {
    expect(await open().run({ what: 'share' })).toEqual(modest);
  });

  it('is only what nobody else wants, where a person works beside them', async () => {
    expect(await open(1, 30_000, undefined, 30_000).run({ what: 'share' })).toEqual(spare);
  });

  it('becomes more although other processes have nothing to do that get no more than is left over', async () => {
    const { run } = open(2, 3_000, undefined, 1_000);
    // On a busy machine they, too, may get nothing in time at first.
    await vi.waitFor(async () => expect(await Promise.all([run({ what: 'share' }), run({ what: 'share' })])).toEqual([spare, spare]), {
      interval: 200,
      timeout: 25_000,
    });
    expect(await run({ what: 'hang unless modest' })).toEqual(modest);
  });

  it('becomes more when nothing is left over for a job in time, and less again after a while', async () => {
    // As long as a busy machine may take to start a process for the second try.
    const { run } = open(1, 10_000, undefined, 1_000, 6_000);
    expect(await run({ what: 'hang unless modest' })).toEqual(modest);
    expect(await run({ what: 'share' })).toEqual(modest);
    await vi.waitFor(async () => expect(await run({ what: 'share' })).toEqual(spare), { interval: 200, timeout: 25_000 });
  });
});
