import type { Announcement, BothLanguages } from './announcement.ts';
import type { AccountStatus, Application } from './application.ts';
import type { GivenReason, MatchMark } from './decision.ts';
import type { OpenUnion } from './open-union.ts';
import type { Policy } from './policy.ts';
import type { ReasonCatalogue } from './reason.ts';
import type { ReviewRequest } from './request.ts';

/** What one entry of the platform's feed says has changed (`protocol.md`, Change). */
export type ChangeBody =
  | { kind: 'application.upsert'; application: Application }
  | { kind: 'application.remove'; id: string; cause: OpenUnion<'withdrawn' | 'reassigned' | 'expired'> }
  | { kind: 'account.status'; accountId: string; status: AccountStatus; since: string; cause?: string | undefined }
  | { kind: 'request.upsert'; request: ReviewRequest }
  | { kind: 'request.remove'; id: string }
  | {
      kind: 'decision.recorded';
      applicationId: string;
      decisionId: string;
      outcome: string;
      decidedAt: string;
      reviewerId: string;
      revision?: number | undefined;
      /** What was decided in full, where the platform tells it: for whoever looks a second time. */
      reasons?: GivenReason[] | undefined;
      matched?: MatchMark[] | undefined;
      notice?: BothLanguages | undefined;
      note?: string | undefined;
    }
  | { kind: 'announcement.upsert'; announcement: Announcement }
  | { kind: 'announcement.remove'; id: string }
  | { kind: 'policy.upsert'; version: string; policy: Policy }
  | { kind: 'reasons.upsert'; version: string; catalogue: ReasonCatalogue };

/** An entry of the feed that this version does not know: kept, skipped, counted. */
export type UnknownChange = { kind: 'unknown'; originalKind: string; raw: Record<string, unknown> };

/** One entry of the feed: its place, its time (RFC 3339, UTC), and what it says. */
export type Change = { seq: number; at: string } & (ChangeBody | UnknownChange);
