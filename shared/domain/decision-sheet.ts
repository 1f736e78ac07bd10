import type { BothLanguages } from './announcement.ts';
import type { Decision } from './decision.ts';
import type { DecisionRecord, ReviewSheet } from './review.ts';

/** What a decision sheet may be made for; it stands across its photos and in the audit. */
export const printPurposes = ['archive', 'second_look', 'appeal', 'authority'] as const;
/** One of {@link printPurposes}. */
export type PrintPurpose = (typeof printPurposes)[number];

/** An entry of the audit, by which what a sheet says can be verified. */
export type AuditReference = { seq: number; at: string; action: string; hash: string };

/** The decision that stands on an application, with everything that went out with it. */
export type PrintedDecision = Pick<
  Decision,
  'decisionId' | 'outcome' | 'reasons' | 'matched' | 'decidedAt' | 'reviewerId' | 'policyVersion' | 'reasonsVersion'
> &
  Pick<DecisionRecord, 'state'> & {
    revision: number;
    notice: BothLanguages;
    note?: string | undefined;
    override?: string | undefined;
    reviewerName?: string | undefined;
  };

/** Everything that a decision sheet shows. Sensitive fields are masked unless the sheet is `revealed`. */
export type DecisionSheet = {
  sheet: ReviewSheet;
  /** Absent where nothing was decided here yet. */
  decision?: PrintedDecision | undefined;
  /** By whom, when and for what it was made, and the entry that says so. */
  made: { at: string; reviewer: { id: string; name: string }; purpose: PrintPurpose; workstationId: string; entry: AuditReference };
  /** The entries about the decision, oldest first. */
  entries: AuditReference[];
};
