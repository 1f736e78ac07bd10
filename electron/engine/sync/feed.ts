import { type RawChange, readChange, readEntry } from '../../../shared/contract/intake/index.ts';
import type { Change } from '../../../shared/domain/change.ts';
import { requestDraftKey, type Store, type WritableStore } from '../store/index.ts';
import { loseClaim } from './claims.ts';
import type { DueTimes } from './due-times.ts';
import { noteRules } from './noted-rules.ts';

/** What applying one page of the feed did. */
export type AppliedPage = {
  applied: number;
  unknown: number;
  malformed: number;
  /** Applications whose rows changed. */
  applicationIds: Set<string>;
  /** Files that no application names any more; their keys are destroyed, their bytes can go. */
  orphanedFiles: string[];
  /** Applications that were withdrawn, and are erased with that. */
  withdrawn: number;
  /** Whether announcements, policy or catalogue changed. */
  rules: boolean;
  /** Whether requests, or claims, changed. */
  requests: boolean;
  claims: boolean;
  /** Whether work that was begun is kept apart now, or erased, since what it was begun on is gone. */
  draftsKept: boolean;
};

/** Applies one page and its cursor in a single transaction: either all of it is here and the position moved on, or nothing is. */
export const applyPage = (
  store: Store,
  page: { changes: readonly unknown[]; next?: string | undefined },
  dueTimes: DueTimes,
): AppliedPage & { last: RawChange | undefined } =>
  store.transaction((write) => {
    const entries = page.changes.map(readEntry);
    const readable = entries.filter((entry) => entry !== undefined);
    const outcome = applyChanges(write, readable, dueTimes);
    outcome.malformed += entries.length - readable.length;
    if (page.next !== undefined) write.saveWorkstation({ cursor: page.next });
    return { ...outcome, last: readable.at(-1) };
  });

/**
 * Applies entries within the caller's transaction, from the feed or a package.
 * Entries of unknown kind are kept and skipped; a malformed entry is counted and kept aside, since one bad entry must not stop the feed for ever.
 */
export const applyChanges = (write: WritableStore, changes: Iterable<RawChange>, dueTimes: DueTimes): AppliedPage => {
  const outcome: AppliedPage = {
    applied: 0,
    unknown: 0,
    malformed: 0,
    applicationIds: new Set(),
    orphanedFiles: [],
    withdrawn: 0,
    rules: false,
    requests: false,
    claims: false,
    draftsKept: false,
  };
  for (const raw of changes) {
    const read = readChange(raw.kind === 'policy.upsert' ? { ...raw, policy: completed(write.policy(), raw.policy) } : raw);
    if (!read.ok) {
      outcome.malformed += 1;
      write.keepUnknownChange(raw.seq, raw.kind, { malformed: read.problems });
      continue;
    }
    if (read.change.kind === 'unknown') {
      outcome.unknown += 1;
      write.keepUnknownChange(raw.seq, raw.kind, read.change.raw);
      continue;
    }
    applyChange(write, read.change, dueTimes, outcome);
    outcome.applied += 1;
  }
  return outcome;
};

