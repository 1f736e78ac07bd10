import type { Language } from './announcement.ts';
import type { OwnView, QueueLook } from './queue.ts';
import type { RulesKind } from './rules.ts';
import type { SignInState } from './sign-in.ts';

/** What a workstation remembers outside its vault: nothing personal and nothing secret. */
export type Settings = {
  language: Language;
  theme: 'light' | 'dark' | 'system';
  /** Interface zoom, 1 = 100 %. */
  zoom: number;
  /** Whether single-key shortcuts work (WCAG 2.1.4). */
  singleKeys: boolean;
  /** The keys that the person has chosen, by command (`Ctrl+K`); a command that is not named has its usual ones. */
  keys?: Record<string, string[]> | undefined;
  /** How the queue was looked at last. */
  queue?: QueueLook | undefined;
  /** The person's own views of the queue, in their order. */
  ownViews?: OwnView[] | undefined;
  /** How many applications were asked for last when more were claimed. */
  claimCount?: number | undefined;
  /** Where the tour was left, counted from 0, and whether it was seen or waved away. */
  tour?: { step: number; seen: boolean } | undefined;
  /** The versions of the rules whose change was read and understood. */
  rulesSeen?: { [Kind in RulesKind]?: string | undefined } | undefined;
  /** The announcements that were read, by identifier; of those that the platform still tells. */
  announcementsSeen?: string[] | undefined;
};

/** The settings of a new workstation. */
export const defaultSettings: Settings = { language: 'zh', theme: 'system', zoom: 1, singleKeys: true };

/** How a workstation gets its applications. */
export type Source = { kind: 'demo' } | { kind: 'server'; url: string } | { kind: 'packages' };

/**
 * How a vault is protected beyond its passphrase. `desktop`: `bound`: the passphrase opens it on this desktop only, whose key store holds the other half; `elsewhere`: on
 * another one, or on this one as it was before its key store lost its half; `possible`: on any, and it could be bound to this one; `unavailable`: this desktop has no key
 * store that is worth the name.
 */
export type VaultProtection = { recoveryCode: boolean; desktop: 'bound' | 'elsewhere' | 'possible' | 'unavailable' };

/** Where the vault stands. */
export type VaultState = {
  state: 'absent' | 'locked' | 'unlocked';
  source?: Source | undefined;
  /** The workstation's own identifier, a UUID. */
  workstationId?: string | undefined;
  /** Seconds until another passphrase may be tried. */
  waitSeconds: number;
  /** Whether the person is signed in to the server; absent where that is not known (locked) or there is none. */
  signIn?: SignInState | undefined;
  /** Absent where there is no vault, or its file can't be read. */
  protection?: VaultProtection | undefined;
};

/** One reviewer's vault on this desktop. The label is what its owner chose for others to see before it is unlocked; nothing of the vault's content is known here. */
export type VaultEntry = { id: string; label?: string | undefined };

/** The vaults of this desktop, in the order in which they were made, and the one that is open or asked for. One that is being made is in no list yet. */
export type VaultList = { vaults: VaultEntry[]; chosen: string };
