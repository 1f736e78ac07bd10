/**
 * `sync-peer`: 1,000 applications with three photos of 300 KB each into the encrypted store over loopback, against PouchDB replicating as many documents
 * with as many attachments from express-pouchdb, in turn. The peer stores plain bytes, checks no SHA-256 and syncs no file. Value and limit in ms; the
 * aim of three times the peer's speed is a ratio of 0.33. A smaller batch with `BENCH_APPLICATIONS`.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { exchangeInto, inFolder, removeFolders, startBulkIntake, startServing } from './bulk-exchange.ts';
import { printFigure } from './figure.ts';

const applications = Number(process.env.BENCH_APPLICATIONS ?? 1_000);
const rounds = 5;
const client = fileURLToPath(new URL('./pouch-client.ts', import.meta.url));

const ours = await startBulkIntake(applications);
const peer = await startServing<{ url: string }>('./pouch-server.ts', [String(applications)]);

const values: number[] = [];
const limits: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  await inFolder(async (folder) => {
    // A process of its own, as it holds a whole batch of attachments in memory; it tells the time of the replication alone.
    const { stdout } = await promisify(execFile)(process.execPath, [client, peer.url, folder]);
    const told = JSON.parse(stdout) as { documents: number; errors: number; ms: number };
    if (told.documents !== applications || told.errors > 0) throw new Error(`PouchDB replicated ${told.documents} documents`);
    limits.push(told.ms);
  });
  values.push(await inFolder((folder) => exchangeInto(folder, ours)));
}
ours.close();
peer.close();
removeFolders();
printFigure('sync-peer', 'ms', values, limits);
