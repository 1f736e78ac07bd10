import { oc } from '@orpc/contract';
import { z } from 'zod';
import { installMoments, type UpdatesState } from '../../domain/updates.ts';
import { answer } from './envelope.ts';

/** Newer versions of this program. Nothing but `state` answers while the workstation is locked. */
export const updates = {
  state: oc.output(answer<UpdatesState>()),
  /** Asks the platform now; what is this workstation's turn is fetched behind the answer. Fails with `release_*` and as every exchange does. */
  check: oc.output(answer<UpdatesState>()),
  /** Fetches the newer version, also before its turn where the policy allows it; answers once all of it is here. */
  fetch: oc.output(answer<UpdatesState>()),
  /** Takes a release from a folder that somebody carried here. Fails with `release_*`, `file_unreadable`, `disk_full`. */
  take: oc.input(z.object({ folder: z.string().min(1).max(4_000) })).output(answer<UpdatesState>()),
  /** Has the shell install it. */
  install: oc.input(z.object({ moment: z.enum(installMoments) })).output(answer<UpdatesState>()),
};
