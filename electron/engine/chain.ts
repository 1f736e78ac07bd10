import { basename } from 'node:path';
import type { ChainProgress, ChainState } from '../../shared/domain/audit-chain.ts';
import { fail, type Result, succeed } from '../../shared/domain/failure.ts';
import type { Clock } from './ports/clock.ts';
import { keyIdOf, type SigningKey } from './ports/signing.ts';
import { type VerifyOptions, verifyChain } from './review/index.ts';
import { publicKeyInClear } from './signing.ts';
import type { Store } from './store/index.ts';
import { readResultCheckpoint, type Sync } from './sync/index.ts';

/** How to verify. */
export type VerifyWish = {
  /** Raw public key, base64, of somebody who keeps it elsewhere. */
  publicKey?: string | undefined;
  /** Result packages whose checkpoints are compared. */
  packages?: readonly string[] | undefined;
  /** Whether the platform is asked what it holds. */
  askPlatform?: boolean | undefined;
  /** Whether it leaves no entry in the audit. */
  unrecorded?: boolean | undefined;
};

/** The audit chain of an open desk. */
export type Chain = {
  state(): ChainState;
  /** Verifies it and tells how far it is; the last answer has the verdict. Fails with what keeps the platform from answering, and with `vault_locked` where the desk is locked meanwhile. */
  verify(wish: VerifyWish, signal?: AbortSignal): AsyncGenerator<Result<ChainProgress>, void>;
};

const packagesOf = async (paths: readonly string[]): Promise<VerifyOptions['packages']> =>
  Promise.all(
    paths.map(async (path) => {
      const read = await readResultCheckpoint(path);
      return { file: basename(path), checkpoint: read.ok ? read.value : undefined };
    }),
  );

/** Puts together what verifying needs. `closing`: the desk is locked. */
export const openChain = (
  { folder, store, signing, clock, sync }: { folder: string; store: Store; signing: SigningKey; clock: Clock; sync(): Sync },
  closing: AbortSignal,
): Chain => ({
  state: () => {
    const { copy, platform = store.read.auditCheckpoint('platform') } = sync().auditCopy();
    return {
      entries: store.read.auditTail().seq,
      keyId: keyIdOf(signing.publicKey),
      publicKey: signing.publicKey,
      ...(platform === undefined ? {} : { platform: { size: platform.size, at: platform.at } }),
      copy,
    };
  },
  verify: async function* ({ publicKey, packages = [], askPlatform = false, unrecorded = false }, signal) {
    const asked = askPlatform ? await sync().askAudit() : succeed(undefined);
    if (!asked.ok) return yield asked;
    const options: VerifyOptions = {
      publicKey,
      unrecorded,
      keyInClear: publicKeyInClear(folder),
      platform: asked.value,
      packages: await packagesOf(packages),
    };
    const ending = AbortSignal.any([closing, ...(signal === undefined ? [] : [signal])]);
    for await (const progress of verifyChain({ store, signing, clock }, options, ending)) yield succeed(progress);
    if (closing.aborted) yield fail('vault_locked');
  },
});
