import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import policy from '../../resources/policy.json' with { type: 'json' };
import catalogue from '../../resources/reasons.json' with { type: 'json' };
import type { SourceInput } from '../../shared/contract/engine/vault.ts';
import { catalogueSchema, policySchema } from '../../shared/contract/intake/index.ts';
import { fail, type Result, succeed } from '../../shared/domain/failure.ts';
import type { Source, VaultState } from '../../shared/domain/settings.ts';
import { toTimestamp } from '../../shared/domain/shanghai-time.ts';
import { type DemoPlatform, startDemoPlatform } from './demo-platform.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';
import { makeFolder, onDisk } from './ports/disk.ts';
import { classifyStoreError, openStore, type Store } from './store/index.ts';
import type { Ports, WorkstationListener, WorkstationMode } from './surroundings.ts';
import { connectPlatform, readServerAddress } from './sync/index.ts';
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

/** One workstation folder: its vault, and while that is unlocked everything inside it. */
export type Workstation = {
  readonly folder: string;
  /** The local wall clock, ms, and as RFC 3339. */
  now(): number;
  nowInstant(): string;
  state(): VaultState;
  /** The open desk, or the failure `vault_absent` or `vault_locked`. */
  desk(): Result<OpenDesk>;
  /**
   * Makes the vault and unlocks it. A server's address and token are tried first, and nothing is made when they are refused; with
   * `evenUnreachable` a server that can't be reached now is taken at its word.
   */
  create(
    passphrase: string,
    source: SourceInput,
    options?: { evenUnreachable?: boolean },
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
  let demo: Promise<Result<DemoPlatform>> | undefined;
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
    return { state: !exists ? 'absent' : desk === undefined ? 'locked' : 'unlocked', source, workstationId, ...rest };
  };
  const told = (): VaultState => {
    const present = state();
    listener.vault(present);
    return present;
  };

  /** The demo's platform gets a new port at every start; the desk learns it before it exchanges anything. */
  const bringDemo = async (): Promise<void> => {
    const folderOfDemo = `${folder.replace(/[\\/]+$/, '')}-demo-platform`;
    demo ??= startDemoPlatform(folderOfDemo, (done, total) => desk?.preparing(done, total), closing.signal);
    const started = await demo;
    if (closing.signal.aborted) return;
    if (!started.ok) {
      demo = undefined;
      ports.log.error({ code: started.error.code }, 'the demo platform did not start');
      return;
    }
    // The desk may have been locked and opened again meanwhile: whichever is open now gets it.
    await inTurn(async () => {
      const { url, token } = started.value;
      if (desk === undefined || source?.kind !== 'demo') return;
      const known = desk.store.read.workstation().server;
      if (known?.url === url && known.token === token) return desk.start();
      desk.store.transaction((write) => write.saveWorkstation({ server: { url, token } }));
      await desk.reconnect();
    });
  };

  const enter = async (keys: VaultKeys, first?: (store: Store) => void): Promise<Result<VaultState>> => {
    const opened = openStore({ path: databasePath, key: keys.databaseKey, log: ports.log, mustExist: first === undefined });
    if (!opened.ok) {
      keys.erase();
      return opened;
    }
    const store = opened.value;
    try {
      first?.(store);
      ({ source, workstationId } = store.read.workstation());
    } catch (error) {
      store.close();
      keys.erase();
      const known = classifyStoreError(error);
      if (known === undefined) throw error;
      return { ok: false, error: known };
    }
    desk = openDesk({ folder, store, keys, ports, mode }, listener);
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

  const tryServer = async (url: string, token: string, id: string): Promise<Result<{ url: string; token: string }>> => {
    const address = readServerAddress(url);
    if (!address.ok) return address;
    const platform = connectPlatform({ url: address.value, token }, id, ports.clock.now);
    const session = await platform.session(AbortSignal.any([AbortSignal.timeout(15_000), closing.signal]));
    await platform.close();
    return session.ok
      ? succeed({ url: address.value, token })
      : session.error.code === 'exchange_stopped'
        ? fail('server_unreachable')
        : session;
  };

  const create: Workstation['create'] = async (passphrase, input, { evenUnreachable = false } = {}) => {
    const accepted = acceptPassphrase(passphrase);
    if (!accepted.ok) return accepted;
    if (state().state !== 'absent') return fail('vault_exists');
    const id = ports.random.uuidv7(ports.clock.now());
    const server = input.kind === 'server' ? await tryServer(input.url, input.token, id) : undefined;
    const unreachable = server !== undefined && !server.ok && server.error.code === 'server_unreachable' && evenUnreachable;
    if (server !== undefined && !server.ok && !unreachable) return server;
    const keys = await createVault(folder, passphrase, ports.random);
    if (!keys.ok) return keys;
    const asTyped = input.kind === 'server' ? { url: input.url.replace(/\/+$/, ''), token: input.token } : undefined;
    const known = server?.ok ? server.value : asTyped;
    const entered = await enter(keys.value, (store) =>
      store.transaction((write) => {
        write.saveWorkstation({
          workstationId: id,
          source: input.kind === 'server' ? { kind: 'server', url: known?.url ?? input.url } : { kind: input.kind },
          server: known,
          // Without a platform nobody tells who decides here; a package may.
          ...(input.kind === 'packages' ? { reviewer: { id, name: '', roles: ['reviewer'] } } : {}),
        });
        write.putPolicy(policySchema.parse(policy));
        write.putCatalogue(catalogueSchema.parse(catalogue));
      }),
    );
    if (entered.ok) return succeed({ ...entered.value, unreachable });
    // Nothing half-made stays behind: a vault without its database could neither be opened nor made anew.
    await removeVault(folder);
    await Promise.all(['', '-wal', '-shm'].map((suffix) => rm(`${databasePath}${suffix}`, { force: true })));
    return entered;
  };

  return succeed({
    folder,
    now: ports.clock.now,
    nowInstant: () => toTimestamp(ports.clock.now()),
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
    lock: () => inTurn(lock),
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
    signIn: (url, token) =>
      inTurn(async () => {
        if (desk === undefined) return fail('vault_locked');
        const { store } = desk;
        const server = await tryServer(url, token, store.read.workstation().workstationId);
        if (!server.ok) return server;
        const moving = store.read.workstation().server?.url !== server.value.url;
        // What is claimed on the platform that is left goes back to it.
        if (moving) await desk.sync().leave(true);
        store.transaction((write) => {
          // Another platform's feed position means nothing here: it is read from the beginning, which is always safe.
          const moved = moving ? { cursor: undefined, reachedAt: undefined, claimsSupported: undefined } : {};
          if (moving) write.clearClaims();
          write.saveWorkstation({
            server: server.value,
            outboxPause: undefined,
            source: { kind: 'server', url: server.value.url },
            ...moved,
          });
        });
        source = store.read.workstation().source;
        await desk.reconnect();
        return succeed(told());
      }),
    close: async () => {
      closing.abort();
      await inTurn(lock);
      await taken.value.release();
    },
  });
};
