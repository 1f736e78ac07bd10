import type { Claim, ClaimState } from '../../../shared/domain/claim.ts';
import { type Connection, orUndefined, sortable } from './connection.ts';
import type { HeldClaim, ReadableStore, WritableStore } from './types.ts';

type Row = {
  application_id: string;
  state: ClaimState;
  taken_at: string;
  expires_at: string;
  lease_ms: number;
  taken_along: number;
  cause: string | null;
};

const columns = 'application_id, state, taken_at, expires_at, lease_ms, taken_along, cause';

const claimOf = (row: Row): HeldClaim => ({
  applicationId: row.application_id,
  state: row.state,
  takenAt: row.taken_at,
  expiresAt: row.expires_at,
  leaseMs: row.lease_ms,
  takenAlong: row.taken_along === 1,
  ...(row.cause === null ? {} : { cause: row.cause as NonNullable<Claim['cause']> }),
});

/** What the store tells of claims. */
export const readClaims = (connection: Connection): Pick<ReadableStore, 'claims' | 'claim' | 'claimCounts'> => {
  const all = connection.statement<Row>('claims.all', `SELECT ${columns} FROM claims ORDER BY expires_at, application_id`);
  const byId = connection.statement<Row>('claims.by_id', `SELECT ${columns} FROM claims WHERE application_id = ?`);
  const counts = connection.statement<{ held: number; lost: number; soonest: string | null }>(
    'claims.counts',
    `SELECT (SELECT count(*) FROM claims WHERE state = 'held') AS held, (SELECT count(*) FROM claims WHERE state = 'lost') AS lost,
       (SELECT min(expires_at) FROM claims WHERE state = 'held') AS soonest`,
  );
  return {
    claims: () => all.all().map(claimOf),
    claim: (applicationId) => {
      const row = byId.get(applicationId);
      return row === undefined ? undefined : claimOf(row);
    },
    claimCounts: () => {
      const { held = 0, lost = 0, soonest = null } = counts.get() ?? {};
      return { held, lost, soonestExpiry: orUndefined(soonest) };
    },
  };
};

/** What of claims can be changed. */
export const writeClaims = (connection: Connection): Pick<WritableStore, 'putClaim' | 'setClaimState' | 'removeClaim' | 'clearClaims'> => {
  const put = connection.statement(
    'claims.put',
    `INSERT INTO claims (application_id, state, taken_at, expires_at, lease_ms, taken_along, cause) VALUES (?, 'held', ?, ?, ?, ?, NULL)
       ON CONFLICT (application_id) DO UPDATE SET state = 'held', taken_at = excluded.taken_at, expires_at = excluded.expires_at,
         lease_ms = excluded.lease_ms, taken_along = excluded.taken_along, cause = NULL`,
  );
  const setState = connection.statement('claims.set_state', 'UPDATE claims SET state = ?, cause = ? WHERE application_id = ?');
  const remove = connection.statement('claims.remove', 'DELETE FROM claims WHERE application_id = ?');
  const clear = connection.statement('claims.clear', 'DELETE FROM claims');
  return {
    putClaim: ({ applicationId, takenAt, expiresAt, leaseMs, takenAlong }) => {
      put.run(applicationId, sortable(takenAt), sortable(expiresAt), leaseMs, takenAlong ? 1 : 0);
    },
    setClaimState: (applicationId, state, cause) => setState.run(state, cause ?? null, applicationId) > 0,
    removeClaim: (applicationId) => remove.run(applicationId) > 0,
    clearClaims: () => {
      clear.run();
    },
  };
};
