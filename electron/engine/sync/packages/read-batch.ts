import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type BatchManifest, batchManifestSchema, type RawChange } from '../../../../shared/contract/intake/index.ts';
import { type Failure, fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import type { TrustedKey } from '../../../../shared/domain/package.ts';
import { type Archive, DamagedEntry, openArchive } from './archive.ts';
import { type Judged, judgeSignature } from './signing.ts';

/** A batch package of which every byte was verified. */
export type VerifiedBatch = {
  archive: Archive;
  manifest: BatchManifest;
  signature: Judged;
  /** Tells packages apart: SHA-256 of the manifest's text. */
  digest: string;
  changes: RawChange[];
  receipts: unknown[];
};

/** How strict to be, and whom to tell of bytes that were verified. */
export type BatchRules = {
  trusted: readonly TrustedKey[];
  requireSignature: boolean;
  signal: AbortSignal;
  onBytes(count: number): void;
};

const lineSchema = z.looseObject({ seq: z.number().default(0), kind: z.string(), at: z.string().default('') });

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The values of a text of JSON lines; throws {@link DamagedEntry} where one is no JSON. */
const linesOf = (text: string, entry: string): unknown[] => {
  const values: unknown[] = [];
  // Line by line, so that a text of nothing but line ends becomes no list of millions.
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const line = end === start ? '' : text.slice(start, end).trim();
    start = end + 1;
    if (line === '') continue;
    try {
      values.push(JSON.parse(line));
    } catch {
      throw new DamagedEntry(entry);
    }
  }
  return values;
};

const damaged = (entry: string): { ok: false; error: Failure } => fail('package_damaged', { entry });

/** The name under which a document stands, whatever the case of its letters. */
const entryOf = (archive: Archive, sha256: string): string =>
  [`documents/${sha256}`, `documents/${sha256.toUpperCase()}`].find((name) => archive.has(name)) ?? `documents/${sha256}`;

/**
 * The bytes of one document of a package.
 * @param byteLength as the manifest tells it: not a byte more is unpacked
 */
export const documentOf = (archive: Archive, { sha256, byteLength }: { sha256: string; byteLength: number }): AsyncGenerator<Uint8Array> =>
  archive.read(entryOf(archive, sha256), byteLength);

const verifyDocuments = async (archive: Archive, manifest: BatchManifest, rules: BatchRules): Promise<Result<void>> => {
  const named = new Set(manifest.documents.map(({ sha256 }) => sha256));
  const unnamed = archive.documentNames().find((name) => !named.has(name.slice('documents/'.length).toLowerCase()));
  if (unnamed !== undefined) return damaged(unnamed);
  for (const document of manifest.documents) {
    if (rules.signal.aborted) return fail('exchange_stopped');
    const name = entryOf(archive, document.sha256);
    if (archive.lengthOf(name) !== document.byteLength || !archive.has(name)) return damaged(name);
    const hash = createHash('sha256');
    for await (const piece of documentOf(archive, document)) {
      hash.update(piece);
      rules.onBytes(piece.length);
    }
    if (hash.digest('hex') !== document.sha256) return damaged(name);
  }
  return succeed(undefined);
};

const verify = async (archive: Archive, rules: BatchRules): Promise<Result<Omit<VerifiedBatch, 'archive'>>> => {
  if (!archive.has('manifest.json')) return fail('package_not_one', { file: 'manifest.json' });
  const text = await archive.text('manifest.json');
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return damaged('manifest.json');
  }
  const read = batchManifestSchema.safeParse(raw);
  if (!read.success) return damaged('manifest.json');
  const manifest = read.data;
  const signature = judgeSignature(raw as Record<string, unknown>, manifest.signature, rules.trusted);
  if (signature.state === 'wrong') return fail('package_untrusted', { keyId: signature.keyId ?? '?' });
  if (rules.requireSignature && signature.state === 'unsigned') return fail('package_unsigned');
  if (rules.requireSignature && signature.state === 'untrusted') return fail('package_untrusted', { keyId: signature.keyId ?? '?' });
  if (!archive.has('changes.ndjson')) return damaged('changes.ndjson');
  const lines = z.array(lineSchema).safeParse(linesOf(await archive.text('changes.ndjson', manifest.changesSha256), 'changes.ndjson'));
  if (!lines.success) return damaged('changes.ndjson');
  const changes = lines.data as RawChange[];
  const applications = new Set(changes.flatMap(({ kind, ...body }) => (kind === 'application.upsert' ? [idOf(body)] : [])));
  if (manifest.applications !== undefined && manifest.applications !== applications.size) return damaged('changes.ndjson');
  if (manifest.receiptsSha256 !== undefined && !archive.has('receipts.ndjson')) return damaged('receipts.ndjson');
  const receipts = !archive.has('receipts.ndjson')
    ? []
    : linesOf(await archive.text('receipts.ndjson', manifest.receiptsSha256), 'receipts.ndjson');
  const documents = await verifyDocuments(archive, manifest, rules);
  if (!documents.ok) return documents;
  return succeed({ manifest, signature, digest: sha256Of(text), changes, receipts });
};

const idOf = (body: Record<string, unknown>): unknown => (body.application as { id?: unknown } | undefined)?.id ?? body.id;

/** Opens a batch package and verifies every byte of it before anything is believed. Fails with `file_unreadable` or `package_…`. */
export const readBatch = async (path: string, fileName: string, rules: BatchRules): Promise<Result<VerifiedBatch>> => {
  const opened = await openArchive(path, fileName);
  if (!opened.ok) return opened;
  const archive = opened.value;
  let verified: Result<Omit<VerifiedBatch, 'archive'>>;
  try {
    verified = await verify(archive, rules);
  } catch (error) {
    if (!(error instanceof DamagedEntry)) {
      archive.close();
      throw error;
    }
    verified = damaged(error.entry);
  }
  if (verified.ok) return succeed({ archive, ...verified.value });
  archive.close();
  return verified;
};
