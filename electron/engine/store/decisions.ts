import type { Decision, OutboxState, Receipt } from '../../../shared/domain/decision.ts';
import { openClosings } from './closings.ts';
import { type Connection, fromJson, orUndefined, sortable } from './connection.ts';
import { openDecidedChecks } from './decided-checks.ts';
import { openStripping } from './decision-skeleton.ts';
import { openErasedApplications } from './erased-applications.ts';
import type { HeldDecision, ReadableStore, WritableStore } from './types.ts';

/** The columns of a row beside what was decided. */
type Held = {
  decision_id: string;
  application_id: string | null;
  state: OutboxState;
  take_back_until: string;
  sent_at: string | null;
  next_try_at: string | null;
  tries: number;
  last_failure: string | null;
  receipt: string | null;
};
type Row = Held & { content: string };

const columns =
  'd.decision_id, d.application_id, d.state, d.take_back_until, d.sent_at, d.next_try_at, d.tries, d.last_failure, d.receipt, d.content';

const decisionOf = (row: Held & { decision: Decision }): HeldDecision => {
  const { decision } = row;
  return {
    decision,
    decisionId: row.decision_id,
    subject: decision.subject,
    outcome: decision.outcome,
    reasons: decision.reasons,
    state: row.state,
    decidedAt: decision.decidedAt,
    takeBackUntil: row.state === 'held' ? row.take_back_until : undefined,
    sentAt: orUndefined(row.sent_at),
    receipt: row.receipt === null ? undefined : fromJson<Receipt>(row.receipt),
    tries: row.tries,
    lastFailure: orUndefined(row.last_failure),
    applicationId: orUndefined(row.application_id),
    nextTryAt: orUndefined(row.next_try_at),
  };
};

const heldOf = (row: Row): HeldDecision => decisionOf({ ...row, decision: fromJson<Decision>(row.content) });

/** Whether a decision has still to be answered for, and which application it is about, or the request where there is none: as the index has it. Used inside the store only. */
export const unsent = "(state IN ('held', 'waiting', 'sending'))";
export const about = 'coalesce(d.application_id, d.subject_id)';

/**
 * Decisions not yet answered for whose application has no older such one: the decisions on one application, and on requests about it, go out
 * one after the other.
 */
const firstOfSubject = `NOT EXISTS (SELECT 1 FROM decisions older
  WHERE (older.state IN ('held', 'waiting', 'sending')) = 1 AND coalesce(older.application_id, older.subject_id) = ${about}
    AND older.number < d.number)`;

/** What the store tells of decisions and the outbox. */
export const readDecisions = (
  connection: Connection,
): Pick<ReadableStore, 'decision' | 'decisionsOf' | 'decisionsOn' | 'decisionPage' | 'sendable' | 'nextSendAt' | 'outboxCounts'> => {
  const byId = connection.statement<Row>('decisions.by_id', `SELECT ${columns} FROM decisions d WHERE d.decision_id = ?`);
  const ofApplication = connection.statement<Row>(
    'decisions.of_application',
    `SELECT ${columns} FROM decisions d WHERE ${unsent} IN (0, 1) AND ${about} = ? AND d.application_id IS NOT NULL ORDER BY d.number DESC`,
  );
  const onApplication = connection.statement<Row>(
    'decisions.on_application',
    `SELECT ${columns} FROM decisions d WHERE ${unsent} IN (0, 1) AND ${about} = ? AND d.subject_kind = 'application' ORDER BY d.number DESC`,
  );
  const onRequest = connection.statement<Row>(
    'decisions.on_request',
    `SELECT ${columns} FROM decisions d WHERE d.subject_kind = 'request' AND d.subject_id = ? ORDER BY d.number DESC`,
  );
  const page = connection.statement<Row>('decisions.page', `SELECT ${columns} FROM decisions d ORDER BY d.number DESC LIMIT ? OFFSET ?`);
  // No decision is ever removed, so the newest one's number is how many there are.
  const total = connection.statement<{ total: number }>('decisions.total', 'SELECT coalesce(max(number), 0) AS total FROM decisions');
  const sendable = connection.statement<Row>(
    'decisions.sendable',
    `SELECT ${columns} FROM decisions d WHERE ${unsent} = 1 AND d.state <> 'held'
       AND (d.next_try_at IS NULL OR d.next_try_at <= ?) AND ${firstOfSubject} ORDER BY d.number LIMIT ?`,
  );
  const nextSend = connection.statement<{ at: string | null }>(
    'decisions.next_send_at',
    `SELECT min(CASE d.state WHEN 'held' THEN d.take_back_until ELSE coalesce(d.next_try_at, d.decided_at) END) AS at
       FROM decisions d WHERE ${unsent} = 1 AND ${firstOfSubject}`,
  );
  const counts = connection.statement<{ state: OutboxState; count: number }>(
    'decisions.counts',
    `SELECT state, count(*) AS count FROM decisions WHERE ${unsent} = 1 GROUP BY state
       UNION ALL SELECT substr(name, length('decisions_') + 1), value FROM tallies WHERE name IN ('decisions_receipted', 'decisions_conflict', 'decisions_refused')`,
  );
  return {
    decision: (decisionId) => {
      const row = byId.get(decisionId);
      return row === undefined ? undefined : heldOf(row);
    },
    decisionsOf: (applicationId) => ofApplication.all(applicationId).map(heldOf),
    decisionsOn: (kind, id) => (kind === 'application' ? onApplication : onRequest).all(id).map(heldOf),
    decisionPage: (offset, limit) => ({ decisions: page.all(limit, offset).map(heldOf), total: total.get()?.total ?? 0 }),
    sendable: (now, limit) => sendable.all(sortable(now), limit).map(heldOf),
    nextSendAt: () => nextSend.get()?.at ?? undefined,
    outboxCounts: () => {
      const found = Object.fromEntries(counts.all().map(({ state, count }) => [state, count])) as Partial<Record<OutboxState, number>>;
      const { held = 0, waiting = 0, sending = 0, receipted = 0, conflict = 0, refused = 0 } = found;
      return { held, waiting, sending, receipted, conflict, refused };
    },
  };
};

