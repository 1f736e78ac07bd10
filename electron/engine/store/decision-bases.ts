import type { Application } from '../../../shared/domain/application.ts';
import { type Connection, fromJson } from './connection.ts';
import type { ReadableStore, WritableStore } from './types.ts';

/** The application as it was when it was decided; there until the platform has taken the decision. */
export const readDecisionBases = (connection: Connection): Pick<ReadableStore, 'decisionBasis'> => {
  const byId = connection.statement<{ content: string }>(
    'decision_bases.by_id',
    'SELECT content FROM decision_bases WHERE decision_id = ?',
  );
  return {
    decisionBasis: (decisionId) => {
      const row = byId.get(decisionId);
      return row === undefined ? undefined : fromJson<Application>(row.content);
    },
  };
};

/** Keeps it. It goes by itself when the decision comes to its end. */
export const writeDecisionBases = (connection: Connection): Pick<WritableStore, 'keepDecisionBasis'> => {
  const keep = connection.statement(
    'decision_bases.keep',
    `INSERT INTO decision_bases (decision_id, content)
       SELECT ?, c.content FROM applications a JOIN application_contents c ON c.application = a.number WHERE a.id = ?`,
  );
  return {
    keepDecisionBasis: (decisionId, applicationId) => {
      keep.run(decisionId, applicationId);
    },
  };
};
