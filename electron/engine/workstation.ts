import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import policy from '../../resources/policy.json' with { type: 'json' };
import catalogue from '../../resources/reasons.json' with { type: 'json' };
import type { SourceInput } from '../../shared/contract/engine/vault.ts';
import { passphraseMinLength } from '../../shared/contract/engine/vault.ts';
import { catalogueSchema, policySchema } from '../../shared/contract/intake/index.ts';
import { fail, type Result, succeed } from '../../shared/domain/failure.ts';
import type { Source, VaultState } from '../../shared/domain/settings.ts';
import { toTimestamp } from '../../shared/domain/shanghai-time.ts';
import { type DemoPlatform, startDemoPlatform } from './demo-platform.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';
import { openStore, type Store } from './store/index.ts';
import type { Ports, WorkstationListener, WorkstationMode } from './surroundings.ts';
import { connectPlatform, readServerAddress } from './sync/index.ts';
import { createVault, keysFromSecret, takeFolder, unlockVault, type VaultKeys, vaultState } from './vault/index.ts';

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
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return fail('disk_read_only');
  }
  const taken = await takeFolder(folder);
  if (!taken.ok) return taken;

  let desk: OpenDesk | undefined;
  let source: Source | undefined;
  let workstationId: string | undefined;
  let demo: DemoPlatform | undefined;

  const state = (): VaultState => {
    const { exists, waitSeconds } = vaultState(folder, ports.clock.now());
    return { state: !exists ? 'absent' : desk === undefined ? 'locked' : 'unlocked', source, workstationId, waitSeconds };
  };
  const told = (): VaultState => {
    const present = state();
    listener.vault(present);
    return present;
  };

  /** The demo's platform gets a new port at every start; the desk learns it before it exchanges anything. */
  const bringDemo = async (store: Store): Promise<void> => {
    const started = await startDemoPlatform(`${folder.replace(/[\\/]+$/, '')}-demo-platform`, (done, total) =>
      desk?.preparing(done, total),
    );
    if (!started.ok) {
      ports.log.error({ code: started.error.code }, 'the demo platform did not start');
      return;
    }
    demo = started.value;
    if (desk === undefined) return;
    store.transaction((write) => write.saveWorkstation({ server: { url: started.value.url, token: started.value.token } }));
    await desk.reconnect();
  };

  const enter = async (keys: VaultKeys, first?: (store: Store) => void): Promise<Result<VaultState>> => {
    const opened = openStore({ path: join(folder, 'desk.db'), key: keys.databaseKey, log: ports.log, mustExist: first === undefined });
    if (!opened.ok) return opened;
    const store = opened.value;
    first?.(store);
    ({ source, workstationId } = store.read.workstation());
    desk = openDesk({ folder, store, keys, ports, mode }, listener);
    listener.secret(keys.secret);
    if (source.kind === 'demo') {
      if (demo === undefined && mode.automatic) void bringDemo(store);
    }
    if (source.kind !== 'demo' || demo !== undefined) desk.start();
    return succeed(told());
  };

  const lock = async (): Promise<VaultState> => {
    const open = desk;
    desk = undefined;
    listener.secret(undefined);
    await open?.close();
    return told();
  };

  const tryServer = async (url: string, token: string, id: string): Promise<Result<{ url: string; token: string }>> => {
    const address = readServerAddress(url);
    if (!address.ok) return address;
    const platform = connectPlatform({ url: address.value, token }, id, ports.clock.now);
    const session = await platform.session(AbortSignal.timeout(15_000));
    await platform.close();
    return session.ok
      ? succeed({ url: address.value, token })
      : session.error.code === 'exchange_stopped'
        ? fail('server_unreachable')
        : session;
  };

  return succeed({
    folder,
    now: ports.clock.now,
    nowInstant: () => toTimestamp(ports.clock.now()),
    state,
    desk: () => (desk === undefined ? fail(state().state === 'absent' ? 'vault_absent' : 'vault_locked') : succeed(desk)),
    create: async (passphrase, input, { evenUnreachable = false } = {}) => {
      if ([...passphrase].length < passphraseMinLength) return fail('passphrase_weak', { minLength: passphraseMinLength });
      if (vaultState(folder, ports.clock.now()).exists) return fail('vault_exists');
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
          });
          write.putPolicy(policySchema.parse(policy));
          write.putCatalogue(catalogueSchema.parse(catalogue));
        }),
      );
      return entered.ok ? succeed({ ...entered.value, unreachable }) : entered;
    },
    unlock: async (passphrase) => {
      if (desk !== undefined) return succeed(state());
      const keys = await unlockVault(folder, passphrase, ports.clock.now());
      return keys.ok ? enter(keys.value) : keys;
    },
    resume: async (secret) => (desk === undefined ? enter(keysFromSecret(secret)) : succeed(state())),
    lock,
    signIn: async (url, token) => {
      if (desk === undefined) return fail('vault_locked');
      const { store } = desk;
      const server = await tryServer(url, token, store.read.workstation().workstationId);
      if (!server.ok) return server;
      store.transaction((write) => {
        const { server: previous } = write.workstation();
        // Another platform's feed position means nothing here: it is read from the beginning, which is always safe.
        const moved = previous?.url !== server.value.url ? { cursor: undefined } : {};
        write.saveWorkstation({ server: server.value, source: { kind: 'server', url: server.value.url }, ...moved });
      });
      source = store.read.workstation().source;
      await desk.reconnect();
      return succeed(told());
    },
    close: async () => {
      await lock();
      demo?.close();
      await taken.value.release();
    },
  });
};
