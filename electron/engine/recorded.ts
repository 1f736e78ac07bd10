import { toTimestamp } from '../../shared/domain/shanghai-time.ts';
import { classifyStoreError, type Store, type WritableStore } from './store/index.ts';
import type { Ports } from './surroundings.ts';

const now = ({ clock }: Pick<Ports, 'clock'>): string => toTimestamp(clock.now());
const reviewerOf = (write: WritableStore): string => write.workstation().reviewer?.id ?? 'unknown';

/** Puts on record that the vault was unlocked. A full disk must not keep anybody from what is held: then it is logged and not recorded. */
export const recordUnlocking = (store: Store, ports: Pick<Ports, 'clock' | 'log'>): void => {
  try {
    store.transaction((write) => write.audit({ at: now(ports), reviewerId: reviewerOf(write), action: 'vault.unlocked' }));
  } catch (error) {
    const known = classifyStoreError(error);
    if (known === undefined) throw error;
    ports.log.warn({ code: known.code }, 'unlocking could not be put on record');
  }
};

/** Puts on record which settings somebody changed, by their names. */
export const recordSettings = (store: Store, at: string, names: readonly string[]): void =>
  store.transaction((write) =>
    write.audit({ at, reviewerId: reviewerOf(write), action: 'settings.changed', details: { settings: names.join(' ') } }),
  );

/** Puts on record that a diagnostic bundle was written. */
export const recordBundle = (store: Store, at: string): void =>
  store.transaction((write) => write.audit({ at, reviewerId: reviewerOf(write), action: 'diagnostics.exported' }));
