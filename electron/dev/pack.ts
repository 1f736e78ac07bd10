/**
 * `npm run pack`: an unpacked application in `dist/`, its fuses set and read back. `npm run pack -- --targets` makes this system's installers instead, which needs the pinned
 * Electron and electron-builder's own downloads. `SHENHETAI_PACK_FOR_TEST=1` leaves the inspector fuse on, for the end-to-end suite.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuilt } from './build/index.ts';
import { root } from './folders.ts';
import { readFuses, wrongFuses } from './pack/fuses.ts';
import { stageEngine } from './pack/stage.ts';
import { runScript } from './prepare.ts';
import { type Electron, ensureElectron } from './runtime/index.ts';
import { say, withProgress } from './say.ts';

await runScript(async () => {
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
  await stageEngine();
  const code = await withProgress(build(electron, isRelease, isForTest), (seconds) => `  packing, ${seconds} s`);
  if (code !== 0) return code;
  const program = packedProgram();
  const fuses = await readFuses(program);
  for (const { name, state } of fuses) say(`  fuse ${name}: ${state}`);
  const wrong = wrongFuses(fuses, process.platform, isForTest);
  if (wrong.length > 0) throw new Error(`The packed program's fuses are not right: ${wrong.join('; ')}`);
  if (isForTest) say('Packed FOR TESTS: the inspector fuse is on.');
  process.stdout.write(`${program}\n`);
  return 0;
});

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
