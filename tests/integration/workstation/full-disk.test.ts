import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../../shared/domain/failure.ts';
import type { TransferState } from '../../../shared/domain/transfer.ts';
import { makeBatch } from '../../fixtures/batch.ts';
import { serverOf } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { freshFolder } from '../../fixtures/store.ts';

const scenario = fileURLToPath(new URL('small-disk.ts', import.meta.url));

type Course = {
  beginnings: { left: number; code: string; kept: boolean }[];
  whileFull?: Failure;
  stateWhileFull: TransferState;
  afterwards?: Failure;
  documents: TransferState['documents'];
  refusal: string;
  acknowledged: string[];
  kept: string[];
};

const succeeds = (program: string, ...parameters: string[]): boolean => {
  try {
    execFileSync(program, parameters, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/**
 * Runs the scenario on a real small file system: one mounted in a mount namespace of its own, which any user may have on most Linux systems and
 * which is gone with the process; or root's own mount; or a container's small shared memory.
 */
const onSmallDisk = async (parameters: string[]): Promise<string> => {
  const run = promisify(execFile);
  const disk = freshFolder();
  if (succeeds('unshare', '--user', '--map-root-user', '--mount', 'mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk)) {
    const script = 'mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@"';
    return (
      await run('unshare', [
        '--user',
        '--map-root-user',
        '--mount',
        'sh',
        '-c',
        script,
        disk,
        process.execPath,
        scenario,
        disk,
        ...parameters,
      ])
    ).stdout;
  }
  if (succeeds('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk)) {
    try {
      return (await run(process.execPath, [scenario, disk, ...parameters])).stdout;
    } finally {
      execFileSync('umount', [disk]);
    }
  }
  const { blocks, bsize } = statfsSync('/dev/shm');
  if (blocks * bsize > 256 * 1024 * 1024)
    throw new Error('this machine lets nobody have a small disk: neither unshare nor mount, and /dev/shm is large');
  const shared = join('/dev/shm', `desk-${process.pid}`);
  mkdirSync(shared);
  try {
    return (await run(process.execPath, [scenario, shared, ...parameters])).stdout;
  } finally {
    rmSync(shared, { recursive: true });
  }
};

let intake: TestIntake;
let course: Course;
beforeAll(async () => {
  intake = await startTestIntake(await makeBatch({ count: 4 }));
  const { url, token } = serverOf(intake);
  course = JSON.parse(await onSmallDisk([url, token])) as Course;
});
afterAll(() => intake.end());

describe('a full disk', () => {
  it('makes no vault, or a whole one: never half of one', () => {
    expect(course.beginnings[0]).toEqual({ left: 0, code: 'disk_full', kept: false });
    for (const { code, kept, left } of course.beginnings) {
      if (kept) expect(['ok', 'vault_exists'], `${left} bytes`).toContain(code);
      else expect(code, `${left} bytes`).toBe('disk_full');
    }
    expect(course.beginnings.filter(({ code }) => code === 'disk_full').length).toBeGreaterThan(1);
  });

  it('stops the exchange with its name, and the next one brings the rest', () => {
    expect(course.whileFull?.code).toBe('disk_full');
    expect(course.stateWhileFull.lastFailure).toBe('disk_full');
    expect(course.stateWhileFull.documents.damaged).toBe(0);
    expect(course.afterwards).toBeUndefined();
    expect(course.documents).toMatchObject({ held: 12, total: 12 });
  });

  it('loses no decision that was acknowledged, and keeps none that was not', () => {
    expect(course.refusal).toBe('disk_full');
    expect(course.acknowledged.length).toBeGreaterThan(0);
    expect(course.kept).toEqual(course.acknowledged);
  });
});
