import type { Account, Application, ApplicationDocument } from './application.ts';
import type { GivenReason, MatchMark } from './decision.ts';

/** One field whose value is another now. Both values as the sheet shows them (masked unless revealed); absent: the form had or has none. */
export type FieldChange = { field: string; before?: string | undefined; after?: string | undefined };

/** One document that is another now. `added` has no `before`, `removed` no `after`; `replaced` has both. */
export type DocumentChange = {
  kind: string;
  change: 'added' | 'removed' | 'replaced';
  before?: ApplicationDocument | undefined;
  after?: ApplicationDocument | undefined;
};

/** What became different between two states of one application. */
export type ApplicationChanges = {
  revision?: { before: number; after: number } | undefined;
  type?: { before: string; after: string } | undefined;
  fields: FieldChange[];
  documents: DocumentChange[];
  account?: { before: Account; after: Account } | undefined;
};

/** Kinds of document on which a field is read; a field that is not here stands on no document. */
const readFrom: Record<string, readonly string[]> = {
  name: ['id_front', 'passport_page'],
  latinName: ['passport_page'],
  sex: ['id_front', 'passport_page'],
  ethnicity: ['id_front'],
  nationality: ['passport_page'],
  birthDate: ['id_front', 'passport_page'],
  region: ['id_front'],
  address: ['id_front'],
  idNumber: ['id_front'],
  passportNumber: ['passport_page'],
  issuingAuthority: ['id_back', 'passport_page'],
  validFrom: ['id_back', 'passport_page'],
  validUntil: ['id_back', 'passport_page'],
  phone: [],
  email: [],
};

/** The fields that are other now, in the order of the earlier form, then new ones. */
export const fieldChanges = (
  before: Readonly<Record<string, string | undefined>>,
  after: Readonly<Record<string, string | undefined>>,
): FieldChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => (before[field] ?? '') !== (after[field] ?? ''))
    .map((field) => ({ field, before: before[field], after: after[field] }));

/**
 * The documents that are other now. Two are the same when kind and bytes are; of what is left, the first of a kind that went is taken to be
 * replaced by the first of that kind that came.
 */
export const documentChanges = (before: readonly ApplicationDocument[], after: readonly ApplicationDocument[]): DocumentChange[] => {
  const came = [...after];
  const gone = before.filter((document) => {
    const same = came.findIndex(({ kind, sha256 }) => kind === document.kind && sha256 === document.sha256);
    if (same === -1) return true;
    came.splice(same, 1);
    return false;
  });
  const changes = gone.map((document): DocumentChange => {
    const next = came.findIndex(({ kind }) => kind === document.kind);
    if (next === -1) return { kind: document.kind, change: 'removed', before: document };
    const [replacement] = came.splice(next, 1);
    return { kind: document.kind, change: 'replaced', before: document, after: replacement };
  });
  return [...changes, ...came.map((document): DocumentChange => ({ kind: document.kind, change: 'added', after: document }))];
};

/** What became different between two states of one application. */
export const changesBetween = (before: Application, after: Application): ApplicationChanges => {
  const accountChanged = before.account.id !== after.account.id || before.account.status !== after.account.status;
  return {
    ...(before.revision === after.revision ? {} : { revision: { before: before.revision, after: after.revision } }),
    ...(before.type === after.type ? {} : { type: { before: before.type, after: after.type } }),
    fields: fieldChanges(before.applicant, after.applicant),
    documents: documentChanges(before.documents, after.documents),
    ...(accountChanged ? { account: { before: before.account, after: after.account } } : {}),
  };
};

/** Whether nothing at all became different. */
export const isUnchanged = ({ revision, type, fields, documents, account }: ApplicationChanges): boolean =>
  revision === undefined && type === undefined && account === undefined && fields.length === 0 && documents.length === 0;

/**
 * Which marks still hold: those whose field is unchanged and whose document (the one the field is read from) is the same bytes. Of another
 * type of application none holds; a mark on something unknown holds only while every document is unchanged.
 */
export const marksThatStand = (
  marks: readonly MatchMark[],
  { type, fields, documents }: ApplicationChanges,
): { standing: MatchMark[]; fallen: MatchMark[] } => {
  const stands = ({ item }: MatchMark): boolean => {
    if (type !== undefined || fields.some(({ field }) => field === item)) return false;
    const kinds = Object.hasOwn(readFrom, item) ? readFrom[item] : undefined;
    return !documents.some(({ kind }) => kinds === undefined || kinds.includes(kind));
  };
  return { standing: marks.filter(stands), fallen: marks.filter((mark) => !stands(mark)) };
};

/**
 * The reasons that still apply after these changes: what a reason points to — a field, a document — must be there and the same. One about the
 * account applies only while the account is unchanged.
 */
export const reasonsThatStand = (reasons: readonly GivenReason[], after: Application, changes: ApplicationChanges): GivenReason[] =>
  reasons.filter(({ code, target }) => {
    if (changes.type !== undefined) return false;
    if (code.startsWith('account.') && changes.account !== undefined) return false;
    if (target?.field !== undefined && changes.fields.some(({ field }) => field === target.field)) return false;
    if (target?.documentId === undefined) return true;
    const present = after.documents.find(({ id }) => id === target.documentId);
    return present !== undefined && !changes.documents.some(({ after: changed }) => changed?.id === target.documentId);
  });
