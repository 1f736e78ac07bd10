import { type Failure, fail } from '../../../shared/domain/failure.ts';
import type { ReadableStore, Workstation } from '../store/index.ts';

/**
 * Whether somebody else than the vault's own reviewer is signed in: a colleague's token must not send what this reviewer decided, nor show the colleague what is theirs. A vault
 * that the platform named nobody for yet belongs to the first who signs in; the demo's platform may be made anew, and its people with it.
 */
export const isOtherReviewer = ({ source, ownReviewerId }: Workstation, signedIn: string): boolean =>
  source.kind === 'server' && ownReviewerId !== undefined && ownReviewerId !== signedIn;

/** Why that reviewer of that platform must not take this vault over, if so. Another platform knows its reviewers by other names, and gets nothing that was decided for the old one. */
export const mayTakeOver = (store: ReadableStore, url: string, signedIn: string): Failure | undefined => {
  const known = store.workstation();
  const moving = known.server?.url !== url;
  return isOtherReviewer(known, signedIn) && (!moving || hasUnsent(store)) ? fail('reviewer_other').error : undefined;
};

/** Whether decisions of this vault's reviewer still have to go to the platform they were taken for. */
export const hasUnsent = (store: ReadableStore): boolean => {
  const { held, waiting, sending } = store.outboxCounts();
  return held + waiting + sending > 0;
};
