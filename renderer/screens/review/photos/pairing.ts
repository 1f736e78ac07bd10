import type { ReviewDocument } from '../../../../shared/domain/review.ts';

type Document = Pick<ReviewDocument, 'id' | 'kind'>;

/** What each kind is most often laid beside: a card beside the face that is to be its holder's, and the other way round. */
const beside: Record<string, readonly string[]> = {
  id_front: ['portrait', 'handheld', 'id_back'],
  id_back: ['id_front'],
  passport_page: ['portrait', 'handheld'],
  portrait: ['id_front', 'passport_page', 'handheld'],
  handheld: ['id_front', 'passport_page', 'portrait'],
};

/** The photo to lay beside `documentId` first; undefined where there is no other. */
export const partnerOf = (documents: readonly Document[], documentId: string | undefined): string | undefined => {
  const others = documents.filter(({ id }) => id !== documentId);
  const kind = documents.find(({ id }) => id === documentId)?.kind;
  const wanted = kind === undefined ? [] : (beside[kind] ?? []);
  const found = wanted.flatMap((other) => others.find((document) => document.kind === other) ?? [])[0];
  return (found ?? others[0])?.id;
};

/** The second photo `by` places further in the filmstrip, going round, and never the first one itself. */
export const partnerAfter = (
  documents: readonly Document[],
  documentId: string | undefined,
  secondId: string | undefined,
  by: 1 | -1,
): string | undefined => {
  const others = documents.filter(({ id }) => id !== documentId);
  const place = others.findIndex(({ id }) => id === secondId);
  return others.at((place + by) % Math.max(others.length, 1))?.id;
};
