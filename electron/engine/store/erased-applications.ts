import { hash } from 'node:crypto';
import type { Connection } from './connection.ts';

/** The applications that were erased, known by nothing but salted hashes; used inside the store only. */
export type ErasedApplications = {
  /** Stands for an application in the audit: 32 hexadecimal digits of a salted SHA-256, which says nothing without this database. */
  tokenOf(applicationId: string): string;
  /** The revision that was erased; undefined where the application never was. */
  revisionOf(applicationId: string): number | undefined;
  note(applicationId: string, revision: number, at: string): void;
};

/** Opens them over a connection. */
export const openErasedApplications = (connection: Connection): ErasedApplications => {
  const salt = connection.statement<{ value: string }>('erasure.salt', "SELECT value FROM erasure WHERE name = 'salt'");
  const find = connection.statement<{ revision: number }>(
    'erased_applications.find',
    'SELECT revision FROM erased_applications WHERE token = ?',
  );
  const put = connection.statement(
    'erased_applications.put',
    `INSERT INTO erased_applications (token, revision, erased_at) VALUES (?, ?, ?)
       ON CONFLICT (token) DO UPDATE SET revision = excluded.revision, erased_at = excluded.erased_at`,
  );
  const tokenOf = (applicationId: string): string => {
    const value = salt.get()?.value;
    if (value === undefined) throw new Error('the store has no salt');
    return hash('sha256', `${value} ${applicationId}`, 'hex').slice(0, 32);
  };
  return {
    tokenOf,
    revisionOf: (applicationId) => find.get(tokenOf(applicationId))?.revision,
    note: (applicationId, revision, at) => {
      put.run(tokenOf(applicationId), revision, at);
    },
  };
};
