import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { errorCode, writeFileAtomically } from '../ports/disk.ts';
import { derivationSchema, type Slot, slotSchema, wrappedKeySchema } from './slots.ts';

/** The version that this program writes; the first one is still read. */
const presentVersion = 2;

const format = z.literal('shenhetai-vault');
const firstSchema = z.object({
  format,
  version: z.literal(1),
  derivation: derivationSchema,
  wrappedKey: wrappedKeySchema,
  checksum: z.string(),
});
const presentSchema = z.object({
  format,
  version: z.literal(presentVersion),
  slots: z
    .array(slotSchema)
    .min(1)
    .max(8)
    .refine((slots) => new Set(slots.map(({ kind }) => kind)).size === slots.length),
  checksum: z.string(),
});

/** The file as it is worked with: its version, and the ways into the vault. */
export type VaultFile = { version: 1 | 2; slots: Slot[] };

/** The file that makes a folder a vault. */
export const vaultPath = (folder: string): string => join(folder, 'vault.json');

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** JSON of a slot, its members in the order in which the file's checksum takes them. */
const slotText = ({ kind, derivation, desktop, wrappedKey }: Slot): string => {
  const { algorithm, memoryKiB, passes, lanes, salt } = derivation;
  const { nonce, ciphertext, tag } = wrappedKey;
  const head = { kind, derivation: { algorithm, memoryKiB, passes, lanes, salt } };
  return JSON.stringify({ ...head, ...(desktop === undefined ? {} : { desktop }), wrappedKey: { nonce, ciphertext, tag } });
};

/** Tells a damaged file from a wrong passphrase, which look the same to the cipher. It protects against accidents, the cipher against people. */
const checksumOf = (slots: readonly Slot[]): string => sha256(`shenhetai-vault ${presentVersion} ${slots.map(slotText).join('')}`);

const firstChecksum = ({ derivation, wrappedKey }: z.infer<typeof firstSchema>): string => {
  const { algorithm, memoryKiB, passes, lanes, salt } = derivation;
  const { nonce, ciphertext, tag } = wrappedKey;
  const head = JSON.stringify({ format: 'shenhetai-vault', version: 1, derivation: { algorithm, memoryKiB, passes, lanes, salt } });
  return sha256(head + JSON.stringify({ nonce, ciphertext, tag }));
};

/**
 * Writes the file, whole or not at all. The bytes of the one that it replaces are overwritten in place afterwards: with them somebody could go on trying the passphrase
 * that was just given up. On disks that write elsewhere (flash, copy on write) that is best effort.
 */
export const writeVaultFile = async (folder: string, slots: readonly Slot[]): Promise<Result<void>> => {
  const file = { format: 'shenhetai-vault', version: presentVersion, slots, checksum: checksumOf(slots) };
  const replaced = await open(vaultPath(folder), 'r+').catch(() => undefined);
  try {
    const written = await writeFileAtomically(vaultPath(folder), `${JSON.stringify(file, null, 2)}\n`);
    if (written.ok && replaced !== undefined) await overwrite(replaced);
    return written;
  } finally {
    await replaced?.close();
  }
};

const overwrite = async (file: FileHandle): Promise<void> => {
  try {
    const { size } = await file.stat();
    await file.write(Buffer.alloc(size), 0, size, 0);
    await file.sync();
  } catch (error) {
    // The new file stands and counts; a disk that refuses this one more write takes nothing from it.
    if (errorCode(error) === undefined) throw error;
  }
};

/** Reads the file. Fails with `vault_absent`, `store_newer`, or `vault_damaged` where it is not what was written. */
export const readVaultFile = (folder: string): Result<VaultFile> => {
  let text: string;
  try {
    text = readFileSync(vaultPath(folder), 'utf8');
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
  const version = z.object({ format, version: z.int() }).safeParse(raw);
  if (version.success && version.data.version > presentVersion)
    return fail('store_newer', { found: version.data.version, known: presentVersion });
  const first = firstSchema.safeParse(raw);
  if (first.success) {
    const { derivation, wrappedKey, checksum } = first.data;
    if (checksum !== firstChecksum(first.data)) return fail('vault_damaged', { cause: 'checksum' });
    return succeed({ version: 1, slots: [{ kind: 'passphrase', derivation, wrappedKey }] });
  }
  const present = presentSchema.safeParse(raw);
  if (!present.success) return fail('vault_damaged', { cause: 'shape' });
  const { slots, checksum } = present.data;
  return checksum === checksumOf(slots) ? succeed({ version: presentVersion, slots }) : fail('vault_damaged', { cause: 'checksum' });
};
