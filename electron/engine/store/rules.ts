import type { Policy } from '../../../shared/domain/policy.ts';
import type { ReasonCatalogue } from '../../../shared/domain/reason.ts';
import { type Connection, fromJson } from './connection.ts';
import type { ReadableStore, WritableStore } from './types.ts';

/** A parsed copy of the rules in force, since every look at the queue asks for them. Emptied whenever they may have changed. */
export type RulesMemory = { policy?: Policy | undefined; catalogue?: ReasonCatalogue | undefined };

/** The rules in force. */
export const readRules = (connection: Connection, memory: RulesMemory): Pick<ReadableStore, 'policy' | 'catalogue'> => {
  const inForce = connection.statement<{ content: string }>(
    'rules.in_force',
    'SELECT content FROM rules WHERE kind = ? ORDER BY number DESC LIMIT 1',
  );
  const read = <Rules>(kind: string): Rules | undefined => {
    const row = inForce.get(kind);
    return row === undefined ? undefined : fromJson<Rules>(row.content);
  };
  return {
    policy: () => {
      memory.policy ??= read<Policy>('policy');
      return memory.policy;
    },
    catalogue: () => {
      memory.catalogue ??= read<ReasonCatalogue>('catalogue');
      return memory.catalogue;
    },
  };
};

/** Puts rules in force. */
export const writeRules = (connection: Connection, memory: RulesMemory): Pick<WritableStore, 'putPolicy' | 'putCatalogue'> => {
  const version = connection.statement<{ version: string }>(
    'rules.version_in_force',
    'SELECT version FROM rules WHERE kind = ? ORDER BY number DESC LIMIT 1',
  );
  // Replaced, not changed: the new row gets the highest number, so a version that was in force before can be again.
  const put = connection.statement(
    'rules.put',
    'INSERT OR REPLACE INTO rules (number, kind, version, content) VALUES ((SELECT coalesce(max(number), 0) + 1 FROM rules), ?, ?, ?)',
  );
  const uncheckDocuments = connection.statement(
    'rules.uncheck_documents',
    'UPDATE documents SET checked = 0 WHERE checked = 1 AND superseded = 0 AND application IN (SELECT number FROM applications WHERE decided = 0)',
  );
  const uncheckApplications = connection.statement(
    'rules.uncheck_applications',
    `UPDATE applications SET fields_checked = 0, checks_complete = 0, documents_unchecked = documents_held, verdict = 'waiting', verdict_rank = 5
       WHERE decided = 0`,
  );
  return {
    putPolicy: (policy) => {
      const changed = version.get('policy')?.version !== policy.version;
      put.run('policy', policy.version, JSON.stringify(policy));
      memory.policy = undefined;
      if (!changed) return;
      uncheckDocuments.run();
      uncheckApplications.run();
    },
    putCatalogue: (catalogue) => {
      put.run('catalogue', catalogue.version, JSON.stringify(catalogue));
      memory.catalogue = undefined;
    },
  };
};
