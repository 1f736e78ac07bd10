import { numberEnding } from '../../../shared/domain/audit.ts';
import { type Connection, fromJson, orUndefined, type Statement, type Value } from './connection.ts';
import type { AuditQuery, ChainedEntry, ReadableStore } from './types.ts';

/** A row of the chain. */
export type AuditRow = {
  seq: number;
  at: string;
  reviewer_id: string;
  action: string;
  subject: string | null;
  details: string | null;
  previous: string;
  hash: string;
  signature: Uint8Array | null;
};

/** The row as the domain has it. */
export const entryOf = (row: AuditRow): ChainedEntry => ({
  seq: row.seq,
  at: row.at,
  reviewerId: row.reviewer_id,
  action: row.action,
  subject: orUndefined(row.subject),
  details: row.details === null ? undefined : fromJson<Record<string, string | number>>(row.details),
  previous: row.previous,
  hash: row.hash,
  signature: orUndefined(row.signature),
});

/** What an entry is about. The index of 0240 spells it in the same way. */
const auditAbout = "coalesce(details ->> '$.of', subject)";
/** The end of that number, by which it is found. */
const auditEnding = `substr(${auditAbout}, -${numberEnding})`;

type Condition = { sql: string; values: Value[] };

/** The conditions of a query. The number is looked up first, then the kind; a plus keeps SQLite from another index than that one's. */
const conditionsOf = ({ action, from, until, number }: AuditQuery): Condition[] => {
  const wanted = number === undefined ? undefined : [...number].slice(-numberEnding).join('');
  return [
    ...(number === undefined || wanted === undefined
      ? []
      : [
          { sql: `${auditEnding} = ? AND ${auditAbout} IS NOT NULL`, values: [wanted] },
          { sql: `substr(${auditAbout}, -length(?)) = ?`, values: [number, number] },
        ]),
    ...(action === undefined ? [] : [{ sql: `${number === undefined ? '' : '+'}action = ?`, values: [action] }]),
    ...(from === undefined ? [] : [{ sql: 'at >= ?', values: [from] }]),
    ...(until === undefined ? [] : [{ sql: 'at < ?', values: [until] }]),
  ];
};

const whereOf = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;

type ListedRow = AuditRow & { about: string | null; kind: 'application' | 'request' | null };

/** The audit as a person reads it: narrowed, latest first, page by page behind a place, so that a million entries are as quick as a hundred. */
export const readAuditList = (connection: Connection): Pick<ReadableStore, 'auditList' | 'auditCount' | 'auditActions'> => {
  const prepared = new Map<string, Statement<never>>();
  /** A statement for each set of conditions; there are a dozen. */
  const statementFor = <Row>(name: string, sql: string): Statement<Row> => {
    const known = prepared.get(sql) ?? (connection.statement<Row>(name, sql) as Statement<never>);
    prepared.set(sql, known);
    return known as Statement<Row>;
  };
  const actions = connection.statement<{ action: string }>(
    'audit.actions',
    `WITH RECURSIVE kinds (action) AS (
       SELECT min(action) FROM audit UNION ALL SELECT (SELECT min(action) FROM audit WHERE action > kinds.action) FROM kinds WHERE kinds.action IS NOT NULL
     ) SELECT action FROM kinds WHERE action IS NOT NULL`,
  );
  return {
    auditList: (query, before, limit) => {
      const conditions = [
        ...conditionsOf(query),
        ...(before === undefined ? [] : [{ sql: '(at, seq) < (?, ?)', values: [before.at, before.seq] }]),
      ];
      const list = statementFor<ListedRow>(
        'audit.list',
        `SELECT page.*, CASE WHEN EXISTS (SELECT 1 FROM applications WHERE id = about) THEN 'application'
             WHEN EXISTS (SELECT 1 FROM requests WHERE id = about) THEN 'request' END AS kind
           FROM (SELECT audit.*, coalesce(details ->> '$.of', (SELECT subject_id FROM decisions WHERE decision_id = subject), subject) AS about
             FROM audit ${whereOf(conditions)} ORDER BY at DESC, seq DESC LIMIT ?) AS page`,
      );
      return list.all(...conditions.flatMap(({ values }) => values), limit).map((row) => ({
        ...entryOf(row),
        about: orUndefined(row.about),
        kind: orUndefined(row.kind),
      }));
    },
    auditCount: (query) => {
      const conditions = conditionsOf(query);
      const count = statementFor<{ count: number }>('audit.count', `SELECT count(*) AS count FROM audit ${whereOf(conditions)}`);
      return count.get(...conditions.flatMap(({ values }) => values))?.count ?? 0;
    },
    auditActions: () => actions.all().map(({ action }) => action),
  };
};
