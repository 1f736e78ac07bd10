import {
  type ChainFault,
  type ChainProgress,
  type ChainVerdict,
  type Checkpoint,
  mostFaultsTold,
  sealedHeadText,
  signedCheckpointText,
} from '../../../../shared/domain/audit-chain.ts';
import { toTimestamp } from '../../../../shared/domain/shanghai-time.ts';
import { workerEntry } from '../../ports/entry.ts';
import { keyIdOf, type SigningKey, verifierOf } from '../../ports/signing.ts';
import { openThread } from '../../ports/thread.ts';
import { classifyStoreError, type ReadableStore, type SignedCheckpoint, type Store } from '../../store/index.ts';
import { platformNow } from '../moment.ts';
import type { ChainCall, ChainMeasure, FoundFaults, VouchedState } from './judge.ts';

/** What the chain is compared with beside itself. */
export type VerifyOptions = {
  /** The key to verify with, raw as base64; else the one that lies in the clear, else the workstation's own. */
  publicKey?: string | undefined;
  keyInClear?: string | undefined;
  /** What the platform answered just now. */
  platform?: { upTo: number; root: string } | undefined;
  /** The checkpoints of result packages, by their file names; undefined where a file holds none that can be read. */
  packages?: readonly { file: string; checkpoint: SignedCheckpoint | undefined }[] | undefined;
  /** Leaves no entry: a diagnosis changes nothing. */
  unrecorded?: boolean | undefined;
};

/** What verifying stands on. */
export type VerifyParts = { store: Store; signing: SigningKey; clock: { now(): number } };

/** Entries judged at a time: some fiftieth of a second of the thread, and far less of this one. */
const atOnce = 500;

/** Everything that is known beside the entries, of one moment. */
const standOf = (read: ReadableStore) => ({ tail: read.auditTail(), head: read.auditHead(), checkpoints: read.auditCheckpoints() });

const stateOf = ({ size, root, number, at }: Checkpoint): VouchedState => ({
  size,
  root,
  cut: { kind: 'cut', seq: size, checkpoint: number, at },
  differs: { kind: 'restamped', seq: size, checkpoint: number, at },
});

/** Looks at the checkpoints and the head by themselves; those that can be relied on are what the entries are compared with. */
const judgeStand = (
  { tail, head, checkpoints }: ReturnType<typeof standOf>,
  { signing, publicKey }: { signing: SigningKey; publicKey: string },
): { faults: ChainFault[]; vouched: VouchedState[] } => {
  const faults: ChainFault[] = [];
  const fits = verifierOf(publicKey);
  const vouched: VouchedState[] = [];
  for (const [index, checkpoint] of checkpoints.entries()) {
    const before = checkpoints[index - 1]?.number ?? 0;
    if (checkpoint.number !== before + 1) faults.push({ kind: 'checkpoint_missing', checkpoint: before + 1 });
    if (checkpoint.publicKey === publicKey && fits(signedCheckpointText(checkpoint), checkpoint.signature))
      vouched.push(stateOf(checkpoint));
    else faults.push({ kind: 'checkpoint_forged', checkpoint: checkpoint.number, at: checkpoint.at });
  }
  if (checkpoints[0]?.reason !== 'began') faults.push({ kind: 'beginning_missing' });
  const sealed = head !== undefined && Buffer.compare(signing.seal(sealedHeadText(head)), head.seal) === 0;
  if (head === undefined || !sealed) return { faults: [...faults, { kind: 'head_altered' }], vouched };
  if (head.checkpoints !== (checkpoints.at(-1)?.number ?? 0)) faults.push({ kind: 'checkpoint_missing', checkpoint: head.checkpoints });
  // Entries behind the sealed end were added past the program.
  if (tail.seq > head.size) faults.push({ kind: 'head_altered', seq: head.size + 1 });
  vouched.push({
    size: head.size,
    root: head.root,
    cut: { kind: 'cut', seq: head.size },
    differs: { kind: 'restamped', seq: head.size },
  });
  return { faults, vouched };
};

