import { hash } from 'node:crypto';
import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import { type AuditRow, entryOf } from './audit-list.ts';
import type { Connection } from './connection.ts';
import type { ChainedEntry, ReadableStore, WritableStore } from './types.ts';

/** What the first entry follows. */
export const auditBeginning = '0'.repeat(64);

/** The hash of an entry in its chain: lower-case hex SHA-256 over the previous entry's hash (hex) followed by the entry's canonical JSON, UTF-8. */
export const auditHash = (
  previous: string,
  { at, reviewerId, action, subject, details }: Omit<ChainedEntry, 'seq' | 'previous' | 'hash'>,
): string => hash('sha256', previous + canonicalJson({ at, reviewerId, action, subject, details }), 'hex');

/** The chain as it was written; whoever verifies it reckons {@link auditHash} anew. */
export const readAudit = (connection: Connection): Pick<ReadableStore, 'auditTail' | 'auditEntries'> => {
  const tail = connection.statement<{ seq: number; hash: string }>('audit.tail', 'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
  const entries = connection.statement<AuditRow>('audit.entries', 'SELECT * FROM audit WHERE seq >= ? ORDER BY seq LIMIT ?');
  return {
    auditTail: () => tail.get() ?? { seq: 0, hash: auditBeginning },
    auditEntries: (from, limit) => entries.all(from, limit).map(entryOf),
  };
};

/** Adds to the chain. */
export const writeAudit = (connection: Connection): Pick<WritableStore, 'audit'> => {
  const { auditTail } = readAudit(connection);
  const add = connection.statement(
    'audit.add',
    'INSERT INTO audit (seq, at, reviewer_id, action, subject, details, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  return {
    audit: (entry) => {
      const { seq, hash: previous } = auditTail();
      const details = entry.details === undefined ? null : JSON.stringify(entry.details);
      add.run(seq + 1, entry.at, entry.reviewerId, entry.action, entry.subject ?? null, details, previous, auditHash(previous, entry));
    },
  };
};
