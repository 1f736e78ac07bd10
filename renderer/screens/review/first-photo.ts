import type { ReviewSheet } from '../../../shared/domain/review.ts';

/** The photo that an application opens with: the first that a check has failed on, otherwise the first. */
export const firstPhoto = ({ documents, findings }: Pick<ReviewSheet, 'documents' | 'findings'>): string | undefined => {
  const faulty = findings.find(({ verdict, documentId }) => verdict === 'fail' && documentId !== undefined)?.documentId;
  return (documents.find(({ id }) => id === faulty) ?? documents[0])?.id;
};
