import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { signedTexts } from '../../shared/contract/intake/index.ts';
import { batchFormat } from '../../shared/domain/package.ts';
import { uuidRandomBytes, uuidv7 } from '../../shared/domain/uuid.ts';
import { sha256Hex } from './canonical.ts';
import { systemClock, timestamp } from './clock.ts';
import { openDocumentFolder } from './document-folder.ts';
import { openStore } from './store/index.ts';

/** Entries of the feed read at a time. */
const portion = 500;

/**
 * Writes everything that the platform's feed holds, with the documents, into a batch package, and the receipts of every decision that it has answered.
 * @param dataDirectory the server's own folder; the server may be running
 * @param signingKey PEM of an Ed25519 private key, where the package is to be signed
 */
export const packBatch = async (
  dataDirectory: string,
  out: string,
  signingKey?: string,
): Promise<{ batchId: string; applications: number; documents: number }> => {
  const store = openStore(join(dataDirectory, 'intake.db'));
  try {
    const folder = openDocumentFolder(join(dataDirectory, 'documents'));
    const lines: string[] = [];
    const documents = new Map<string, number>();
    let applications = 0;
    for (let since = 0; ; ) {
      const page = store.feed.after(since, portion);
      for (const { seq, kind, at, body } of page) {
        lines.push(`${JSON.stringify({ ...body, seq, kind, at })}\n`);
        if (kind !== 'application.upsert') continue;
        applications += 1;
        for (const { sha256, byteLength } of (body.application as { documents: { sha256: string; byteLength: number }[] }).documents)
          documents.set(sha256, byteLength);
      }
      if (page.length < portion) break;
      since = page.at(-1)?.seq ?? since;
    }
    const zip = new yazl.ZipFile();
    const packed: { sha256: string; byteLength: number }[] = [];
    for (const [sha256] of documents) {
      const opened = await folder.open(sha256);
      if (opened === undefined) continue;
      const { handle, length } = opened;
      packed.push({ sha256, byteLength: length });
      await handle.close();
      // A photo is compressed already.
      zip.addReadStreamLazy(`documents/${sha256}`, { compress: false, size: length }, (give) => {
        folder.open(sha256).then(
          (again) =>
            again === undefined ? give(new Error('a document is gone'), null as never) : give(null, again.handle.createReadStream()),
          (error: Error) => give(error, null as never),
        );
      });
    }
    const changes = lines.join('');
    const receipts = store.decisions
      .all()
      .map(({ receipt }) => `${JSON.stringify(receipt)}\n`)
      .join('');
    const now = systemClock();
    const manifest = {
      format: batchFormat,
      batchId: uuidv7(now, randomBytes(uuidRandomBytes)),
      createdAt: timestamp(now),
      applications,
      documents: packed,
      changesSha256: sha256Hex(changes),
      receiptsSha256: sha256Hex(receipts),
    };
    const key = signingKey === undefined ? undefined : createPrivateKey(signingKey);
    const signature = key === undefined ? {} : { signature: signatureOf(manifest, key) };
    zip.addBuffer(Buffer.from(changes), 'changes.ndjson');
    zip.addBuffer(Buffer.from(receipts), 'receipts.ndjson');
    zip.addBuffer(Buffer.from(`${JSON.stringify({ ...manifest, ...signature }, null, 2)}\n`), 'manifest.json');
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(`${out}.part`));
    await rename(`${out}.part`, out);
    return { batchId: manifest.batchId, applications, documents: packed.length };
  } finally {
    store.close();
  }
};

const signatureOf = (manifest: Record<string, unknown>, key: KeyObject): { algorithm: string; publicKey: string; value: string } => {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' }) as { x?: string };
  return {
    algorithm: 'Ed25519',
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
    value: sign(null, Buffer.from(signedTexts(manifest)[0]), key).toString('base64'),
  };
};
