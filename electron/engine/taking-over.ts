import type { Result } from '../../shared/domain/failure.ts';
import type { Source } from '../../shared/domain/settings.ts';
import { toTimestamp } from '../../shared/domain/shanghai-time.ts';
import { keepEnded } from './ended-sign-ins.ts';
import type { OpenDesk } from './open-desk.ts';
import type { ProvedServer } from './signing-in.ts';
import type { ReadableStore, WritableStore } from './store/index.ts';
import { mayTakeOver } from './sync/index.ts';

/** By what the platform lets this desk in: a token, or a way to sign in with what it brought. */
export type ServerAccess = Pick<ReturnType<ReadableStore['workstation']>, 'server' | 'signIn' | 'signInTokens'>;

/**
 * Puts another access, of the vault's own reviewer, or another platform in the place of what was, and tells what the desk's source is then. What goes over the line is still the old one's:
 * the desk is to be reconnected. Fails where the store's own reviewer is another one, or decisions still wait for the platform that would be left.
 * @param nowMs the local wall clock, ms
 */
export const takeOver = async (
  { store, sync }: Pick<OpenDesk, 'store' | 'sync'>,
  { url, reviewer }: ProvedServer,
  access: ServerAccess,
  nowMs: () => number,
): Promise<Result<Source>> => {
  const refused = mayTakeOver(store.read, url, reviewer.id);
  if (refused !== undefined) return { ok: false, error: refused };
  const moving = store.read.workstation().server?.url !== url;
  // What is claimed on the platform that is left goes back to it.
  if (moving) await sync().leave(true);
  store.transaction((write) => {
    // Another platform's feed position means nothing here: it is read from the beginning, which is always safe.
    const moved = moving ? { cursor: undefined, reachedAt: undefined, claimsSupported: undefined } : {};
    if (moving) write.clearClaims();
    keepEnded(write, write.workstation(), nowMs());
    write.saveWorkstation({
      signInTokens: undefined,
      ...access,
      ownReviewerId: reviewer.id,
      unproved: undefined,
      outboxPause: undefined,
      source: { kind: 'server', url },
      ...moved,
    });
    auditSignIn(write, reviewer.id, nowMs());
  });
  store.settleErased();
  return { ok: true, value: store.read.workstation().source };
};

/** Puts on record that a reviewer signed in by the browser or a token. */
export const auditSignIn = (write: WritableStore, reviewerId: string, nowMs: number): void =>
  write.audit({ at: toTimestamp(nowMs), reviewerId, action: 'signed.in' });
