import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import packageFile from '../../package.json' with { type: 'json' };
import { usualUpdates } from '../../shared/domain/policy.ts';
import type { InstallerKind } from '../../shared/domain/release.ts';
import { toTimestamp } from '../../shared/domain/shanghai-time.ts';
import type { InstallMoment } from '../../shared/domain/updates.ts';
import { type ReleaseKeys, readReleaseKeys } from '../release/index.ts';
import { resourcePath } from './ports/entry.ts';
import type { Ports } from './surroundings.ts';
import { createUpdates, installerKindOf, type Program, type Updates } from './updates/index.ts';
import type { Workstation } from './workstation.ts';

/** Whether this is a checkout, where tests may bring keys of their own. What is packed has another name (`electron/dev/pack/stage.ts`) and listens to nobody. */
const isCheckout = (): boolean => {
  const { name } = JSON.parse(readFileSync(resourcePath('../package.json'), 'utf8')) as { name?: unknown };
  return name === packageFile.name;
};
const keysOfTest = (): string | undefined => (isCheckout() ? process.env.SHENHETAI_RELEASE_KEYS : undefined);

/** The public keys by which releases may be signed, as they came with this program. */
export const shippedKeys = (): ReleaseKeys => readReleaseKeys(keysOfTest() ?? resourcePath('release-keys.json'));

const usualKind: Partial<Record<string, InstallerKind>> = { linux: 'deb', win32: 'nsis', darwin: 'dmg' };

/** This program, and how it was put here. A checkout was not installed; where a test brings keys it is taken for the usual package of its system. */
export const presentProgram = (): Program => {
  const known = { version: packageFile.version, system: process.platform, architecture: process.arch };
  const engineRoot = resourcePath('..');
  if (!isCheckout()) {
    const resources = dirname(engineRoot);
    return { ...known, kind: installerKindOf(resources, process.platform), resources, mayStart: true };
  }
  const kind = keysOfTest() === undefined ? undefined : usualKind[process.platform];
  return { ...known, kind, resources: engineRoot, mayStart: false };
};

/** Introduces updates to a data folder and to the desk that is open in it at the time. */
export const openProgramUpdates = (
  root: string,
  workstation: () => Workstation,
  { clock, random, log }: Ports,
  listener: { changed(): void; handOver?: ((moment: InstallMoment) => void) | undefined },
  { program, keys }: { program: Program; keys: ReleaseKeys } = { program: presentProgram(), keys: shippedKeys() },
): Updates => {
  const open = () => {
    const desk = workstation().desk();
    return desk.ok ? desk.value : undefined;
  };
  return createUpdates({
    folder: join(root, 'updates'),
    program,
    keys,
    now: clock.now,
    chance: () => Buffer.from(random.bytes(4)).readUInt32BE() / 0xffffffff,
    host: {
      source: () => open()?.sync().releases(),
      hasServer: () => open()?.store.read.workstation().server !== undefined,
      workstationId: () => open()?.store.read.workstation().workstationId,
      mayBeBeforeTurn: () => (open()?.store.read.policy()?.updates ?? usualUpdates).beforeTurn,
      record: (action, details) =>
        open()?.store.transaction((write) => {
          const reviewerId = write.workstation().reviewer?.id ?? 'unknown';
          write.audit({ at: toTimestamp(clock.now()), reviewerId, action, details });
        }),
    },
    handOver: listener.handOver,
    changed: listener.changed,
    fault: (error) => log.error({ err: error }, 'updates met a fault'),
  });
};
