import type { Finding } from '../../../shared/domain/finding.ts';
import type { ReviewDocument } from '../../../shared/domain/review.ts';
import { valuesOfFinding } from '../../../shared/domain/suggestions.ts';
import type { Words } from '../../i18n/index.ts';

/** What a finding is about, in words: the photo, the field, or nothing in particular. */
export const aboutOf = ({ documentId, field }: Finding, documents: readonly ReviewDocument[], { word }: Words): string | undefined => {
  const document = documents.find(({ id }) => id === documentId);
  if (document !== undefined) return documentName(document, documents, { word });
  return field === undefined ? undefined : word('field', field);
};

/** A document's name; numbered where there are several of its kind. */
export const documentName = (
  document: Pick<ReviewDocument, 'id' | 'kind'>,
  documents: readonly ReviewDocument[],
  { word }: Pick<Words, 'word'>,
): string => {
  const name = word('document', document.kind);
  const ofKind = documents.filter(({ kind }) => kind === document.kind);
  return ofKind.length < 2 ? name : `${name} ${ofKind.findIndex(({ id }) => id === document.id) + 1}`;
};

/** The measured value and the limit beside it, as people read them. Words of the form (an account's status, a sex) are named, not quoted. */
export const figuresOf = (finding: Finding, { word }: Pick<Words, 'word'>): { measured?: string; limit?: string } => {
  // What is recognised or counted rather than measured is told by the cause's sentence alone.
  if (finding.unit === 'state' || finding.unit === 'word' || finding.unit === 'applications') return {};
  // How surely the least certain value was read tells nothing beside how many were read.
  if (finding.check === 'read.text' && finding.cause !== undefined) return {};
  const named = (value: string) => (finding.check === 'account.state' ? word('account', value) : value);
  const { measured, limit } = valuesOfFinding(finding);
  return {
    ...(measured === undefined ? {} : { measured: named(measured) }),
    ...(limit === undefined ? {} : { limit: named(limit) }),
  };
};
