import type { Finding } from '../../../../shared/domain/finding.ts';
import type { ReviewDocument } from '../../../../shared/domain/review.ts';

/**
 * Whether the pictures of a document that is here can be asked for: they are made by the checks, which tell its size. One that could not be decoded has none, and has
 * findings that say so; that it had not arrived is said until then.
 */
export const isPrepared = ({ id, width }: Pick<ReviewDocument, 'id' | 'width'>, findings: readonly Finding[]): boolean =>
  width !== undefined || findings.some(({ documentId, cause }) => documentId === id && cause !== 'notArrived');
