/**
 * `sync-throughput`: 1,000 applications with three photos of 300 KB each into the encrypted store over loopback, against a plain HTTP
 * download of the same bytes to disk with sync, in turn. Value and limit in ms; a smaller batch with `BENCH_APPLICATIONS`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import PQueue from 'p-queue';
import { Pool } from 'undici';
import { systemClock } from '../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../electron/engine/ports/random.ts';
import { openStore } from '../../electron/engine/store/index.ts';
import { createExchange } from '../../electron/engine/sync/exchange.ts';
import { connectPlatform } from '../../electron/engine/sync/index.ts';
import { openDocumentFiles } from '../../electron/engine/vault/index.ts';
import { printFigure } from './figure.ts';

const applications = Number(process.env.BENCH_APPLICATIONS ?? 1_000);
const rounds = 5;
const workstationId = systemRandom.uuidv7(systemClock.now());

const child = spawn(process.execPath, [fileURLToPath(new URL('./bulk-intake.ts', import.meta.url)), String(applications)], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
const server = JSON.parse(line) as { url: string; token: string; hashes: string[] };

const inFolder = async (work: (folder: string) => Promise<void>): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sync-'));
  const started = performance.now();
  await work(folder);
  const took = performance.now() - started;
  rmSync(folder, { recursive: true, force: true });
  return took;
};

/** The peer: as many connections as the workstation has, each file written, synced and closed; no hash, no cipher, no database. */
const plainDownload = async (folder: string): Promise<void> => {
  const pool = new Pool(server.url, { connections: 8 });
  const queue = new PQueue({ concurrency: 6 });
  const headers = { authorization: `Bearer ${server.token}`, 'x-workstation-id': workstationId };
  await mkdir(join(folder, 'documents'));
  for (const sha256 of server.hashes)
    void queue.add(async () => {
      const { body } = await pool.request({ path: `/v1/documents/${sha256}`, method: 'GET', headers });
      const file = await open(join(folder, 'documents', sha256), 'w');
      for await (const piece of body) await file.write(piece as Uint8Array);
      await file.sync();
      await file.close();
    });
  await queue.onIdle();
  await pool.destroy();
};

const exchange = async (folder: string): Promise<void> => {
  const store = openStore({ path: join(folder, 'desk.db'), key: systemRandom.bytes(32) });
  if (!store.ok) throw new Error(store.error.code);
  store.value.transaction((write) => write.saveWorkstation({ workstationId, source: { kind: 'server', url: server.url } }));
  const platform = connectPlatform(server, workstationId, systemClock.now);
  const nothing = () => {};
  const taking = createExchange(
    {
      store: store.value,
      shelf: openDocumentFiles(folder, systemRandom),
      platform,
      dueTimes: { of: (application) => application.submittedAt, recompute: () => [] },
      clock: systemClock,
    },
    { transfer: nothing, queue: nothing, outbox: nothing, rules: nothing, arrived: nothing },
  );
  const taken = await taking.takeIn(new AbortController().signal);
  const { held, total } = store.value.read.fileCounts();
  if (!taken.ok || held !== total || total !== server.hashes.length)
    throw new Error(`only ${held} of ${server.hashes.length} documents arrived`);
  await platform.close();
  store.value.close();
};

const values: number[] = [];
const limits: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  limits.push(await inFolder(plainDownload));
  values.push(await inFolder(exchange));
}
child.stdin.end();
printFigure('sync-throughput', 'ms', values, limits);
