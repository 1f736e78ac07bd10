import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { keptApart } from '../build/kept-apart.ts';
import { billOfMaterials } from '../components/bill.ts';
import { withDependencies } from '../components/dependencies.ts';
import { shippedComponents } from '../components/shipped.ts';
import { findEngineNode } from '../engine-node.mjs';
import { root } from '../folders.ts';

/** Where the engine is laid out for packing; electron-builder.yml copies it as it is to `resources/engine/`. */
export const stagedEngine = join(root, 'out', 'packed', 'engine');

/**
 * Lays out the engine in the checkout's shape: its bundle, the data folder, the native packages with what they depend on, its Node, and the command-line launcher.
 * Then writes the list of its files into the shell's bundle, so that it lies inside the archive, and the publisher's public keys beside it. `testKeys`: a file of other keys, for a package that is
 * only made for tests.
 */
export async function stageEngine(testKeys?: string): Promise<void> {
  const node = findEngineNode(root);
  if (!node.ok) throw new Error(node.sentence);
  await rm(stagedEngine, { recursive: true, force: true });
  await mkdir(stagedEngine, { recursive: true });
  await cp(join(root, 'out', 'engine'), join(stagedEngine, 'out', 'engine'), { recursive: true });
  await cp(join(root, 'resources'), join(stagedEngine, 'resources'), {
    recursive: true,
    filter: (path) => path !== join(root, 'resources', 'icons'),
  });
  const keys = testKeys ?? join(root, 'resources', 'release-keys.json');
  await cp(keys, join(stagedEngine, 'resources', 'release-keys.json'));
  await cp(keys, join(root, 'out', 'main', 'release-keys.json'));
  await cp(node.path, join(stagedEngine, node.relativePath));
  await cp(join(root, 'node_modules', node.packageName, 'LICENSE'), join(stagedEngine, 'node_modules', node.packageName, 'LICENSE'));
  for (const name of await withDependencies(keptApart, join(root, 'node_modules'))) await stagePackage(name);
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  await writeFile(
    join(stagedEngine, 'package.json'),
    `${JSON.stringify({ name: 'shenhetai-engine', version, type: 'module', private: true })}\n`,
  );
  await writeFile(join(stagedEngine, 'sbom.cdx.json'), billOfMaterials({ version }, await shippedComponents()));
  await writeLauncher(node.relativePath);
  await writeFile(join(root, 'out', 'main', 'engine-files.json'), JSON.stringify(await hashFiles(stagedEngine)));
}

/** Copies one package without its C sources and without native files of other systems. */
async function stagePackage(name: string): Promise<void> {
  const from = join(root, 'node_modules', name);
  await cp(from, join(stagedEngine, 'node_modules', name), {
    recursive: true,
    filter: (path) => isForThisSystem(relative(from, path).split(sep).join('/'), `${process.platform}-${process.arch}`),
  });
}

/** Whether a file of a package belongs into the product: no C sources, no native file of another system. Folders are always entered. */
export function isForThisSystem(path: string, system: string): boolean {
  // What begins with a dot is for the package's own developers, and electron-builder would leave some of it out.
  if (/\.(?:[ch]|[ch]pp|gypi?|tcl|sh|map|d\.[cm]?ts)$/.test(path) || /(?:^|\/)\./.test(path)) return false;
  const prebuilt = /(?:^|\/)prebuilds\/([a-z0-9]+-[a-z0-9]+)\.node$/.exec(path);
  if (prebuilt !== null) return prebuilt[1] === system;
  // onnxruntime-node: one folder a system, one below it a processor.
  const [, platform, processor] = /^bin\/napi-v\d+\/([a-z0-9]+)(?:\/([a-z0-9]+))?/.exec(path) ?? [];
  if (platform !== undefined)
    return `${platform}-${processor ?? ''}` === system || (processor === undefined && system.startsWith(`${platform}-`));
  // Network parts that are not used: the direction of a line is found by reading it both ways.
  return !path.endsWith('_cls_infer.onnx');
}

/** `resources/engine/desk …` (or `desk.cmd`): the command line of the packed product. */
async function writeLauncher(node: string): Promise<void> {
  if (process.platform === 'win32') {
    await writeFile(join(stagedEngine, 'desk.cmd'), `@"%~dp0${node}" "%~dp0out\\engine\\cli.js" %*\r\n`);
    return;
  }
  const script = `#!/bin/sh\nhere=$(dirname "$(readlink -f "$0")")\nexec "$here/${node}" "$here/out/engine/cli.js" "$@"\n`;
  await writeFile(join(stagedEngine, 'desk'), script);
  await chmod(join(stagedEngine, 'desk'), 0o755);
}

async function hashFiles(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    hashes[relative(folder, file).split(sep).join('/')] = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  }
  return hashes;
}
