import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import policy from '../../resources/policy.json' with { type: 'json' };
import catalogue from '../../resources/reasons.json' with { type: 'json' };
import type { SourceInput } from '../../shared/contract/engine/vault.ts';
import { catalogueSchema, policySchema } from '../../shared/contract/intake/index.ts';
import { fail, type Result, succeed } from '../../shared/domain/failure.ts';
import type { Source, VaultState } from '../../shared/domain/settings.ts';
import { toTimestamp } from '../../shared/domain/shanghai-time.ts';
import type { SignInWay } from '../../shared/domain/sign-in.ts';
import { keepDemoPlatform } from './demo-platform.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';
import { makeFolder, onDisk } from './ports/disk.ts';
import type { SigningKey } from './ports/signing.ts';
import { recordUnlocking } from './recorded.ts';
import { layPublicKey, openSigning } from './signing.ts';
import { type BrowserGrant, openSigningIn, type ProvedServer, wayOf } from './signing-in.ts';
import { classifyStoreError, openStore, type Store } from './store/index.ts';
import type { Ports, WorkstationListener, WorkstationMode } from './surroundings.ts';
import { fixedAccess, mayTakeOver } from './sync/index.ts';
import { auditSignIn, type ServerAccess, takeOver } from './taking-over.ts';
import {
  acceptPassphrase,
  createVault,
  fixedCopy,
  keysFromSecret,
  removeVault,
  takeFolder,
  type Unlocking,
  unlockVault,
  type VaultKeys,
  vaultState,
} from './vault/index.ts';
import { openVaultCare } from './vault-care.ts';

/** How long signing out waits for the issuer, ms; the tokens are erased here in any case. */
const revocationTime = 4_000;

/** One workstation folder: its vault, and while that is unlocked everything inside it. */
export type Workstation = {
  readonly folder: string;
  /** The local wall clock, ms, and as RFC 3339. */
  now(): number;
  nowInstant(): string;
  /** What unlocking this folder's vault takes into account: the moment, and this desktop's half of the key where there is one. */
  unlocking(): Unlocking;
  state(): VaultState;
  /** The open desk, or the failure `vault_absent` or `vault_locked`. */
  desk(): Result<OpenDesk>;
  /**
   * Makes the vault and unlocks it. A server's address and token are tried first, and nothing is made when they are refused; with
   * `evenUnreachable` a server that can't be reached now is taken at its word. A way to sign in by the browser is gone now, or `later`.
   */
  create(
    passphrase: string,
    source: SourceInput,
    options?: { evenUnreachable?: boolean; later?: boolean },
  ): Promise<Result<VaultState & { unreachable: boolean }>>;
  unlock(passphrase: string): Promise<Result<VaultState>>;
  /** Unlocks with the key that {@link WorkstationListener.secret} was told. */
  resume(secret: Uint8Array): Promise<Result<VaultState>>;
  lock(): Promise<VaultState>;
  /** Tells the secret that the desktop's key store holds for this folder; undefined where it holds none. Before anything is unlocked. */
  knowDesktop(secret: Uint8Array | undefined): void;
  /** See `VaultCare`. */
  changePassphrase(present: string, next: string): Promise<Result<VaultState>>;
  makeRecoveryCode(passphrase: string): Promise<Result<{ recoveryCode: string }>>;
  bindToDesktop(passphrase: string, bound: boolean): Promise<Result<VaultState>>;
  recover(code: string, passphrase: string): Promise<Result<{ recoveryCode: string; vault: VaultState }>>;
  signIn(url: string, token: string): Promise<Result<VaultState>>;
  /** Signs in by the browser, at the site's own way where none is given; returns when it has ended, which may take minutes. */
  signInByBrowser(to?: { url: string; way: SignInWay }): Promise<Result<VaultState>>;
  /** Gives up the sign-in that waits for the browser, if one does. */
  cancelSignIn(cause?: 'browser_not_opened'): void;
  /**
   * Gives claims back, makes the issuer forget the sign-in where it is reached, and erases the tokens. What is held, drafts and decisions stay. `told`: whether the issuer was
   * reached.
   */
  signOut(): Promise<Result<VaultState & { told: boolean }>>;
  close(): Promise<void>;
};

