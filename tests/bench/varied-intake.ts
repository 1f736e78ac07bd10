/**
 * A reference intake server with many applications of two photos each, every photo a picture of its own (coloured noise, 1,600 × 1,200 px), in a process of its own. Of kinds
 * that are not read, so that nothing but reviewing goes on once all have arrived. Prints one line when it listens.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { startIntake } from '../../electron/intake/index.ts';
import type { Change } from '../../shared/domain/change.ts';
import { fixedId } from '../fixtures/batch.ts';

const count = Number(process.argv[2] ?? 100);
const at = new Date(Date.now() - 3_600_000).toISOString();
const kinds = ['portrait', 'handheld'] as const;

/** A picture that looks like no other: as many coloured fields as a hash has bytes, made large. */
const drawPicture = async (name: string): Promise<Uint8Array> => {
  const width = 8;
  const height = 6;
  const fields = Buffer.concat([0, 1, 2, 3, 4].map((part) => createHash('sha256').update(`${name} ${part}`).digest())).subarray(
    0,
    width * height * 3,
  );
  return sharp(fields, { raw: { width, height, channels: 3 } })
    .resize(1_600, 1_200, { kernel: 'cubic' })
    .jpeg({ quality: 80 })
    .toBuffer();
};

const documents = new Map<string, Uint8Array>();
const changes: Change[] = [];
for (let index = 0; index < count; index += 1) {
  const uploads = await Promise.all(
    kinds.map(async (kind) => {
      const bytes = await drawPicture(`${index} ${kind}`);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      documents.set(sha256, bytes);
      const id = fixedId(`document-${kind}`, index);
      return { id, kind, sha256, byteLength: bytes.length, declaredType: 'image/jpeg', fileName: `${kind}.jpg`, uploadedAt: at };
    }),
  );
  const application = {
    id: fixedId('application', index),
    revision: 1,
    batchId: 'varied',
    type: 'resident_identity' as const,
    submittedAt: at,
    priority: 0,
    account: { id: fixedId('account', index), status: 'active' as const },
    applicant: { name: `样本${index}`, phone: `138${String(index).padStart(8, '0')}` },
    documents: uploads,
    attempts: [],
  };
  changes.push({ seq: index + 1, at, kind: 'application.upsert', application });
}
const dataDirectory = mkdtempSync(join(tmpdir(), 'varied-intake-'));
const server = await startIntake({ dataDirectory, port: 0, seed: 1, count, makeBatch: async () => ({ changes, documents, truth: [] }) });
process.stdout.write(`${JSON.stringify({ url: server.url, token: server.tokens[0]?.token })}\n`);
process.stdin.resume().on('end', async () => {
  await server.close();
  rmSync(dataDirectory, { recursive: true, force: true });
  process.exit(0);
});
