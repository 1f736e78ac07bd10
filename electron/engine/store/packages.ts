import type { PackageRecord, TrustedKey } from '../../../shared/domain/package.ts';
import { type Connection, fromJson, orUndefined, sortable } from './connection.ts';
import { readDecisions } from './decisions.ts';
import type { ImportedBatch, ReadableStore, WritableStore } from './types.ts';

/** Decisions in no result package yet; the first condition is in the words of the index of what is unsent. */
const unexported = "FROM decisions WHERE (state IN ('held', 'waiting', 'sending')) = 1 AND exported_in IS NULL";

/** What the store tells of packages. */
export const readPackages = (
  connection: Connection,
): Pick<ReadableStore, 'packages' | 'importedBatches' | 'exportable' | 'exportableCount' | 'trustedKeys'> => {
  const { decision } = readDecisions(connection);
  const newest = connection.statement<{ content: string }>('packages.newest', 'SELECT content FROM packages ORDER BY number DESC LIMIT ?');
  const imports = connection.statement<{
    content: string;
    digest: string;
    changes_sha256: string | null;
    receipts_sha256: string | null;
  }>(
    'packages.imports_of_batch',
    "SELECT content, digest, changes_sha256, receipts_sha256 FROM packages WHERE package_id = ? AND direction = 'import' ORDER BY number",
  );
  const waiting = connection.statement<{ decision_id: string }>(
    'packages.unexported',
    `SELECT decision_id ${unexported} AND state <> 'held' ORDER BY number`,
  );
  const count = connection.statement<{ count: number }>(
    'packages.count_unexported',
    `SELECT count(*) AS count ${unexported} AND (state <> 'held' OR take_back_until <= ?)`,
  );
  const keys = connection.statement<{ content: string }>('packages.keys', 'SELECT content FROM trusted_keys ORDER BY key_id');
  return {
    packages: (limit) => newest.all(limit).map(({ content }) => fromJson<PackageRecord>(content)),
    importedBatches: (batchId) =>
      imports.all(batchId).map(
        ({ content, digest, changes_sha256: changes, receipts_sha256: receipts }): ImportedBatch => ({
          record: fromJson<PackageRecord>(content),
          hashes: { manifest: digest, changes: orUndefined(changes), receipts: orUndefined(receipts) },
        }),
      ),
    exportable: () => waiting.all().flatMap(({ decision_id: id }) => decision(id) ?? []),
    exportableCount: (now) => count.get(sortable(now))?.count ?? 0,
    trustedKeys: () => keys.all().map(({ content }) => fromJson<TrustedKey>(content)),
  };
};

/** What of packages can be changed. */
export const writePackages = (
  connection: Connection,
): Pick<WritableStore, 'addPackage' | 'setExported' | 'clearExported' | 'trustKey' | 'distrustKey'> => {
  const add = connection.statement(
    'packages.add',
    'INSERT INTO packages (digest, direction, content, package_id, changes_sha256, receipts_sha256) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const mark = connection.statement(
    'packages.mark_exported',
    'UPDATE decisions SET exported_in = ?, sent_at = coalesce(sent_at, ?) WHERE decision_id = ?',
  );
  const clear = connection.statement('packages.clear_exported', 'UPDATE decisions SET exported_in = NULL WHERE decision_id = ?');
  const trust = connection.statement(
    'packages.trust',
    'INSERT INTO trusted_keys (key_id, content) VALUES (?, ?) ON CONFLICT (key_id) DO UPDATE SET content = excluded.content',
  );
  const distrust = connection.statement('packages.distrust', 'DELETE FROM trusted_keys WHERE key_id = ?');
  return {
    addPackage: (record, { manifest, changes, receipts }) =>
      void add.run(manifest, record.direction, JSON.stringify(record), record.packageId, changes ?? null, receipts ?? null),
    setExported: (decisionIds, resultId, at) => {
      for (const id of decisionIds) mark.run(resultId, sortable(at), id);
    },
    clearExported: (decisionId) => void clear.run(decisionId),
    trustKey: (key) => void trust.run(key.keyId, JSON.stringify(key)),
    distrustKey: (keyId) => distrust.run(keyId) > 0,
  };
};