/**
 * Takes a workstation's folder for this process. Fails with `folder_in_use` while another one has it, `disk_full` or `disk_read_only` where it
 * can't be written.
 */
export const openWorkstation = async (
  folder: string,
  ports: Ports,
  mode: WorkstationMode,
  listener: WorkstationListener,
): Promise<Result<Workstation>> => {
  const made = await onDisk(() => makeFolder(folder));
  if (!made.ok) return made;
  const taken = await takeFolder(folder);
  if (!taken.ok) return taken;

  let desk: OpenDesk | undefined;
  let source: Source | undefined;
  let workstationId: string | undefined;
  /** As of the last time that something was told: where the vault stands is answered also when its database can't be read any more. */
  let known: ReturnType<Store['read']['workstation']> | undefined;
  const closing = new AbortController();

  /** Whatever opens or closes the vault goes one after the other: two at once would open it twice and close it once. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const next = last.then(work, work);
    last = next;
    return next;
  };

  const databasePath = join(folder, 'desk.db');

  let desktop: Uint8Array | undefined;
  const unlocking = (): Unlocking => ({
    nowMs: ports.clock.now(),
    sinceBootMs: ports.clock.sinceBoot(),
    random: ports.random,
    desktop,
  });

  const state = (): VaultState => {
    const { exists, ...rest } = vaultState(folder, unlocking(), desktop);
    const signIn = signingIn.state(known);
    return { state: !exists ? 'absent' : desk === undefined ? 'locked' : 'unlocked', source, workstationId, ...rest, signIn };
  };
  const told = (): VaultState => {
    known = desk?.store.read.workstation();
    const present = state();
    listener.vault(present);
    return present;
  };

  const signingIn = openSigningIn(ports, listener, () => void told(), closing.signal);

  /** What is drawn concerns the desk that exchanges with the demo, and none that took its place. */
  const demo = keepDemoPlatform(folder, ports.log, closing.signal, (drawn) => {
    if (source?.kind === 'demo') desk?.preparing(drawn);
  });

  /** The demo's platform gets a new port at every start; the desk learns it before it exchanges anything. */
  const bringDemo = async (): Promise<void> => {
    const platform = await demo.platform();
    if (platform === undefined) return;
    // The desk may have been locked and opened again meanwhile: whichever is open now gets it.
    await inTurn(async () => {
      const { url, token } = platform;
      if (desk === undefined || source?.kind !== 'demo') return;
      const known = desk.store.read.workstation().server;
      if (known?.url === url && known.token === token) desk.start();
      else {
        desk.store.transaction((write) => write.saveWorkstation({ server: { url, token } }));
        await desk.reconnect();
      }
      const drawn = demo.drawn();
      if (drawn !== undefined) desk.preparing(drawn);
    });
  };

  /** Opens the key that signs, and puts on record that the vault was unlocked: the first entry that it signs. */
  const sign = async (store: Store, keys: VaultKeys): Promise<Result<SigningKey>> => {
    const signing = openSigning(store, keys, ports);
    if (!signing.ok) return signing;
    const laid = await layPublicKey(folder, signing.value);
    if (!laid.ok) ports.log.warn({ code: laid.error.code }, 'the public key could not be laid into the folder');
    recordUnlocking(store, ports);
    return signing;
  };

  const enter = async (keys: VaultKeys, first?: (store: Store) => void): Promise<Result<VaultState>> => {
    const opened = openStore({ path: databasePath, key: keys.databaseKey, log: ports.log, mustExist: first === undefined });
    if (!opened.ok) {
      keys.erase();
      return opened;
    }
    const store = opened.value;
    let signing: SigningKey;
    try {
      first?.(store);
      const signed = await sign(store, keys);
      if (!signed.ok) {
        store.close();
        keys.erase();
        return signed;
      }
      signing = signed.value;
      ({ source, workstationId } = store.read.workstation());
    } catch (error) {
      store.close();
      keys.erase();
      const known = classifyStoreError(error);
      if (known === undefined) throw error;
      return { ok: false, error: known };
    }
    desk = openDesk({ folder, store, keys, signing, ports, mode, signInChanged: () => void told() }, listener);
    listener.secret(keys.secret);
    if (source.kind !== 'demo') desk.start();
    else if (mode.automatic)
      bringDemo().catch((error: unknown) => ports.log.error({ err: error }, 'the demo platform could not be brought'));
    return succeed(told());
  };

  const lock = async (): Promise<VaultState> => {
    const open = desk;
    desk = undefined;
    listener.secret(undefined);
    if (open !== undefined) {
      // For the page it is locked from here on; giving claims back takes a moment at most, and nothing of it keeps the keys from being erased.
      const locked = told();
      await open.leave().catch((error: unknown) => ports.log.error({ err: error }, 'claims could not be given back'));
      await open.close();
      return locked;
    }
    return told();
  };

  const care = openVaultCare(folder, ports, unlocking, () => desk);
  /** The state is told whatever came of it: a refused passphrase changes how long the next one has to wait. */
  const toldAfter = (outcome: Result<void>): Result<VaultState> => {
    const present = told();
    return outcome.ok ? succeed(present) : outcome;
  };

  const create: Workstation['create'] = async (passphrase, input, { evenUnreachable = false, later = false } = {}) => {
    const accepted = acceptPassphrase(passphrase);
    if (!accepted.ok) return accepted;
    if (state().state !== 'absent') return fail('vault_exists');
    const id = ports.random.uuidv7(ports.clock.now());
    const way = input.kind === 'server' ? wayOf(input.signIn) : undefined;
    let server: Result<ProvedServer> | undefined;
    let granted: BrowserGrant | undefined;
    if (input.kind === 'server' && input.token !== undefined) server = await signingIn.tryServer(input.url, fixedAccess(input.token), id);
    else if (input.kind === 'server' && way !== undefined && !later) {
      const signed = await signingIn.byBrowser(way, input.url, id);
      if (!signed.ok) return signed;
      granted = signed.value;
      server = succeed(granted.server);
    }
    const unreachable = server !== undefined && !server.ok && server.error.code === 'server_unreachable' && evenUnreachable;
    if (server !== undefined && !server.ok && !unreachable) return server;
    const keys = await createVault(folder, passphrase, ports.random);
    if (!keys.ok) return keys;
    const url = input.kind === 'server' ? (server?.ok ? server.value.url : input.url.trim().replace(/\/+$/, '')) : undefined;
    const entered = await enter(keys.value, (store) =>
      store.transaction((write) => {
        write.saveWorkstation({
          workstationId: id,
          source: url === undefined ? { kind: input.kind === 'demo' ? 'demo' : 'packages' } : { kind: 'server', url },
          server:
            url === undefined
              ? undefined
              : { url, ...(input.kind === 'server' && input.token !== undefined ? { token: input.token } : {}) },
          signIn: way,
          signInTokens: granted?.tokens,
          ...(server?.ok ? { ownReviewerId: server.value.reviewer.id } : {}),
          // Without a platform nobody tells who decides here; a package may.
          ...(input.kind === 'packages' ? { reviewer: { id, name: '', roles: ['reviewer'] } } : {}),
        });
        write.putPolicy(policySchema.parse(policy));
        write.putCatalogue(catalogueSchema.parse(catalogue));
        if (granted !== undefined) auditSignIn(write, granted.server.reviewer.id, ports.clock.now());
      }),
    );
    if (entered.ok) return succeed({ ...entered.value, unreachable });
    // Nothing half-made stays behind: a vault without its database could neither be opened nor made anew.
    await removeVault(folder);
    await Promise.all(['', '-wal', '-shm'].map((suffix) => rm(`${databasePath}${suffix}`, { force: true })));
    return entered;
  };

  /** What was tried takes the place of what was, and is what goes over the line from here on. */
  const change = async (open: OpenDesk, proved: ProvedServer, access: ServerAccess): Promise<Result<VaultState>> => {
    // Locked meanwhile, perhaps opened again: what a person began there is not carried over.
    if (desk !== open) return fail('vault_locked');
    const taken = await takeOver(open, proved, access, ports.clock.now);
    if (!taken.ok) return taken;
    source = taken.value;
    await open.reconnect();
    // The new one is in force whatever comes of telling of the old one.
    await open.revokeEnded(AbortSignal.timeout(revocationTime));
    return succeed(told());
  };

  return succeed({
    folder,
    now: ports.clock.now,
    nowInstant: () => toTimestamp(ports.clock.now()),
    unlocking,
    state,
    desk: () => (desk === undefined ? fail(state().state === 'absent' ? 'vault_absent' : 'vault_locked') : succeed(desk)),
    create: (passphrase, input, options) => inTurn(() => create(passphrase, input, options)),
    unlock: (passphrase) =>
      inTurn(async () => {
        if (desk !== undefined) return succeed(state());
        const keys = await unlockVault(folder, passphrase, unlocking());
        return keys.ok ? enter(keys.value) : keys;
      }),
    resume: (secret) => inTurn(async () => (desk === undefined ? enter(keysFromSecret(secret)) : succeed(state()))),
    lock: () => {
      // Whoever goes is not waited for in the browser.
      signingIn.cancel();
      return inTurn(lock);
    },
    signIn: async (url, token) => {
      const open = desk;
      if (open === undefined) return fail('vault_locked');
      return inTurn(async () => {
        const server = await signingIn.tryServer(url, fixedAccess(token), open.store.read.workstation().workstationId);
        return server.ok ? change(open, server.value, { server: { url: server.value.url, token }, signIn: undefined }) : server;
      });
    },
    signInByBrowser: async (to) => {
      const open = desk;
      if (open === undefined) return fail('vault_locked');
      const { signIn, server, workstationId: id } = open.store.read.workstation();
      const way = to === undefined ? signIn : wayOf(to.way);
      const url = to?.url ?? server?.url;
      if (way === undefined || url === undefined) return fail('sign_in_needed');
      // The desk stays usable while the browser is waited for; only what comes of it is done in turn.
      const signed = await signingIn.byBrowser(way, url, id, (proved) => mayTakeOver(open.store.read, proved.url, proved.reviewer.id));
      if (!signed.ok) return signed;
      const { tokens } = signed.value;
      return inTurn(() =>
        change(open, signed.value.server, { server: { url: signed.value.server.url }, signIn: way, signInTokens: tokens }),
      );
    },
    cancelSignIn: signingIn.cancel,
    knowDesktop: (secret) => {
      desktop?.fill(0);
      desktop = secret === undefined ? undefined : fixedCopy(secret);
    },
    changePassphrase: (present, next) => inTurn(async () => toldAfter(await care.changePassphrase(present, next))),
    makeRecoveryCode: (passphrase) =>
      inTurn(async () => {
        const made = await care.makeRecoveryCode(passphrase);
        told();
        return made.ok ? succeed({ recoveryCode: made.value }) : made;
      }),
    bindToDesktop: (passphrase, bound) => inTurn(async () => toldAfter(await care.bindToDesktop(passphrase, bound))),
    recover: (code, passphrase) =>
      inTurn(async () => {
        if (desk !== undefined) await lock();
        const recovered = await care.recover(code, passphrase, enter);
        const vault = told();
        return recovered.ok ? succeed({ recoveryCode: recovered.value, vault }) : recovered;
      }),
    signOut: () =>
      inTurn(async () => {
        if (desk === undefined) return fail('vault_locked');
        if (source?.kind !== 'server') return succeed({ ...state(), told: false });
        signingIn.cancel();
        await desk.sync().leave(true);
        const reached = await desk.forgetTokens(AbortSignal.timeout(revocationTime));
        await desk.reconnect();
        return succeed({ ...told(), told: reached });
      }),
    close: async () => {
      closing.abort();
      await inTurn(lock);
      await taken.value.release();
    },
  });
};