/** A policy that names only what it changes is completed by the one in force. Lists are taken as they are. */
const completed = (present: unknown, told: unknown): unknown => {
  if (!isObject(present) || !isObject(told)) return told ?? present;
  const { version: _version, ...rest } = present;
  const names = new Set([...Object.keys(rest), ...Object.keys(told)]);
  return Object.fromEntries([...names].map((name) => [name, name in told ? completed(rest[name], told[name]) : rest[name]]));
};
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const applyChange = (
  write: WritableStore,
  change: Exclude<Change, { kind: 'unknown' }>,
  dueTimes: DueTimes,
  outcome: AppliedPage,
): void => {
  switch (change.kind) {
    case 'application.upsert': {
      write.putApplication(change.application, dueTimes.of(change.application, write));
      outcome.applicationIds.add(change.application.id);
      return;
    }
    case 'application.remove': {
      remove(write, change, outcome);
      outcome.claims = endClaim(write, change) || outcome.claims;
      outcome.requests = true;
      // An undecided draft is kept apart and shown; of what was withdrawn nothing is kept.
      outcome.draftsKept = write.setDraftRemoved(change.id, change.cause, change.at) || outcome.draftsKept;
      outcome.applicationIds.add(change.id);
      return;
    }
    case 'account.status': {
      const since = change.since === '' ? change.at : change.since;
      const affected = write.setAccount({ id: change.accountId, status: change.status, since, cause: change.cause });
      for (const id of affected) outcome.applicationIds.add(id);
      return;
    }
    case 'request.upsert': {
      write.putRequest(change.request);
      outcome.requests = true;
      if (change.request.applicationId !== undefined) outcome.applicationIds.add(change.request.applicationId);
      return;
    }
    case 'request.remove': {
      const held = write.request(change.id);
      write.removeRequest(change.id);
      outcome.draftsKept = write.setDraftRemoved(requestDraftKey(change.id), 'withdrawn', change.at) || outcome.draftsKept;
      outcome.requests = true;
      if (held?.request.applicationId !== undefined) outcome.applicationIds.add(held.request.applicationId);
      return;
    }
    case 'decision.recorded': {
      recordDecision(write, change);
      if (change.outcome !== 'escalate' && write.decision(change.decisionId) === undefined)
        outcome.claims = write.removeClaim(change.applicationId) || outcome.claims;
      outcome.applicationIds.add(change.applicationId);
      return;
    }
    case 'announcement.upsert': {
      write.putAnnouncement(change.announcement);
      if (change.announcement.extendsDueTimes) for (const id of dueTimes.recompute(write)) outcome.applicationIds.add(id);
      outcome.rules = true;
      return;
    }
    case 'announcement.remove': {
      write.removeAnnouncement(change.id);
      for (const id of dueTimes.recompute(write)) outcome.applicationIds.add(id);
      outcome.rules = true;
      return;
    }
    case 'policy.upsert': {
      noteRules(write, 'policy', change.policy.version, change.at);
      write.putPolicy(change.policy);
      // What is open follows the new working days as well; what is decided keeps what it was decided under.
      for (const id of dueTimes.recompute(write)) outcome.applicationIds.add(id);
      outcome.rules = true;
      return;
    }
    case 'reasons.upsert': {
      noteRules(write, 'catalogue', change.catalogue.version, change.at);
      write.putCatalogue(change.catalogue);
      outcome.rules = true;
      return;
    }
    default:
      change satisfies never;
  }
};

/** Forgets an application; where it was withdrawn what else is kept of the person goes at once, and the audit proves it. */
const remove = (write: WritableStore, { id, cause, at }: Extract<Change, { kind: 'application.remove' }>, outcome: AppliedPage): void => {
  const held = write.application(id);
  const { latestSeen = at, workstationId } = write.workstation();
  // Before its requests go with it, which tell of drafts.
  const erased = cause === 'withdrawn' ? write.eraseWithdrawn(id, held?.application.revision, latestSeen) : undefined;
  const { orphanedFiles } = write.removeApplication(id);
  outcome.orphanedFiles.push(...orphanedFiles);
  if (erased === undefined) return;
  const { drafts, decisions } = erased;
  // Of one that went before for another cause there may have been a draft still.
  if (drafts > 0) outcome.draftsKept = true;
  if (held === undefined && drafts + decisions === 0) return;
  outcome.withdrawn += 1;
  write.audit({
    at: latestSeen,
    reviewerId: workstationId,
    action: 'erasure.withdrawn',
    details: { application: write.erasureToken(id), files: orphanedFiles.length, drafts, decisions },
  });
};

/** What was handed over is shown as lost; what was withdrawn or has expired needs no claim any more. Returns whether there was one. */
const endClaim = (write: WritableStore, { id, cause, at }: Extract<Change, { kind: 'application.remove' }>): boolean => {
  if (write.claim(id) === undefined) return false;
  if (cause === 'reassigned') loseClaim(write, id, 'reassigned', at);
  else write.removeClaim(id);
  return true;
};

/** Somebody else's decision closes the application here, unless ours is still on its way: then the platform's receipt tells which one counts. */
const recordDecision = (write: WritableStore, change: Extract<Change, { kind: 'decision.recorded' }>): void => {
  const held = write.application(change.applicationId);
  if (held === undefined) return;
  keepForSecondLook(write, change, change.revision ?? held.application.revision);
  if (held.state === 'decided') return;
  if (change.revision !== undefined && change.revision < held.application.revision) return;
  if (write.decision(change.decisionId) !== undefined) return;
  if (change.outcome === 'escalate') return;
  write.setReviewState(change.applicationId, 'decided');
};

/** Somebody else's decision may be looked at a second time. A platform need not tell its identifier, nor more than the outcome. */
const keepForSecondLook = (write: WritableStore, change: Extract<Change, { kind: 'decision.recorded' }>, revision: number): void => {
  if (write.decision(change.decisionId) !== undefined) return;
  const { applicationId, outcome, decidedAt, reviewerId, reasons, matched, notice, note } = change;
  const decisionId = change.decisionId === 'unknown' ? `unknown:${applicationId}:${revision}` : change.decisionId;
  write.putFirstLook({ decisionId, applicationId, revision, first: { outcome, decidedAt, reviewerId, reasons, matched, notice, note } });
};
