import type { Account, Application } from '../../../shared/domain/application.ts';
import { type Connection, fromJson, orUndefined, sortable } from './connection.ts';
import { openDecisionBases } from './decision-bases.ts';
import { openFigureKeeping } from './decision-figures.ts';
import { openDocumentRows } from './document-rows.ts';
import { openDuplicateRows } from './duplicate-rows.ts';
import { openErasedApplications } from './erased-applications.ts';
import { spellingsOf } from './name-spelling.ts';
import { openProgress } from './progress.ts';
import { openSearchRows } from './search-rows.ts';
import { searchTextOf } from './search-text.ts';
import type { HeldApplication, ReadableStore, WritableStore } from './types.ts';

type Row = {
  number: number;
  revision: number;
  due_at: string;
  decided: number;
  postponed_until: string | null;
  checks_complete: number;
  content: string;
};

/** What the store tells of applications. */
export const readApplications = (
  connection: Connection,
): Pick<ReadableStore, 'application' | 'openApplications' | 'openCount' | 'uncheckedApplications' | 'accountChanges'> => {
  const byId = connection.statement<Row>(
    'applications.by_id',
    `SELECT a.number, a.revision, a.due_at, a.decided, a.postponed_until, a.checks_complete, c.content
       FROM applications a JOIN application_contents c ON c.application = a.number WHERE a.id = ?`,
  );
  const open = connection.statement<Pick<Row, 'number' | 'due_at' | 'content'>>(
    'applications.open',
    `SELECT a.number, a.due_at, c.content FROM applications a JOIN application_contents c ON c.application = a.number
       WHERE a.number > ? AND a.decided = 0 ORDER BY a.number LIMIT 200`,
  );
  const openCount = connection.statement<{ count: number }>(
    'applications.open_count',
    'SELECT count(*) AS count FROM applications WHERE decided = 0',
  );
  const unchecked = connection.statement<{ id: string }>(
    'applications.unchecked',
    `SELECT id FROM (SELECT * FROM (SELECT id, urgency, due_at, number FROM applications INDEXED BY applications_fields_unchecked_urgency_due_at
                       WHERE closed = 0 AND decided = 0 AND fields_checked = 0 ORDER BY urgency, due_at, number LIMIT ?)
       UNION ALL SELECT a.id, a.urgency, a.due_at, a.number FROM wanted_checks w CROSS JOIN applications a ON a.number = w.application
                  WHERE a.decided = 1 AND a.fields_checked = 0)
      ORDER BY urgency, due_at, number LIMIT ?`,
  );
  const accountChanges = connection.statement<{ since: string; status: string; cause: string | null }>(
    'account_changes.of_account',
    'SELECT since, status, cause FROM account_changes WHERE account_id = ? ORDER BY since',
  );
  return {
    accountChanges: (accountId) =>
      accountChanges.all(accountId).map(({ since, status, cause }) => ({ id: accountId, status, since, cause: orUndefined(cause) })),
    application: (id) => {
      const row = byId.get(id);
      if (row === undefined) return undefined;
      const held: HeldApplication = {
        application: fromJson<Application>(row.content),
        dueAt: row.due_at,
        state: row.decided === 1 ? 'decided' : row.postponed_until === null ? 'open' : 'postponed',
        postponedUntil: row.decided === 1 ? undefined : orUndefined(row.postponed_until),
        checksComplete: row.checks_complete === 1,
      };
      return held;
    },
    // In portions, because SQLite's connection takes no other statement while one is being stepped through, and callers write as they go.
    *openApplications() {
      for (let after = 0; ; ) {
        const rows = open.all(after);
        for (const row of rows) yield { application: fromJson<Application>(row.content), dueAt: row.due_at };
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.number;
      }
    },
    openCount: () => openCount.get()?.count ?? 0,
    uncheckedApplications: (limit) => unchecked.all(limit, limit).map(({ id }) => id),
  };
};

/** Of two accounts of the same applicant the one told of later: a feed that is read again must not turn an account back. */
const laterAccount = (held: Account | undefined, told: Account): Account => {
  if (held === undefined || held.id !== told.id || held.since === undefined || told.since === undefined) return told;
  return Date.parse(held.since) > Date.parse(told.since) ? held : told;
};

