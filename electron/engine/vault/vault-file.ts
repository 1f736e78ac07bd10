import { argon2, createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { errorCode, writeFileAtomically } from '../ports/disk.ts';
import type { Random } from '../ports/random.ts';
import { keyLength } from './keys.ts';

/**
 * Argon2id with 64 MiB and three passes: RFC 9106's second recommended choice, with one lane, since Node computes lanes one after the other;
 * well over OWASP's minimum (Password Storage Cheat Sheet: 19 MiB, two passes). Some 140 ms on the two cores this was written on.
 */
const freshCost = { memoryKiB: 65_536, passes: 3, lanes: 1 } as const;

const base64 = (bytes: number) => z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes);

/** The bounds keep a tampered file from taking all memory, or from turning the cost off. */
const headerSchema = z.object({
  format: z.literal('shenhetai-vault'),
  version: z.literal(1),
  derivation: z.object({
    algorithm: z.literal('argon2id'),
    memoryKiB: z.int().min(19_456).max(1_048_576),
    passes: z.int().min(2).max(20),
    lanes: z.int().min(1).max(8),
    salt: base64(16),
  }),
});
const vaultFileSchema = z.object({
  ...headerSchema.shape,
  wrappedKey: z.object({ nonce: base64(12), ciphertext: base64(keyLength), tag: base64(16) }),
  checksum: z.string(),
});

type Header = z.infer<typeof headerSchema>;
type VaultFile = z.infer<typeof vaultFileSchema>;

/** The file that makes a folder a vault. */
export const vaultPath = (folder: string): string => join(folder, 'vault.json');

/** The header's bytes that are authenticated together with the wrapped key: JSON of its members in this order. */
const authenticated = ({ format, version, derivation: { algorithm, memoryKiB, passes, lanes, salt } }: Header): Buffer =>
  Buffer.from(JSON.stringify({ format, version, derivation: { algorithm, memoryKiB, passes, lanes, salt } }));

/** Tells a damaged file from a wrong passphrase, which look the same to the cipher. It protects against accidents, the cipher against people. */
const checksumOf = (header: Header, { nonce, ciphertext, tag }: VaultFile['wrappedKey']): string =>
  createHash('sha256').update(authenticated(header)).update(JSON.stringify({ nonce, ciphertext, tag })).digest('hex');

/** The passphrase's key. NFC first: the same characters may be composed differently by another keyboard (RFC 8265). */
const passphraseKey = (passphrase: string, { memoryKiB, passes, lanes, salt }: Header['derivation']): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const message = Buffer.from(passphrase.normalize('NFC'), 'utf8');
    const parameters = { message, nonce: Buffer.from(salt, 'base64'), parallelism: lanes, tagLength: keyLength, memory: memoryKiB, passes };
    argon2('argon2id', parameters, (error, key) => {
      message.fill(0);
      if (error === null) resolve(key);
      else reject(error);
    });
  });

/** Wraps the vault key with the passphrase and writes the file, whole or not at all. */
export const writeVaultFile = async (folder: string, passphrase: string, secret: Uint8Array, random: Random): Promise<Result<void>> => {
  const header: Header = {
    format: 'shenhetai-vault',
    version: 1,
    derivation: { algorithm: 'argon2id', ...freshCost, salt: Buffer.from(random.bytes(16)).toString('base64') },
  };
  const key = await passphraseKey(passphrase, header.derivation);
  const nonce = random.bytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(authenticated(header));
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]).toString('base64');
  key.fill(0);
  const wrappedKey = { nonce: Buffer.from(nonce).toString('base64'), ciphertext, tag: cipher.getAuthTag().toString('base64') };
  const file: VaultFile = { ...header, wrappedKey, checksum: checksumOf(header, wrappedKey) };
  return writeFileAtomically(vaultPath(folder), `${JSON.stringify(file, null, 2)}\n`);
};

/** Reads the file. Fails with `vault_absent`, or `vault_damaged` where it is not what was written. */
export const readVaultFile = async (folder: string): Promise<Result<VaultFile>> => {
  let text: string;
  try {
    text = await readFile(vaultPath(folder), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return fail('vault_absent');
    return fail('vault_damaged', { cause: errorCode(error) ?? 'unreadable' });
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return fail('vault_damaged', { cause: 'not_json' });
  }
  const version = z.object({ format: z.literal('shenhetai-vault'), version: z.int() }).safeParse(raw);
  if (version.success && version.data.version > 1) return fail('store_newer', { found: version.data.version, known: 1 });
  const parsed = vaultFileSchema.safeParse(raw);
  if (!parsed.success) return fail('vault_damaged', { cause: 'shape' });
  if (parsed.data.checksum !== checksumOf(parsed.data, parsed.data.wrappedKey)) return fail('vault_damaged', { cause: 'checksum' });
  return succeed(parsed.data);
};

/** The vault key, or undefined where the passphrase does not fit. */
export const unwrapVaultKey = async (file: VaultFile, passphrase: string): Promise<Uint8Array | undefined> => {
  const key = await passphraseKey(passphrase, file.derivation);
  const { nonce, ciphertext, tag } = file.wrappedKey;
  const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: 16 })
    .setAAD(authenticated(file))
    .setAuthTag(Buffer.from(tag, 'base64'));
  try {
    return new Uint8Array(Buffer.concat([cipher.update(Buffer.from(ciphertext, 'base64')), cipher.final()]));
  } catch {
    // The only thing final() reports is that the tag does not fit.
    return undefined;
  } finally {
    key.fill(0);
  }
};
