import { checkOfShared, type SharedKind } from '../../../shared/domain/duplicates.ts';
import { byVerdict, type Finding, type Verdict, worstVerdict } from '../../../shared/domain/finding.ts';
import { type Connection, fromJson } from './connection.ts';

/** Orders verdicts in the list, worst first. Stored, so never renumbered. */
export const verdictRanks: Record<Verdict | 'waiting', number> = { fail: 0, error: 1, warn: 2, pass: 3, skipped: 4, waiting: 5 };

/** Keeps the list's columns that follow from documents, checks and requests. */
export type Progress = {
  /** Counts the documents and reckons the verdict of one application anew. */
  refresh(application: number): void;
  /** The same for every application that names the file. */
  refreshFile(sha256: string): void;
  /** Counts the open requests anew, and with them the urgency: a follow-up lifts an application by one priority. */
  refreshRequests(applicationId: string): void;
};

/** Checks that failed or want a look, worst first, each once. */
const marksOf = (findings: readonly Finding[]): string[] => [
  ...new Set(
    [...findings]
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'error' || verdict === 'warn')
      .sort(byVerdict)
      .map(({ check }) => check),
  ),
];

/** Opens it over a connection. */
export const openProgress = (connection: Connection): Progress => {
  const documents = connection.statement<{ arrival: string; checked: number }>(
    'progress.documents',
    'SELECT f.arrival, d.checked FROM documents d JOIN files f ON f.sha256 = d.sha256 WHERE d.application = ? AND d.superseded = 0',
  );
  const groups = connection.statement<{ content: string }>('progress.findings', 'SELECT content FROM findings WHERE application = ?');
  const shared = connection.statement<{ kind: SharedKind }>(
    'progress.duplicates',
    `SELECT DISTINCT p.kind FROM duplicate_pairs p JOIN applications a ON a.number = p.application JOIN applications o ON o.number = p.other
       WHERE p.application = ? AND a.account_id <> o.account_id`,
  );
  const fields = connection.statement<{ fields_checked: number }>(
    'progress.fields',
    'SELECT fields_checked FROM applications WHERE number = ?',
  );
  const save = connection.statement(
    'progress.save',
    `UPDATE applications SET documents_total = ?, documents_held = ?, documents_awaited = ?, documents_unchecked = ?, checks_complete = ?,
       verdict = ?, verdict_rank = ?, marks = ? WHERE number = ?`,
  );
  const naming = connection.statement<{ application: number }>(
    'progress.naming',
    'SELECT DISTINCT application FROM documents WHERE sha256 = ? AND superseded = 0',
  );
  const openKinds = connection.statement<{ kind: string }>(
    'progress.requests',
    "SELECT kind FROM requests WHERE application_id = ? AND state = 'open' ORDER BY submitted_at, id",
  );
  const saveRequests = connection.statement(
    'progress.save_requests',
    'UPDATE applications SET open_requests = ?, request_kinds = ?, urgency = -(priority + ?) WHERE id = ?',
  );

  const refresh = (application: number): void => {
    const rows = documents.all(application);
    const count = (wanted: (row: { arrival: string; checked: number }) => boolean) => rows.filter(wanted).length;
    const damaged = count(({ arrival }) => arrival === 'damaged');
    const complete =
      fields.get(application)?.fields_checked === 1 && rows.every(({ arrival, checked }) => checked === 1 || arrival === 'damaged');
    const findings = groups.all(application).flatMap(({ content }) => fromJson<Finding[]>(content));
    // A file that never arrived whole could not be checked: the row must not look better than that.
    const lost: Finding[] = damaged === 0 ? [] : [{ check: 'image.intact', verdict: 'error', severity: 'blocking' }];
    // What it has in common with another account's is looked at, as the review's finding will say.
    const duplicates = shared
      .all(application)
      .map(({ kind }): Finding => ({ check: checkOfShared(kind), verdict: 'warn', severity: 'warning' }));
    const all = [...findings, ...lost, ...duplicates];
    const verdict = complete ? worstVerdict(all) : 'waiting';
    save.run(
      rows.length,
      count(({ arrival }) => arrival === 'held'),
      count(({ arrival }) => arrival === 'awaited'),
      count(({ arrival, checked }) => arrival === 'held' && checked === 0),
      complete ? 1 : 0,
      verdict,
      verdictRanks[verdict],
      JSON.stringify(marksOf(all)),
      application,
    );
  };

  return {
    refresh,
    refreshFile: (sha256) => {
      for (const { application } of naming.all(sha256)) refresh(application);
    },
    refreshRequests: (applicationId) => {
      const kinds = openKinds.all(applicationId).map(({ kind }) => kind);
      saveRequests.run(kinds.length, JSON.stringify([...new Set(kinds)]), kinds.includes('follow_up') ? 1 : 0, applicationId);
    },
  };
};
