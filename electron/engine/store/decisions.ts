import type { Decision, OutboxState, Receipt } from '../../../shared/domain/decision.ts';
import { type Connection, fromJson, orUndefined, sortable } from './connection.ts';
import type { HeldDecision, ReadableStore, WritableStore } from './types.ts';

type Row = {
  decision_id: string;
  application_id: string | null;
  state: OutboxState;
  take_back_until: string;
  sent_at: string | null;
  next_try_at: string | null;
  tries: number;
  last_failure: string | null;
  receipt: string | null;
  content: string;
};

const columns =
  'd.decision_id, d.application_id, d.state, d.take_back_until, d.sent_at, d.next_try_at, d.tries, d.last_failure, d.receipt, d.content';

const decisionOf = (row: Row): HeldDecision => {
  const decision = fromJson<Decision>(row.content);
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

/**
 * Decisions not yet answered for whose application has no older such one: the decisions on one application, and on requests about it, go out
 * one after the other.
 */
const firstOfSubject = `NOT EXISTS (SELECT 1 FROM decisions older
  WHERE coalesce(older.application_id, older.subject_id) = coalesce(d.application_id, d.subject_id)
    AND older.number < d.number AND older.state IN ('held', 'waiting', 'sending'))`;

/** What the store tells of decisions and the outbox. */
export const readDecisions = (
  connection: Connection,
): Pick<ReadableStore, 'decision' | 'decisionsOf' | 'decisionsOn' | 'decisionPage' | 'sendable' | 'nextSendAt' | 'outboxCounts'> => {
  const byId = connection.statement<Row>('decisions.by_id', `SELECT ${columns} FROM decisions d WHERE d.decision_id = ?`);
  const ofApplication = connection.statement<Row>(
    'decisions.of_application',
    `SELECT ${columns} FROM decisions d WHERE d.application_id = ? ORDER BY d.number DESC`,
  );
  const onApplication = connection.statement<Row>(
    'decisions.on_application',
    `SELECT ${columns} FROM decisions d WHERE d.application_id = ? AND d.subject_kind = 'application' ORDER BY d.number DESC`,
  );
  const onRequest = connection.statement<Row>(
    'decisions.on_request',
    `SELECT ${columns} FROM decisions d WHERE d.subject_kind = 'request' AND d.subject_id = ? ORDER BY d.number DESC`,
  );
  const page = connection.statement<Row>('decisions.page', `SELECT ${columns} FROM decisions d ORDER BY d.number DESC LIMIT ? OFFSET ?`);
  const total = connection.statement<{ total: number }>('decisions.total', 'SELECT count(*) AS total FROM decisions');
  // The conditions on `state` come in two: the first, of constants, is what lets the partial index be used.
  const sendable = connection.statement<Row>(
    'decisions.sendable',
    `SELECT ${columns} FROM decisions d WHERE d.state IN ('held', 'waiting', 'sending') AND d.state <> 'held'
       AND (d.next_try_at IS NULL OR d.next_try_at <= ?) AND ${firstOfSubject} ORDER BY d.number LIMIT ?`,
  );
  const nextSend = connection.statement<{ at: string | null }>(
    'decisions.next_send_at',
    `SELECT min(CASE d.state WHEN 'held' THEN d.take_back_until ELSE coalesce(d.next_try_at, d.decided_at) END) AS at
       FROM decisions d WHERE d.state IN ('held', 'waiting', 'sending') AND ${firstOfSubject}`,
  );
  const counts = connection.statement<{ state: OutboxState; count: number }>(
    'decisions.counts',
    'SELECT state, count(*) AS count FROM decisions GROUP BY state',
  );
  return {
    decision: (decisionId) => {
      const row = byId.get(decisionId);
      return row === undefined ? undefined : decisionOf(row);
    },
    decisionsOf: (applicationId) => ofApplication.all(applicationId).map(decisionOf),
    decisionsOn: (kind, id) => (kind === 'application' ? onApplication : onRequest).all(id).map(decisionOf),
    decisionPage: (offset, limit) => ({ decisions: page.all(limit, offset).map(decisionOf), total: total.get()?.total ?? 0 }),
    sendable: (now, limit) => sendable.all(sortable(now), limit).map(decisionOf),
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
  const add = connection.statement(
    'decisions.add',
    `INSERT INTO decisions (decision_id, subject_kind, subject_id, application_id, outcome, state, decided_at, take_back_until, content)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const markApplication = connection.statement('decisions.mark_application', 'UPDATE applications SET decided_at = ? WHERE id = ?');
  const release = connection.statement(
    'decisions.release',
    "UPDATE decisions SET state = 'waiting' WHERE state IN ('held', 'waiting', 'sending') AND state = 'held' AND take_back_until <= ?",
  );
  const shorten = connection.statement(
    'decisions.shorten_take_back',
    "UPDATE decisions SET take_back_until = ? WHERE state IN ('held', 'waiting', 'sending') AND state = 'held' AND take_back_until > ?",
  );
  const shortenPause = connection.statement(
    'decisions.shorten_pauses',
    "UPDATE decisions SET next_try_at = ? WHERE state IN ('held', 'waiting', 'sending') AND next_try_at > ?",
  );
  const byId = connection.statement<Row>('decisions.by_id_for_change', `SELECT ${columns} FROM decisions d WHERE d.decision_id = ?`);
  const change = connection.statement(
    'decisions.change',
    `UPDATE decisions SET state = ?, sent_at = ?, receipt = ?, last_failure = ?, next_try_at = ?, tries = tries + ?, drop_note = coalesce(?, drop_note)
       WHERE decision_id = ?`,
  );
  const forgetBasis = connection.statement('decision_bases.forget', 'DELETE FROM decision_bases WHERE decision_id = ?');
  return {
    addDecision: (decision, applicationId, state, takeBackUntil) => {
      const { decisionId, subject, outcome } = decision;
      const decidedAt = sortable(decision.decidedAt);
      const content = JSON.stringify(decision);
      add.run(decisionId, subject.kind, subject.id, applicationId ?? null, outcome, state, decidedAt, sortable(takeBackUntil), content);
      if (subject.kind === 'application') markApplication.run(decidedAt, subject.id);
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
    },
  };
};
