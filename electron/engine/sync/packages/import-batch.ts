import { basename } from 'node:path';
import { receiptSchema } from '../../../../shared/contract/intake/index.ts';
import type { Receipt } from '../../../../shared/domain/decision.ts';
import { fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import type { ImportedPackage, PackageRecord } from '../../../../shared/domain/package.ts';
import { toTimestamp } from '../../../../shared/domain/shanghai-time.ts';
import type { Store } from '../../store/index.ts';
import type { DueTimes } from '../due-times.ts';
import { type AppliedPage, applyChanges } from '../feed.ts';
import { applyReceipt, nothingSent, type SentDecisions } from '../outbox.ts';
import type { DocumentShelf } from '../shelf.ts';
import { DamagedEntry } from './archive.ts';
import { documentOf, readBatch, type VerifiedBatch } from './read-batch.ts';

/** What an import works on. */
export type ImportParts = { store: Store; shelf: DocumentShelf; dueTimes: DueTimes; now(): number };

/** What an import changed, for those who show it. */
export type Imported = { package: ImportedPackage; applied: AppliedPage | undefined; answered: SentDecisions };

type Landed = { sha256: string; key: Uint8Array };

/**
 * Imports a batch package whole or not at all: everything is verified, then the documents are encrypted out of sight, then one transaction makes
 * changes, documents and receipts visible. A package that was imported before changes nothing, but brings documents that are missing by now.
 * Fails with `file_unreadable`, `package_…`, the disk's failures, or `exchange_stopped` where `signal` ended it.
 * @param onBytes is told bytes worked through; in all it is twice the documents' length
 */
export const importBatch = async (
  parts: ImportParts,
  path: string,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<Result<Imported>> => {
  const { store } = parts;
  const fileName = basename(path);
  const { packages } = store.read.workstation();
  const rules = { trusted: store.read.trustedKeys(), requireSignature: packages?.requireSignature ?? false, signal, onBytes };
  const read = await readBatch(path, fileName, rules);
  if (!read.ok) return read;
  const batch = read.value;
  try {
    const receipts = batch.receipts.map((raw) => receiptSchema.safeParse(raw));
    if (receipts.some(({ success }) => !success)) return fail('package_damaged', { entry: 'receipts.ndjson' });
    const landed = await receiveDocuments(parts, batch, signal, onBytes);
    if (!landed.ok) return landed;
    try {
      return succeed(
        await enter(
          parts,
          batch,
          fileName,
          landed.value,
          receipts.flatMap(({ data }) => data ?? []),
        ),
      );
    } catch (error) {
      await eraseAll(parts, landed.value);
      throw error;
    }
  } finally {
    batch.archive.close();
  }
};

const eraseAll = async ({ store, shelf }: ImportParts, landed: readonly Landed[]): Promise<void> => {
  for (const { sha256 } of landed) if (store.read.documentFile(sha256)?.arrival !== 'held') await shelf.erase(sha256);
};

/** Encrypts every document that is not here yet. They stand on the shelf, but no row names their keys, so nobody can see them. */
const receiveDocuments = async (
  parts: ImportParts,
  { archive, manifest }: VerifiedBatch,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<Result<Landed[]>> => {
  const { store, shelf } = parts;
  const landed: Landed[] = [];
  const give = async (failure: Result<never>): Promise<Result<never>> => {
    await eraseAll(parts, landed);
    return failure;
  };
  for (const document of manifest.documents) {
    if (signal.aborted) return give(fail('exchange_stopped'));
    if (store.read.documentFile(document.sha256)?.arrival === 'held') {
      onBytes(document.byteLength);
      continue;
    }
    const counted = async function* () {
      for await (const piece of documentOf(archive, document)) {
        onBytes(piece.length);
        yield piece;
      }
    };
    try {
      const received = await shelf.receive(document.sha256, document.byteLength, counted());
      if (received.ok) landed.push({ sha256: document.sha256, key: received.key });
      else if (received.cause === 'disk') return give({ ok: false, error: received.error });
      else return give(fail('package_damaged', { entry: `documents/${document.sha256}` }));
    } catch (error) {
      if (error instanceof DamagedEntry) return give(fail('package_damaged', { entry: error.entry }));
      await eraseAll(parts, landed);
      throw error;
    }
  }
  return succeed(landed);
};

const enter = async (
  parts: ImportParts,
  { manifest, signature, digest, changes }: VerifiedBatch,
  fileName: string,
  landed: readonly Landed[],
  receipts: readonly Receipt[],
): Promise<Imported> => {
  const at = toTimestamp(parts.now());
  const outcome = parts.store.transaction((write) => {
    const earlier = write.packageWithDigest(digest);
    const applied = earlier === undefined ? applyChanges(write, changes, parts.dueTimes) : undefined;
    const unnamed: string[] = [];
    for (const { sha256, key } of landed) {
      const file = write.documentFile(sha256);
      if (file === undefined) unnamed.push(sha256);
      else if (file.arrival !== 'held') write.setFileHeld(sha256, key);
    }
    if (earlier !== undefined) return { record: { ...earlier, unchanged: true }, applied, answered: nothingSent(), unnamed };
    const answered = nothingSent();
    for (const receipt of receipts) {
      const held = write.decision(receipt.decisionId);
      // Answered already, taken back or given up: what a person did meanwhile stands.
      if (held !== undefined && ['held', 'waiting', 'sending'].includes(held.state)) applyReceipt(write, held, receipt, at, answered);
    }
    const { source, reviewer } = write.workstation();
    if (manifest.reviewer !== undefined && source.kind === 'packages') write.saveWorkstation({ reviewer: manifest.reviewer });
    const record: PackageRecord = {
      packageId: manifest.batchId,
      direction: 'import',
      fileName,
      at,
      applications: changes.filter(({ kind }) => kind === 'application.upsert').length,
      documents: manifest.documents.length,
      decisions: 0,
      receipts: receipts.length,
      signature: signature.state === 'wrong' ? 'untrusted' : signature.state,
      ...(signature.signer === undefined ? {} : { signer: signature.signer }),
    };
    write.addPackage(record, digest);
    write.audit({
      at,
      reviewerId: reviewer?.id ?? 'unknown',
      action: 'package.imported',
      subject: manifest.batchId,
      details: { applications: record.applications, documents: record.documents, signature: record.signature },
    });
    return { record: { ...record, unchanged: false }, applied, answered, unnamed };
  });
  // What no application names is of no use here; its key was never kept.
  for (const sha256 of [...outcome.unnamed, ...(outcome.applied?.orphanedFiles ?? [])]) await parts.shelf.erase(sha256);
  return { package: outcome.record, applied: outcome.applied, answered: outcome.answered };
};
