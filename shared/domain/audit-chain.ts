import { canonicalJson } from './canonical-json.ts';

/** What the first entry follows: the root of a chain of no entries. */
export const chainBeginning = '0'.repeat(64);

/** One entry of the chain as it stands in the database, column by column. */
export type ChainRow = {
  /** Its place, from 1. */
  seq: number;
  /** RFC 3339. */
  at: string;
  reviewerId: string;
  action: string;
  subject: string | null;
  /** JSON, as it was written. */
  details: string | null;
  /** The hash of the entry before, lower-case hex; {@link chainBeginning} for the first one. */
  previous: string;
  /** Lower-case hex SHA-256 of {@link hashedText}. */
  hash: string;
  /** Ed25519 over {@link signedEntryText}; absent of what was written before there were signatures. */
  signature: Uint8Array | null;
};

/** The content of an entry: what is hashed, and what the platform gets. Nothing personal is in it. */
export type ChainedContent = {
  at: string;
  reviewerId: string;
  action: string;
  subject?: string | undefined;
  details?: Record<string, string | number> | undefined;
};

/** Of what text an entry's hash is: the hash before it, and its content as canonical JSON (RFC 8785). UTF-8. */
export const hashedText = (previous: string, { at, reviewerId, action, subject, details }: ChainedContent): string =>
  previous + canonicalJson({ at, reviewerId, action, subject, details });

/** What the workstation's key signs of an entry: its place, and by its hash everything up to it. The first line keeps it from being a signature of anything else. */
export const signedEntryText = (seq: number, hash: string): string => `shenhetai audit entry 1\n${seq}\n${hash}`;

/**
 * Why the chain's state was signed. `began`: what is older has no signatures of its own; `platform`: the platform answered that it holds a copy so far;
 * `package`: it left in a result package.
 */
export type CheckpointReason = 'began' | 'platform' | 'package';

/** The state of the chain at one moment, signed: how many entries there were, and the hash of the last one. */
export type Checkpoint = {
  /** Its number on this workstation, from 1 without a gap. */
  number: number;
  reason: CheckpointReason;
  size: number;
  /** Hash of entry number `size`, lower-case hex; {@link chainBeginning} for none. */
  root: string;
  /** RFC 3339. */
  at: string;
  /** Of a package its `resultId`. */
  about: string | null;
  /** Raw Ed25519 public key of the workstation, base64. */
  publicKey: string;
};

/** What the workstation's key signs of a checkpoint. */
export const signedCheckpointText = ({ number, reason, size, root, at, about, publicKey }: Checkpoint): string =>
  ['shenhetai audit checkpoint 1', number, reason, size, root, at, about ?? '', publicKey].join('\n');

/** How long the chain is and how many checkpoints there are, sealed with each entry, so that a cut end is seen without anybody's copy. */
export type ChainHead = { size: number; root: string; checkpoints: number };

/** What the seal of the head is over. */
export const sealedHeadText = ({ size, root, checkpoints }: ChainHead): string =>
  ['shenhetai audit head 1', size, root, checkpoints].join('\n');

/** Everything that can be wrong with a chain. Each has a sentence; see `contract/engine/audit-sentences.ts`. */
export const chainFaultKinds = [
  'missing',
  'altered',
  'unlinked',
  'unsigned',
  'forged',
  'cut',
  'head_altered',
  'beginning_missing',
  'checkpoint_missing',
  'checkpoint_forged',
  'restamped',
  'platform_differs',
  'platform_behind',
  'package_differs',
  'package_unreadable',
  'key_differs',
] as const;
/** See {@link chainFaultKinds}. */
export type ChainFaultKind = (typeof chainFaultKinds)[number];

/** Something that is wrong, and where. */
export type ChainFault = {
  kind: ChainFaultKind;
  /** The entry's place in the chain, or how many entries there should be. */
  seq?: number | undefined;
  /** The checkpoint's number. */
  checkpoint?: number | undefined;
  /** The package's file name. */
  file?: string | undefined;
  /** When the checkpoint was made, RFC 3339. */
  at?: string | undefined;
};

/** What verifying found. */
export type ChainVerdict = {
  sound: boolean;
  /** Entries looked at. */
  entries: number;
  /** Entries from before there were signatures. */
  unsigned: number;
  checkpoints: number;
  /** First 16 hex digits of the SHA-256 of the key that was verified with. */
  keyId?: string | undefined;
  /** What the platform confirmed last, if ever. `asked`: whether the platform was asked again just now. */
  platform?: { size: number; at: string; asked: boolean } | undefined;
  /** How many faults there are, and the first ones of them. */
  faultCount: number;
  faults: ChainFault[];
};

/** Faults that are told one by one; of more only the number is told. */
export const mostFaultsTold = 100;

/** How far verifying is; the last one carries the verdict. */
export type ChainProgress = { done: number; total: number; verdict?: ChainVerdict | undefined };

/** The chain's state as it can be told without verifying it. */
export type ChainState = {
  entries: number;
  keyId?: string | undefined;
  /** Raw public key, base64. */
  publicKey?: string | undefined;
  /** What the platform confirmed last. */
  platform?: { size: number; at: string } | undefined;
  /** How the platform's copy stands: kept, not offered by this platform, or differing from what is here, from entry `seq` on where it told. */
  copy: 'none' | 'kept' | 'unsupported' | 'differs';
};
