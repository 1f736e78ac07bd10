import type Database from 'better-sqlite3';
import type { Account, Application } from '../../../shared/domain/application.ts';

/** Where an application stands on the platform. `escalated` waits for a second reviewer, `awaiting_fixes` for the applicant. */
export type ApplicationState = 'open' | 'escalated' | 'awaiting_fixes' | 'decided' | 'removed';

/** An application as the platform keeps it; `application` is gone once it was removed. */
export type StoredApplication = {
  id: string;
  revision: number;
  state: ApplicationState;
  escalatedBy?: string;
  removalCause?: string;
  application?: Application;
};

type Row = {
  id: string;
  revision: number;
  state: ApplicationState;
  escalated_by: string | null;
  removal_cause: string | null;
  body: string | null;
};

const fromRow = (row: Row): StoredApplication => ({
  id: row.id,
  revision: row.revision,
  state: row.state,
  ...(row.escalated_by === null ? {} : { escalatedBy: row.escalated_by }),
  ...(row.removal_cause === null ? {} : { removalCause: row.removal_cause }),
  ...(row.body === null ? {} : { application: JSON.parse(row.body) as Application }),
});

/** Three days: the longest the platform promises (`domain.md`, Q4). Only orders claims where no due time is given; the workstation computes the exact one. */
const promisedMs = 3 * 24 * 3_600_000;
const dueBy = (application: Application): string =>
  new Date(
    application.dueAt === undefined ? Date.parse(application.submittedAt) + promisedMs : Date.parse(application.dueAt),
  ).toISOString();

/** Applications, the accounts behind them, and which documents they refer to. */
export const applicationsTable = (database: Database.Database) => {
  const columns = 'id, revision, state, escalated_by, removal_cause, body';
  const byId = database.prepare<[string], Row>(`SELECT ${columns} FROM applications WHERE id = ?`);
  const byAccount = database.prepare<[string], Row>(`SELECT ${columns} FROM applications WHERE account_id = ? AND body IS NOT NULL`);
  const upsert = database.prepare(`
    INSERT INTO applications (id, revision, type, account_id, state, priority, due_by, body)
    VALUES (@id, @revision, @type, @accountId, @state, @priority, @dueBy, @body)
    ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, type = excluded.type, account_id = excluded.account_id, state = excluded.state,
      escalated_by = NULL, removal_cause = NULL, priority = excluded.priority, due_by = excluded.due_by, body = excluded.body`);
  const setState = database.prepare<[string, string | null, string]>('UPDATE applications SET state = ?, escalated_by = ? WHERE id = ?');
  const setBody = database.prepare<[string, string]>('UPDATE applications SET body = ? WHERE id = ?');
  const remove = database.prepare(`
    INSERT INTO applications (id, revision, type, account_id, state, removal_cause, priority, due_by)
    VALUES (@id, 0, '', '', 'removed', @cause, 0, '')
    ON CONFLICT (id) DO UPDATE SET state = 'removed', removal_cause = excluded.removal_cause, escalated_by = NULL, body = NULL, account_id = ''`);
  const forgetDocuments = database.prepare<[string]>('DELETE FROM application_documents WHERE application_id = ?');
  const documentsOf = database.prepare<[string], { sha256: string }>('SELECT sha256 FROM application_documents WHERE application_id = ?');
  const addDocument = database.prepare<[string, string]>(
    'INSERT OR IGNORE INTO application_documents (application_id, sha256) VALUES (?, ?)',
  );
  const anyReference = database.prepare<[string], { found: number }>(
    'SELECT 1 AS found FROM application_documents WHERE sha256 = ? LIMIT 1',
  );
  const accountById = database.prepare<[string], { id: string; status: string; since: string | null; cause: string | null }>(
    'SELECT id, status, since, cause FROM accounts WHERE id = ?',
  );
  const putAccount = database.prepare(`
    INSERT INTO accounts (id, status, since, cause) VALUES (@id, @status, @since, @cause)
    ON CONFLICT (id) DO UPDATE SET status = excluded.status, since = excluded.since, cause = excluded.cause`);

  const replaceDocuments = (id: string, wanted: readonly string[]): string[] => {
    const before = documentsOf.all(id).map((row) => row.sha256);
    forgetDocuments.run(id);
    for (const sha256 of wanted) addDocument.run(id, sha256);
    return before.filter((sha256) => anyReference.get(sha256) === undefined);
  };

  return {
    find: (id: string): StoredApplication | undefined => {
      const row = byId.get(id);
      return row === undefined ? undefined : fromRow(row);
    },
    /** All that still have content and belong to the account. */
    ofAccount: (accountId: string): StoredApplication[] => byAccount.all(accountId).map(fromRow),
    /** Puts the whole application, in `state`. Returns the documents that no application refers to any more. */
    put: (application: Application, state: ApplicationState): string[] => {
      upsert.run({
        id: application.id,
        revision: application.revision,
        type: application.type,
        accountId: application.account.id,
        state,
        priority: application.priority,
        dueBy: dueBy(application),
        body: JSON.stringify(application),
      });
      return replaceDocuments(
        application.id,
        application.documents.map((document) => document.sha256),
      );
    },
    /** Changes the content without a word to the feed and without a new revision: the attempts, the account's state. */
    amendContent: (application: Application): void => {
      setBody.run(JSON.stringify(application), application.id);
    },
    setState: (id: string, state: ApplicationState, escalatedBy?: string): void => {
      setState.run(state, escalatedBy ?? null, id);
    },
    /** Forgets the content. Returns the documents that no application refers to any more. */
    remove: (id: string, cause: string): string[] => {
      remove.run({ id, cause });
      return replaceDocuments(id, []);
    },
    /** Whether any application refers to the document. */
    refersTo: (sha256: string): boolean => anyReference.get(sha256) !== undefined,
    account: (id: string): Account | undefined => {
      const row = accountById.get(id);
      if (row === undefined) return undefined;
      return {
        id,
        status: row.status,
        ...(row.since === null ? {} : { since: row.since }),
        ...(row.cause === null ? {} : { cause: row.cause }),
      };
    },
    putAccount: (account: Account): void => {
      putAccount.run({ id: account.id, status: account.status, since: account.since ?? null, cause: account.cause ?? null });
    },
  };
};
