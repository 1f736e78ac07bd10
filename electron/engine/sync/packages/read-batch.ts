import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { type BatchManifest, batchManifestSchema, type RawChange, receiptSchema } from '../../../../shared/contract/intake/index.ts';
import type { Receipt } from '../../../../shared/domain/decision.ts';
import { fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import type { TrustedKey } from '../../../../shared/domain/package.ts';
import { type Archive, DamagedEntry, openArchive, RefusedPackage } from './archive.ts';
import { readJson, readJsonLines } from './package-text.ts';
import { type AcceptedSignature, judgeSignature } from './signing.ts';

/** A batch package of which every byte was verified. */
export type VerifiedBatch = {
  archive: Archive;
  manifest: BatchManifest;
  signature: AcceptedSignature;
  /** SHA-256 of the manifest's text, of the changes and of the receipts. */
  hashes: { manifest: string; changes: string; receipts: string };
  /** The changes, read anew each time, so that they never stand in memory all at once. */
  changes(): Iterable<RawChange>;
  /** Changes that bring an application. */
  upserts: number;
  /** The receipts, likewise, and how many. */
  receipts(): Iterable<Receipt>;
  answered: number;
};

/** How strict to be, and whom to tell of bytes that were verified. */
export type BatchRules = {
  trusted: readonly TrustedKey[];
  requireSignature: boolean;
  signal: AbortSignal;
  onBytes(count: number): void;
};

/** Longest manifest, bytes: some 60,000 documents. It is read as one value, and one of nothing but empty objects becomes twenty times as long in memory. */
const longestManifest = 8 * 1024 * 1024;
/** Longest changes, and receipts, bytes: the applications of a day are a few megabytes. */
const longestText = 256 * 1024 * 1024;
/**
 * What the documents of any package may unpack to, bytes, and beyond that how many times the file's own length. Photos are compressed already; without a bound, entries that
 * share their packed bytes would unpack to petabytes, each document no longer than its manifest tells.
 */
const unpackedFreely = 1024 * 1024 * 1024;
const mostUnpacked = 20;
/** Lines read before others get a turn. */
const portion = 2_000;

const lineSchema = z.looseObject({ seq: z.int().default(0), kind: z.string(), at: z.string().default('') });

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Throws {@link DamagedEntry} where `holds` does not. */
const expectOf = (entry: string, holds: boolean): void => {
  if (!holds) throw new DamagedEntry(entry);
};

/**
 * The bytes of one document of a package.
 * @param byteLength as the manifest tells it: not a byte more is unpacked
 */
export const documentOf = (archive: Archive, { sha256, byteLength }: { sha256: string; byteLength: number }): AsyncGenerator<Uint8Array> =>
  archive.read(`documents/${sha256}`, byteLength);

/** A photo of two applications may be named twice; it stands there once, and is worked through once. */
const eachOnce = (documents: BatchManifest['documents']): BatchManifest['documents'] => {
  const lengths = new Map<string, number>();
  for (const { sha256, byteLength } of documents) {
    expectOf('manifest.json', (lengths.get(sha256) ?? byteLength) === byteLength);
    lengths.set(sha256, byteLength);
  }
  return [...lengths].map(([sha256, byteLength]) => ({ sha256, byteLength }));
};

/** Throws where a document is missing, is another one, or was named by nobody. */
const verifyDocuments = async (archive: Archive, { documents }: BatchManifest, rules: BatchRules): Promise<void> => {
  const named = new Set(documents.map(({ sha256 }) => sha256));
  const unnamed = archive.documentNames().find((name) => !named.has(name.slice('documents/'.length)));
  if (unnamed !== undefined) throw new DamagedEntry(unnamed);
  for (const { sha256, byteLength } of documents)
    expectOf(`documents/${sha256}`, archive.has(`documents/${sha256}`) && archive.lengthOf(`documents/${sha256}`) === byteLength);
  const unpacked = documents.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (unpacked > Math.max(unpackedFreely, mostUnpacked * archive.byteLength))
    throw new RefusedPackage(fail('package_hostile', { entry: 'size' }));
  for (const document of documents) {
    if (rules.signal.aborted) throw new RefusedPackage(fail('exchange_stopped'));
    const hash = createHash('sha256');
    for await (const piece of documentOf(archive, document)) {
      hash.update(piece);
      rules.onBytes(piece.length);
    }
    expectOf(`documents/${document.sha256}`, hash.digest('hex') === document.sha256);
  }
};

/** Throws where the package asks for less trust than it gets. */
const accepted = (raw: Record<string, unknown>, manifest: BatchManifest, rules: BatchRules): AcceptedSignature => {
  const { state, keyId = '?', ...rest } = judgeSignature(raw, manifest.signature, rules.trusted);
  if (state === 'altered') throw new RefusedPackage(fail('package_altered', { keyId }));
  // Where keys are trusted, a signature that is none of theirs is either a stranger's or over another manifest than this one.
  if (state === 'unverifiable' && (rules.requireSignature || rules.trusted.length > 0))
    throw new RefusedPackage(fail('package_unverifiable'));
  if (rules.requireSignature && state === 'unsigned') throw new RefusedPackage(fail('package_unsigned'));
  if (rules.requireSignature && state === 'untrusted') throw new RefusedPackage(fail('package_untrusted', { keyId }));
  return { state, ...rest };
};

const readChanges = async (bytes: Uint8Array, applications: number | undefined): Promise<Pick<VerifiedBatch, 'changes' | 'upserts'>> => {
  const entry = 'changes.ndjson';
  function* changes(): Generator<RawChange> {
    for (const value of readJsonLines(bytes, entry)) {
      const line = lineSchema.safeParse(value);
      if (!line.success) throw new DamagedEntry(entry);
      yield line.data as RawChange;
    }
  }
  const brought = new Set<unknown>();
  let upserts = 0;
  let read = 0;
  for (const { kind, ...body } of changes()) {
    read += 1;
    if (read % portion === 0) await turn();
    if (kind !== 'application.upsert') continue;
    upserts += 1;
    brought.add((body.application as { id?: unknown } | null | undefined)?.id ?? body.id);
  }
  expectOf(entry, applications === undefined || applications === brought.size);
  return { changes, upserts };
};

const readReceipts = async (bytes: Uint8Array): Promise<Pick<VerifiedBatch, 'receipts' | 'answered'>> => {
  const entry = 'receipts.ndjson';
  function* receipts(): Generator<Receipt> {
    for (const value of readJsonLines(bytes, entry)) {
      const receipt = receiptSchema.safeParse(value);
      if (!receipt.success) throw new DamagedEntry(entry);
      yield receipt.data;
    }
  }
  let answered = 0;
  for (const _receipt of receipts()) {
    answered += 1;
    if (answered % portion === 0) await turn();
  }
  return { receipts, answered };
};

const verify = async (archive: Archive, rules: BatchRules): Promise<Omit<VerifiedBatch, 'archive'>> => {
  if (!archive.has('manifest.json')) throw new RefusedPackage(fail('package_not_one', { file: 'manifest.json' }));
  const text = await archive.whole('manifest.json', longestManifest);
  const raw = readJson(text, 'manifest.json');
  const read = batchManifestSchema.safeParse(raw);
  if (!read.success) throw new DamagedEntry('manifest.json');
  const manifest = { ...read.data, documents: eachOnce(read.data.documents) };
  const signature = accepted(raw as Record<string, unknown>, manifest, rules);
  expectOf('changes.ndjson', archive.has('changes.ndjson'));
  const changes = await readChanges(await archive.whole('changes.ndjson', longestText, manifest.changesSha256), manifest.applications);
  const received = archive.has('receipts.ndjson');
  expectOf('receipts.ndjson', received || manifest.receiptsSha256 === undefined);
  // Receipts that the manifest does not vouch for were not signed with it.
  expectOf('receipts.ndjson', !received || !rules.requireSignature || manifest.receiptsSha256 !== undefined);
  const receipts = received ? await archive.whole('receipts.ndjson', longestText, manifest.receiptsSha256) : Buffer.alloc(0);
  const answers = await readReceipts(receipts);
  await verifyDocuments(archive, manifest, rules);
  const hashes = { manifest: sha256Of(text), changes: manifest.changesSha256, receipts: sha256Of(receipts) };
  return { manifest, signature, hashes, ...changes, ...answers };
};

/** Opens a batch package and verifies every byte of it before anything is believed. Fails with `file_unreadable`, `exchange_stopped` or `package_…`. */
export const readBatch = async (path: string, fileName: string, rules: BatchRules): Promise<Result<VerifiedBatch>> => {
  const opened = await openArchive(path, fileName);
  if (!opened.ok) return opened;
  const archive = opened.value;
  try {
    return succeed({ archive, ...(await verify(archive, rules)) });
  } catch (error) {
    archive.close();
    if (!(error instanceof RefusedPackage)) throw error;
    return { ok: false, error: error.failure };
  }
};
