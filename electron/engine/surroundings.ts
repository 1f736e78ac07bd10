import type { VaultState } from '../../shared/domain/settings.ts';
import type { TransferState } from '../../shared/domain/transfer.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Random } from './ports/random.ts';

/** What the world gives a workstation. */
export type Ports = { clock: Clock; random: Random; log: Log };

/** How a workstation behaves: with a window it runs by itself; on the command line each step is asked for. */
export type WorkstationMode = {
  /** Whether exchange and checks run by themselves from unlocking on. */
  automatic: boolean;
  /** Whether documents are read, which takes a second each; yes unless told. `later`: they are noted, and the next window reads them. */
  reading?: boolean | 'later' | undefined;
  /** Whether a person works beside the checks, so that these take only what nobody else wants of the processor. */
  spare?: boolean | undefined;
};

/** What the workstation tells those who watch it. */
export type WorkstationListener = {
  vault(state: VaultState): void;
  transfer(state: TransferState): void;
  queue(applicationIds: string[] | undefined): void;
  outbox(): void;
  rules(): void;
  claims(): void;
  requests(): void;
  packages(): void;
  /** An address of the site's sign-in service is to be shown in the person's browser. */
  openBrowser(address: string, issuer: string): void;
  /** The unwrapped vault key after unlocking, undefined after locking: for whoever restarts a crashed engine. */
  secret(secret: Uint8Array | undefined): void;
};
