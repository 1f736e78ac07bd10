import type { FirstView, RatedCase, ReviewerView, SecondLookKind } from '../../../shared/domain/second-look.ts';
import { type Connection, fromJson, orUndefined, sortable } from './connection.ts';
import { about, unsent } from './decisions.ts';
import type { HeldFirstLook, HeldSecondLook, ReadableStore, WritableStore } from './types.ts';

type FirstRow = {
  decision_id: string;
  id: string;
  revision: number;
  reviewer_id: string;
  outcome: string;
  decided_at: string;
  ticket: number | null;
  content: string;
};

const columns = 'f.decision_id, a.id, f.revision, f.reviewer_id, f.outcome, f.decided_at, f.ticket, f.content';

const firstOf = (row: FirstRow): HeldFirstLook => ({
  decisionId: row.decision_id,
  applicationId: row.id,
  revision: row.revision,
  ticket: orUndefined(row.ticket),
  first: {
    ...fromJson<Omit<FirstView, 'reviewerId' | 'decidedAt' | 'outcome'>>(row.content),
    outcome: row.outcome,
    reviewerId: row.reviewer_id,
    decidedAt: row.decided_at,
  },
});

/**
 * A first look counts while the application still has the revision it was about, and nobody decided after it; of a decision made here only once the platform
 * has taken it.
 */
const standing = `a.number = f.application AND a.revision = f.revision
   AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.decision_id = f.decision_id AND d.state <> 'receipted')
   AND NOT EXISTS (SELECT 1 FROM first_looks later WHERE later.application = f.application AND later.revision = f.revision AND later.decided_at > f.decided_at)`;
/** What one person decided of an application, at this workstation or another; not what they took back. */
const decidedBy = (application: { number: string; id: string }) =>
  `SELECT json_extract(d.content, '$.subject.revision') AS revision, d.state = 'dropped' AS dropped FROM decisions d
    WHERE ${unsent} IN (0, 1) AND ${about} = ${application.id} AND d.subject_kind = 'application' AND d.state <> 'taken_back'
      AND json_extract(d.content, '$.reviewerId') = ?
   UNION ALL SELECT own.revision, 0 FROM first_looks own WHERE own.application = ${application.number} AND own.reviewer_id = ?`;
const unseen = 'NOT EXISTS (SELECT 1 FROM second_looks s WHERE s.decision_id = f.decision_id)';

type SecondRow = { decision_id: string; kind: SecondLookKind; formed_at: string; id: string | null; content: string | null };

const secondOf = ({ decision_id, kind, formed_at, id, content }: SecondRow): HeldSecondLook => ({
  decisionId: decision_id,
  kind,
  formedAt: formed_at,
  ...(id === null || content === null
    ? {}
    : { applicationId: id, views: fromJson<{ first: FirstView; second: ReviewerView; note?: string }>(content) }),
});

const secondColumns = `s.decision_id, s.kind, s.formed_at, a.id, v.content FROM second_looks s
   LEFT JOIN second_look_views v ON v.decision_id = s.decision_id LEFT JOIN applications a ON a.number = v.application`;

/** Decisions of others that a second person may look at, and what came of it. */
export const readSecondLooks = (
  connection: Connection,
): Pick<
  ReadableStore,
  | 'firstLook'
  | 'firstLookOn'
  | 'decidedBy'
  | 'escalatedLooks'
  | 'drawnLooks'
  | 'decidedLooks'
  | 'undrawnLooks'
  | 'secondLook'
  | 'secondLooks'
  | 'secondLookKindsOn'
  | 'ratedCases'
