import type { FieldChange } from '../../../shared/domain/conflict.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { fieldNameOf } from '../../../shared/domain/field-name.ts';
import type { ReasonCatalogue } from '../../../shared/domain/reason.ts';
import { type RequestKind, type RequestRow, type ReviewRequest, requestKinds } from '../../../shared/domain/request.ts';
import type { RequestSheet } from '../../../shared/domain/review.ts';
import { type HeldApplication, requestDraftKey } from '../store/index.ts';
import { emptyDraft } from './draft.ts';
import { recordReveal, shownBesideRequest, shownRequest, shownRequestChanges } from './masked.ts';
import { recordOf } from './outbox.ts';
import type { ReviewParts } from './parts.ts';
import { rulesInForce } from './rules.ts';

/** The list of requests, names masked. */
export const requestPage = (
  { store }: ReviewParts,
  offset: number,
  limit: number,
): Result<{ rows: RequestRow[]; total: number; open: number }> => succeed(store.read.requestPage(offset, limit));

/** What granting an amendment would make different. A field that already has the new value is left out. */
export const amendmentChanges = ({ kind, payload }: ReviewRequest, held: HeldApplication | undefined): FieldChange[] => {
  const wanted = payload.changes;
  if (kind !== 'amendment' || typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return [];
  const applicant = held?.application.applicant ?? {};
  return Object.entries(wanted).flatMap(([name, value]): FieldChange[] => {
    if (typeof value !== 'string') return [];
    const field = fieldNameOf(name);
    const before = applicant[field];
    return before === value ? [] : [{ field, ...(before === undefined ? {} : { before }), after: value }];
  });
};

/**
 * The reasons of the catalogue for this kind of request: its own, `request.<kind>_…`, and those about requests of every kind. A kind of a newer
 * platform gets all of the latter.
 */
export const requestReasonCodes = (kind: RequestKind, catalogue: ReasonCatalogue): string[] =>
  catalogue.reasons
    .map(({ code }) => code)
    .filter((code) => {
      if (!code.startsWith('request.')) return false;
      const owner = requestKinds.find((known) => code.startsWith(`request.${known}_`));
      return owner === undefined || owner === kind;
    });

/** Everything the screen shows of one request. With `reveal` its values are in full, and that somebody asked is in the audit. */
export const openRequest = (parts: ReviewParts, requestId: string, reveal: boolean): Result<RequestSheet> => {
  const { store } = parts;
  const found = store.read.request(requestId);
  if (found === undefined) return fail('request_unknown', {}, requestId);
  const { request, state } = found;
  if (reveal) recordReveal(parts, requestId);
  const held = request.applicationId === undefined ? undefined : store.read.application(request.applicationId);
  const draft = store.read.draft(requestDraftKey(requestId));
  return succeed({
    request: shownRequest(request, reveal),
    revealed: reveal,
    state,
    ...(held === undefined ? {} : { application: shownBesideRequest(held.application, reveal) }),
    changes: shownRequestChanges(amendmentChanges(request, held), reveal),
    reasonCodes: requestReasonCodes(request.kind, rulesInForce(store.read).catalogue),
    decisions: store.read.decisionsOn('request', requestId).map(recordOf),
    draft: draft ?? emptyDraft,
  });
};
