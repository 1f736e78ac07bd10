import type { OpenUnion } from './open-union.ts';

/** The states of an applicant's account: 正常, 锁定, 禁用, 注销. */
export const accountStatuses = ['active', 'locked', 'disabled', 'cancelled'] as const;
/** One of {@link accountStatuses}, or a word of a newer platform. */
export type AccountStatus = OpenUnion<(typeof accountStatuses)[number]>;

/** The applicant's account (账号) as the platform last told it. */
export type Account = {
  /** The platform's identifier of the account. */
  id: string;
  status: AccountStatus;
  /** RFC 3339, UTC: when the account came into this status. */
  since?: string | undefined;
  /** Why, in the platform's words. */
  cause?: string | undefined;
};

/** The kinds of application the workstation knows, named by the identity document they rest on. */
export const applicationTypes = ['resident_identity', 'passport'] as const;
/** One of {@link applicationTypes}, or a word of a newer platform. */
export type ApplicationType = OpenUnion<(typeof applicationTypes)[number]>;

/** The fields (填写项) an applicant fills in, in the order in which they are compared. */
export const fieldNames = [
  'name',
  'latinName',
  'sex',
  'ethnicity',
  'nationality',
  'birthDate',
  'region',
  'address',
  'idNumber',
  'passportNumber',
  'issuingAuthority',
  'validFrom',
  'validUntil',
  'phone',
  'email',
] as const;
/** One of {@link fieldNames}. */
export type FieldName = (typeof fieldNames)[number];

/**
 * What the applicant typed, field by field, exactly as typed: dates should be `YYYY-MM-DD` (validUntil may be `长期` or `long_term`),
 * sex `male` or `female` — but the form is checked, not trusted. Unknown fields of a newer platform are kept.
 */
export type Applicant = { [Name in FieldName]?: string | undefined } & { [other: string]: string | undefined };

/** The fields whose value stays masked until a reviewer asks for it; the asking is recorded. */
export const maskedFields = ['idNumber', 'passportNumber', 'phone', 'email', 'address'] as const satisfies readonly FieldName[];

/** The kinds of document (证件资料): 人像面, 国徽面, 护照资料页, 证件照, 手持, 补充. */
export const documentKinds = ['id_front', 'id_back', 'passport_page', 'portrait', 'handheld', 'supplement'] as const;
/** One of {@link documentKinds}, or a word of a newer platform. */
export type DocumentKind = OpenUnion<(typeof documentKinds)[number]>;

/** One uploaded file of an application, described; its bytes travel apart and are known by their hash. */
export type ApplicationDocument = {
  id: string;
  kind: DocumentKind;
  /** Lower-case hex SHA-256 of the file's bytes. */
  sha256: string;
  /** The file's length in bytes. */
  byteLength: number;
  /** The media type that the applicant's upload declared, `image/jpeg`. Not trusted. */
  declaredType: string;
  /** The file's name at upload. Not trusted. */
  fileName: string;
  /** RFC 3339, UTC. */
  uploadedAt: string;
};

/** One earlier attempt (送审) of the same application and how it ended. */
export type Attempt = {
  /** The revision that was decided. */
  revision: number;
  outcome: string;
  /** The reasons given then: catalogue codes with what each was about. */
  reasons: { code: string; target?: { field?: string | undefined; documentId?: string | undefined } | undefined }[];
  /** RFC 3339, UTC. */
  decidedAt: string;
};

/** An application (申请): the person's details and the documents, as of one revision. */
export type Application = {
  /** UUIDv7 given by the platform; also the number a reviewer can search for. */
  id: string;
  /** Counts up each time the applicant's content changes; a decision names the revision it was made on. */
  revision: number;
  batchId: string;
  type: ApplicationType;
  /** RFC 3339, UTC. */
  submittedAt: string;
  /** RFC 3339, UTC; left out where the workstation computes it from the policy and the calendar. */
  dueAt?: string | undefined;
  /** 0 ordinary; the higher, the sooner. */
  priority: number;
  account: Account;
  applicant: Applicant;
  documents: ApplicationDocument[];
  /** Oldest first; empty for a first attempt. */
  attempts: Attempt[];
};
