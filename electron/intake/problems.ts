/**
 * Every problem the server tells, by its stable code: the HTTP status, and a title for people who read logs.
 * The body is `application/problem+json` (RFC 9457); no value of a request is ever repeated in it.
 */
export const problems = {
  token_missing: { status: 401, title: 'Sign in: the request carries no bearer token.' },
  token_refused: { status: 401, title: 'Sign in again: this token is not accepted.' },
  reviewer_unknown: { status: 403, title: 'This account is signed in, but it is no reviewer of this platform.' },
  workstation_id_missing: { status: 400, title: 'X-Workstation-Id is missing or not a UUID.' },
  request_malformed: { status: 400, title: 'The request does not fit the contract.' },
  body_malformed: { status: 400, title: 'The body is not the JSON it says it is.' },
  body_too_large: { status: 413, title: 'The body is larger than this server takes.' },
  media_type_unsupported: { status: 415, title: 'This server reads JSON only.' },
  not_found: { status: 404, title: 'There is no such call.' },
  document_unknown: { status: 404, title: 'This document is not here: it was never uploaded, or it was erased.' },
  release_unknown: { status: 404, title: 'No release is handed out here, or it has no such installer.' },
  range_not_satisfiable: { status: 416, title: 'The range lies outside of what was asked for.' },
  application_unknown: { status: 404, title: 'There is no such application.' },
  claim_lost: { status: 409, title: 'Another workstation holds this claim.' },
  audit_gap: { status: 409, title: 'Entries before these have not arrived yet.' },
  audit_diverged: { status: 409, title: 'The entries differ from the copy kept here.' },
  outdated: { status: 426, title: 'This version of the workstation is too old for this server.' },
  rate_limited: { status: 429, title: 'Too many requests.' },
  maintenance: { status: 503, title: 'The platform is under maintenance.' },
  sign_in_unavailable: { status: 503, title: 'The sign-in service can’t be asked about this token.' },
  server_fault: { status: 500, title: 'The server failed.' },
} as const satisfies Record<string, { status: number; title: string }>;

/** One of the codes of {@link problems}. */
export type ProblemCode = keyof typeof problems;

/** The body of a problem. `type` is a name, not a place; the code repeats its last part. */
export type ProblemBody = { type: string; title: string; status: number; code: string } & Record<string, unknown>;

/** Ends a request with a problem. `members` are added to the body, `headers` to the answer. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly members: Record<string, unknown>;

  constructor(code: ProblemCode, extra: { headers?: Record<string, string>; members?: Record<string, unknown>; status?: number } = {}) {
    super(problems[code].title);
    this.name = 'ProblemError';
    this.code = code;
    this.status = extra.status ?? problems[code].status;
    this.headers = extra.headers ?? {};
    this.members = extra.members ?? {};
  }
}

/** The body for a code. */
export const problemBody = (
  code: ProblemCode,
  status: number = problems[code].status,
  members: Record<string, unknown> = {},
): ProblemBody => ({
  type: `urn:intake:problem:${code}`,
  title: problems[code].title,
  status,
  code,
  ...members,
});
