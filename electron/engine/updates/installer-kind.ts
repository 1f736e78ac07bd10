import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { InstallerKind } from '../../../shared/domain/release.ts';

/**
 * Which installer put the program here, whose own folder of resources this is: on Linux what the package wrote beside the engine (`package-type`, as electron-builder does), or the mount of an
 * AppImage; on Windows a setup leaves its uninstaller. Undefined for an unpacked program.
 */
export const installerKindOf = (resources: string, system: string): InstallerKind | undefined => {
  if (system === 'darwin') return 'dmg';
  if (system === 'win32') return holdsUninstaller(dirname(resources)) ? 'nsis' : 'portable';
  const typeFile = join(resources, 'package-type');
  if (existsSync(typeFile)) {
    const type = readFileSync(typeFile, 'utf8').trim();
    return type === 'deb' || type === 'rpm' ? type : undefined;
  }
  return /(^|\/)\.mount_[^/]+\//.test(resources) ? 'AppImage' : undefined;
};

const holdsUninstaller = (folder: string): boolean => {
  try {
    return readdirSync(folder).some((name) => /^Uninstall .+\.exe$/i.test(name));
  } catch {
    return false;
  }
};
