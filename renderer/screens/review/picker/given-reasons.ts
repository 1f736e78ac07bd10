import type { Application, ApplicationDocument } from '../../../../shared/domain/application.ts';
import { missingDocuments } from '../../../../shared/domain/approval.ts';
import type { GivenReason, Outcome } from '../../../../shared/domain/decision.ts';
import { placeholdersIn } from '../../../../shared/domain/notice.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import { goesWith, type Reason, type ReasonCatalogue } from '../../../../shared/domain/reason.ts';

/** Whether two given reasons are the same thing said of the same thing. */
export const sameReason = (left: GivenReason, right: GivenReason): boolean =>
  left.code === right.code &&
  left.target?.field === right.target?.field &&
  left.target?.documentId === right.target?.documentId &&
  left.values?.document === right.values?.document;

/** The reasons with one more; the same twice is once. */
export const addReason = (reasons: readonly GivenReason[], reason: GivenReason): GivenReason[] =>
  reasons.some((earlier) => sameReason(earlier, reason)) ? [...reasons] : [...reasons, reason];

/** What a reason can be tied to here: one entry a possible target, already given. */
export type ReasonChoice = { reason: Reason; targets: GivenReason[] };

type About = { application: Application; documents: readonly ApplicationDocument[]; policy: Pick<Policy, 'requiredDocuments'> };

const asksFor = ({ sentence, remedy }: Reason, name: string): boolean => placeholdersIn(sentence.zh + remedy.zh).includes(name);

/** Every way in which `reason` can be given about this application. */
export const targetsOf = (reason: Reason, { application, documents, policy }: About): GivenReason[] => {
  const { code } = reason;
  switch (reason.about) {
    case 'document':
      return documents
        .filter(({ kind }) => reason.documentKinds === undefined || (reason.documentKinds as readonly string[]).includes(kind))
        .map(({ id }) => ({ code, target: { documentId: id } }));
    case 'field':
      return (reason.fields ?? Object.keys(application.applicant)).map((field) => ({ code, target: { field } }));
    case 'application': {
      // A document that was never uploaded can't be pointed at; it is named by its kind.
      if (!asksFor(reason, 'document')) return [{ code }];
      return missingDocuments(application, policy).map((kind) => ({ code, values: { document: kind } }));
    }
    default:
      return reason.about satisfies never;
  }
};

const finalFirst = (reasons: readonly Reason[]): Reason[] =>
  [...reasons].sort((left, right) => Number(right.terminal) - Number(left.terminal));

/** The reasons that may be given with this outcome about this application, in the catalogue's order; for a rejection the final ones first, since it needs one. */
export const offeredReasons = (catalogue: ReasonCatalogue, outcome: Outcome, about: About): ReasonChoice[] =>
  (outcome === 'reject' ? finalFirst(catalogue.reasons) : catalogue.reasons)
    .filter((reason) => goesWith(reason, outcome) && !reason.code.startsWith('request.'))
    .map((reason) => ({ reason, targets: targetsOf(reason, about) }))
    .filter(({ targets }) => targets.length > 0);

/** The suggestions that go with the outcome and have not been taken. */
export const openSuggestions = (
  suggestions: readonly GivenReason[],
  taken: readonly GivenReason[],
  offered: readonly ReasonChoice[],
): GivenReason[] =>
  suggestions.filter(
    (suggestion) =>
      offered.some(({ reason }) => reason.code === suggestion.code) && !taken.some((reason) => sameReason(reason, suggestion)),
  );

/** The target meant without asking: the only one, or the field or photo that the reviewer is looking at. Undefined: ask. */
export const obviousTarget = (
  targets: readonly GivenReason[],
  lookedAt: { field?: string | undefined; documentId?: string | undefined },
  taken: readonly GivenReason[],
): GivenReason | undefined => {
  const left = targets.filter((target) => !taken.some((reason) => sameReason(reason, target)));
  if (left.length === 1) return left[0];
  return left.find(({ target }) => target?.documentId !== undefined && target.documentId === lookedAt.documentId);
};
