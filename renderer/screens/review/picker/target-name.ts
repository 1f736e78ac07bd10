import type { GivenReason } from '../../../../shared/domain/decision.ts';
import type { ReviewDocument } from '../../../../shared/domain/review.ts';
import type { Words } from '../../../i18n/index.ts';
import { documentName } from '../finding-text.ts';

/** What a given reason is tied to, in words; undefined where it is about the whole application. */
export const targetName = (
  { target, values }: GivenReason,
  documents: readonly ReviewDocument[],
  words: Pick<Words, 'word'>,
): string | undefined => {
  if (target?.field !== undefined) return words.word('field', target.field);
  const document = documents.find(({ id }) => id === target?.documentId);
  if (document !== undefined) return documentName(document, documents, words);
  return values?.document === undefined ? undefined : words.word('document', values.document);
};
