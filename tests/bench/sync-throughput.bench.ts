/**
 * `sync-throughput`: 1,000 applications with three photos of 300 KB each into the encrypted store over loopback, against a plain HTTP
 * download of the same bytes to disk with sync, in turn. Value and limit in ms; a smaller batch with `BENCH_APPLICATIONS`.
 */
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { Pool } from 'undici';
import { exchangeInto, inFolder, removeFolders, startBulkIntake, workstationId } from './bulk-exchange.ts';
import { printFigure } from './figure.ts';

const rounds = 5;
const server = await startBulkIntake(Number(process.env.BENCH_APPLICATIONS ?? 1_000));

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

const values: number[] = [];
const limits: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  limits.push(await inFolder(plainDownload));
  values.push(await inFolder((folder) => exchangeInto(folder, server)));
}
server.close();
removeFolders();
printFigure('sync-throughput', 'ms', values, limits);
