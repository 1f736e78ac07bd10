import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import yauzl from 'yauzl';
import { z } from 'zod';
import { resultManifestSchema, signedTexts } from '../../shared/contract/intake/index.ts';
import { systemClock } from './clock.ts';
import { receiveDecisions } from './decide/receive.ts';
import { openDocumentFolder } from './document-folder.ts';
import { openStore } from './store/index.ts';

/** Largest result that is read, and largest text in it, bytes: a decision is some kilobytes. */
const largestFile = 256 * 1024 * 1024;
const largestText = 64 * 1024 * 1024;
/** A raw Ed25519 signature, bytes (RFC 8032). */
const signatureLength = 64;

/** What a result package did on the platform. `signature`: `signed` is right by the key that it brings itself, which says only that it is whole. */
export type Unpacked = { resultId: string; signature: 'trusted' | 'signed' | 'unsigned'; receipts: Record<string, number> };

/** How strict to be with a result, and in whose name it decides. */
export type UnpackOptions = {
  /** For a site without reviewers of the platform's. */
  reviewerId?: string | undefined;
  /** Ed25519 public keys of the workstations that may decide, raw as base64; where there are any, only theirs are taken. */
  trusted?: readonly string[] | undefined;
  /** Takes results that nobody signed; never where keys are trusted. */
  allowUnsigned?: boolean | undefined;
};

const textsOf = (bytes: Buffer): Promise<Map<string, Buffer>> =>
  new Promise((resolve, reject) => {
    // From memory: places that a zip tells beyond its end are an error there, and nothing that could end the program.
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, file) => {
      if (error !== null) return reject(error);
      const texts = new Map<string, Buffer>();
      file.on('error', reject).on('end', () => resolve(texts));
      file.on('entry', (entry: yauzl.Entry) => {
        if (!['manifest.json', 'decisions.ndjson'].includes(entry.fileName)) return file.readEntry();
        if (texts.has(entry.fileName)) return reject(new Error(`${entry.fileName} stands in it twice`));
        if (entry.uncompressedSize > largestText) return reject(new RangeError(`${entry.fileName} is too long`));
        file.openReadStream(entry, async (openError, stream) => {
          if (openError !== null) return reject(openError);
          try {
            const pieces: Buffer[] = [];
            for await (const piece of stream) pieces.push(piece as Buffer);
            texts.set(entry.fileName, Buffer.concat(pieces));
            file.readEntry();
          } catch (readError) {
            reject(readError);
          }
        });
      });
      file.readEntry();
    });
  });

const publicKeyOf = (raw: string): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw, 'base64').toString('base64url') }, format: 'jwk' });

/** What the signature says; throws where it says too little. */
const judge = (
  raw: Record<string, unknown>,
  signature: z.output<typeof resultManifestSchema>['signature'],
  { trusted = [], allowUnsigned = false }: UnpackOptions,
): Unpacked['signature'] => {
  if (signature === null || signature === undefined) {
    if (allowUnsigned && trusted.length === 0) return 'unsigned';
    throw new Error('the package is not signed');
  }
  const bytes = Buffer.from(signature.value, 'base64');
  const fits = (key: string): boolean =>
    bytes.length === signatureLength && signedTexts(raw).some((text) => verify(null, Buffer.from(text), publicKeyOf(key), bytes));
  const { publicKey } = signature;
  if (publicKey !== undefined && !fits(publicKey)) throw new Error('the signature is wrong: the package was altered after it was signed');
  if (trusted.some((key) => (publicKey === undefined ? fits(key) : Buffer.from(key, 'base64').equals(Buffer.from(publicKey, 'base64')))))
    return 'trusted';
  if (trusted.length > 0) throw new Error('the package is not signed by a workstation that is trusted');
  if (publicKey === undefined) throw new Error('the signature names no key, so that it can be compared with trusted ones only');
  return 'signed';
};

const decisionLine = z.looseObject({ decisionId: z.string(), reviewerId: z.string() });

const readValue = (text: string, entry: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${entry} is damaged`);
  }
};

/**
 * Takes a result package in, as `POST /v1/decisions` would: each decision is answered once for ever, and its receipt goes out with the next batch package.
 * Throws, before anything is taken, where the package is damaged, its signature says too little, or it names a reviewer that the platform does not know.
 */
export const unpackResult = async (dataDirectory: string, path: string, options: UnpackOptions = {}): Promise<Unpacked> => {
  if ((await stat(path)).size > largestFile) throw new RangeError('the file is too long for a result');
  const texts = await textsOf(await readFile(path));
  const raw = readValue(texts.get('manifest.json')?.toString('utf8') ?? 'null', 'manifest.json');
  const read = resultManifestSchema.safeParse(raw);
  if (!read.success) throw new Error('this is no result package: its manifest.json is missing or of another form');
  const manifest = read.data;
  const signature = judge(raw as Record<string, unknown>, manifest.signature, options);
  const lines = texts.get('decisions.ndjson') ?? Buffer.alloc(0);
  if (createHash('sha256').update(lines).digest('hex') !== manifest.decisionsSha256) throw new Error('decisions.ndjson is damaged');
  const decisions = lines
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const decision = decisionLine.safeParse(readValue(line, 'decisions.ndjson'));
      if (!decision.success) throw new Error('decisions.ndjson is damaged');
      return decision.data;
    });
  if (decisions.length !== manifest.decisions)
    throw new Error('decisions.ndjson holds another number of decisions than its manifest tells');
  const store = openStore(join(dataDirectory, 'intake.db'));
  try {
    const folder = openDocumentFolder(join(dataDirectory, 'documents'));
    const known = store.reviewers.all();
    const signed = decisions.map((decision) => {
      const reviewer = known.find(({ id }) => id === (options.reviewerId ?? decision.reviewerId));
      if (reviewer === undefined)
        throw new Error('the package names a reviewer that is not known here; --reviewer tells in whose name it decides');
      return { decision: { ...decision, reviewerId: reviewer.id }, reviewer };
    });
    const receipts: Record<string, number> = {};
    for (const { decision, reviewer } of signed) {
      const sender = { reviewerId: reviewer.id, role: reviewer.role, workstationId: manifest.workstationId };
      const answered = receiveDecisions(store, [decision], sender, systemClock());
      for (const { status } of answered.receipts) receipts[status] = (receipts[status] ?? 0) + 1;
      for (const sha256 of answered.erase) if (!store.applications.refersTo(sha256)) await folder.erase(sha256);
    }
    return { resultId: manifest.resultId, signature, receipts };
  } finally {
    store.close();
  }
};
