import type { BothLanguages } from '../../../shared/domain/announcement.ts';
import { approvalOf } from '../../../shared/domain/approval.ts';
import { carriedNote } from '../../../shared/domain/colleague-note.ts';
import type { Decision, GivenReason } from '../../../shared/domain/decision.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { DecideInput, DecisionRecord } from '../../../shared/domain/review.ts';
import type { ReviewerView } from '../../../shared/domain/second-look.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { Reviewer } from '../../../shared/domain/transfer.ts';
import type { WritableStore } from '../store/index.ts';
import { draftKeyOf, putDraft } from './draft.ts';
import { findingsOf } from './findings.ts';
import { platformNow } from './moment.ts';
import { noticeFor } from './notice.ts';
import { recordOf } from './outbox.ts';
import type { ReviewParts } from './parts.ts';
import { claimIsGone, offlineTooLong } from './permission.ts';
import { awaitsReading } from './readings.ts';
import { rulesInForce } from './rules.ts';
import { maySecond, waitingAmong } from './second-look/permission.ts';
import { comparePlanted } from './second-look/planted.ts';
import { recordSecondView } from './second-look/record.ts';
import { findSubject, type HeldSubject } from './subject.ts';

/** What a script may bring along that the window leaves to the engine. */
export type DecideOptions = {
  decisionId?: string | undefined;
  decidedAt?: string | undefined;
  notice?: BothLanguages | undefined;
  workstationId?: string | undefined;
  policyVersion?: string | undefined;
  reasonsVersion?: string | undefined;
  /** Overrides the policy's time for taking back, s; 0 sends with the next exchange. */
  takeBackSeconds?: number | undefined;
};

/**
 * Decides an application or a request: checks that it is the revision the reviewer saw, that approving is allowed and the notice complete,
 * and puts the decision into the outbox in the same durable transaction that closes the subject. What is refused keeps the reviewer's work
 * as the draft. Deciding twice with the same identifier is once.
 */
export const decide = ({ store, clock, random }: ReviewParts, input: DecideInput, options: DecideOptions = {}): Result<DecisionRecord> =>
  store.transaction((write) => {
    const known = options.decisionId === undefined ? undefined : write.decision(options.decisionId);
    if (known !== undefined) return succeed(recordOf(known));
    const now = platformNow(write, clock.now());
    const { reviewer, workstationId } = write.workstation();
    if (reviewer === undefined) return fail('not_signed_in');
    const found = findSubject(write, input.subject);
    if (!found.ok) return lostOr(write, input, found, toTimestamp(now));
    const composed = notNow(write, input, clock.now()) ?? assess(write, found.value, input, reviewer, options.notice);
    if (!composed.ok) {
      keepAsDraft(write, input, toTimestamp(now));
      return composed;
    }
    const { policy, catalogue } = rulesInForce(write);
    const seconds = options.takeBackSeconds ?? policy.review.takeBackSeconds;
    const decidedAt = options.decidedAt ?? toTimestamp(now);
    const { notice, reasons } = composed.value;
    const note = carriedNote(input.note, input.subject.kind === 'application' ? write.colleagueNotes(input.subject.id) : []);
    const decision: Decision = {
      decisionId: options.decisionId ?? random.uuidv7(now),
      subject: input.subject,
      outcome: input.outcome,
      reasons,
      matched: input.matched,
      notice,
      ...(note === undefined ? {} : { note }),
      ...(input.override === undefined ? {} : { override: input.override }),
      decidedAt,
      reviewerId: reviewer.id,
      policyVersion: options.policyVersion ?? policy.version,
      reasonsVersion: options.reasonsVersion ?? catalogue.version,
      workstationId: options.workstationId ?? workstationId,
      durationMs: Math.round(input.durationMs),
    };
    const second = found.value.kind === 'application' ? waitingAmong(write, write.firstLookOn(input.subject.id), reviewer) : undefined;
    // Whoever decides what was escalated is the second, wherever they do it: the view is kept as it was formed, before they see the first one's.
    if (second?.kind === 'escalation') recordSecondView(write, second, viewOf(decision), decidedAt);
    if (found.value.kind === 'application')
      comparePlanted(
        write,
        { decisionId: decision.decisionId, applicationId: input.subject.id, revision: input.subject.revision, decidedAt },
        viewOf(decision),
      );
    // The time to take back runs on this machine's own clock: the outbox compares it with the same one.
    const held = write.addDecision(
      decision,
      found.value.held?.application.id,
      seconds > 0 ? 'held' : 'waiting',
      toTimestamp(clock.now() + seconds * 1_000),
      found.value.kind === 'application',
    );
    // Of those that are kept only: what is alike is reckoned anew at every look, which would take longer than all the rest of a decision.
    if (found.value.kind === 'application')
      write.noteDecidedChecks(decision.decisionId, policy.version, write.findings(found.value.held.application.id));
    if (found.value.kind === 'request') write.setRequestState(input.subject.id, 'decided');
    write.clearDraft(draftKeyOf(input.subject));
    write.audit({
      at: decidedAt,
      reviewerId: reviewer.id,
      action: input.override === undefined ? 'decision.made' : 'decision.made_overriding',
      subject: decision.decisionId,
      details: { outcome: input.outcome, of: input.subject.id, revision: input.subject.revision },
    });
    return succeed(recordOf(held));
  });

