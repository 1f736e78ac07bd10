import { argon2, createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { z } from 'zod';
import type { Random } from '../ports/random.ts';
import { deriveKey, fixedCopy, keyLength } from './keys.ts';

/**
 * Argon2id with 64 MiB and three passes: RFC 9106's second recommended choice, with one lane, since Node computes lanes one after the other;
 * well over OWASP's minimum (Password Storage Cheat Sheet: 19 MiB, two passes). Some 140 ms on the two cores this was written on.
 */
export const freshCost = { memoryKiB: 65_536, passes: 3, lanes: 1 } as const;

const base64 = (bytes: number) => z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes);

/** How a typed secret becomes a key. The bounds keep a tampered file from taking all memory, or from turning the cost off. */
export const derivationSchema = z.object({
  algorithm: z.literal('argon2id'),
  memoryKiB: z.int().min(19_456).max(1_048_576),
  passes: z.int().min(2).max(20),
  lanes: z.int().min(1).max(8),
  salt: base64(16),
});
/** See {@link derivationSchema}. */
export type Derivation = z.infer<typeof derivationSchema>;

/** The vault key under another key, AES-256-GCM. */
export const wrappedKeySchema = z.object({ nonce: base64(12), ciphertext: base64(keyLength), tag: base64(16) });

/** One way into the vault: the vault key, wrapped with what somebody types. `desktop`: only together with the desktop secret that this identifies. */
export const slotSchema = z.object({
  kind: z.enum(['passphrase', 'recovery']),
  derivation: derivationSchema,
  desktop: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  wrappedKey: wrappedKeySchema,
});
/** See {@link slotSchema}. */
export type Slot = z.infer<typeof slotSchema>;
/** The ways that there are. */
export type SlotKind = Slot['kind'];

/** Names a desktop secret without telling it: sixteen hexadecimal digits. */
export const desktopIdentifier = (secret: Uint8Array): string =>
  Buffer.from(deriveKey(secret, 'desktop identifier 1').subarray(0, 8)).toString('hex');

/** The derivation's members in the order in which they are authenticated. */
const ordered = ({ algorithm, memoryKiB, passes, lanes, salt }: Derivation) => ({ algorithm, memoryKiB, passes, lanes, salt });

/** What is authenticated together with a wrapped key: JSON of the members in this order. The first version had one slot and named neither kind nor desktop. */
const authenticated = (version: 1 | 2, { kind, derivation, desktop }: Omit<Slot, 'wrappedKey'>): Buffer => {
  const format = 'shenhetai-vault';
  const head =
    version === 1 ? { format, version, derivation: ordered(derivation) } : { format, version, kind, derivation: ordered(derivation) };
  return Buffer.from(JSON.stringify(desktop === undefined ? head : { ...head, desktop }));
};

/** Argon2id of what was typed. NFC first: the same characters may be composed differently by another keyboard (RFC 8265). */
const typedKey = (typed: string, { memoryKiB, passes, lanes, salt }: Derivation): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const message = Buffer.from(typed.normalize('NFC'), 'utf8');
    const parameters = { message, nonce: Buffer.from(salt, 'base64'), parallelism: lanes, tagLength: keyLength, memory: memoryKiB, passes };
    argon2('argon2id', parameters, (error, key) => {
      message.fill(0);
      if (error === null) resolve(key);
      else reject(error);
    });
  });

/** The key that wraps: what was typed, and where the slot wants it the desktop's secret with it, so that a copied folder can't be tried elsewhere. */
const wrappingKey = async (typed: string, derivation: Derivation, desktop: Uint8Array | undefined): Promise<Uint8Array> => {
  const key = await typedKey(typed, derivation);
  if (desktop === undefined) return key;
  const mixed = new Uint8Array(hkdfSync('sha256', key, desktop, 'shenhetai passphrase with desktop 1', keyLength));
  key.fill(0);
  return mixed;
};

/** Wraps the vault key anew, with a fresh salt at the present cost. */
export const makeSlot = async (
  kind: SlotKind,
  typed: string,
  secret: Uint8Array,
  desktop: Uint8Array | undefined,
  random: Random,
): Promise<Slot> => {
  const derivation: Derivation = { algorithm: 'argon2id', ...freshCost, salt: Buffer.from(random.bytes(16)).toString('base64') };
  const head = { kind, derivation, ...(desktop === undefined ? {} : { desktop: desktopIdentifier(desktop) }) };
  const key = await wrappingKey(typed, derivation, desktop);
  const nonce = random.bytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(authenticated(2, head));
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]).toString('base64');
  key.fill(0);
  return { ...head, wrappedKey: { nonce: Buffer.from(nonce).toString('base64'), ciphertext, tag: cipher.getAuthTag().toString('base64') } };
};

/** The vault key, or undefined where what was typed does not fit. `desktop`: as the slot wants it. */
export const openSlot = async (
  version: 1 | 2,
  slot: Slot,
  typed: string,
  desktop: Uint8Array | undefined,
): Promise<Uint8Array | undefined> => {
  const key = await wrappingKey(typed, slot.derivation, slot.desktop === undefined ? undefined : desktop);
  const { nonce, ciphertext, tag } = slot.wrappedKey;
  const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: 16 })
    .setAAD(authenticated(version, slot))
    .setAuthTag(Buffer.from(tag, 'base64'));
  const plain = cipher.update(Buffer.from(ciphertext, 'base64'));
  try {
    cipher.final();
    return fixedCopy(plain);
  } catch {
    // The only thing final() reports is that the tag does not fit.
    return undefined;
  } finally {
    plain.fill(0);
    key.fill(0);
  }
};
