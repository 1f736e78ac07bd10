/**
 * The contract between the page (or the command line) and the engine: per area the calls, with the zod schema of what goes in and the type
 * of what comes out. Every answer is the envelope of `envelope.ts`; expected failures are the closed union of `errors.ts`.
 * `electron/engine/api/` implements it, `renderer/engine/` calls it; a newcomer reads this folder first.
 */
import { audit } from './audit.ts';
import { care } from './care.ts';
import { claims } from './claims.ts';
import { conflicts } from './conflicts.ts';
import { events } from './events.ts';
import { feedback } from './feedback.ts';
import { insight } from './insight.ts';
import { outbox } from './outbox.ts';
import { packages } from './packages.ts';
import { policy } from './policy.ts';
import { queue } from './queue.ts';
import { requests } from './requests.ts';
import { review } from './review.ts';
import { secondLook } from './second-look.ts';
import { settings } from './settings.ts';
import { signIn } from './sign-in.ts';
import { status } from './status.ts';
import { sync } from './sync.ts';
import { updates } from './updates.ts';
import { vault } from './vault.ts';
import { vaults } from './vaults.ts';

/** All calls, by area. */
export const contract = {
  vault,
  vaults,
  signIn,
  sync,
  claims,
  queue,
  review,
  secondLook,
  status,
  requests,
  outbox,
  conflicts,
  feedback,
  insight,
  packages,
  policy,
  audit,
  care,
  updates,
  settings,
  events,
};
/** See {@link contract}. */
export type EngineContract = typeof contract;
