import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** A fuse of the packed program as it was read back from the file. */
export type Fuse = { readonly name: string; readonly state: 'on' | 'off' | 'absent' };

/** Reads a packed program's fuses. What is said about a program is what is in its bytes, not what was asked for. */
export async function readFuses(program: string): Promise<Fuse[]> {
  const wire = await getCurrentFuseWire(program);
  return Object.values(FuseV1Options).flatMap((option) => {
    if (typeof option !== 'number') return [];
    const value = wire[option];
    const state = value === FuseState.ENABLE ? 'on' : value === FuseState.DISABLE ? 'off' : 'absent';
    return [{ name: FuseV1Options[option], state } as const];
  });
}

/**
 * The fuses that are not as they must be. `isForTest` is the explicit switch with which the end-to-end suite packs: it leaves the inspector on, because Playwright attaches
 * through it. Electron checks the archive's hash on macOS and Windows only.
 */
export function wrongFuses(fuses: readonly Fuse[], platform: string, isForTest: boolean): string[] {
  const wanted: Readonly<Record<string, 'on' | 'off'>> = {
    RunAsNode: 'off',
    EnableCookieEncryption: 'on',
    EnableNodeOptionsEnvironmentVariable: 'off',
    EnableNodeCliInspectArguments: isForTest ? 'on' : 'off',
    EnableEmbeddedAsarIntegrityValidation: platform === 'linux' ? 'off' : 'on',
    OnlyLoadAppFromAsar: 'on',
    LoadBrowserProcessSpecificV8Snapshot: 'off',
    GrantFileProtocolExtraPrivileges: 'off',
  };
  return Object.entries(wanted).flatMap(([name, state]) => {
    const found = fuses.find((fuse) => fuse.name === name)?.state ?? 'absent';
    return found === state ? [] : [`${name} is ${found}, must be ${state}`];
  });
}
