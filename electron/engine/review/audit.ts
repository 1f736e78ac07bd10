import type { AuditFilter, AuditPage, AuditPlace, AuditRecord } from '../../../shared/domain/audit.ts';
import { type Result, succeed } from '../../../shared/domain/failure.ts';
import { dayMs, instantOf, toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { AuditEntry, AuditQuery, ListedEntry, ReadableStore, WritableStore } from '../store/index.ts';
import { platformNow } from './moment.ts';
import type { ReviewParts } from './parts.ts';

/** The filter as the store asks: a day of Asia/Shanghai is a stretch of instants. */
export const auditQueryOf = ({ action, day, number }: AuditFilter): AuditQuery => {
  const begin = day === undefined ? undefined : instantOf({ date: day, timeMs: 0 });
  return { action, number, ...(begin === undefined ? {} : { from: toTimestamp(begin), until: toTimestamp(begin + dayMs) }) };
};

/** Which filters were set. Never their values: a number that is looked for was typed and may be anything. */
const filtersOf = (filter: AuditFilter): Pick<AuditEntry, 'details'> => {
  const set = (['action', 'day', 'number'] as const).filter((member) => filter[member] !== undefined);
  return set.length === 0 ? {} : { details: { filters: set.join(' ') } };
};

/** An entry of the present moment by whoever is signed in. */
export const entryNow = (
  { clock }: Pick<ReviewParts, 'clock'>,
  write: WritableStore,
  entry: Pick<AuditEntry, 'action' | 'subject' | 'details'>,
): AuditEntry => ({
  at: toTimestamp(platformNow(write, clock.now())),
  reviewerId: write.workstation().reviewer?.id ?? 'unknown',
  ...entry,
});

/** Records that somebody looked; looking again at what nothing was added to since is the same look. */
const recordView = (parts: ReviewParts, filter: AuditFilter): void =>
  parts.store.transaction((write) => {
    const entry = entryNow(parts, write, { action: 'audit.viewed', ...filtersOf(filter) });
    // What looking leads to, verifying, is no news to whoever looks.
    const last = write.auditEntries(write.auditTail().seq - 1, 2).findLast(({ action }) => action !== 'audit.verified');
    const same = last?.action === entry.action && last.reviewerId === entry.reviewerId && last.details?.filters === entry.details?.filters;
    if (!same) write.audit(entry);
  });

const recordOf = (entry: ListedEntry, signedIn: { id: string; name: string } | undefined): AuditRecord => {
  const { of: _of, ...details } = entry.details ?? {};
  return {
    seq: entry.seq,
    at: entry.at,
    reviewer: { id: entry.reviewerId, ...(signedIn?.id === entry.reviewerId && signedIn.name !== '' ? { name: signedIn.name } : {}) },
    action: entry.action,
    ...(entry.about === undefined ? {} : { about: { id: entry.about, ...(entry.kind === undefined ? {} : { kind: entry.kind }) } }),
    details,
    hash: entry.hash,
  };
};

const pageOf = (store: ReadableStore, filter: AuditFilter, before: AuditPlace | undefined, limit: number): AuditPage => {
  const found = store.auditList(auditQueryOf(filter), before, limit + 1);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const { reviewer } = store.workstation();
  return {
    records: shown.map((entry) => recordOf(entry, reviewer)),
    ...(found.length > limit && last !== undefined ? { next: { at: last.at, seq: last.seq } } : {}),
    actions: store.auditActions(),
  };
};

/** A page of the audit. That somebody began to look is in the audit before the first page is handed out. */
export const auditPage = (parts: ReviewParts, filter: AuditFilter, before: AuditPlace | undefined, limit: number): Result<AuditPage> => {
  if (before === undefined) recordView(parts, filter);
  return succeed(pageOf(parts.store.read, filter, before, limit));
};

/** Records an export, before anything of it is written. */
export const recordAuditExport = (parts: ReviewParts, filter: AuditFilter, entries: number): void =>
  parts.store.transaction((write) =>
    write.audit(entryNow(parts, write, { action: 'audit.exported', details: { ...filtersOf(filter).details, entries } })),
  );
