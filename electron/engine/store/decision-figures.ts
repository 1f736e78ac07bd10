import type { Decision } from '../../../shared/domain/decision.ts';
import { type AnsweredCheck, answersOf, type DecisionFigures, figuresOf } from '../../../shared/domain/decision-figures.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { ReasonCatalogue } from '../../../shared/domain/reason.ts';
import { type Connection, fromJson, orUndefined } from './connection.ts';
import type { WritableStore } from './types.ts';

/** A decision and what is held of its application. */
type Row = {
  number: number;
  content: string;
  application: number | null;
  type: string | null;
  revision: number | null;
  due_at: string | null;
};

/** What of a decision is read for its figures. */
const columns = 'd.number, d.content, a.number AS application, a.type, a.revision, a.due_at';
const joined = "decisions d LEFT JOIN applications a ON d.subject_kind = 'application' AND a.id = d.subject_id";
/** Decisions that are not in the figures yet. One that was taken back never is, and one that still can be is counted as it stands. */
const missing = `d.number > (SELECT value FROM tallies WHERE name = 'decisions_figured')
  AND d.number NOT IN (SELECT number FROM decisions_figured_early) AND d.state NOT IN ('held', 'taken_back')`;

/** One decision with its figures and what it says to the checks. */
export type Figured = { number: number; figures: DecisionFigures; answers: AnsweredCheck[] };

/** Makes the figures of a decision from what is held of its application; used inside the store only. */
export type Figuring = {
  /** Of those that still can be taken back: they are in no table. */
  held(): Figured[];
  /** Of those that are in no table and can't be taken back any more, the oldest. */
  missing(limit: number): Figured[];
  /** Of those among them about one application. */
  missingOf(applicationId: string): Figured[];
};

/** Opens it over a connection. */
export const openFiguring = (connection: Connection): Figuring => {
  const held = connection.statement<Row>(
    'decision_figures.held',
    `SELECT ${columns} FROM ${joined} WHERE (d.state IN ('held', 'waiting', 'sending')) = 1 AND d.state = 'held'`,
  );
  const next = connection.statement<Row>(
    'decision_figures.missing',
    `SELECT ${columns} FROM ${joined} WHERE ${missing} ORDER BY d.number LIMIT ?`,
  );
  const ofApplication = connection.statement<Row>(
    'decision_figures.missing_of',
    `SELECT ${columns} FROM ${joined} WHERE (d.state IN ('held', 'waiting', 'sending')) IN (0, 1) AND coalesce(d.application_id, d.subject_id) = ? AND ${missing}`,
  );
  const findings = connection.statement<{ content: string }>(
    'decision_figures.findings',
    'SELECT content FROM findings WHERE application = ?',
  );
  const catalogue = connection.statement<{ content: string }>(
    'decision_figures.catalogue',
    "SELECT content FROM rules WHERE kind = 'catalogue' ORDER BY number DESC LIMIT 1",
  );
  const figured = (rows: readonly Row[]): Figured[] => {
    if (rows.length === 0) return [];
    const text = catalogue.get()?.content;
    const reasons = text === undefined ? undefined : fromJson<ReasonCatalogue>(text);
    return rows.map((row) => {
      const decision = fromJson<Decision>(row.content);
      // What is held of a newer revision says nothing about the one that was decided.
      const same = row.application !== null && row.revision === decision.subject.revision;
      const found = same ? findings.all(row.application).flatMap(({ content }) => fromJson<Finding[]>(content)) : [];
      return {
        number: row.number,
        figures: figuresOf({ decision, type: orUndefined(row.type), dueAt: same ? orUndefined(row.due_at) : undefined }),
        answers: answersOf(decision, found, reasons),
      };
    });
  };
  return {
    held: () => figured(held.all()),
    missing: (limit) => figured(next.all(limit)),
    missingOf: (applicationId) => figured(ofApplication.all(applicationId)),
  };
};

/** Keeps figures. Deciding itself writes none: they follow when somebody looks at the statistics, or before an application is changed or erased. */
export type FigureKeeping = {
  /** Keeps those of at most `limit` decisions; returns how many. */
  keep(limit: number): number;
  /** To be called before another revision takes an application's place, or it goes: keeps the figures of what was decided on it. */
  keepOf(applicationId: string): void;
};

/** Opens it over a connection; used inside the store only. */
export const openFigureKeeping = (connection: Connection): FigureKeeping => {
  const figuring = openFiguring(connection);
  const put = connection.statement(
    'decision_figures.put',
    'INSERT INTO decision_figures (day, number, hour, type, outcome, margin_hours, duration_tenths, reasons) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const answer = connection.statement(
    'check_answers.count',
    `INSERT INTO check_answers (day, check_id, verdict, answer, count) VALUES (?, ?, ?, ?, 1)
       ON CONFLICT (day, check_id, verdict, answer) DO UPDATE SET count = count + 1`,
  );
  const noteEarly = connection.statement('decision_figures.note_early', 'INSERT INTO decisions_figured_early (number) VALUES (?)');
  // Up to the first that still may be taken back; with none, up to the last of all.
  const advance = connection.statement(
    'decision_figures.advance',
    `UPDATE tallies SET value = coalesce((SELECT min(number) - 1 FROM decisions d WHERE d.number > value AND d.state <> 'taken_back'
         AND d.number NOT IN (SELECT number FROM decisions_figured_early)), (SELECT coalesce(max(number), 0) FROM decisions))
       WHERE name = 'decisions_figured'`,
  );
  const forgetEarly = connection.statement(
    'decision_figures.forget_early',
    "DELETE FROM decisions_figured_early WHERE number <= (SELECT value FROM tallies WHERE name = 'decisions_figured')",
  );
  const write = (all: readonly Figured[]): void => {
    for (const { number, figures, answers } of all) {
      const { day, hour, type, outcome, marginHours, durationTenths, reasons } = figures;
      put.run(day, number, hour, type, outcome, marginHours ?? null, durationTenths, JSON.stringify(reasons));
      for (const { check, verdict, answer: given } of answers) answer.run(day, check, verdict, given);
      noteEarly.run(number);
    }
  };
  return {
    keep: (limit) => {
      const all = figuring.missing(limit);
      write(all);
      advance.run();
      forgetEarly.run();
      return all.length;
    },
    keepOf: (applicationId) => write(figuring.missingOf(applicationId)),
  };
};

/** What of the figures can be changed. */
export const writeDecisionFigures = (connection: Connection): Pick<WritableStore, 'keepFigures'> => {
  const { keep } = openFigureKeeping(connection);
  return { keepFigures: keep };
};
