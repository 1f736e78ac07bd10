import type { PackageRecord, TrustedKey } from '../../../shared/domain/package.ts';
import { type Connection, fromJson } from './connection.ts';
import { readDecisions } from './decisions.ts';
import type { ReadableStore, WritableStore } from './types.ts';

/** What the store tells of packages. */
export const readPackages = (
  connection: Connection,
): Pick<ReadableStore, 'packages' | 'packageWithDigest' | 'exportable' | 'trustedKeys'> => {
  const { decision } = readDecisions(connection);
  const newest = connection.statement<{ content: string }>('packages.newest', 'SELECT content FROM packages ORDER BY number DESC LIMIT ?');
  const byDigest = connection.statement<{ content: string }>(
    'packages.by_digest',
    "SELECT content FROM packages WHERE digest = ? AND direction = 'import' LIMIT 1",
  );
  const unexported = connection.statement<{ decision_id: string }>(
    'packages.unexported',
    `SELECT decision_id FROM decisions WHERE (state IN ('held', 'waiting', 'sending')) = 1 AND state <> 'held' AND exported_in IS NULL ORDER BY number`,
  );
  const keys = connection.statement<{ content: string }>('packages.keys', 'SELECT content FROM trusted_keys ORDER BY key_id');
  return {
    packages: (limit) => newest.all(limit).map(({ content }) => fromJson<PackageRecord>(content)),
    packageWithDigest: (digest) => {
      const row = byDigest.get(digest);
      return row === undefined ? undefined : fromJson<PackageRecord>(row.content);
    },
    exportable: () => unexported.all().flatMap(({ decision_id: id }) => decision(id) ?? []),
    trustedKeys: () => keys.all().map(({ content }) => fromJson<TrustedKey>(content)),
  };
};

/** What of packages can be changed. */
export const writePackages = (connection: Connection): Pick<WritableStore, 'addPackage' | 'setExported' | 'trustKey' | 'distrustKey'> => {
  const add = connection.statement('packages.add', 'INSERT INTO packages (digest, direction, content) VALUES (?, ?, ?)');
  const mark = connection.statement('packages.mark_exported', 'UPDATE decisions SET exported_in = ? WHERE decision_id = ?');
  const trust = connection.statement(
    'packages.trust',
    'INSERT INTO trusted_keys (key_id, content) VALUES (?, ?) ON CONFLICT (key_id) DO UPDATE SET content = excluded.content',
  );
  const distrust = connection.statement('packages.distrust', 'DELETE FROM trusted_keys WHERE key_id = ?');
  return {
    addPackage: (record, digest) => void add.run(digest, record.direction, JSON.stringify(record)),
    setExported: (decisionIds, resultId) => {
      for (const id of decisionIds) mark.run(resultId, id);
    },
    trustKey: (key) => void trust.run(key.keyId, JSON.stringify(key)),
    distrustKey: (keyId) => void distrust.run(keyId),
  };
};
