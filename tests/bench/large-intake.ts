/** A reference intake server with applications of 12-megapixel photos, in a process of its own. Prints one line when it listens. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { startIntake } from '../../electron/intake/index.ts';
import { drawLargePhoto } from '../../electron/intake/sample/index.ts';
import type { Change } from '../../shared/domain/change.ts';
import { fixedId } from '../fixtures/batch.ts';

const count = Number(process.argv[2] ?? 30);
const at = new Date(Date.now() - 3_600_000).toISOString();
const drawn = await Promise.all([1, 2, 3].map((seed) => drawLargePhoto(seed)));
const documents = new Map<string, Uint8Array>();
const changes: Change[] = [];
for (let index = 0; index < count; index += 1) {
  const kinds = ['id_front', 'id_back', 'portrait'] as const;
  const uploads = [];
  for (const [place, kind] of kinds.entries()) {
    // The same few scenes, each upload with bytes of its own.
    const bytes = await sharp(drawn[(index + place) % drawn.length])
      .jpeg({ quality: 70 + ((index * 3 + place) % 25) })
      .withMetadata({ exif: { IFD0: { ImageDescription: `${index} ${kind}` } } })
      .toBuffer();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    documents.set(sha256, bytes);
    uploads.push({
      id: fixedId(`document-${kind}`, index),
      kind,
      sha256,
      byteLength: bytes.length,
      declaredType: 'image/jpeg',
      fileName: `${kind}.jpg`,
      uploadedAt: at,
    });
  }
  const application = {
    id: fixedId('application', index),
    revision: 1,
    batchId: 'large',
    type: 'resident_identity' as const,
    submittedAt: at,
    priority: 0,
    account: { id: fixedId('account', index), status: 'active' as const },
    applicant: { name: '样本甲', sex: 'female', birthDate: '1949-12-31', idNumber: '11010519491231002X', phone: '13800138000' },
    documents: uploads,
    attempts: [],
  };
  changes.push({ seq: index + 1, at, kind: 'application.upsert', application });
}
const dataDirectory = mkdtempSync(join(tmpdir(), 'large-intake-'));
const server = await startIntake({ dataDirectory, port: 0, seed: 1, count, makeBatch: async () => ({ changes, documents, truth: [] }) });
process.stdout.write(`${JSON.stringify({ url: server.url, token: server.tokens[0]?.token })}\n`);
process.stdin.resume().on('end', async () => {
  await server.close();
  rmSync(dataDirectory, { recursive: true, force: true });
  process.exit(0);
});
