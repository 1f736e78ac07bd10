import type { AuditReference, DecisionSheet, PrintedDecision, PrintPurpose } from '../../../shared/domain/decision-sheet.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { Reviewer } from '../../../shared/domain/transfer.ts';
import type { ChainedEntry, HeldDecision, ReadableStore } from '../store/index.ts';
import { entryNow } from './audit.ts';
import type { ReviewParts } from './parts.ts';
import { sheetOf } from './sheet.ts';

/** Entries about one application that are looked through for those of its decision. */
const lookedThrough = 500;

const referenceOf = ({ seq, at, action, hash }: ChainedEntry): AuditReference => ({ seq, at, action, hash });

const printedDecision = ({ decision, state, subject }: HeldDecision, signedIn: Reviewer | undefined, reveal: boolean): PrintedDecision => {
  const { decisionId, outcome, reasons, matched, decidedAt, reviewerId, policyVersion, reasonsVersion, notice, note, override } = decision;
  return {
    ...{ decisionId, outcome, matched, decidedAt, reviewerId, policyVersion, reasonsVersion, state, notice },
    revision: subject.revision,
    // What a reviewer wrote by hand may name somebody; it is shown to whoever asks for everything.
    reasons: reveal ? reasons : reasons.map(({ note: _note, ...reason }) => reason),
    ...(reveal && note !== undefined ? { note } : {}),
    ...(override === undefined ? {} : { override: override.reason }),
    ...(signedIn?.id === reviewerId ? { reviewerName: signedIn.name } : {}),
  };
};

const entriesAbout = (store: ReadableStore, applicationId: string, decisionId: string): AuditReference[] =>
  store
    .auditList({ number: applicationId }, undefined, lookedThrough)
    .filter(({ subject }) => subject === decisionId)
    .map(referenceOf)
    .reverse();

/** The decision sheet of an application. That it was made, for what, and whether in full, is in the audit before it is handed out. */
export const decisionSheet = (parts: ReviewParts, applicationId: string, reveal: boolean, purpose: PrintPurpose): Result<DecisionSheet> => {
  const { store } = parts;
  const held = store.read.application(applicationId);
  if (held === undefined) return fail('application_unknown', {}, applicationId);
  const { reviewer, workstationId } = store.read.workstation();
  if (reviewer === undefined) return fail('not_signed_in');
  const entry = store.transaction((write) => {
    const action = reveal ? 'sheet.printed_in_full' : 'sheet.printed';
    write.audit(entryNow(parts, write, { action, subject: applicationId, details: { purpose } }));
    return write.auditEntries(write.auditTail().seq, 1)[0];
  });
  if (entry === undefined) throw new Error('the entry was not added');
  const standing = store.read.decisionsOf(applicationId).find(({ state, subject }) => {
    return subject.kind === 'application' && state !== 'taken_back' && state !== 'dropped';
  });
  return succeed({
    sheet: sheetOf(parts, held, reveal),
    ...(standing === undefined ? {} : { decision: printedDecision(standing, reviewer, reveal) }),
    made: { at: entry.at, reviewer: { id: reviewer.id, name: reviewer.name }, purpose, workstationId, entry: referenceOf(entry) },
    entries: standing === undefined ? [] : entriesAbout(store.read, applicationId, standing.decisionId),
  });
};
