import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { VaultList, VaultState } from '../../domain/settings.ts';
import { answer } from './envelope.ts';

/** Vaults: the reviewers of this desktop, each with a folder, a database, a key and a lock of their own. Answers while locked. */
export const vaults = {
  list: oc.output(answer<VaultList>()),
  /** Goes to another vault; the one that was open is locked. */
  choose: oc.input(z.object({ id: z.string().min(1).max(40) })).output(answer<VaultState>()),
  /** Goes to the first start of one more vault. Nothing of it stays where it is left without having been made. */
  another: oc.output(answer<VaultState>()),
};
