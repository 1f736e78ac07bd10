import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, type Result, succeed } from '../../shared/domain/failure.ts';
import type { VaultList, VaultState } from '../../shared/domain/settings.ts';
import { writeFileAtomically } from './ports/disk.ts';
import { openSettings, type SettingsFile } from './settings.ts';
import type { Ports, WorkstationListener, WorkstationMode } from './surroundings.ts';
import { fixedCopy, vaultState } from './vault/index.ts';
import { openWorkstation, type Workstation } from './workstation.ts';

/** The vault in the data folder itself; further ones lie in folders of their own below `reviewers/`. */
const firstId = 'first';
/** What such a folder may be called: also one that `desk init` made. */
const idShape = /^[0-9a-z][0-9a-z-]{0,39}$/;

/** What is remembered of the vaults outside of them: which one was chosen last, and how their owners call them. */
const registerSchema = z.object({
  format: z.literal('shenhetai-reviewers'),
  version: z.literal(1),
  chosen: z.string().max(40),
  labels: z.record(z.string().max(40), z.string().max(40)),
});
type Register = z.infer<typeof registerSchema>;

/** The reviewers of this desktop. One vault is chosen at any time; its folder alone is taken for this process. */
export type Desktop = {
  workstation(): Workstation;
  settings(): SettingsFile;
  list(): VaultList;
  /** Goes to that vault; the present one is locked. Fails with `vault_unknown`, or `folder_in_use` where it is open elsewhere, and then nothing changed. */
  choose(id: string): Promise<Result<VaultState>>;
  /** Goes to a vault that is still to be made. */
  another(): Promise<Result<VaultState>>;
  /** The half of the vaults' keys that this desktop's key store holds: each vault that is gone to gets a copy of its own. */
  knowDesktop(secret: Uint8Array | undefined): void;
  /** Calls the chosen vault so. */
  label(label: string | undefined): Promise<void>;
  close(): Promise<void>;
};

/** The folder of one vault. */
const folderOf = (root: string, id: string): string => (id === firstId ? root : join(root, 'reviewers', id));

/** The vaults that are there. */
const vaultsIn = (root: string): string[] => {
  const below = existsSync(join(root, 'reviewers')) ? readdirSync(join(root, 'reviewers')).filter((name) => idShape.test(name)) : [];
  // Ids of one desktop begin with the time they were made at.
  return [firstId, ...below.sort()].filter((id) => vaultState(folderOf(root, id), { nowMs: 0 }).exists);
};

/** The vaults of a data folder with their labels, without opening any. A register that can't be read says nothing of them. */
export const listVaults = (root: string): VaultList & { folders: Record<string, string> } => {
  const register = readRegister(root);
  const ids = vaultsIn(root);
  return {
    vaults: ids.map((id) => ({ id, ...(register.labels[id] === undefined ? {} : { label: register.labels[id] }) })),
    chosen: ids.includes(register.chosen) ? register.chosen : (ids[0] ?? firstId),
    folders: Object.fromEntries(ids.map((id) => [id, folderOf(root, id)])),
  };
};

const registerPath = (root: string): string => join(root, 'reviewers.json');
const readRegister = (root: string): Register => {
  try {
    return registerSchema.parse(JSON.parse(readFileSync(registerPath(root), 'utf8')));
  } catch {
    return { format: 'shenhetai-reviewers', version: 1, chosen: firstId, labels: {} };
  }
};

/**
 * Opens the desktop of a data folder at the vault that was chosen last. Fails as taking that vault's folder fails. `changed` is told after another one was chosen.
 */
export const openDesktop = async (
  root: string,
  ports: Ports,
  mode: WorkstationMode,
  listener: WorkstationListener,
  changed: () => void,
): Promise<Result<Desktop>> => {
  const open = (id: string): Promise<Result<Workstation>> => openWorkstation(folderOf(root, id), ports, mode, listener);
  let chosen = listVaults(root).chosen;
  const opened = await open(chosen);
  if (!opened.ok) return opened;
  let workstation = opened.value;
  let settings = openSettings(workstation.folder);
  let secretHalf: Uint8Array | undefined;

  const keep = (change: Partial<Register>): Promise<Result<void>> =>
    writeFileAtomically(registerPath(root), `${JSON.stringify({ ...readRegister(root), ...change }, null, 2)}\n`);

  /** One after the other: two that choose at once would each close what the other opened. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const next = last.then(work, work);
    last = next;
    return next;
  };

  const goTo = async (id: string): Promise<Result<VaultState>> => {
    if (id === chosen) return succeed(workstation.state());
    const next = await open(id);
    if (!next.ok) return next;
    // Leaving locks: from then on the shell holds no key that could be tried on the other vault after a crash.
    await leave(workstation);
    const look = settings.read();
    workstation = next.value;
    workstation.knowDesktop(secretHalf);
    settings = openSettings(workstation.folder);
    chosen = id;
    if (workstation.state().state === 'absent') {
      // A vault that is still to be made looks like the one it was asked for from.
      const { language, theme, zoom } = look;
      await settings.change({ language, theme, zoom });
    } else await keep({ chosen: id });
    changed();
    listener.vault(workstation.state());
    return succeed(workstation.state());
  };

  /** Closes a workstation; of one whose vault was never made nothing stays but in the data folder itself. */
  const leave = async (left: Workstation): Promise<void> => {
    const made = left.state().state !== 'absent';
    await left.close();
    if (!made && left.folder !== root) await rm(left.folder, { recursive: true, force: true });
  };

  return succeed({
    workstation: () => workstation,
    settings: () => settings,
    list: () => {
      const { vaults } = listVaults(root);
      return { vaults, chosen };
    },
    choose: (id) => inTurn(async () => (vaultsIn(root).includes(id) ? goTo(id) : fail('vault_unknown'))),
    another: () =>
      inTurn(async () => {
        if (workstation.state().state === 'absent') return succeed(workstation.state());
        if (!vaultsIn(root).includes(firstId)) return goTo(firstId);
        return goTo(ports.random.uuidv7(ports.clock.now()));
      }),
    label: (label) =>
      inTurn(async () => {
        // A desktop with one vault that nobody named needs no register.
        if (chosen === firstId && (label ?? '') === '' && !existsSync(registerPath(root))) return;
        const { labels } = readRegister(root);
        const kept = label === undefined || label === '' ? labels : { ...labels, [chosen]: label };
        const written = await keep({ chosen, labels: kept });
        if (!written.ok) ports.log.warn({ code: written.error.code }, 'the vault’s label could not be kept');
        changed();
      }),
    knowDesktop: (secret) => {
      secretHalf?.fill(0);
      secretHalf = secret && fixedCopy(secret);
      workstation.knowDesktop(secret);
    },
    close: () =>
      inTurn(async () => {
        secretHalf?.fill(0);
        await leave(workstation);
      }),
  });
};
