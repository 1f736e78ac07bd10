import { basename } from 'node:path';
import type { Receipt } from '../../../../shared/domain/decision.ts';
import { fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import type { ImportedPackage, PackageRecord } from '../../../../shared/domain/package.ts';
import { toTimestamp } from '../../../../shared/domain/shanghai-time.ts';
import type { Store, WritableStore } from '../../store/index.ts';
import type { DueTimes } from '../due-times.ts';
import { type AppliedPage, applyChanges } from '../feed.ts';
import { applyReceipt, nothingSent, type SentDecisions } from '../outbox.ts';
import { type Arrival, type DocumentShelf, discardAll, eraseUnheld, land } from '../shelf.ts';
import { RefusedPackage } from './archive.ts';
import { type NamedReviewer, reviewerAfter } from './named-reviewer.ts';
import { documentOf, readBatch, type VerifiedBatch } from './read-batch.ts';

/** What an import works on. */
export type ImportParts = { store: Store; shelf: DocumentShelf; dueTimes: DueTimes; now(): number };

/** What an import changed, for those who show it. */
export type Imported = { package: ImportedPackage; applied: AppliedPage | undefined; answered: SentDecisions };

/** What of a batch is here already, and the record of the import that brought it. */
type Earlier = { record: PackageRecord | undefined; changes: boolean; receipts: boolean };

/**
 * Imports a batch package whole or not at all: everything is verified, then the documents are encrypted out of sight, then one transaction makes
 * changes, documents and receipts visible. A batch that was imported before changes nothing, however it is packed or signed now, but brings documents
 * that are missing by now. Fails with `file_unreadable`, `package_…`, the disk's failures, or `exchange_stopped` where `signal` ended it.
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
  const arrivals: Arrival[] = [];
  try {
    const earlier = earlierImport(store, batch);
    await receiveDocuments(parts, batch, arrivals, signal, onBytes);
    return succeed(await enter(parts, batch, fileName, arrivals, earlier));
  } catch (error) {
    // A disk that refused in the middle of the transaction may have left files that no row names.
    await eraseUnheld(
      parts,
      arrivals.map(({ sha256 }) => sha256),
    );
    if (!(error instanceof RefusedPackage)) throw error;
    return { ok: false, error: error.failure };
  } finally {
    batch.archive.close();
    await discardAll(arrivals);
  }
};

/** What of this batch came before; throws `package_conflicting` where its number stands for another content. */
const earlierImport = ({ read }: Store, { manifest, hashes, answered }: VerifiedBatch): Earlier => {
  const imports = read.importedBatches(manifest.batchId);
  if (imports.some(({ hashes: { changes } }) => changes !== undefined && changes !== hashes.changes))
    throw new RefusedPackage(fail('package_conflicting', { batchId: manifest.batchId }));
  // Of imports by older versions only the manifest is known; whatever else they brought, taking a change in once more is always safe.
  const isOlder = (one: (typeof imports)[number]): boolean => one.hashes.changes === undefined && one.hashes.manifest === hashes.manifest;
  const same = imports.filter((one) => one.hashes.changes === hashes.changes || isOlder(one));
  const isAnswered = same.some((one) => one.hashes.receipts === hashes.receipts || isOlder(one));
  return { record: same[0]?.record, changes: same.length > 0, receipts: isAnswered || answered === 0 };
};

/** Encrypts every document that is not here yet. They stand out of sight, and no row names their keys. */
const receiveDocuments = async (
  { store, shelf }: ImportParts,
  { archive, manifest }: VerifiedBatch,
  arrivals: Arrival[],
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<void> => {
  const isHeld = (sha256: string): boolean => store.read.documentFile(sha256)?.arrival === 'held';
  const needed = manifest.documents.reduce((sum, { sha256, byteLength }) => sum + (isHeld(sha256) ? 0 : byteLength), 0);
  const free = await shelf.freeBytes();
  // Told before the disk is filled to the brim: what is decided meanwhile needs room as well.
  if (free !== undefined && free < needed) throw new RefusedPackage(fail('disk_full'));
  const arrived = new Set<string>();
  const isMissing = ({ sha256 }: { sha256: string }): boolean => !arrived.has(sha256) && !isHeld(sha256);
  // What was held when it was passed by may have been given up for space since: the last look and the transaction are one moment.
  for (let missing = manifest.documents; missing.length > 0; missing = manifest.documents.filter(isMissing)) {
    for (const document of missing) {
      if (signal.aborted) throw new RefusedPackage(fail('exchange_stopped'));
      const { sha256, byteLength } = document;
      if (!isMissing(document)) {
        onBytes(byteLength);
        continue;
      }
      const counted = async function* () {
        for await (const piece of documentOf(archive, document)) {
          onBytes(piece.length);
          yield piece;
        }
      };
      const received = await shelf.receive(sha256, byteLength, counted());
      if (received.ok) arrivals.push({ sha256, ...received });
      else throw new RefusedPackage(received.cause === 'disk' ? received : fail('package_damaged', { entry: `documents/${sha256}` }));
      arrived.add(sha256);
    }
  }
};

const enter = async (
  parts: ImportParts,
  batch: VerifiedBatch,
  fileName: string,
  arrivals: readonly Arrival[],
  earlier: Earlier,
): Promise<Imported> => {
  const at = toTimestamp(parts.now());
  const { manifest, signature, hashes } = batch;
  const outcome = parts.store.transaction((write) => {
    const applied = earlier.changes ? undefined : applyChanges(write, batch.changes(), parts.dueTimes);
    land(write, arrivals);
    const answered = earlier.receipts ? nothingSent() : answer(write, batch.receipts(), at);
    const unchanged = earlier.changes && earlier.receipts;
    const { reviewer } = write.workstation();
    const named = earlier.changes ? { passedOver: false } : nameReviewer(write, batch, at);
    const record: PackageRecord = {
      packageId: manifest.batchId,
      direction: 'import',
      fileName,
      at: unchanged ? (earlier.record?.at ?? at) : at,
      applications: batch.upserts,
      documents: manifest.documents.length,
      decisions: 0,
      receipts: batch.answered,
      signature: signature.state,
      ...(signature.signer === undefined ? {} : { signer: signature.signer }),
    };
    if (!unchanged) {
      write.addPackage(record, hashes);
      write.audit({
        at,
        reviewerId: reviewer?.id ?? 'unknown',
        action: 'package.imported',
        subject: manifest.batchId,
        details: { applications: record.applications, documents: record.documents, signature: record.signature },
      });
    }
    const passedOver = (applied?.unknown ?? 0) + (applied?.malformed ?? 0);
    return { record: { ...record, unchanged, passedOver, reviewerPassedOver: named.passedOver }, applied, answered };
  });
  await eraseUnheld(parts, outcome.applied?.orphanedFiles ?? []);
  // The log's older pages hold what was withdrawn still.
  if ((outcome.applied?.withdrawn ?? 0) > 0) parts.store.settleErased();
  return { package: outcome.record, applied: outcome.applied, answered: outcome.answered };
};

/**
 * Enters receipts for decisions that wait for one. What was answered, taken back or given up meanwhile stands; what is another workstation's is none of ours;
 * and what never left here can't have been answered.
 */
const answer = (write: WritableStore, receipts: Iterable<Receipt>, at: string): SentDecisions => {
  const answered = nothingSent();
  for (const receipt of receipts) {
    const held = write.decision(receipt.decisionId);
    const isOnItsWay = held?.sentAt !== undefined && (held.state === 'waiting' || held.state === 'sending');
    if (held !== undefined && isOnItsWay) applyReceipt(write, held, receipt, at, answered);
  }
  return answered;
};

/** Takes over whom the package names, as far as it may. A workstation with a platform hears that from the platform. */
const nameReviewer = (write: WritableStore, { manifest, signature }: VerifiedBatch, at: string): NamedReviewer => {
  const { source, reviewer, workstationId } = write.workstation();
  if (manifest.reviewer === undefined || source.kind !== 'packages') return { passedOver: false };
  const named = reviewerAfter(reviewer, workstationId, manifest.reviewer, signature.state === 'trusted');
  if (named.reviewer === undefined) return named;
  write.saveWorkstation({ reviewer: named.reviewer });
  write.audit({
    at,
    reviewerId: reviewer?.id ?? 'unknown',
    action: 'reviewer.named',
    subject: named.reviewer.id,
    details: { package: manifest.batchId, roles: named.reviewer.roles.join(' '), signature: signature.state },
  });
  return named;
};
