import type Database from 'better-sqlite3';
import type { Decision, Receipt } from '../../../shared/domain/decision.ts';

/** A decision that the server has answered for ever, with its answer. */
export type AnsweredDecision = { decision: Decision; receipt: Receipt; fingerprint: string };

type Row = { receipt: string; body: string; fingerprint: string };

const fromRow = (row: Row): AnsweredDecision => ({
  decision: JSON.parse(row.body) as Decision,
  receipt: JSON.parse(row.receipt) as Receipt,
  fingerprint: row.fingerprint,
});

/** The decisions that arrived, each with the one answer it got. */
export const decisionsTable = (database: Database.Database) => {
  const byId = database.prepare<[string], Row>('SELECT receipt, body, fingerprint FROM decisions WHERE decision_id = ?');
  const accepted = database.prepare<[string], Row>(
    "SELECT receipt, body, fingerprint FROM decisions WHERE subject_id = ? AND status = 'accepted' ORDER BY rowid DESC LIMIT 1",
  );
  const all = database.prepare<[], Row>('SELECT receipt, body, fingerprint FROM decisions ORDER BY rowid');
  const insert = database.prepare(`
    INSERT INTO decisions (decision_id, subject_kind, subject_id, status, fingerprint, received_at, receipt, body)
    VALUES (@decisionId, @subjectKind, @subjectId, @status, @fingerprint, @receivedAt, @receipt, @body)`);
  return {
    find: (decisionId: string): AnsweredDecision | undefined => {
      const row = byId.get(decisionId);
      return row === undefined ? undefined : fromRow(row);
    },
    /** The last accepted decision on the application or request. */
    lastAccepted: (subjectId: string): Decision | undefined => {
      const row = accepted.get(subjectId);
      return row === undefined ? undefined : fromRow(row).decision;
    },
    /** Every decision in the order of arrival. */
    all: (): AnsweredDecision[] => all.all().map(fromRow),
    add: ({ decision, receipt, fingerprint }: AnsweredDecision): void => {
      insert.run({
        decisionId: decision.decisionId,
        subjectKind: decision.subject.kind,
        subjectId: decision.subject.id,
        status: receipt.status,
        fingerprint,
        receivedAt: receipt.at,
        receipt: JSON.stringify(receipt),
        body: JSON.stringify(decision),
      });
    },
  };
};
