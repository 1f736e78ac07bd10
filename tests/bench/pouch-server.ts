/** A PouchDB server full of documents with photos of 300 KB, in a process of its own: the peer of `sync-peer`. Prints one line when it listens. */
import { createHash, randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Both are CommonJS without types; what is used of them is told here.
const load = createRequire(import.meta.url);
type Attachment = { content_type: string; data: Buffer };
type Database = { put(document: Record<string, unknown>): Promise<unknown>; close(): Promise<void> };
type PouchDB = { new (name: string): Database; defaults(options: { prefix: string }): PouchDB };
const PouchDB = load('pouchdb') as PouchDB;
const serve = load('express-pouchdb') as (pouch: PouchDB, options: object) => unknown;
const express = load('express') as () => {
  use(handler: unknown): void;
  listen(port: number, host: string, listening: () => void): { address(): AddressInfo; close(): void };
};

const count = Number(process.argv[2] ?? 1_000);
const folder = mkdtempSync(join(tmpdir(), 'bench-pouch-'));
const Stored = PouchDB.defaults({ prefix: `${folder}/` });
const database = new Stored('applications');
for (let index = 0; index < count; index += 1) {
  const attachments: Record<string, Attachment> = {};
  for (const kind of ['id_front', 'id_back', 'portrait']) {
    const data = randomFillSync(Buffer.alloc(300_000));
    attachments[`${kind}-${createHash('sha256').update(data).digest('hex')}`] = { content_type: 'image/jpeg', data };
  }
  await database.put({ _id: `application-${index}`, applicant: { name: `样本${index}` }, _attachments: attachments });
}
const app = express();
app.use(
  serve(Stored, {
    mode: 'minimumForPouchDB',
    overrideMode: { include: ['routes/replicate'] },
    inMemoryConfig: true,
    logPath: join(folder, 'log'),
  }),
);
const listening = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${listening.address().port}/applications` })}\n`);
});
process.stdin.resume().on('end', async () => {
  listening.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
