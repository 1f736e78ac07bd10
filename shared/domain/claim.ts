import type { OpenUnion } from './open-union.ts';

/**
 * Where a claim (领取) stands. `held`: the platform leased the application to this workstation; `returning`: to be given back, the platform does not know
 * yet; `lost`: the platform gave it to somebody else or let it go: it can't be decided here any more.
 */
export const claimStates = ['held', 'returning', 'lost'] as const;
/** One of {@link claimStates}. */
export type ClaimState = (typeof claimStates)[number];

/** An application leased to this workstation. */
export type Claim = {
  applicationId: string;
  state: ClaimState;
  /** RFC 3339, UTC: when the platform leased it. */
  takenAt: string;
  /** RFC 3339, UTC, by the platform's clock: until when it is ours unless it is renewed. */
  expiresAt: string;
  /** Whether it was taken along for work without a network: then a lock does not give it back. */
  takenAlong: boolean;
  /** `lost`: how the platform told it. */
  cause?: OpenUnion<'not_renewed' | 'receipt' | 'reassigned'> | undefined;
};

/** What this workstation holds and has lost, soonest to expire first. */
export type ClaimsState = {
  claims: Claim[];
  /** False where the platform has no claims (it answered 404 or 405): then everything in the queue may be decided. */
  supported: boolean;
  /** RFC 3339: until when decisions on what is held may be taken without reaching the platform; absent while it is reached. */
  offlineUntil?: string | undefined;
};
