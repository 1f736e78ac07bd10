import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Installer } from 'electron-installer-debian';
import { root } from '../folders.ts';
import { needs } from '../system-packages.mjs';

/** The packages that a group of needs comes to, as Debian writes alternatives: `libgtk-3-0 | libgtk-3-0t64`. */
export const dependencies = (): string[] =>
  [...needs.engine, ...needs.window].map(({ anyOf, orElse = [] }) => [...anyOf, ...orElse].join(' | '));

/**
 * The library's installer with this product's dependencies in the place of its own, which name desktop helpers that the program never calls, and with our licence and the
 * command line beside the program.
 */
class DeskInstaller extends Installer {
  override async generateDefaults() {
    const defaults = await super.generateDefaults();
    return Object.assign(defaults, { depends: [], recommends: ['libsecret-1-0'], suggests: [] });
  }

  override async copyApplication(): Promise<void> {
    await super.copyApplication();
    // By this the program knows which kind of installer replaces it, as with electron-builder's own packages.
    await writeFile(join(this.stagingDir, 'usr', 'lib', 'shenhetai', 'resources', 'package-type'), 'deb', { mode: 0o644 });
  }

  override async createCopyright(): Promise<void> {
    const folder = join(this.stagingDir, 'usr', 'share', 'doc', 'shenhetai');
    await mkdir(folder, { recursive: true });
    const lines = [
      'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
      'Upstream-Name: shenhetai',
      'Comment: The licences of what else is in the package: /usr/lib/shenhetai/LICENSES.chromium.html and',
      ' /usr/lib/shenhetai/resources/engine/out/engine/components.json; the whole list: /usr/lib/shenhetai/resources/engine/sbom.cdx.json.',
      '',
      'Files: *',
      'Copyright: B特派',
      'License: MIT',
    ];
    await writeFile(join(folder, 'copyright'), `${lines.join('\n')}\n`, { mode: 0o644 });
    await mkdir(join(this.stagingDir, 'usr', 'bin'), { recursive: true });
    await symlink('../lib/shenhetai/resources/engine/desk', join(this.stagingDir, 'usr', 'bin', 'shenhetai-desk'));
  }
}

/**
 * Makes the Debian package of a packed application and returns its path. The files' times are clamped to `builtAt` (Unix time, s), so the same application always becomes the
 * same package (SOURCE_DATE_EPOCH, https://reproducible-builds.org/specs/source-date-epoch/).
 */
export async function makeDebianPackage(
  application: string,
  { version, builtAt, isQuick }: { readonly version: string; readonly builtAt: number; readonly isQuick: boolean },
): Promise<string> {
  const architecture = { x64: 'amd64', arm64: 'arm64' }[process.arch as 'x64' | 'arm64'];
  if (architecture === undefined) throw new Error(`Debian packages are not made for ${process.arch}.`);
  const dest = join(root, 'dist', 'installers');
  await rm(dest, { recursive: true, force: true });
  await mkdir(dest, { recursive: true });
  const installer = new DeskInstaller({
    src: application,
    dest,
    name: 'shenhetai',
    productName: '审核台',
    genericName: 'Review workstation',
    description: 'Review workstation for identity certification',
    productDescription:
      'Reviewers decide identity-certification applications with it: the details, the photos of documents, and what the checks found.',
    maintainer: 'B特派 <shenhetai@btepai.cn>',
    bin: 'shenhetai',
    icon: join(root, 'resources', 'icons', 'icon.png'),
    categories: ['Office'],
    section: 'misc',
    arch: architecture,
    version,
    depends: dependencies(),
    rename: (folder: string, file: string) => join(folder, file),
    logger: () => undefined,
    compression: isQuick ? 'zstd' : 'xz',
  });
  process.env.SOURCE_DATE_EPOCH = String(builtAt);
  await installer.generateDefaults();
  installer.generateOptions();
  await installer.createStagingDir();
  await installer.createContents();
  await installer.createPackage();
  await installer.movePackage();
  return join(dest, `shenhetai_${version}_${architecture}.deb`);
}
