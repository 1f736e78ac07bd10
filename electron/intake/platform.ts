import type { AccessTokens, IntakeSignIn } from './access-tokens.ts';
import type { Clock } from './clock.ts';
import type { DocumentFolder } from './document-folder.ts';
import type { Modes } from './modes.ts';
import type { ReleaseFolder } from './release-folder.ts';
import type { Store } from './store/index.ts';

/** What the routes and the control surface work on. */
export type Platform = {
  store: Store;
  documents: DocumentFolder;
  clock: Clock;
  modes: Modes;
  /** Newer versions of the workstation, where this server hands them out. */
  releases?: ReleaseFolder | undefined;
  /** Where reviewers sign in by an issuer as well: how that is announced, and who its tokens belong to. */
  signIn?: IntakeSignIn | undefined;
  accessTokens?: AccessTokens | undefined;
  /** Erases the bytes of documents that nothing refers to any more. */
  erase: (documents: readonly string[]) => Promise<void>;
};
