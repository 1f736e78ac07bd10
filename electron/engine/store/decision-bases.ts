import type { Application } from '../../../shared/domain/application.ts';
import { type Connection, fromJson } from './connection.ts';
import type { ReadableStore } from './types.ts';

/** States in which a decision may still have to be laid beside what is true now. */
const unsettled = "state IN ('held', 'waiting', 'sending', 'conflict', 'refused')";

/**
 * The application as it was when it was decided; there until the platform has taken the decision. As long as nothing of it changed that is the
 * application as it is held, of which a copy is made only when it changes or goes.
 */
export const readDecisionBases = (connection: Connection): Pick<ReadableStore, 'decisionBasis'> => {
  const kept = connection.statement<{ content: string }>(
    'decision_bases.by_id',
    'SELECT content FROM decision_bases WHERE decision_id = ?',
  );
  const present = connection.statement<{ content: string }>(
    'decision_bases.present',
    `SELECT c.content FROM decisions d JOIN applications a ON a.id = d.subject_id JOIN application_contents c ON c.application = a.number
       WHERE d.decision_id = ? AND d.subject_kind = 'application' AND d.${unsettled}`,
  );
  return {
    decisionBasis: (decisionId) => {
      const row = kept.get(decisionId) ?? present.get(decisionId);
      return row === undefined ? undefined : fromJson<Application>(row.content);
    },
  };
};

/** Keeps copies for decisions whose application is about to change; used inside the store only. */
export type DecisionBases = {
  /** To be called before the content of an application is replaced or removed: `content` is what was decided upon. */
  keep(applicationId: string, content: string): void;
};

/** Opens them over a connection. */
export const openDecisionBases = (connection: Connection): DecisionBases => {
  // The first change is the one that counts: what is kept already is older.
  const keep = connection.statement(
    'decision_bases.keep',
    `INSERT INTO decision_bases (decision_id, content)
       SELECT d.decision_id, ? FROM decisions d
        WHERE (d.state IN ('held', 'waiting', 'sending')) IN (0, 1) AND coalesce(d.application_id, d.subject_id) = ? AND d.subject_kind = 'application' AND d.${unsettled}
       ON CONFLICT (decision_id) DO NOTHING`,
  );
  return {
    keep: (applicationId, content) => {
      keep.run(content, applicationId);
    },
  };
};
