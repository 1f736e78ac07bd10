import type { Application } from '../../../shared/domain/application.ts';
import type { ReadableStore, WritableStore } from '../store/index.ts';

/** How due times are found; `engine/index.ts` hands in the calendar's rules, so that the feed needs not know them. */
export type DueTimes = {
  /** The due time of an application, RFC 3339: the platform's where it gave one, else computed. */
  of(application: Application, store: ReadableStore): string;
  /** Computes all due times anew after an announcement that extends them came or went; returns whose changed. */
  recompute(write: WritableStore): string[];
};
