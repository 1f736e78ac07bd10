import type { Decision } from '../../../shared/domain/decision.ts';
import { type Connection, fromJson, sortable } from './connection.ts';
import type { HeldFirstLook, ReadableStore, WritableStore } from './types.ts';

type OwnRow = { decision_id: string; id: string; content: string };

const lookOf = ({ decision_id, id, content }: OwnRow): HeldFirstLook => {
  const { subject, outcome, reasons, matched, notice, note, reviewerId, decidedAt } = fromJson<Decision>(content);
  return {
    decisionId: decision_id,
    applicationId: id,
    revision: subject.revision,
    first: { outcome, reasons, matched, notice, ...(note === undefined ? {} : { note }), reviewerId, decidedAt },
  };
};

/**
 * One's own decision is worth another look while it is the last word on what is held, the photos are still there, and nobody has looked at the application
 * a second time: then what was thought of it has been on the screen.
 */
const standing = `FROM own_looks o
   JOIN decisions d ON d.decision_id = o.decision_id AND d.state = 'receipted'
   JOIN applications a ON a.number = o.application AND a.decided = 1 AND a.photos_erased = 0 AND a.revision = json_extract(d.content, '$.subject.revision')
  WHERE NOT EXISTS (SELECT 1 FROM second_look_views v WHERE v.application = o.application)
    AND NOT EXISTS (SELECT 1 FROM first_looks later WHERE later.application = o.application AND later.decided_at > o.decided_at)
    AND NOT EXISTS (SELECT 1 FROM decisions later WHERE (later.state IN ('held', 'waiting', 'sending')) IN (0, 1)
      AND coalesce(later.application_id, later.subject_id) = a.id AND later.subject_kind = 'application' AND later.number > d.number
      AND later.state NOT IN ('taken_back', 'dropped'))`;

/** Own decisions that are looked at again. */
export const readOwnLooks = (connection: Connection): Pick<ReadableStore, 'ownLook' | 'ownLookOn' | 'ownLooks' | 'undrawnOwnLooks'> => {
  const byId = connection.statement<OwnRow>('own_looks.by_id', `SELECT o.decision_id, a.id, d.content ${standing} AND o.decision_id = ?`);
  const onApplication = connection.statement<OwnRow>(
    'own_looks.on_application',
    `SELECT o.decision_id, a.id, d.content ${standing} AND o.application = (SELECT number FROM applications WHERE id = ?) LIMIT 1`,
  );
  const ofReviewer = connection.statement<OwnRow>(
    'own_looks.of_reviewer',
    `SELECT o.decision_id, a.id, d.content ${standing} AND o.reviewer_id = ? ORDER BY o.decided_at, d.number LIMIT ?`,
  );
  // Decisions are numbered as they are made: behind the first one that is too young nothing is looked at.
  const undrawn = connection.statement<{ number: number; decision_id: string; drawable: number }>(
    'own_looks.undrawn',
    `SELECT d.number, d.decision_id, d.state = 'receipted' AND d.subject_kind = 'application' AND d.outcome <> 'escalate' AS drawable
       FROM decisions d
      WHERE d.number > ? AND d.number < coalesce((SELECT young.number FROM decisions young WHERE young.number > ? AND young.decided_at > ? ORDER BY young.number LIMIT 1), 9223372036854775807)
      ORDER BY d.number LIMIT ?`,
  );
  const one = (row: OwnRow | undefined): HeldFirstLook | undefined => (row === undefined ? undefined : lookOf(row));
  return {
    ownLook: (decisionId) => one(byId.get(decisionId)),
    ownLookOn: (applicationId) => one(onApplication.get(applicationId)),
    ownLooks: (reviewerId, limit) => ofReviewer.all(reviewerId, limit).map(lookOf),
    undrawnOwnLooks: (after, decidedBefore, limit) =>
      undrawn
        .all(after, after, sortable(decidedBefore), limit)
        .map(({ number, decision_id, drawable }) => ({ number, decisionId: decision_id, drawable: drawable === 1 })),
  };
};

/** Keeps them. */
export const writeOwnLooks = (connection: Connection): Pick<WritableStore, 'putOwnLook'> => {
  const put = connection.statement(
    'own_looks.put',
    `INSERT INTO own_looks (decision_id, application, reviewer_id, decided_at)
       SELECT d.decision_id, a.number, json_extract(d.content, '$.reviewerId'), d.decided_at
         FROM decisions d JOIN applications a ON a.id = d.subject_id WHERE d.decision_id = ? ON CONFLICT (decision_id) DO NOTHING`,
  );
  return {
    putOwnLook: (decisionId) => {
      put.run(decisionId);
    },
  };
};
