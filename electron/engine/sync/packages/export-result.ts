import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import yazl from 'yazl';
import { fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import { type PackageRecord, resultFormat } from '../../../../shared/domain/package.ts';
import { toTimestamp } from '../../../../shared/domain/shanghai-time.ts';
import { writeFileAtomically } from '../../ports/disk.ts';
import type { Random } from '../../ports/random.ts';
import type { SigningKey } from '../../ports/signing.ts';
import type { Store } from '../../store/index.ts';
import { signManifest } from './signing.ts';

/** A zip of a few texts, in memory: decisions are some kilobytes each. */
const zipOf = async (entries: Record<string, string>): Promise<Uint8Array> => {
  const zip = new yazl.ZipFile();
  for (const [name, text] of Object.entries(entries)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};

/**
 * Writes every decision that waits, and was in no result package yet, into a new signed `.tpresult`. The decisions stay in the outbox until their
 * receipts come: with the next batch package, or over a network, whichever is first; the platform counts each once by its identifier.
 * Fails with `package_empty`, `input_invalid` (another ending), `file_exists`, `file_unreadable` (no such folder), `disk_full`, `disk_read_only`; then nothing is marked.
 */
export const exportResult = async (
  { store, random, now, signing }: { store: Store; random: Random; now(): number; signing: SigningKey },
  path: string,
): Promise<Result<PackageRecord>> => {
  // An earlier result may not have reached the platform yet: it is never replaced.
  if (!path.endsWith('.tpresult')) return fail('input_invalid', { paths: ['*.tpresult'] });
  if (existsSync(path)) return fail('file_exists', { file: basename(path) });
  if (!existsSync(dirname(path))) return fail('file_unreadable', { file: basename(dirname(path)) });
  const at = toTimestamp(now());
  const decisions = store.transaction((write) => {
    const seconds = write.policy()?.review.takeBackSeconds ?? 0;
    write.releaseHeld(at, toTimestamp(now() + seconds * 1_000));
    return write.exportable();
  });
  if (decisions.length === 0) return fail('package_empty');
  const lines = decisions.map(({ decision }) => `${JSON.stringify(decision)}\n`).join('');
  const { workstationId, reviewer } = store.read.workstation();
  const resultId = random.uuidv7(now());
  // Signed and kept before the package travels: should it not be written after all, the checkpoint is true all the same.
  const { signature, ...audit } = store.transaction((write) => {
    const { seq, hash } = write.auditTail();
    return write.addAuditCheckpoint({ reason: 'package', size: seq, root: hash, at, about: resultId });
  });
  const manifest = {
    format: resultFormat,
    resultId,
    createdAt: at,
    workstationId,
    decisions: decisions.length,
    decisionsSha256: createHash('sha256').update(lines).digest('hex'),
    audit: { ...audit, signature: Buffer.from(signature).toString('base64') },
  };
  const signed = { ...manifest, signature: signManifest(signing, manifest) };
  const content = await zipOf({ 'manifest.json': `${JSON.stringify(signed, null, 2)}\n`, 'decisions.ndjson': lines });
  const written = await writeFileAtomically(path, content);
  if (!written.ok) return written;
  const record: PackageRecord = {
    packageId: manifest.resultId,
    direction: 'export',
    fileName: basename(path),
    at,
    applications: 0,
    documents: 0,
    decisions: decisions.length,
    receipts: 0,
    signature: 'trusted',
  };
  try {
    store.transaction((write) => {
      write.setExported(
        decisions.map(({ decisionId }) => decisionId),
        manifest.resultId,
        at,
      );
      write.addPackage(record, { manifest: manifest.decisionsSha256 });
      write.audit({
        at,
        reviewerId: reviewer?.id ?? 'unknown',
        action: 'package.exported',
        subject: manifest.resultId,
        details: { decisions: decisions.length },
      });
    });
  } catch (error) {
    // What the store knows nothing of must not travel.
    await rm(path, { force: true });
    throw error;
  }
  return succeed(record);
};
