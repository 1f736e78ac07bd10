import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, type Result, succeed } from '../../shared/domain/failure.ts';
import { toTimestamp } from '../../shared/domain/shanghai-time.ts';
import { writeFileAtomically } from './ports/disk.ts';
import { publicKeyPem, readPublicKey, type SigningKey, signingKey, signingKeyLength } from './ports/signing.ts';
import type { Store } from './store/index.ts';
import type { Ports } from './surroundings.ts';
import { openSecret, sealSecret, type VaultKeys } from './vault/index.ts';

const purpose = 'signing';

/** The workstation's public key in the clear, for whoever verifies: what the folder's file of it is called. */
export const publicKeyFile = 'signing-key.pub.pem';

/**
 * The key with which this workstation signs its result packages and its audit, made at the first opening. Its secret is sealed in the database. With the key the chain's signing
 * begins, once: a database that has the key and not that beginning was changed by somebody, and is not signed as if it were old. Fails with `vault_damaged` where the secret does not open.
 */
export const openSigning = (store: Store, keys: VaultKeys, { random, clock }: Ports): Result<SigningKey> => {
  const { signingKey: sealed, signingSecret } = store.read.workstation();
  if (sealed !== undefined) {
    const secret = openSecret(keys.wrappingKey, purpose, sealed);
    if (secret === undefined) return fail('vault_damaged', { cause: 'signing_key' });
    const key = signingKey(secret);
    secret.fill(0);
    store.signAuditWith(key);
    return succeed(key);
  }
  const secret = signingSecret === undefined ? random.bytes(signingKeyLength) : new Uint8Array(Buffer.from(signingSecret, 'base64'));
  const key = signingKey(secret);
  store.signAuditWith(key);
  store.transaction((write) => {
    write.saveWorkstation({ signingKey: sealSecret(keys.wrappingKey, purpose, secret, random), signingSecret: undefined });
    const { seq, hash } = write.auditTail();
    write.addAuditCheckpoint({ reason: 'began', size: seq, root: hash, at: toTimestamp(clock.now()) });
  });
  secret.fill(0);
  return succeed(key);
};

/** The public key that lies in the folder; undefined where there is none, or none that can be read. */
export const publicKeyInClear = (folder: string): string | undefined => {
  const path = join(folder, publicKeyFile);
  return existsSync(path) ? readPublicKey(readFileSync(path, 'utf8')) : undefined;
};

/** Lays the public key into the folder. One that is there already stays: if it is another one, verifying tells. */
export const layPublicKey = async (folder: string, key: SigningKey): Promise<Result<void>> => {
  const path = join(folder, publicKeyFile);
  return existsSync(path) ? succeed(undefined) : writeFileAtomically(path, publicKeyPem(key.publicKey));
};
