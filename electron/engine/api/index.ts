/**
 * The api is the engine's front desk: it takes what the page says, parsed by the contract, hands it to the area that knows, and gives the
 * envelope back. It promises that no exception crosses and that nothing but the lock's own calls answers while the workstation is locked.
 * `engine/index.ts` puts it behind each of the page's ports.
 */
import { audit } from './audit.ts';
import { care } from './care.ts';
import { claims } from './claims.ts';
import { conflicts } from './conflicts.ts';
import { desk } from './context.ts';
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

export type { DeskContext } from './context.ts';
export { createEventSource } from './event-source.ts';

/** The contract, implemented: `contract`, handlers and the page's client have the same names by type. */
export const router = desk.router({
  vault,
  vaults,
  signIn,
  sync,
  claims,
  queue,
  requests,
  review,
  secondLook,
  status,
  outbox,
  conflicts,
  settings,
  events,
  packages,
  policy,
  feedback,
  insight,
  audit,
  care,
  updates,
});
