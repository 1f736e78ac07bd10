import type { Applicant, Application, ApplicationDocument } from '../../shared/domain/application.ts';
import type { ChangeBody } from '../../shared/domain/change.ts';
import { sha256Hex } from './canonical.ts';
import { timestamp } from './clock.ts';
import { type Fault, healthyModes } from './modes.ts';
import type { Platform } from './platform.ts';
import { type OtherChange, recordChange } from './record-change.ts';
import type { AnsweredDecision, StoredApplication, StoredClaim, StoredRequest } from './store/index.ts';

/**
 * What the demo and the tests do to a running server, as the platform's operators and applicants would: programmatic only, there is no call for it.
 * Modes last until they are taken back or the server is closed; content is kept like any other.
 */
export const makeControl = ({ store, documents, clock, modes, erase }: Platform) => {
  const append = async (change: ChangeBody | OtherChange): Promise<void> => {
    await erase(store.transaction(() => recordChange(store, change, timestamp(clock()))).erase);
  };
  return {
    /** Maintenance, until `until` (RFC 3339) where it is given, else until {@link heal}. Every call but health answers 503. */
    maintenance: (until?: string, message = '系统维护中 / Under maintenance'): void => {
      modes.maintenance = { until, message };
    },
    /** The next `calls` calls are answered 429. */
    rateLimit: (calls: number, retryAfterSeconds = 1): void => {
      modes.rateLimited = { calls, retryAfterSeconds };
    },
    /** Whether every version of the workstation is too old (426). */
    outdated: (on = true): void => {
      modes.outdated = on;
    },
    /** The reviewer's token is no longer accepted (401), until {@link signIn}. */
    signOut: (reviewerId: string): void => {
      modes.signedOut.add(reviewerId);
    },
    signIn: (reviewerId: string): void => {
      modes.signedOut.delete(reviewerId);
    },
    /** Adds a fault to play. */
    fault: (fault: Fault): void => {
      modes.faults.push({ ...fault });
    },
    /** A healthy server again: no mode, no fault. */
    heal: (): void => {
      Object.assign(modes, healthyModes());
    },
    /** Records a change into state and feed: a new application, an account disabled, an announcement, a decision taken elsewhere. */
    append,
    /** The applicant sends an application again: the next revision, with what is given replaced. Returns it as it stands now. */
    resubmit: async (id: string, changed: { applicant?: Applicant; documents?: ApplicationDocument[] }): Promise<Application> => {
      const before = store.applications.find(id)?.application;
      if (before === undefined) throw new RangeError('there is no such application');
      const application: Application = {
        ...before,
        revision: before.revision + 1,
        applicant: { ...before.applicant, ...changed.applicant },
        documents: changed.documents ?? before.documents,
      };
      await append({ kind: 'application.upsert', application });
      return application;
    },
    /** Puts a document's bytes, for an application that is appended afterwards. Returns their SHA-256. */
    putDocument: async (bytes: Uint8Array): Promise<string> => {
      const sha256 = sha256Hex(bytes);
      await documents.put(sha256, bytes);
      return sha256;
    },
    /** Erases a document's bytes although an application still refers to them. */
    eraseDocument: (sha256: string): Promise<void> => documents.erase(sha256),
    /** What the platform holds. */
    application: (id: string): StoredApplication | undefined => store.applications.find(id),
    request: (id: string): StoredRequest | undefined => store.requests.find(id),
    /** Every decision that has its answer, in the order of arrival. */
    decisions: (): AnsweredDecision[] => store.decisions.all(),
    claims: (): StoredClaim[] => store.claims.all(),
  };
};

/** See {@link makeControl}. */
export type IntakeControl = ReturnType<typeof makeControl>;