/** What was handed in from outside. */
const judgeOutside = (
  { platform, packages = [] }: VerifyOptions,
  { publicKey, acknowledged }: { publicKey: string; acknowledged: Checkpoint | undefined },
): { faults: ChainFault[]; vouched: VouchedState[] } => {
  const faults: ChainFault[] = [];
  const vouched: VouchedState[] = [];
  if (platform !== undefined) {
    const { upTo: size, root } = platform;
    vouched.push({ size, root, cut: { kind: 'cut', seq: size }, differs: { kind: 'platform_differs', seq: size } });
    if (acknowledged !== undefined && acknowledged.size > size)
      faults.push({ kind: 'platform_behind', seq: acknowledged.size, at: acknowledged.at });
  }
  const fits = verifierOf(publicKey);
  for (const { file, checkpoint } of packages) {
    if (checkpoint === undefined || checkpoint.publicKey !== publicKey || !fits(signedCheckpointText(checkpoint), checkpoint.signature)) {
      faults.push({ kind: 'package_unreadable', file });
      continue;
    }
    const { size, root, at } = checkpoint;
    vouched.push({ size, root, cut: { kind: 'cut', seq: size, file, at }, differs: { kind: 'package_differs', seq: size, file, at } });
  }
  return { faults, vouched };
};

/**
 * Verifies the chain from its first entry to its last of the moment at which it began, and tells how far it is; the last answer has the verdict, which is put on record unless told otherwise. The
 * signatures are judged in a thread of their own. Nothing more is told when `signal` aborts.
 */
export async function* verifyChain(
  { store, signing, clock }: VerifyParts,
  options: VerifyOptions,
  signal: AbortSignal,
): AsyncGenerator<ChainProgress, void> {
  const stand = standOf(store.read);
  const publicKey = options.publicKey ?? options.keyInClear ?? signing.publicKey;
  const own = judgeStand(stand, { signing, publicKey });
  const acknowledged = stand.checkpoints.findLast(({ reason }) => reason === 'platform');
  const outside = judgeOutside(options, { publicKey, acknowledged });
  const keyFaults: ChainFault[] = [publicKey, options.keyInClear].some((key) => key !== undefined && key !== signing.publicKey)
    ? [{ kind: 'key_differs' }]
    : [];
  const began = stand.checkpoints.find(({ reason }) => reason === 'began');
  const measure: ChainMeasure = { unsignedUpTo: began?.size ?? 0, publicKey, vouched: [...own.vouched, ...outside.vouched] };
  const thread = openThread<ChainMeasure, ChainCall, never, (FoundFaults & { entries: number }) | undefined>(
    workerEntry('review/chain'),
    measure,
  );
  const total = stand.tail.seq;
  try {
    let done = 0;
    let from = 1;
    while (from <= total) {
      if (signal.aborted) return;
      const rows = store.read.auditRows(from, atOnce).filter(({ seq }) => seq <= total);
      const last = rows.at(-1);
      if (last === undefined) break;
      await thread.call(rows, signal, () => {});
      done += rows.length;
      from = last.seq + 1;
      yield { done: Math.min(done, total), total };
    }
    if (signal.aborted) return;
    const found = await thread.call('end', signal, () => {});
    if (found === undefined) throw new Error('the thread did not tell what it found');
    const faults = [...keyFaults, ...own.faults, ...outside.faults, ...found.faults];
    const faultCount = keyFaults.length + own.faults.length + outside.faults.length + found.count;
    const verdict: ChainVerdict = {
      sound: faultCount === 0,
      entries: found.entries,
      unsigned: Math.min(measure.unsignedUpTo, total),
      checkpoints: stand.checkpoints.length,
      keyId: keyIdOf(publicKey),
      ...(acknowledged === undefined
        ? {}
        : { platform: { size: acknowledged.size, at: acknowledged.at, asked: options.platform !== undefined } }),
      faultCount,
      faults: faults.slice(0, mostFaultsTold),
    };
    if (options.unrecorded !== true) recordVerdict(store, clock, verdict);
    yield { done: total, total, verdict };
  } finally {
    await thread.close();
  }
}

/** A disk that refuses it must not keep anybody from hearing what was found. */
const recordVerdict = (store: Store, clock: { now(): number }, { entries, faultCount }: ChainVerdict): void => {
  try {
    store.transaction((write) =>
      write.audit({
        at: toTimestamp(platformNow(write, clock.now())),
        reviewerId: write.workstation().reviewer?.id ?? 'unknown',
        action: 'audit.verified',
        details: { entries, faults: faultCount },
      }),
    );
  } catch (error) {
    if (classifyStoreError(error) === undefined) throw error;
  }
};
