import type { GivenReason } from '../../../shared/domain/decision.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { maskName } from '../../../shared/domain/masking.ts';
import { findReason, goesWith } from '../../../shared/domain/reason.ts';
import { forbidsSending } from '../../../shared/domain/reason-linter.ts';
import type { AlikeDecided, AlikePreview, AlikeRow } from '../../../shared/domain/review.ts';
import { suggestedReasons } from '../../../shared/domain/suggestions.ts';
import type { HeldApplication, ReadableStore } from '../store/index.ts';
import { decide } from './decide.ts';
import { findingsOf } from './findings.ts';
import { noticeFor } from './notice.ts';
import type { ReviewParts } from './parts.ts';
import { claimIsGone } from './permission.ts';
import { rulesInForce } from './rules.ts';

/** The outcome of deciding several together: what is final is looked at one by one. */
const outcome = 'request_fixes' as const;

const notAllowed = (store: ReadableStore, wanted: number): ReturnType<typeof fail> | undefined => {
  const most = rulesInForce(store).policy.review.alikeAtOnce ?? 0;
  return wanted > most ? fail('alike_not_allowed', { most }) : undefined;
};

/** The reasons that the findings suggest, as on the review screen. */
const suggestedFor = (store: ReadableStore, { application }: HeldApplication): GivenReason[] =>
  suggestedReasons(findingsOf(store, application), rulesInForce(store).catalogue, application);

const rowOf = (store: ReadableStore, applicationId: string, code: string): AlikeRow => {
  const held = store.application(applicationId);
  if (held === undefined) return { applicationId, revision: 0, name: '', leftOut: 'gone' };
  const { revision, applicant } = held.application;
  const named = { applicationId, revision, name: maskName(applicant.name ?? '') };
  if (held.state === 'decided') return { ...named, leftOut: 'decided' };
  if (claimIsGone(store, applicationId)) return { ...named, leftOut: 'claim_lost' };
  if (!held.checksComplete) return { ...named, leftOut: 'not_checked' };
  const suggested = suggestedFor(store, held);
  if (!suggested.some((reason) => reason.code === code)) return { ...named, leftOut: 'not_shared' };
  // Told of one fault only, the applicant would come back with the others.
  if (suggested.some((reason) => reason.code !== code)) return { ...named, leftOut: 'other_faults' };
  const { notice, problems, reasons } = noticeFor(store, { kind: 'application', held }, outcome, suggested);
  return forbidsSending(problems) ? { ...named, leftOut: 'notice_refused' } : { ...named, reasons, notice };
};

/** What one reason would do to each of these applications; without a reason, which ones they share. */
export const previewAlike = (
  { store }: ReviewParts,
  { applicationIds, code }: { applicationIds: readonly string[]; code?: string | undefined },
): Result<AlikePreview> => {
  const refusal = notAllowed(store.read, applicationIds.length);
  if (refusal !== undefined) return refusal;
  const { catalogue } = rulesInForce(store.read);
  const counts = new Map<string, number>();
  for (const id of applicationIds) {
    const held = store.read.application(id);
    if (held === undefined || held.state === 'decided') continue;
    for (const suggested of new Set(suggestedFor(store.read, held).map((reason) => reason.code))) {
      const reason = findReason(catalogue, suggested);
      if (reason !== undefined && goesWith(reason, outcome)) counts.set(suggested, (counts.get(suggested) ?? 0) + 1);
    }
  }
  const offered = [...counts].map(([offeredCode, applications]) => ({ code: offeredCode, applications }));
  return succeed({
    offered: offered.sort((left, right) => right.applications - left.applications),
    rows: code === undefined ? [] : applicationIds.map((id) => rowOf(store.read, id, code)),
  });
};

/** Decides each of them by itself, with the reasons that its own findings suggest now; one that is refused keeps no other from being decided. */
export const decideAlike = (
  parts: ReviewParts,
  { items, code, durationMs }: { items: readonly { applicationId: string; revision: number }[]; code: string; durationMs: number },
): Result<AlikeDecided> => {
  const refusal = notAllowed(parts.store.read, items.length);
  if (refusal !== undefined) return refusal;
  const came: AlikeDecided = { decided: [], refused: [] };
  for (const { applicationId, revision } of items) {
    const row = rowOf(parts.store.read, applicationId, code);
    const reasons = row.leftOut === undefined ? row.reasons : [];
    const result = decide(parts, {
      subject: { kind: 'application', id: applicationId, revision },
      outcome,
      reasons,
      matched: [],
      durationMs: durationMs / items.length,
    });
    if (result.ok) came.decided.push(result.value);
    else came.refused.push({ applicationId, code: result.error.code });
  }
  return succeed(came);
};
