import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { OpenDesk } from '../open-desk.ts';
import { systemClock } from '../ports/clock.ts';
import { classifyDiskError } from '../ports/disk.ts';
import { openLog } from '../ports/log.ts';
import { systemRandom } from '../ports/random.ts';
import { classifyStoreError } from '../store/index.ts';
import { hasUnsent, readServerAddress } from '../sync/index.ts';
import { openWorkstation, type Workstation } from '../workstation.ts';
import { wholeNumber } from './numbers.ts';
import { sayFailure } from './output.ts';

/** The options that every command on a workstation has. */
export type WorkstationOptions = { data?: string; passphraseFd?: number; tokenFd?: number /** `sync` only. */; read?: boolean };

/** Adds them. */
export const withWorkstationOptions = (command: Command): Command =>
  command
    .requiredOption('--data <dir>', 'the workstation’s folder')
    .option('--passphrase-fd <n>', 'read the passphrase from this file descriptor instead of DESK_PASSPHRASE', wholeNumber)
    .option('--token-fd <n>', 'read the token from this file descriptor instead of DESK_TOKEN', wholeNumber);

/** A secret from a file descriptor, or else from the environment; undefined where neither has it. */
const readSecret = async (descriptor: number | undefined, variable: string): Promise<string | undefined> => {
  if (descriptor === undefined) return process.env[variable];
  const pieces: Buffer[] = [];
  for await (const piece of createReadStream('', { fd: descriptor })) pieces.push(piece as Buffer);
  return Buffer.concat(pieces)
    .toString('utf8')
    .replace(/\r?\n$/, '');
};

/** The secrets a command was given. */
export const readSecrets = async (options: WorkstationOptions): Promise<{ passphrase: string | undefined; token: string | undefined }> => {
  const passphrase = await readSecret(options.passphraseFd, 'DESK_PASSPHRASE');
  // A token is one word; the line end of the file it was read from is none of it. A variable that is set to nothing is not set.
  const token = (await readSecret(options.tokenFd, 'DESK_TOKEN'))?.trim();
  return { passphrase, token: token === '' ? undefined : token };
};

/** The passphrase that is to take the present one's place. */
export const readNewPassphrase = (options: { newPassphraseFd?: number }): Promise<string | undefined> =>
  readSecret(options.newPassphraseFd, 'DESK_NEW_PASSPHRASE');

/** The recovery code that somebody holds. */
export const readRecoveryCode = (options: { recoveryFd?: number }): Promise<string | undefined> =>
  readSecret(options.recoveryFd, 'DESK_RECOVERY_CODE');

/** Runs `work` on the workstation of `--data`, still locked, and closes it afterwards. A failure is told and sets the exit code. */
export const onWorkstation = async (
  options: WorkstationOptions,
  work: (workstation: Workstation) => Promise<Result<void>>,
  openBrowser: (address: string) => void = () => {},
): Promise<void> => {
  const folder = options.data ?? '.';
  const { log } = openLog(folder);
  const silent = () => {};
  const opened = await openWorkstation(
    folder,
    { clock: systemClock, random: systemRandom, log },
    // Reading takes a second a document, which a script that exchanges does not wait for unless it asks.
    { automatic: false, reading: options.read === true ? true : 'later' },
    {
      vault: silent,
      transfer: silent,
      queue: silent,
      outbox: silent,
      rules: silent,
      claims: silent,
      requests: silent,
      packages: silent,
      openBrowser,
      secret: silent,
    },
  );
  if (!opened.ok) return sayFailure(opened.error);
  try {
    const outcome = await work(opened.value);
    if (!outcome.ok) sayFailure(outcome.error);
  } catch (error) {
    const known = classifyStoreError(error) ?? classifyDiskError(error);
    if (known === undefined) throw error;
    sayFailure(known);
  } finally {
    await opened.value.close();
  }
};

/** Runs `work` on the unlocked desk. DESK_SERVER and DESK_TOKEN, where given, replace what the vault holds. */
export const onDesk = (
  options: WorkstationOptions,
  work: (desk: OpenDesk, workstation: Workstation) => Promise<Result<void>>,
  openBrowser?: (address: string) => void,
): Promise<void> =>
  onWorkstation(
    options,
    async (workstation) => {
      const { passphrase, token } = await readSecrets(options);
      if (passphrase === undefined) return fail('input_invalid', { paths: ['DESK_PASSPHRASE'] });
      const unlocked = await workstation.unlock(passphrase);
      if (!unlocked.ok) return unlocked;
      const desk = workstation.desk();
      if (!desk.ok) return desk;
      const { store } = desk.value;
      const held = store.read.workstation().server;
      const typed = process.env.DESK_SERVER;
      const address = typed === undefined || typed.trim() === '' ? undefined : readServerAddress(typed);
      if (address?.ok === false) return address;
      // Who signed in by the browser stays so: a token that a script carries along is then no better than theirs.
      const byBrowser = store.read.workstation().signIn !== undefined;
      const server = { url: address?.value ?? held?.url, token: byBrowser ? undefined : (token ?? held?.token) };
      if (server.url !== undefined && server.token !== undefined && (server.url !== held?.url || server.token !== held.token)) {
        const { url, token: present } = server;
        const moved = url !== held?.url;
        store.transaction((write) => {
          // Another platform's feed position, claims and pauses mean nothing here, and it may know the reviewer by another name.
          const elsewhere = { cursor: undefined, reachedAt: undefined, claimsSupported: undefined };
          const own = hasUnsent(write) ? {} : { ownReviewerId: undefined };
          write.saveWorkstation({
            server: { url, token: present },
            outboxPause: undefined,
            // Whose token it is is asked before anything is sent.
            ...(write.workstation().ownReviewerId === undefined ? {} : { unproved: true }),
            ...(moved ? { ...elsewhere, ...own } : {}),
          });
          if (moved) write.clearClaims();
        });
        await desk.value.reconnect();
      }
      return work(desk.value, workstation);
    },
    openBrowser,
  );

/** Nothing to add. */
export const done = succeed(undefined);
