import { hash } from 'node:crypto';
import { type ChainedContent, type ChainRow, chainBeginning, hashedText, signedEntryText } from '../../../shared/domain/audit-chain.ts';
import { type AuditMemory, openAuditEnd } from './audit-checkpoints.ts';
import { type AuditRow, entryOf } from './audit-list.ts';
import type { Connection } from './connection.ts';
import type { ReadableStore, WritableStore } from './types.ts';

/** The hash of an entry in its chain: lower-case hex SHA-256 over the previous entry's hash (hex) followed by the entry's canonical JSON, UTF-8. */
export const auditHash = (previous: string, content: ChainedContent): string => hash('sha256', hashedText(previous, content), 'hex');

const chainRowOf = ({ reviewer_id: reviewerId, signature, ...row }: AuditRow): ChainRow => ({
  ...row,
  reviewerId,
  // A copy of its own: what is read comes in slices of a larger buffer.
  signature: signature === null ? null : new Uint8Array(signature),
});

/** The chain as it was written; whoever verifies it reckons {@link auditHash} anew. */
export const readAudit = (connection: Connection): Pick<ReadableStore, 'auditTail' | 'auditEntries' | 'auditRows' | 'auditHash'> => {
  const tail = connection.statement<{ seq: number; hash: string }>('audit.tail', 'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
  const entries = connection.statement<AuditRow>('audit.entries', 'SELECT * FROM audit WHERE seq >= ? ORDER BY seq LIMIT ?');
  const hashAt = connection.statement<{ hash: string }>('audit.hash', 'SELECT hash FROM audit WHERE seq = ?');
  return {
    auditTail: () => tail.get() ?? { seq: 0, hash: chainBeginning },
    auditEntries: (from, limit) => entries.all(from, limit).map(entryOf),
    auditRows: (from, limit) => entries.all(from, limit).map(chainRowOf),
    auditHash: (seq) => (seq === 0 ? chainBeginning : hashAt.get(seq)?.hash),
  };
};

/** Adds to the chain: the entry, signed, and the head that says how long the chain is now. */
export const writeAudit = (connection: Connection, memory: AuditMemory): Pick<WritableStore, 'audit'> => {
  const end = openAuditEnd(connection, memory);
  const add = connection.statement(
    'audit.add',
    'INSERT INTO audit (seq, at, reviewer_id, action, subject, details, previous, hash, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  return {
    audit: (entry) => {
      const { seq, previous } = end.next();
      const details = entry.details === undefined ? null : JSON.stringify(entry.details);
      const own = auditHash(previous, entry);
      const signature = memory.signer?.sign(signedEntryText(seq, own)) ?? null;
      add.run(seq, entry.at, entry.reviewerId, entry.action, entry.subject ?? null, details, previous, own, signature);
      end.move(seq, own);
    },
  };
};
