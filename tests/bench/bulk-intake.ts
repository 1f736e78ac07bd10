/** A reference intake server full of photos of 300 KB, in a process of its own, for measuring the exchange. Prints one line when it listens. */
import { createHash, randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIntake } from '../../electron/intake/index.ts';
import type { Change } from '../../shared/domain/change.ts';
import { fixedId } from '../fixtures/batch.ts';

const count = Number(process.argv[2] ?? 1_000);
const photosEach = 3;
const photoBytes = 300_000;
const at = '2026-11-23T01:00:00.000Z';

const documents = new Map<string, Uint8Array>();
const changes: Change[] = [];
for (let index = 0; index < count; index += 1) {
  const kinds = ['id_front', 'id_back', 'portrait'] as const;
  const uploads = kinds.slice(0, photosEach).map((kind, place) => {
    const bytes = randomFillSync(new Uint8Array(photoBytes));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    documents.set(sha256, bytes);
    const id = fixedId(`document-${kind}`, index * photosEach + place);
    return { id, kind, sha256, byteLength: photoBytes, declaredType: 'image/jpeg', fileName: `${kind}.jpg`, uploadedAt: at };
  });
  const application = {
    id: fixedId('application', index),
    revision: 1,
    batchId: 'bulk',
    type: 'resident_identity' as const,
    submittedAt: at,
    priority: 0,
    account: { id: fixedId('account', index), status: 'active' as const },
    applicant: { name: `样本${index}` },
    documents: uploads,
    attempts: [],
  };
  changes.push({ seq: index + 1, at, kind: 'application.upsert', application });
}

const dataDirectory = mkdtempSync(join(tmpdir(), 'bulk-intake-'));
const server = await startIntake({ dataDirectory, port: 0, seed: 1, count, makeBatch: async () => ({ changes, documents, truth: [] }) });
const hashes = [...documents.keys()];
documents.clear();
process.stdout.write(`${JSON.stringify({ url: server.url, token: server.tokens[0]?.token, hashes })}\n`);
process.stdin.resume().on('end', async () => {
  await server.close();
  rmSync(dataDirectory, { recursive: true, force: true });
  process.exit(0);
});
