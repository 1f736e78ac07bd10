import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { resultManifestSchema, signedTexts } from '../../shared/contract/intake/index.ts';
import { batchFormat } from '../../shared/domain/package.ts';
import { uuidRandomBytes, uuidv7 } from '../../shared/domain/uuid.ts';
import { sha256Hex } from './canonical.ts';
import { systemClock, timestamp } from './clock.ts';
import { receiveDecisions } from './decide/receive.ts';
import { openDocumentFolder } from './document-folder.ts';
import { openStore } from './store/index.ts';

/** Entries of the feed read at a time. */
const portion = 500;
/** Largest text entry of a result that is read, bytes. */
const largestText = 64 * 1024 * 1024;

/** What a result package did on the platform. */
export type Unpacked = { resultId: string; receipts: Record<string, number> };

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

const textsOf = (path: string): Promise<Map<string, string>> =>
  new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true }, (error, file) => {
      if (error !== null) return reject(error);
      const texts = new Map<string, string>();
      file.on('error', reject).on('end', () => resolve(texts));
      file.on('entry', (entry: yauzl.Entry) => {
        if (!['manifest.json', 'decisions.ndjson'].includes(entry.fileName)) return file.readEntry();
        if (entry.uncompressedSize > largestText) return reject(new RangeError(`${entry.fileName} is too long`));
        file.openReadStream(entry, async (openError, stream) => {
          if (openError !== null) return reject(openError);
          try {
            const pieces: Buffer[] = [];
            for await (const piece of stream) pieces.push(piece as Buffer);
            texts.set(entry.fileName, Buffer.concat(pieces).toString('utf8'));
            file.readEntry();
          } catch (readError) {
            reject(readError);
          }
        });
      });
      file.readEntry();
    });
  });

/**
 * Takes a result package in, as `POST /v1/decisions` would: each decision is answered once for ever, and its receipt goes out with the next batch package.
 * Throws where the package is damaged, its signature is wrong, or it names a reviewer that the platform does not know (`reviewerId` tells in whose name
 * a site without reviewers of its own decides).
 */
export const unpackResult = async (dataDirectory: string, path: string, reviewerId?: string): Promise<Unpacked> => {
  const texts = await textsOf(path);
  const raw = JSON.parse(texts.get('manifest.json') ?? 'null') as Record<string, unknown>;
  const manifest = resultManifestSchema.parse(raw);
  const lines = texts.get('decisions.ndjson') ?? '';
  if (createHash('sha256').update(lines).digest('hex') !== manifest.decisionsSha256) throw new Error('decisions.ndjson is damaged');
  const { signature } = manifest;
  if (signature?.publicKey !== undefined) {
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signature.publicKey, 'base64').toString('base64url') },
      format: 'jwk',
    });
    const bytes = Buffer.from(signature.value, 'base64');
    if (!signedTexts(raw).some((text) => verify(null, Buffer.from(text), key, bytes))) throw new Error('the signature is wrong');
  }
  const decisions = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { decisionId: string; reviewerId: string });
  const store = openStore(join(dataDirectory, 'intake.db'));
  try {
    const folder = openDocumentFolder(join(dataDirectory, 'documents'));
    const receipts: Record<string, number> = {};
    for (const decision of decisions) {
      const named = reviewerId ?? decision.reviewerId;
      const reviewer = store.reviewers.all().find(({ id }) => id === named);
      if (reviewer === undefined) throw new Error('the package names a reviewer that is not known here');
      const sender = { reviewerId: reviewer.id, role: reviewer.role, workstationId: manifest.workstationId };
      const inName = { ...decision, reviewerId: reviewer.id };
      const answered = receiveDecisions(store, [inName], sender, systemClock());
      for (const { status } of answered.receipts) receipts[status] = (receipts[status] ?? 0) + 1;
      for (const sha256 of answered.erase) if (!store.applications.refersTo(sha256)) await folder.erase(sha256);
    }
    return { resultId: manifest.resultId, receipts };
  } finally {
    store.close();
  }
};