> => {
  const byId = connection.statement<FirstRow>(
    'first_looks.by_id',
    `SELECT ${columns} FROM first_looks f JOIN applications a ON ${standing} WHERE f.decision_id = ?`,
  );
  const onApplication = connection.statement<FirstRow>(
    'first_looks.on_application',
    `SELECT ${columns} FROM applications a JOIN first_looks f ON ${standing} WHERE a.id = ? ORDER BY f.decided_at DESC LIMIT 1`,
  );
  const escalated = connection.statement<FirstRow>(
    'first_looks.escalated',
    `SELECT ${columns} FROM first_looks f INDEXED BY first_looks_escalated_decided_at JOIN applications a ON ${standing}
       WHERE f.outcome = 'escalate' AND f.reviewer_id <> ? AND ${unseen} ORDER BY a.due_at, f.decision_id LIMIT ?`,
  );
  const drawn = connection.statement<FirstRow>(
    'first_looks.drawn',
    `SELECT ${columns} FROM first_looks f INDEXED BY first_looks_drawn_ticket JOIN applications a ON ${standing} AND a.decided = 1
       WHERE f.outcome <> 'escalate' AND f.ticket < ? AND f.reviewer_id <> ? AND ${unseen}
         AND NOT EXISTS (${decidedBy({ number: 'a.number', id: 'a.id' })})
       ORDER BY f.decided_at DESC, f.decision_id LIMIT ?`,
  );
  const decidedOn = connection.statement<FirstRow>(
    'first_looks.decided_on',
    `SELECT ${columns} FROM json_each(?) wanted CROSS JOIN applications a ON a.id = wanted.value AND a.decided = 1 CROSS JOIN first_looks f ON ${standing}
       WHERE f.outcome <> 'escalate' AND f.reviewer_id <> ? AND ${unseen} ORDER BY f.decided_at DESC, f.decision_id LIMIT ?`,
  );
  const undrawn = connection.statement<{ decision_id: string }>(
    'first_looks.undrawn',
    `SELECT decision_id FROM first_looks INDEXED BY first_looks_drawn_ticket WHERE outcome <> 'escalate' AND ticket IS NULL LIMIT ?`,
  );
  const decided = connection.statement<{ revision: number; dropped: number }>(
    'first_looks.decided_by',
    decidedBy({ number: '(SELECT number FROM applications WHERE id = ?)', id: '?' }),
  );
  const second = connection.statement<SecondRow>('second_looks.by_id', `SELECT ${secondColumns} WHERE s.decision_id = ?`);
  const seconds = connection.statement<SecondRow>(
    'second_looks.newest',
    `SELECT ${secondColumns} WHERE a.id IS NOT NULL ORDER BY s.formed_at DESC, s.decision_id LIMIT ?`,
  );
  const kindsOn = connection.statement<{ kind: SecondLookKind }>(
    'second_looks.kinds_on',
    `SELECT DISTINCT s.kind FROM second_look_views v JOIN second_looks s ON s.decision_id = v.decision_id
       WHERE v.application = (SELECT number FROM applications WHERE id = ?)`,
  );
  const facts = connection.statement<{ facts: string }>(
    'second_looks.facts',
    'SELECT facts FROM second_looks ORDER BY formed_at, decision_id',
  );
  const one = (row: FirstRow | undefined): HeldFirstLook | undefined => (row === undefined ? undefined : firstOf(row));
  return {
    firstLook: (decisionId) => one(byId.get(decisionId)),
    firstLookOn: (applicationId) => one(onApplication.get(applicationId)),
    escalatedLooks: (otherThan, limit) => escalated.all(otherThan, limit).map(firstOf),
    drawnLooks: (otherThan, share, limit) => drawn.all(share, otherThan, otherThan, otherThan, limit).map(firstOf),
    decidedBy: (applicationId, reviewerId) =>
      decided
        .all(applicationId, reviewerId, applicationId, reviewerId)
        .map(({ revision, dropped }) => ({ revision, dropped: dropped === 1 })),
    decidedLooks: (applicationIds, otherThan, limit) => decidedOn.all(JSON.stringify(applicationIds), otherThan, limit).map(firstOf),
    undrawnLooks: (limit) => undrawn.all(limit).map(({ decision_id }) => decision_id),
    secondLook: (decisionId) => {
      const row = second.get(decisionId);
      return row === undefined ? undefined : secondOf(row);
    },
    secondLooks: (limit) => seconds.all(limit).map(secondOf),
    secondLookKindsOn: (applicationId) => kindsOn.all(applicationId).map(({ kind }) => kind),
    ratedCases: () => facts.all().map((row) => fromJson<RatedCase>(row.facts)),
  };
};

/** Keeps them. */
export const writeSecondLooks = (
  connection: Connection,
): Pick<WritableStore, 'putFirstLook' | 'setTicket' | 'putSecondLook' | 'setSecondLookNote'> => {
  const put = connection.statement(
    'first_looks.put',
    `INSERT INTO first_looks (decision_id, application, revision, reviewer_id, outcome, decided_at, content)
       SELECT ?, number, ?, ?, ?, ?, ? FROM applications WHERE id = ? ON CONFLICT (decision_id) DO NOTHING`,
  );
  const ticket = connection.statement('first_looks.set_ticket', 'UPDATE first_looks SET ticket = ? WHERE decision_id = ?');
  const putSecond = connection.statement(
    'second_looks.put',
    'INSERT INTO second_looks (decision_id, kind, formed_at, facts) VALUES (?, ?, ?, ?)',
  );
  const putViews = connection.statement(
    'second_looks.put_views',
    'INSERT INTO second_look_views (decision_id, application, content) SELECT ?, number, ? FROM applications WHERE id = ?',
  );
  const note = connection.statement(
    'second_looks.set_note',
    "UPDATE second_look_views SET content = json_set(content, '$.note', ?) WHERE decision_id = ?",
  );
  return {
    putFirstLook: ({ decisionId, applicationId, revision, first: { reviewerId, outcome, decidedAt, ...told } }) => {
      put.run(decisionId, revision, reviewerId, outcome, sortable(decidedAt), JSON.stringify(told), applicationId);
    },
    setTicket: (decisionId, drawn) => {
      ticket.run(drawn, decisionId);
    },
    putSecondLook: ({ decisionId, kind, formedAt, applicationId, views }, facts) => {
      putSecond.run(decisionId, kind, formedAt, JSON.stringify(facts));
      putViews.run(decisionId, JSON.stringify(views), applicationId);
    },
    setSecondLookNote: (decisionId, text) => {
      note.run(text, decisionId);
    },
  };
};

/**
 * What one reviewer decided here is somebody else's work as soon as another one signs in: it is taken over once, when that happens, so that deciding
 * itself writes no more than it must. Used inside the store only.
 */
export const openHandOver = (connection: Connection): { keep(): void } => {
  const keep = connection.statement(
    'first_looks.keep_own',
    `INSERT INTO first_looks (decision_id, application, revision, reviewer_id, outcome, decided_at, content)
       SELECT d.decision_id, a.number, json_extract(d.content, '$.subject.revision'), json_extract(d.content, '$.reviewerId'), d.outcome, d.decided_at,
              json_object('reasons', json_extract(d.content, '$.reasons'), 'matched', json_extract(d.content, '$.matched'),
                          'notice', json_extract(d.content, '$.notice'))
         FROM decisions d JOIN applications a ON a.id = d.subject_id
        WHERE d.subject_kind = 'application' AND d.state NOT IN ('taken_back', 'dropped') ON CONFLICT (decision_id) DO NOTHING`,
  );
  return {
    keep: () => {
      keep.run();
    },
  };
};
