import type { InstallerKind } from '../../shared/domain/release.ts';

/** A program to start by its absolute path, without a shell. */
export type InstallOrder = {
  program: string;
  arguments: readonly string[];
  /** `ended`: it is waited for, and its exit code counts; `left`: it goes on when this program has ended, which it needs to. */
  wait: 'ended' | 'left';
  /** Whether the installer starts the program again by itself. */
  restarts: boolean;
};

const pkexec = '/usr/bin/pkexec';
const dpkg = '/usr/bin/dpkg';
const rpm = '/usr/bin/rpm';

/**
 * How the installer at `path` is started, or undefined where this program can't and a person does it. `isThere` looks for a file; `resources` is the program's own folder of that name.
 * Each package manager is told to refuse an older version itself.
 */
export const installOrder = (
  kind: InstallerKind,
  path: string,
  resources: string,
  isThere: (path: string) => boolean,
): InstallOrder | undefined => {
  switch (kind) {
    case 'deb':
      return isThere(pkexec) && isThere(dpkg)
        ? { program: pkexec, arguments: [dpkg, '--refuse-downgrade', '--install', path], wait: 'ended', restarts: false }
        : undefined;
    case 'rpm':
      return isThere(pkexec) && isThere(rpm)
        ? { program: pkexec, arguments: [rpm, '--upgrade', path], wait: 'ended', restarts: false }
        : undefined;
    case 'nsis': {
      // A setup for the whole machine asks for an administrator, which a plain start of it is refused; electron-builder packs this starter for it.
      const elevate = `${resources}\\elevate.exe`;
      const silent = ['--updated', '/S', '--force-run'];
      return isThere(elevate)
        ? { program: elevate, arguments: [path, ...silent], wait: 'left', restarts: true }
        : { program: path, arguments: silent, wait: 'left', restarts: true };
    }
    case 'dmg':
      return { program: '/usr/bin/open', arguments: [path], wait: 'ended', restarts: false };
    case 'AppImage':
    case 'portable':
      return undefined;
    default:
      return kind satisfies never;
  }
};

/** One word of a POSIX shell. */
const quoted = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;

/** What an administrator types to install the file at `path`; undefined where it is simply opened or put in the old one's place. */
export const installCommand = (kind: InstallerKind, path: string): string | undefined => {
  switch (kind) {
    case 'deb':
      return `sudo dpkg --refuse-downgrade --install ${quoted(path)}`;
    case 'rpm':
      return `sudo rpm --upgrade ${quoted(path)}`;
    case 'nsis':
      return `"${path}" --updated /S`;
    case 'dmg':
    case 'AppImage':
    case 'portable':
      return undefined;
    default:
      return kind satisfies never;
  }
};