/** What the checks of the fields look at; if it stays the same, their findings stay. */
const checkedContent = ({ type, applicant, account, documents, attempts }: Application): string =>
  JSON.stringify([type, Object.entries(applicant).sort(([left], [right]) => (left < right ? -1 : 1)), account, documents, attempts]);

/** What of applications can be changed. */
export const writeApplications = (
  connection: Connection,
): Pick<WritableStore, 'putApplication' | 'removeApplication' | 'setAccount' | 'setDueAt' | 'postpone' | 'setReviewState'> => {
  const progress = openProgress(connection);
  const documentRows = openDocumentRows(connection);
  const decisionBases = openDecisionBases(connection);
  const figureKeeping = openFigureKeeping(connection);
  const duplicateRows = openDuplicateRows(connection);
  const searchRows = openSearchRows(connection);
  const erased = openErasedApplications(connection);
  const find = connection.statement<{ number: number; revision: number; decided: number }>(
    'applications.find',
    'SELECT number, revision, decided FROM applications WHERE id = ?',
  );
  const content = connection.statement<{ content: string }>(
    'applications.content',
    'SELECT content FROM application_contents WHERE application = ?',
  );
  const insert = connection.statement<{ number: number }>(
    'applications.insert',
    `INSERT INTO applications (id, revision, type, name, submitted_at, due_at, priority, urgency, account_id, account_status, attempt)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number`,
  );
  const update = connection.statement(
    'applications.update',
    `UPDATE applications SET revision = ?, type = ?, name = ?, submitted_at = ?, due_at = ?, priority = ?, account_id = ?, account_status = ?,
       attempt = ? WHERE number = ?`,
  );
  const reopen = connection.statement(
    'applications.reopen',
    'UPDATE applications SET decided = 0, closed = 0, decided_at = NULL, postponed_until = NULL, photos_erased = 0 WHERE number = ?',
  );
  const uncheckFields = connection.statement('applications.uncheck_fields', 'UPDATE applications SET fields_checked = 0 WHERE number = ?');
  const forgetFieldFindings = connection.statement(
    'applications.forget_field_findings',
    "DELETE FROM findings WHERE application = ? AND document_id = ''",
  );
  const putContent = connection.statement(
    'applications.put_content',
    `INSERT INTO application_contents (application, content, search_text) VALUES (?, ?, '')
       ON CONFLICT (application) DO UPDATE SET content = excluded.content`,
  );
  const setContent = connection.statement('applications.set_content', 'UPDATE application_contents SET content = ? WHERE application = ?');
  const remove = connection.statement('applications.remove', 'DELETE FROM applications WHERE number = ?');
  const removeRequests = connection.statement('applications.remove_requests', 'DELETE FROM requests WHERE application_id = ?');
  const ofAccount = connection.statement<{ number: number; id: string; content: string }>(
    'applications.of_account',
    'SELECT a.number, a.id, c.content FROM applications a JOIN application_contents c ON c.application = a.number WHERE a.account_id = ?',
  );
  const statusTold = connection.statement<{ content: string }>(
    'account_statuses.by_id',
    'SELECT content FROM account_statuses WHERE account_id = ?',
  );
  const tellStatus = connection.statement(
    'account_statuses.put',
    'INSERT INTO account_statuses (account_id, content) VALUES (?, ?) ON CONFLICT (account_id) DO UPDATE SET content = excluded.content',
  );
  const noteChange = connection.statement(
    'account_changes.add',
    'INSERT INTO account_changes (account_id, since, status, cause) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const accountTold = (accountId: string): Account | undefined => {
    const row = statusTold.get(accountId);
    return row === undefined ? undefined : fromJson<Account>(row.content);
  };
  const setStatus = connection.statement('applications.set_status', 'UPDATE applications SET account_status = ? WHERE number = ?');
  const setDue = connection.statement('applications.set_due_at', 'UPDATE applications SET due_at = ? WHERE id = ?');
  const setPostponed = connection.statement(
    'applications.postpone',
    'UPDATE applications SET decided = 0, closed = 0, decided_at = NULL, postponed_until = ? WHERE id = ?',
  );
  const setDecided = connection.statement(
    'applications.decide',
    'UPDATE applications SET decided = 1, closed = 1, postponed_until = NULL WHERE number = ?',
  );

  return {
    putApplication: (application, dueAt) => {
      const held = find.get(application.id);
      if (held !== undefined && application.revision < held.revision) return false;
      // What was erased does not come back with a feed that is read again; a newer revision is something else.
      if (held === undefined && (erased.revisionOf(application.id) ?? -1) >= application.revision) return false;
      const previous = held === undefined ? undefined : content.get(held.number);
      const before = previous === undefined ? undefined : fromJson<Application>(previous.content);
      const stored: Application = {
        ...application,
        account: laterAccount(before?.account, laterAccount(accountTold(application.account.id), application.account)),
      };
      const { id, revision, type, priority, account } = stored;
      const name = stored.applicant.name ?? stored.applicant.latinName ?? '';
      const submittedAt = sortable(stored.submittedAt);
      const attempt = stored.attempts.length + 1;
      const number =
        held?.number ??
        insert.get(id, revision, type, name, submittedAt, sortable(dueAt), priority, -priority, account.id, account.status, attempt)
          ?.number;
      if (number === undefined) throw new Error('the application was not stored');
      const newer = held !== undefined && revision > held.revision;
      if (newer) figureKeeping.keepOf(id);
      if (held !== undefined)
        update.run(revision, type, name, submittedAt, sortable(dueAt), priority, account.id, account.status, attempt, number);
      if (newer) {
        reopen.run(number);
        forgetFieldFindings.run(number);
      }
      if (newer || (before !== undefined && checkedContent(before) !== checkedContent(stored))) uncheckFields.run(number);
      const spellings = spellingsOf(stored.applicant.name);
      const searchText = searchTextOf(stored, spellings ?? []);
      const text = JSON.stringify(stored);
      if (previous !== undefined && previous.content !== text) decisionBases.keep(id, previous.content);
      putContent.run(number, text);
      searchRows.put(number, searchText);
      searchRows.noteSpelled(number, spellings !== undefined);
      documentRows.put(number, stored.documents, newer || held === undefined, before);
      const partners = new Set(held === undefined ? [] : duplicateRows.partnersOf(number));
      duplicateRows.put(number, stored);
      for (const partner of duplicateRows.partnersOf(number)) partners.add(partner);
      for (const changed of [number, ...partners]) progress.refresh(changed);
      progress.refreshRequests(id);
      return true;
    },
    removeApplication: (id) => {
      const held = find.get(id);
      if (held === undefined) return { orphanedFiles: [] };
      figureKeeping.keepOf(id);
      const previous = content.get(held.number);
      if (previous !== undefined) {
        decisionBases.keep(id, previous.content);
        searchRows.remove(held.number);
      }
      const sha256s = documentRows.filesOf(held.number);
      const partners = duplicateRows.partnersOf(held.number);
      removeRequests.run(id);
      remove.run(held.number);
      for (const partner of partners) progress.refresh(partner);
      return { orphanedFiles: sha256s.filter((sha256) => documentRows.dropFileIfOrphaned(sha256)) };
    },
    setAccount: (account) => {
      const changed: string[] = [];
      if (account.since !== undefined) noteChange.run(account.id, sortable(account.since), account.status, account.cause ?? null);
      // Kept for applications of this account that the feed tells of later.
      tellStatus.run(account.id, JSON.stringify(laterAccount(accountTold(account.id), account)));
      for (const row of ofAccount.all(account.id)) {
        const application = fromJson<Application>(row.content);
        const next = laterAccount(application.account, account);
        if (JSON.stringify(next) === JSON.stringify(application.account)) continue;
        decisionBases.keep(row.id, row.content);
        setContent.run(JSON.stringify({ ...application, account: next }), row.number);
        setStatus.run(next.status, row.number);
        uncheckFields.run(row.number);
        progress.refresh(row.number);
        changed.push(row.id);
      }
      return changed;
    },
    setDueAt: (applicationId, dueAt) => {
      setDue.run(sortable(dueAt), applicationId);
    },
    postpone: (applicationId, until) => {
      setPostponed.run(sortable(until), applicationId);
    },
    setReviewState: (applicationId, state) => {
      const held = find.get(applicationId);
      if (held === undefined) return;
      if (state === 'decided') setDecided.run(held.number);
      else if (state === 'open') {
        reopen.run(held.number);
        // While it was decided a new policy may have come into force, which passed it over.
        if (held.decided === 1) documentRows.uncheckStale(held.number);
        progress.refresh(held.number);
      }
    },
  };
};
