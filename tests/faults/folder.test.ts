import { execFile } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { classifyStoreError } from '../../electron/engine/store/index.ts';
import { openTestDesk, serverOf, type TestDesk } from '../fixtures/exchange.ts';
import { freshFolder } from '../fixtures/store.ts';
import { startChild } from './child.ts';
import { expectNothingDamaged, type Line, startLine } from './line.ts';
import { decideOne } from './live-workstation.ts';
import type { EngineLine } from './process-lines.ts';

let line: Line;
let desk: TestDesk;
afterEach(async () => {
  await desk.close();
  await line.end();
});
const begin = async (): Promise<void> => {
  line = await startLine('folder', { count: 3 });
  desk = openTestDesk(serverOf(line.intake));
  expect(await desk.sync().once()).toBeUndefined();
};
const documentsOf = () => [...line.applications.values()].flatMap(({ documents }) => documents);
const fileOf = (sha256: string): string => join(desk.folder, 'documents', sha256.slice(0, 2), `${sha256}.original`);

/** Deciding, and what the person is told where that can't be kept. */
const decided = (): string => {
  try {
    return decideOne(desk, () => 0) === undefined ? 'nothing to decide' : 'acknowledged';
  } catch (error) {
    return classifyStoreError(error)?.code ?? String(error);
  }
};

describe('a file that is removed under the feet', () => {
  it('of a document is told as damaged, and fetched anew as soon as that is seen', async () => {
    await begin();
    const [document] = documentsOf();
    const sha256 = document?.sha256 ?? '';
    const key = desk.store.read.documentFile(sha256)?.key ?? new Uint8Array(32);
    rmSync(fileOf(sha256));
    expect(await desk.shelf.read(sha256, 'original', key)).toMatchObject({ ok: false, error: { code: 'document_damaged' } });
    desk.store.transaction((write) => write.setFileAwaited(sha256));
    expect(await desk.sync().once()).toBeUndefined();
    expect(await expectNothingDamaged(desk.store, desk.shelf, line.applications.values())).toBe(9);
  });

  it('of one document by another’s content is never shown as that one', async () => {
    await begin();
    const [first, second] = documentsOf();
    copyFileSync(fileOf(second?.sha256 ?? ''), fileOf(first?.sha256 ?? ''));
    const key = desk.store.read.documentFile(first?.sha256 ?? '')?.key ?? new Uint8Array(32);
    expect(await desk.shelf.read(first?.sha256 ?? '', 'original', key)).toMatchObject({ ok: false, error: { code: 'document_damaged' } });
  });

  it('with all documents in it keeps everything else, and new documents find their place again', async () => {
    await begin();
    rmSync(join(desk.folder, 'documents'), { recursive: true });
    expect(decided()).toBe('acknowledged');
    await line.arrive();
    desk.clock.advance(60_000);
    await desk.sync().once();
    for (const { sha256 } of documentsOf())
      if (!existsSync(fileOf(sha256))) desk.store.transaction((write) => write.setFileAwaited(sha256));
    expect(await desk.sync().once()).toBeUndefined();
    expect(await expectNothingDamaged(desk.store, desk.shelf, line.applications.values())).toBe(12);
    expect(line.intake.control.decisions()).toHaveLength(1);
  });

  it('that is the database itself: nothing is acknowledged that would be gone with it', async () => {
    await begin();
    expect(decided()).toBe('acknowledged');
    const path = join(desk.folder, 'desk.db');
    renameSync(path, `${path}.taken-away`);
    expect(decided()).toBe('vault_damaged');
    expect(await desk.sync().once()).toMatchObject({ code: 'vault_damaged' });
    renameSync(`${path}.taken-away`, path);
    expect(decided()).toBe('acknowledged');
    desk.clock.advance(60_000);
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.store.read.outboxCounts().receipted).toBeGreaterThanOrEqual(2);
  });
});

describe('a clock that is set back by hours', () => {
  it('keeps no decision here, whether it waits to be taken back or to be tried again', async () => {
    await begin();
    const held = decideOne(desk, () => 0, 10)?.decisionId ?? '';
    const waiting = decideOne(desk, () => 0)?.decisionId ?? '';
    line.intake.control.fault({ call: 'decisions', kind: 'lose_answer', times: 1 });
    expect(await desk.sync().once()).toMatchObject({ code: 'server_unreachable' });
    desk.clock.set(desk.clock.now() - 5 * 3_600_000);
    desk.sync().start();
    desk.sync().wakeOutbox();
    await desk.until(() => desk.store.read.decision(waiting)?.state === 'receipted');
    desk.clock.advance(10_000);
    desk.sync().wakeOutbox();
    await desk.until(() => desk.store.read.decision(held)?.state === 'receipted');
    expect(line.intake.control.decisions().filter(({ receipt }) => receipt.status === 'accepted')).toHaveLength(2);
  });
});

describe('several programs on one folder', () => {
  it('that start at the same moment: one has it, the others are told, and the next has it when that one was killed', async () => {
    await begin();
    const folder = join(freshFolder(), 'desk');
    const { url, token } = serverOf(line.intake);
    const start = () => startChild<EngineLine>('engine-process.ts', [folder, 'several', 'settling', url, token, '1000']);
    const isOpened = (one: EngineLine): one is Extract<EngineLine, { opened: unknown }> => 'opened' in one;
    const all = Array.from({ length: 4 }, start);
    const outcomes = await Promise.all(
      all.map((child) =>
        child.line(isOpened).then(
          () => 'opened',
          (error: Error) => error.message,
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'opened')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.includes('folder_in_use'))).toHaveLength(3);
    await Promise.all(all.map((child) => child.kill()));
    const next = start();
    expect((await next.line(isOpened)).opened.integrity).toBe('ok');
    await next.kill();
  }, 60_000);
});

describe('a folder that may not be written any more', () => {
  it('is told as that, and opens with everything in it once it may', async () => {
    await begin();
    const folder = freshFolder();
    // Permissions don't bind root, so root runs this as nobody (65534 by convention of Linux).
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
    if (nobody !== undefined) chownSync(folder, nobody.uid, nobody.gid);
    chmodSync(folder, 0o700);
    const scenario = fileURLToPath(new URL('read-only-desk.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [scenario, join(folder, 'desk')], { ...nobody });
    expect(JSON.parse(stdout)).toEqual({ whileReadOnly: 'disk_read_only', afterwards: 'ok' });
  });
});
