import { hkdfSync } from 'node:crypto';

/** Length of every key here, bytes: AES-256 and SQLCipher's raw key. */
export const keyLength = 32;

/** The keys of an unlocked vault. They live in memory only, until `erase()`. */
export type VaultKeys = {
  /** The vault key itself, 32 bytes: all others follow from it. For whoever restarts a crashed engine; a copy is theirs to keep. */
  readonly secret: Uint8Array;
  /** The database's raw key, 32 bytes. */
  readonly databaseKey: Uint8Array;
  /** Wraps keys that leave the database, 32 bytes. */
  readonly wrappingKey: Uint8Array;
  /** Overwrites all of them with zeros. */
  erase(): void;
};

/**
 * A copy in memory of its own. A small array without it lies in the collector's heap, which moves it and leaves what was there standing: filling it with
 * zeros would erase only the last of its places.
 */
export const fixedCopy = (bytes: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(new ArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
};

/** One key from another, by HKDF-SHA256 (RFC 5869) with a label of its own, so that knowing one says nothing about its siblings. */
export const deriveKey = (secret: Uint8Array, label: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), `shenhetai ${label}`, keyLength));

/** The keys that follow from the vault key, of which a copy is taken: what the shell kept for a crashed engine, or what unwrapping gave. */
export const keysFromSecret = (given: Uint8Array): VaultKeys => {
  if (given.length !== keyLength) throw new RangeError('the vault key has 32 bytes');
  const secret = fixedCopy(given);
  const databaseKey = deriveKey(secret, 'database 1');
  const wrappingKey = deriveKey(secret, 'wrapping 1');
  return {
    secret,
    databaseKey,
    wrappingKey,
    erase: () => {
      for (const key of [secret, databaseKey, wrappingKey]) key.fill(0);
    },
  };
};

/** The database's raw key as SQLCipher's tools want it: `PRAGMA key = "x'…'"` with these 64 hex digits between the quotes. */
export const databaseKeyHex = (keys: Pick<VaultKeys, 'databaseKey'>): string => Buffer.from(keys.databaseKey).toString('hex');
