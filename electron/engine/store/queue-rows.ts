import type { Application } from '../../../shared/domain/application.ts';
import type { ClaimState } from '../../../shared/domain/claim.ts';
import type { OutboxState } from '../../../shared/domain/decision.ts';
import type { CheckId, Verdict } from '../../../shared/domain/finding.ts';
import { maskName } from '../../../shared/domain/masking.ts';
import type { DueState, QueueRow } from '../../../shared/domain/queue.ts';
import { shanghaiMoment } from '../../../shared/domain/shanghai-time.ts';
import { type Connection, fromJson } from './connection.ts';
import { matchedFields } from './search-text.ts';
import type { Instant } from './types.ts';

type Row = {
  id: string;
  revision: number;
  type: string;
  name: string;
  submitted_at: string;
  due_at: string;
  priority: number;
  account_status: string;
  attempt: number;
  decided: number;
  postponed_until: string | null;
  request_kinds: string;
  documents_total: number;
  documents_held: number;
  verdict: Verdict | 'waiting';
  marks: string;
  claim_state: ClaimState | null;
  claim_expires_at: string | null;
  decision_id: string | null;
  decision_outcome: string | null;
  decision_state: OutboxState | null;
  decision_at: string | null;
  content: string | null;
};

/** How near a due time is. All RFC 3339 in UTC with milliseconds; a day is a day in Asia/Shanghai. */
const dueStateOf = (dueAt: Instant, now: Instant, atRiskBefore: Instant): DueState => {
  if (dueAt <= now) return 'past';
  if (dueAt < atRiskBefore) return 'at_risk';
  return shanghaiMoment(dueAt).date === shanghaiMoment(now).date ? 'due_today' : 'in_time';
};

/** One row as the list shows it. */
const rowOf = (found: Row, now: Instant, atRiskBefore: Instant): QueueRow => {
  const postponed = found.decided === 0 && found.postponed_until !== null && found.postponed_until > now;
  const { claim_state: claimed, claim_expires_at: expiresAt } = found;
  const { decision_id: decisionId, decision_outcome: outcome, decision_state: decisionState, decision_at: decidedAt } = found;
  return {
    applicationId: found.id,
    revision: found.revision,
    type: found.type,
    name: maskName(found.name),
    submittedAt: found.submitted_at,
    dueAt: found.due_at,
    dueState: dueStateOf(found.due_at, now, atRiskBefore),
    attempt: found.attempt,
    priority: found.priority,
    accountStatus: found.account_status,
    verdict: found.verdict,
    marks: fromJson<CheckId[]>(found.marks),
    requests: fromJson<string[]>(found.request_kinds),
    documents: { held: found.documents_held, total: found.documents_total },
    state: found.decided === 1 ? 'decided' : postponed ? 'postponed' : 'open',
    ...(postponed && found.postponed_until !== null ? { postponedUntil: found.postponed_until } : {}),
    ...(claimed === null || expiresAt === null ? {} : { claim: { state: claimed, expiresAt } }),
    ...(decisionId === null || outcome === null || decisionState === null || decidedAt === null
      ? {}
      : { decision: { decisionId, outcome, state: decisionState, decidedAt } }),
  };
};

/** The rows with these numbers, in their order, in one statement: each of its own would take a lock on the file. */
const rowsSql = (content: string, besides: string): string =>
  `SELECT a.id, a.revision, a.type, a.name, a.submitted_at, a.due_at, a.priority, a.account_status, a.attempt, a.decided, a.postponed_until, a.request_kinds,
     a.documents_total, a.documents_held, a.verdict, a.marks, k.state AS claim_state, k.expires_at AS claim_expires_at,
     d.decision_id, d.outcome AS decision_outcome, d.state AS decision_state, d.decided_at AS decision_at, ${content} AS content
   FROM json_each(?) wanted CROSS JOIN applications a ON a.number = wanted.value ${besides}
     LEFT JOIN claims k ON k.application_id = a.id
     LEFT JOIN decisions d ON d.number = (SELECT l.number FROM decisions l
       WHERE (l.state IN ('held', 'waiting', 'sending')) IN (0, 1) AND coalesce(l.application_id, l.subject_id) = a.id
         AND l.subject_kind = 'application' AND l.state NOT IN ('taken_back', 'dropped') ORDER BY l.number DESC LIMIT 1)
   ORDER BY wanted.key`;

/** Opens reading the rows of a list by their numbers, as they are at `now`; with a search they say where it was found. */
export const openQueueRows = (connection: Connection) => {
  const plain = connection.statement<Row>('queue.rows', rowsSql('NULL', ''));
  const searched = connection.statement<Row>(
    'queue.rows_searched',
    rowsSql('c.content', 'LEFT JOIN application_contents c ON c.application = a.number'),
  );
  return (numbers: readonly number[], now: Instant, atRiskBefore: Instant, search: string | undefined): QueueRow[] => {
    if (numbers.length === 0) return [];
    const found = (search === undefined ? plain : searched).all(JSON.stringify(numbers));
    return found.map((row) => ({
      ...rowOf(row, now, atRiskBefore),
      ...(search === undefined || row.content === null ? {} : { matched: matchedFields(fromJson<Application>(row.content), search) }),
    }));
  };
};
