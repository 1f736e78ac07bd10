import { maskName } from '../../../shared/domain/masking.ts';
import type { RequestKind, ReviewRequest } from '../../../shared/domain/request.ts';
import { type Connection, fromJson, sortable } from './connection.ts';
import { openProgress } from './progress.ts';
import type { ReadableStore, WritableStore } from './types.ts';

type ListRow = { id: string; kind: string; application_id: string | null; submitted_at: string; state: 'open' | 'decided'; name: unknown };

const rowOf = ({ id, kind, application_id, submitted_at, state, name }: ListRow) => ({
  requestId: id,
  kind: kind as RequestKind,
  ...(application_id === null ? {} : { applicationId: application_id }),
  ...(typeof name === 'string' && name !== '' ? { name: maskName(name) } : {}),
  submittedAt: submitted_at,
  state,
});

/** What the store tells of applicants' requests: those of one application, open and decided, oldest first. */
export const readRequests = (connection: Connection): Pick<ReadableStore, 'requests' | 'request' | 'requestPage'> => {
  const ofApplication = connection.statement<{ content: string }>(
    'requests.of_application',
    'SELECT content FROM requests WHERE application_id = ? ORDER BY submitted_at, id',
  );
  const byId = connection.statement<{ content: string; state: 'open' | 'decided' }>(
    'requests.by_id',
    'SELECT content, state FROM requests WHERE id = ?',
  );
  const list = (state: 'open' | 'decided', direction: 'ASC' | 'DESC') =>
    connection.statement<ListRow>(
      `requests.list_${state}`,
      `SELECT r.id, r.kind, r.application_id, r.submitted_at, r.state, coalesce(a.name, json_extract(r.content, '$.payload.name')) AS name
         FROM requests r LEFT JOIN applications a ON a.id = r.application_id
         WHERE r.state = '${state}' ORDER BY r.submitted_at ${direction}, r.id ${direction} LIMIT ? OFFSET ?`,
    );
  const openOnes = list('open', 'ASC');
  const decidedOnes = list('decided', 'DESC');
  const counts = connection.statement<{ total: number; open: number }>(
    'requests.counts',
    "SELECT count(*) AS total, count(*) FILTER (WHERE state = 'open') AS open FROM requests",
  );
  return {
    requestPage: (offset, limit) => {
      const { total = 0, open = 0 } = counts.get() ?? {};
      const first = offset < open ? openOnes.all(limit, offset) : [];
      const rest = first.length < limit ? decidedOnes.all(limit - first.length, Math.max(0, offset - open)) : [];
      return { rows: [...first, ...rest].map(rowOf), total, open };
    },
    requests: (applicationId) => ofApplication.all(applicationId).map(({ content }) => fromJson<ReviewRequest>(content)),
    request: (id) => {
      const row = byId.get(id);
      return row === undefined ? undefined : { request: fromJson<ReviewRequest>(row.content), state: row.state };
    },
  };
};

/** What of requests can be changed. */
export const writeRequests = (connection: Connection): Pick<WritableStore, 'putRequest' | 'setRequestState' | 'removeRequest'> => {
  const progress = openProgress(connection);
  const find = connection.statement<{ application_id: string | null }>('requests.find', 'SELECT application_id FROM requests WHERE id = ?');
  // A request that comes again unchanged keeps its state: a feed that is read twice must not open what was decided.
  const put = connection.statement(
    'requests.put',
    `INSERT INTO requests (id, kind, application_id, submitted_at, content) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, application_id = excluded.application_id, submitted_at = excluded.submitted_at,
         content = excluded.content, state = CASE WHEN content = excluded.content THEN state ELSE 'open' END`,
  );
  const setState = connection.statement('requests.set_state', 'UPDATE requests SET state = ? WHERE id = ?');
  const remove = connection.statement('requests.remove', 'DELETE FROM requests WHERE id = ?');
  const changing = (id: string, change: () => void): void => {
    const before = find.get(id)?.application_id;
    change();
    const after = find.get(id)?.application_id;
    for (const applicationId of new Set([before, after])) if (typeof applicationId === 'string') progress.refreshRequests(applicationId);
  };
  return {
    putRequest: (request) =>
      changing(request.id, () => {
        put.run(request.id, request.kind, request.applicationId ?? null, sortable(request.submittedAt), JSON.stringify(request));
      }),
    setRequestState: (id, state) =>
      changing(id, () => {
        setState.run(state, id);
      }),
    removeRequest: (id) =>
      changing(id, () => {
        remove.run(id);
      }),
  };
};
