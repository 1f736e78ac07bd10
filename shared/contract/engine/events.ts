import { eventIterator, oc, type } from '@orpc/contract';
import type { VaultState } from '../../domain/settings.ts';
import type { TransferState } from '../../domain/transfer.ts';

/** What the engine tells the page by itself. Events say that something changed; what it is now, the page asks for. */
export type EngineEvent =
  | { kind: 'vault'; vault: VaultState }
  | { kind: 'transfer'; transfer: TransferState }
  /** Rows of the queue changed: applications arrived, left, were checked or decided. `applicationIds` is absent when they are many. */
  | { kind: 'queue'; applicationIds?: string[] | undefined }
  /** Claims were taken, renewed, lost or given back. */
  | { kind: 'claims' }
  /** Requests arrived, left or were decided. */
  | { kind: 'requests' }
  /** A package is being imported or exported, or was; or how packages are dealt with changed. */
  | { kind: 'packages' }
  /** Decisions moved on. */
  | { kind: 'outbox' }
  /** Announcements, policy or catalogue changed. */
  | { kind: 'rules' }
  /** A newer version of the program was found, comes in, or is ready. */
  | { kind: 'updates' }
  /** Settings were changed, perhaps by another window. */
  | { kind: 'settings' };

/** Events: one stream for the page, beginning with the vault's and the transfer's present state. */
export const events = {
  stream: oc.output(eventIterator(type<EngineEvent>())),
};
