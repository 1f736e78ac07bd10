/**
 * `npm run pack`: an unpacked application in `dist/`, its fuses set and read back. `-- --deb` makes a Debian package of it, which needs nothing but dpkg; `-- --targets` makes this
 * system's installers instead, which needs the pinned Electron and electron-builder's own downloads. `SHENHETAI_PACK_FOR_TEST=1` leaves the inspector fuse on, for the
 * end-to-end suite. `-- --release …` signs the statement for what lies in `dist/installers/`, `-- --new-release-key FILE` makes a publisher's key, see docs/updates.md. What is
 * printed is the path of what was made.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import packageFile from '../../package.json' with { type: 'json' };
import { ensureBuilt } from './build/index.ts';
import { root } from './folders.ts';
import { makeDebianPackage } from './pack/debian.ts';
import { readFuses, wrongFuses } from './pack/fuses.ts';
import { makeReleaseKey, writeRelease } from './pack/release.ts';
import { stageEngine } from './pack/stage.ts';
import { runScript } from './prepare.ts';
import { type Electron, ensureElectron } from './runtime/index.ts';
import { say, withProgress } from './say.ts';

await runScript(async () => {
  const given = process.argv.slice(2);
  if (given.some((word) => word.startsWith('--new-release-key'))) {
    process.stdout.write(`${await makeReleaseKey(given)}\n`);
    return 0;
  }
  if (given.includes('--release')) {
    process.stdout.write(`${await writeRelease(given, Date.now())}\n`);
    return 0;
  }
  const isRelease = process.argv.includes('--targets');
  const isForTest = process.env.SHENHETAI_PACK_FOR_TEST === '1';
  const electron = await ensureElectron();
  if (isRelease && (electron.isFallback || isForTest)) {
    throw new Error(
      'Installers are made only with the pinned Electron and without SHENHETAI_PACK_FOR_TEST; `npm run pack` alone makes an application to try.',
    );
  }
  await ensureBuilt();
  say('Laying out the engine …');
  await stageEngine(isForTest ? process.env.SHENHETAI_RELEASE_KEYS : undefined);
  const code = await withProgress(build(electron, isRelease, isForTest), (seconds) => `  packing, ${seconds} s`);
  if (code !== 0) return code;
  const program = packedProgram();
  const fuses = await readFuses(program);
  for (const { name, state } of fuses) say(`  fuse ${name}: ${state}`);
  const wrong = wrongFuses(fuses, process.platform, isForTest);
  if (wrong.length > 0) throw new Error(`The packed program's fuses are not right: ${wrong.join('; ')}`);
  if (isForTest) say('Packed FOR TESTS: the inspector fuse is on.');
  if (process.argv.includes('--deb')) {
    say('Building the Debian package …');
    // A package for trying never takes the number of a release.
    const version = isForTest || electron.isFallback ? `${packageFile.version}~trial` : packageFile.version;
    const made = makeDebianPackage(dirname(program), { version, builtAt: await lastChange(), isQuick: isForTest });
    process.stdout.write(`${await withProgress(made, (seconds) => `  packing, ${seconds} s`)}\n`);
    return 0;
  }
  process.stdout.write(`${program}\n`);
  return 0;
});

/** When the sources last changed, Unix time in s: the given SOURCE_DATE_EPOCH, else the last commit's, and outside a checkout the lock file's. */
async function lastChange(): Promise<number> {
  const given = Number(process.env.SOURCE_DATE_EPOCH);
  if (Number.isSafeInteger(given) && given > 0) return given;
  try {
    const { stdout } = await promisify(execFile)('git', ['log', '-1', '--format=%ct'], { cwd: root });
    return Number(stdout);
  } catch {
    // An archive of the sources, or no git.
    return Math.floor((await stat(join(root, 'package-lock.json'))).mtimeMs / 1_000);
  }
}

/** The program inside `dist/`. */
function packedProgram(): string {
  const arm = process.arch === 'arm64' ? '-arm64' : '';
  const candidates = {
    linux: [`linux${arm}-unpacked/shenhetai`],
    win32: [`win${arm}-unpacked/shenhetai.exe`],
    darwin: [`mac${arm}/审核台.app/Contents/MacOS/审核台`],
  }[process.platform as 'linux' | 'win32' | 'darwin'];
  const found = candidates?.map((path) => join(root, 'dist', path)).find((path) => existsSync(path));
  if (found === undefined) throw new Error('electron-builder ended well, but there is no program in dist/.');
  return found;
}

async function build(electron: Electron, isRelease: boolean, isForTest: boolean): Promise<number> {
  const parameters = [join(root, 'node_modules', 'electron-builder', 'cli.js'), '--publish', 'never'];
  if (!isRelease) {
    parameters.push('--dir', `-c.electronDist=${await cleanRuntime(electron)}`, `-c.electronVersion=${electron.version}`);
  }
  if (process.platform === 'linux') parameters.push('-c.electronFuses.enableEmbeddedAsarIntegrityValidation=false');
  if (isForTest) parameters.push('-c.electronFuses.enableNodeCliInspectArguments=true');
  const child = spawn(process.execPath, parameters, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** The runtime without the default application that the fallback carries: a packed program has only its own archive. */
async function cleanRuntime(electron: Electron): Promise<string> {
  const folder = join(root, 'out', 'packed', 'electron');
  await rm(folder, { recursive: true, force: true });
  await cp(electron.folder, folder, { recursive: true, filter: (path) => path !== join(electron.folder, 'resources', 'app') });
  return folder;
}
