import type { BothLanguages } from './announcement.ts';
import type { DocumentKind } from './application.ts';
import type { Outcome } from './decision.ts';
import type { CheckId } from './finding.ts';

/** The groups of reasons: the platform's six published causes, and two of the reviewers' own. */
export const reasonGroups = ['info', 'document', 'upload', 'account', 'platform', 'authenticity', 'duplicate', 'request'] as const;
/** A reason (原因) of the catalogue. Codes are stable, dotted, and begin with their group. */
export type Reason = {
  /** `document.blurred` */
  code: string;
  title: BothLanguages;
  /** The sentence the applicant reads about what is wrong; may hold placeholders `{{measured}}`, `{{limit}}`, `{{field}}`, `{{document}}`. */
  sentence: BothLanguages;
  /** What the applicant can do (改进建议); may hold the same placeholders. */
  remedy: BothLanguages;
  /** For reviewers only. Never part of a notice. */
  internal?: BothLanguages | undefined;
  /** Outcomes it may go with. */
  outcomes: Outcome[];
  /** A property of the reason: whether it ends the application. */
  terminal: boolean;
  /** Whether it must be tied to a field, a document, or neither. */
  about: 'field' | 'document' | 'application';
  /** Kinds of document it can be about; absent: any. */
  documentKinds?: DocumentKind[] | undefined;
  /** Fields it can be about; absent: any. */
  fields?: string[] | undefined;
  /** Checks whose failure suggests it. */
  suggestedBy?: CheckId[] | undefined;
};

/** The reason catalogue: versioned data, replaceable by the platform. */
export type ReasonCatalogue = { version: string; reasons: Reason[] };

/** The reason of that code, or undefined. */
export const findReason = (catalogue: ReasonCatalogue, code: string): Reason | undefined =>
  catalogue.reasons.find((reason) => reason.code === code);

/** Whether `reason` may go with `outcome`. */
export const goesWith = (reason: Reason, outcome: Outcome): boolean => reason.outcomes.includes(outcome);
