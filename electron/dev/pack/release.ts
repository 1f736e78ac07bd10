import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { importPKCS8 } from 'jose';
import packageFile from '../../../package.json' with { type: 'json' };
import { type InstallerKind, isVersion, ownProduct, type Release, type ReleaseFile } from '../../../shared/domain/release.ts';
import { proveRelease, type ReleaseKeys, readReleaseKeys, releaseKeysSchema, signRelease } from '../../release/index.ts';
import { root } from '../folders.ts';

/** The public keys that ship with the program. */
const keysFile = join(root, 'resources', 'release-keys.json');
/** Days after which a statement is not believed any more, unless `--valid-days` says otherwise: it is signed anew within them, also where nothing changed. */
const usualValidity = 30;
const longestValidity = 400;
const day = 86_400_000;

/** What an installer is, by the name that `electron-builder.yml` and `debian.ts` give it. */
const named: readonly (readonly [RegExp, string, InstallerKind])[] = [
  [/[._-](amd64|arm64)\.deb$/, 'linux', 'deb'],
  [/[._-](x86_64|aarch64)\.rpm$/, 'linux', 'rpm'],
  [/[._-](x86_64|arm64)\.AppImage$/, 'linux', 'AppImage'],
  [/[._-](x64|arm64)-setup\.exe$/, 'win32', 'nsis'],
  [/[._-](x64|arm64)-portable\.exe$/, 'win32', 'portable'],
  [/[._-](x64|arm64)\.dmg$/, 'darwin', 'dmg'],
];
const processors: Readonly<Record<string, string>> = { amd64: 'x64', x86_64: 'x64', aarch64: 'arm64' };

/** The installers in a folder. Throws where a file's name does not say what it is, so that none is left out unseen. */
async function installersIn(folder: string): Promise<ReleaseFile[]> {
  const files: ReleaseFile[] = [];
  for (const name of (await readdir(folder)).sort()) {
    if (name === 'release.jws' || /\.(?:blockmap|ya?ml)$/.test(name)) continue;
    const found = named.map(([shape, system, kind]) => ({ match: shape.exec(name), system, kind })).find(({ match }) => match !== null);
    if (found === undefined) throw new Error(`${name} is no installer that a release can hold.`);
    const processor = found.match?.[1] ?? '';
    const path = join(folder, name);
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    files.push({
      system: found.system,
      architecture: processors[processor] ?? processor,
      kind: found.kind,
      name,
      bytes: (await stat(path)).size,
      sha256: hash.digest('hex'),
    });
  }
  return files;
}

/** A private key as PEM, from the file that SHENHETAI_RELEASE_KEY_FILE names, or from a file descriptor. It is in no argument, no variable and no file of the checkout. */
async function privateKey(descriptor: string | undefined): Promise<string> {
  if (descriptor !== undefined) {
    const pieces: Buffer[] = [];
    for await (const piece of createReadStream('', { fd: Number(descriptor) })) pieces.push(piece as Buffer);
    return Buffer.concat(pieces).toString('utf8');
  }
  const file = process.env.SHENHETAI_RELEASE_KEY_FILE;
  if (file === undefined) throw new Error('Name the private key’s file in SHENHETAI_RELEASE_KEY_FILE, or give --key-fd N.');
  return readFile(file, 'utf8');
}

/** The public half as it stands among the keys; its name is the beginning of its own hash (RFC 7638 without the canonical form). */
function publicHalf(pem: string): ReleaseKeys['keys'][number] {
  const { x = '' } = createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' });
  const kid = createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex').slice(0, 16);
  return { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA' };
}

/**
 * `npm run pack -- --new-release-key FILE`: makes a pair of keys, writes the private one to FILE, which must not be there and lies outside of the checkout, and adds the public one to
 * `resources/release-keys.json`, or to the file that `--keys` names. Prints its name.
 */
export async function makeReleaseKey(given: readonly string[]): Promise<string> {
  const { values } = parseArgs({ args: [...given], options: { 'new-release-key': { type: 'string' }, keys: { type: 'string' } } });
  const path = values['new-release-key'];
  if (path === undefined || path === '') throw new Error('--new-release-key names the file for the private key.');
  if (!relative(root, resolve(path)).startsWith('..')) throw new Error('A private key does not belong into the checkout.');
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const handle = await open(path, 'wx', 0o600);
  await handle.writeFile(pem);
  await handle.close();
  const list = values.keys ?? keysFile;
  const key = publicHalf(pem);
  const { keys } = readReleaseKeys(list);
  await writeFile(list, `${JSON.stringify(releaseKeysSchema.parse({ keys: [...keys, key] }), null, 2)}\n`);
  return key.kid;
}

const options = {
  release: { type: 'boolean' },
  'key-fd': { type: 'string' },
  keys: { type: 'string' },
  folder: { type: 'string' },
  version: { type: 'string' },
  share: { type: 'string' },
  seed: { type: 'string' },
  'valid-days': { type: 'string' },
  'oldest-sound': { type: 'string' },
  'news-zh': { type: 'string' },
  'news-en': { type: 'string' },
} as const;

const wholeNumber = (text: string, name: string, most: number): number => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > most) throw new Error(`${name} is a whole number up to ${most}.`);
  return number;
};

/**
 * `npm run pack -- --release --share N --news-zh FILE --news-en FILE`: writes and signs the statement for what lies in `dist/installers/` as `release.jws` beside it, and proves it by the keys that
 * ship with the program. Signed anew with a larger share it goes to more workstations, and always to those that had it. Prints the statement's path.
 */
export async function writeRelease(given: readonly string[], nowMs: number): Promise<string> {
  const { values } = parseArgs({ args: [...given], options });
  const { 'news-zh': newsZh, 'news-en': newsEn } = values;
  if (newsZh === undefined || newsEn === undefined) throw new Error('--news-zh and --news-en name the files that say what is new.');
  const version = values.version ?? packageFile.version;
  const oldestSound = values['oldest-sound'];
  for (const one of [version, oldestSound]) if (one !== undefined && !isVersion(one)) throw new Error(`${one} is not a version.`);
  const folder = values.folder ?? join(root, 'dist', 'installers');
  const files = await installersIn(folder);
  if (files.length === 0) throw new Error(`${folder} holds no installer.`);
  const validity = wholeNumber(values['valid-days'] ?? String(usualValidity), '--valid-days', longestValidity);
  const release: Release = {
    product: ownProduct,
    version,
    publishedAt: new Date(nowMs).toISOString(),
    validUntil: new Date(nowMs + validity * day).toISOString(),
    stage: { share: wholeNumber(values.share ?? '100', '--share', 100), seed: values.seed ?? version },
    ...(oldestSound === undefined ? {} : { oldestSound }),
    files,
    news: { zh: (await readFile(newsZh, 'utf8')).trim(), en: (await readFile(newsEn, 'utf8')).trim() },
  };
  const pem = await privateKey(values['key-fd']);
  const statement = await signRelease(release, await importPKCS8(pem, 'EdDSA'), publicHalf(pem).kid);
  const proven = await proveRelease(statement, readReleaseKeys(values.keys ?? keysFile));
  if (!proven.ok)
    throw new Error(`No program would believe this statement (${proven.error.code}): its public key is not in ${values.keys ?? keysFile}.`);
  const path = join(folder, 'release.jws');
  await writeFile(path, `${statement}\n`);
  await chmod(path, 0o644);
  return path;
}
