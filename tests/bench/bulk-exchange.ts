/** The workstation's half of the exchange benches: a server full of photos, and one exchange with it into a fresh folder. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../electron/engine/ports/random.ts';
import { openStore } from '../../electron/engine/store/index.ts';
import { createExchange } from '../../electron/engine/sync/exchange.ts';
import { openFetching } from '../../electron/engine/sync/fetching.ts';
import { connectPlatform, fixedAccess } from '../../electron/engine/sync/index.ts';
import { openDocumentFiles } from '../../electron/engine/vault/index.ts';

/** The workstation of the benches. */
export const workstationId = systemRandom.uuidv7(systemClock.now());

/** A server in a process of its own, with so many applications of three photos of 300 KB each. */
export type BulkServer = { url: string; token: string; hashes: string[]; close(): void };

/** Starts one of the programs of this folder that print a line of JSON when they listen and end when their input does. */
export const startServing = async <Told>(program: string, parameters: readonly string[]): Promise<Told & { close(): void }> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url)), ...parameters], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.once('close', (code) => reject(new Error(`${program} ended with ${code}`)));
    createInterface({ input: child.stdout }).once('line', resolve);
  });
  return { ...(JSON.parse(line) as Told), close: () => void child.stdin.end() };
};

/** See {@link BulkServer}. */
export const startBulkIntake = (applications: number): Promise<BulkServer> => startServing('./bulk-intake.ts', [String(applications)]);

const folders: string[] = [];

/** Gives the space of a folder's files back and leaves their names. */
const emptyFiles = (folder: string): void => {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) truncateSync(join(entry.parentPath, entry.name));
};

/**
 * How long `work` takes on a fresh folder, ms. Between two rounds its files are only emptied: ext4 passes over names it has just removed when it makes new ones, which
 * made each round slower than the one before (800 ms of the system's time for 600 files instead of 300).
 */
export const inFolder = async (work: (folder: string) => Promise<void>): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sync-'));
  folders.push(folder);
  const started = performance.now();
  await work(folder);
  const took = performance.now() - started;
  emptyFiles(folder);
  return took;
};

/** Removes the folders of all rounds. */
export const removeFolders = (): void => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};

/** Takes everything in, verified, encrypted and durable; fails when a document is missing. */
export const exchangeInto = async (folder: string, server: BulkServer): Promise<void> => {
  const store = openStore({ path: join(folder, 'desk.db'), key: systemRandom.bytes(32) });
  if (!store.ok) throw new Error(store.error.code);
  store.value.transaction((write) => write.saveWorkstation({ workstationId, source: { kind: 'server', url: server.url } }));
  const access = fixedAccess(server.token);
  const platform = connectPlatform(server.url, access, workstationId, systemClock.now);
  const shelf = openDocumentFiles(folder, systemRandom);
  const fetching = openFetching({ url: server.url, workstationId, place: shelf.place });
  const nothing = () => {};
  const taking = createExchange(
    {
      store: store.value,
      shelf,
      platform,
      fetching,
      access,
      dueTimes: { of: (application) => application.submittedAt, recompute: () => [] },
      clock: systemClock,
    },
    {
      transfer: nothing,
      queue: nothing,
      outbox: nothing,
      rules: nothing,
      claims: nothing,
      requests: nothing,
      returned: nothing,
      arrived: nothing,
    },
  );
  const taken = await taking.takeIn(new AbortController().signal);
  const { held, total } = store.value.read.fileCounts();
  if (!taken.ok || held !== total || total !== server.hashes.length)
    throw new Error(`only ${held} of ${server.hashes.length} documents arrived`);
  await fetching.close();
  await platform.close();
  store.value.close();
};
