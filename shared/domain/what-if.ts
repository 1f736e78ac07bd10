import type { CheckId, Finding, Verdict } from './finding.ts';

/** How one check's verdicts would change. */
export type CheckWhatIf = {
  check: CheckId;
  /** Findings of this check that were looked at. */
  looked: number;
  /** Most frequent first. */
  changes: { from: Verdict; to: Verdict; count: number }[];
  /** Findings of which the values that are held do not tell what they would become. */
  unclear: number;
};

/** One finding whose verdict would change. */
export type FindingWhatIf = Pick<Finding, 'check' | 'documentId' | 'field'> & { from: Verdict; to: Verdict };

/** What other limits would change among the open applications held here (规则试算). Nothing of it is saved. */
export type WhatIf = {
  /** The policy that is in force, against which the changes are told. */
  policyVersion: string;
  /** Open applications that were looked at, and how many there are. */
  looked: number;
  open: number;
  /** Only checks whose limits were changed. */
  checks: CheckWhatIf[];
  /** How many of the applications that were looked at have a verdict that changes; of the first ones, which. Names are masked. */
  affected: number;
  applications: { applicationId: string; name: string; type: string; changes: FindingWhatIf[] }[];
};