const viewOf = ({ outcome, reasons, matched, notice, note }: Decision): ReviewerView => ({
  outcome,
  reasons,
  matched,
  notice,
  ...(note === undefined ? {} : { note }),
});

/** What was taken away because somebody else has it now is told as that, and the work on it is kept apart. */
const lostOr = <Other>(write: WritableStore, input: DecideInput, other: Other, at: string): Other | ReturnType<typeof fail> => {
  const { subject, outcome, reasons, matched, note } = input;
  if (subject.kind !== 'application' || !claimIsGone(write, subject.id)) return other;
  write.saveDraft(subject.id, { outcome, reasons, matched, ...(note === undefined ? {} : { note }) }, at);
  write.setDraftRemoved(subject.id, 'reassigned', at);
  return fail('claim_lost', {}, subject.id);
};

/** What forbids deciding whatever is decided: the application is somebody else's, or the platform was not reached for too long. */
const notNow = (write: WritableStore, { subject }: DecideInput, localMs: number): ReturnType<typeof fail> | undefined =>
  subject.kind === 'application' && claimIsGone(write, subject.id) ? fail('claim_lost', {}, subject.id) : offlineTooLong(write, localMs);

/** What is sent, if this decision may be made on what is held now. */
const assess = (
  write: WritableStore,
  subject: HeldSubject,
  input: DecideInput,
  reviewer: Reviewer,
  written: BothLanguages | undefined,
): Result<{ notice: BothLanguages; reasons: GivenReason[] }> => {
  const { id, revision } = input.subject;
  const first = subject.kind === 'application' ? write.firstLookOn(id) : undefined;
  const escalated = first?.first.outcome === 'escalate' ? first : undefined;
  const second = escalated === undefined ? undefined : maySecond(escalated, reviewer);
  if (second?.ok === false) return second;
  const decided = subject.kind === 'application' ? subject.held.state === 'decided' : subject.state === 'decided';
  // Escalated by somebody else at this very desk: closed for them, and open for the second.
  const reopened = decided && waitingAmong(write, escalated, reviewer) !== undefined;
  if (decided && !reopened) return fail('already_decided', {}, id);
  const present = subject.held?.application.revision;
  if (subject.kind === 'application' && present !== revision)
    return fail('application_changed', { present: present ?? 0, seen: revision }, id);
  if (input.outcome === 'approve' && subject.kind === 'application') {
    const { policy } = rulesInForce(write);
    const approval = approvalOf({
      application: subject.held.application,
      findings: findingsOf(write, subject.held.application),
      policy,
      checked: subject.held.checksComplete && !awaitsReading(write, subject.held.application.id, policy),
      override: input.override,
      roles: reviewer.roles,
    });
    if (!approval.allowed) {
      const causes = [...new Set(approval.causes.map(({ cause }) => cause))];
      return fail(causes.includes('override_needs_senior') ? 'override_needs_senior' : 'approval_blocked', { causes }, id);
    }
  }
  const { problems, notice, reasons } = noticeFor(write, subject, input.outcome, input.reasons, written);
  const errors = problems.filter(({ severity, code }) => severity === 'error' && !(written !== undefined && ofCatalogueText.has(code)));
  return errors.length === 0 ? succeed({ notice, reasons }) : fail('notice_refused', { problems: errors.map(({ code }) => code) }, id);
};

/** What is only wrong with the catalogue's text of a reason: where a script brings its own notice, that text is not sent. */
const ofCatalogueText = new Set(['target_missing', 'placeholder_unfilled']);

const keepAsDraft = (write: WritableStore, { subject, outcome, reasons, matched, note }: DecideInput, at: string): void => {
  const state = (subject.kind === 'application' ? write.application(subject.id) : write.request(subject.id))?.state;
  if (state === undefined || state === 'decided') return;
  putDraft(write, subject, { outcome, reasons, matched, ...(note === undefined ? {} : { note }) }, at, subject.revision);
};
