import { byVerdict, type Finding } from '../../../shared/domain/finding.ts';
import { type Connection, fromJson } from './connection.ts';
import { openProgress } from './progress.ts';
import type { ReadableStore, WritableStore } from './types.ts';

/** What the checks found, failed first. */
export const readFindings = (connection: Connection): Pick<ReadableStore, 'findings'> => {
  const groups = connection.statement<{ content: string }>(
    'findings.of_application',
    'SELECT f.content FROM findings f JOIN applications a ON a.number = f.application WHERE a.id = ? ORDER BY f.document_id',
  );
  return {
    findings: (applicationId) =>
      groups
        .all(applicationId)
        .flatMap(({ content }) => fromJson<Finding[]>(content))
        .sort(byVerdict),
  };
};

/** Stores what the checks found. */
export const writeFindings = (connection: Connection): Pick<WritableStore, 'putFindings'> => {
  const progress = openProgress(connection);
  const find = connection.statement<{ number: number }>('findings.find', 'SELECT number FROM applications WHERE id = ?');
  const document = connection.statement<{ sha256: string }>(
    'findings.document',
    'SELECT sha256 FROM documents WHERE application = ? AND id = ? AND superseded = 0',
  );
  const inForce = connection.statement<{ version: string }>(
    'findings.policy_in_force',
    "SELECT version FROM rules WHERE kind = 'policy' ORDER BY number DESC LIMIT 1",
  );
  const put = connection.statement(
    'findings.put',
    `INSERT INTO findings (application, document_id, policy_version, content) VALUES (?, ?, ?, ?)
       ON CONFLICT (application, document_id) DO UPDATE SET policy_version = excluded.policy_version, content = excluded.content`,
  );
  const setFields = connection.statement('findings.fields_checked', 'UPDATE applications SET fields_checked = ? WHERE number = ?');
  const setDocument = connection.statement(
    'findings.document_checked',
    'UPDATE documents SET checked = ? WHERE application = ? AND id = ? AND superseded = 0',
  );
  return {
    putFindings: (applicationId, documentId, findings, policyVersion, sha256) => {
      const application = find.get(applicationId)?.number;
      if (application === undefined) return;
      if (documentId !== null) {
        const present = document.get(application, documentId);
        // Checked while a newer revision took the document away or put another file in its place: these findings are about nothing here.
        if (present === undefined || (sha256 !== undefined && present.sha256 !== sha256)) return;
      }
      put.run(application, documentId ?? '', policyVersion, JSON.stringify(findings));
      const current = inForce.get()?.version;
      const checked = current === undefined || current === policyVersion ? 1 : 0;
      if (documentId === null) setFields.run(checked, application);
      else setDocument.run(checked, application, documentId);
      progress.refresh(application);
    },
  };
};