/** What of decisions can be changed. A decision's content never is. */
export const writeDecisions = (
  connection: Connection,
): Pick<WritableStore, 'addDecision' | 'releaseHeld' | 'shortenPauses' | 'setDecisionState'> => {
  const closings = openClosings(connection);
  const add = connection.statement<{ number: number }>(
    'decisions.add',
    `INSERT INTO decisions (decision_id, subject_kind, subject_id, application_id, outcome, state, decided_at, take_back_until, content)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number`,
  );
  const markApplication = connection.statement('decisions.mark_application', 'UPDATE applications SET decided_at = ? WHERE id = ?');
  // Only the row: `closed`, which the list's indexes go by, follows in a group.
  const closeApplication = connection.statement(
    'decisions.close_application',
    'UPDATE applications SET decided = 1, decided_at = ? WHERE id = ?',
  );
  const release = connection.statement(
    'decisions.release',
    `UPDATE decisions SET state = 'waiting' WHERE ${unsent} = 1 AND state = 'held' AND take_back_until <= ?`,
  );
  const shorten = connection.statement(
    'decisions.shorten_take_back',
    `UPDATE decisions SET take_back_until = ? WHERE ${unsent} = 1 AND state = 'held' AND take_back_until > ?`,
  );
  const shortenPause = connection.statement(
    'decisions.shorten_pauses',
    `UPDATE decisions SET next_try_at = ? WHERE ${unsent} = 1 AND next_try_at > ?`,
  );
  const byId = connection.statement<Row>('decisions.by_id_for_change', `SELECT ${columns} FROM decisions d WHERE d.decision_id = ?`);
  const change = connection.statement(
    'decisions.change',
    `UPDATE decisions SET state = ?, sent_at = ?, receipt = ?, last_failure = ?, next_try_at = ?, tries = tries + ?, drop_note = coalesce(?, drop_note)
       WHERE decision_id = ?`,
  );
  const checks = openDecidedChecks(connection);
  const erased = openErasedApplications(connection);
  const strip = openStripping(connection);
  const isHeld = connection.statement<{ held: number }>('applications.is_held', 'SELECT 1 AS held FROM applications WHERE id = ?');
  /** What was erased while the decision was on its way takes the decision's own words with it, now that nobody waits for them. */
  const stripErased = (decisionId: string): void => {
    const row = byId.get(decisionId);
    if (row?.application_id === undefined || row.application_id === null) return;
    if (isHeld.get(row.application_id) === undefined && erased.revisionOf(row.application_id) !== undefined) strip([row]);
  };
  const forgetBasis = connection.statement('decision_bases.forget', 'DELETE FROM decision_bases WHERE decision_id = ?');
  return {
    addDecision: (decision, applicationId, state, takeBackUntil, closes = false) => {
      const { decisionId, subject, outcome } = decision;
      const decidedAt = sortable(decision.decidedAt);
      const content = JSON.stringify(decision);
      const until = sortable(takeBackUntil);
      const number = add.get(
        decisionId,
        subject.kind,
        subject.id,
        applicationId ?? null,
        outcome,
        state,
        decidedAt,
        until,
        content,
      )?.number;
      if (number === undefined) throw new Error('the decision was not stored');
      if (subject.kind === 'application') (closes ? closeApplication : markApplication).run(decidedAt, subject.id);
      closings.follow(number);
      return decisionOf({
        decision_id: decisionId,
        application_id: applicationId ?? null,
        state,
        take_back_until: until,
        sent_at: null,
        next_try_at: null,
        tries: 0,
        last_failure: null,
        receipt: null,
        decision,
      });
    },
    releaseHeld: (now, latest) => {
      if (latest !== undefined) shorten.run(sortable(latest), sortable(latest));
      return release.run(sortable(now));
    },
    shortenPauses: (latest) => {
      shortenPause.run(sortable(latest), sortable(latest));
    },
    setDecisionState: (decisionId, state, changes = {}) => {
      const row = byId.get(decisionId);
      if (row === undefined) throw new Error('there is no such decision');
      change.run(
        state,
        changes.sentAt ?? row.sent_at,
        changes.receipt === undefined ? row.receipt : JSON.stringify(changes.receipt),
        'lastFailure' in changes ? (changes.lastFailure ?? null) : row.last_failure,
        'nextTryAt' in changes ? (changes.nextTryAt === undefined ? null : sortable(changes.nextTryAt)) : row.next_try_at,
        changes.countTry === true ? 1 : 0,
        changes.dropNote ?? null,
        decisionId,
      );
      if (state === 'receipted' || state === 'taken_back' || state === 'dropped') forgetBasis.run(decisionId);
      if (state === 'receipted' || state === 'dropped') stripErased(decisionId);
      if (state === 'receipted') checks.settle(decisionId);
      if (state === 'taken_back' || state === 'dropped') checks.forget(decisionId);
    },
  };
};
