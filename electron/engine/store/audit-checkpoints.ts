import {
  type ChainHead,
  type Checkpoint,
  type CheckpointReason,
  chainBeginning,
  sealedHeadText,
  signedCheckpointText,
} from '../../../shared/domain/audit-chain.ts';
import type { SigningKey } from '../ports/signing.ts';
import type { Connection } from './connection.ts';
import type { ReadableStore, SignedCheckpoint, WritableStore } from './types.ts';

/** The key with which the chain is signed, once the vault has given it. */
export type AuditMemory = { signer?: SigningKey | undefined };

type CheckpointRow = Omit<Checkpoint, 'publicKey' | 'reason'> & { reason: string; public_key: string; signature: Uint8Array };
type HeadRow = ChainHead & { seal: Uint8Array };

const checkpointOf = ({ public_key: publicKey, reason, signature, ...row }: CheckpointRow): SignedCheckpoint => ({
  ...row,
  reason: reason as CheckpointReason,
  publicKey,
  signature: new Uint8Array(signature),
});

/** The signed states of the chain, and its sealed head. */
export const readAuditCheckpoints = (connection: Connection): Pick<ReadableStore, 'auditCheckpoints' | 'auditCheckpoint' | 'auditHead'> => {
  const all = connection.statement<CheckpointRow>('audit.checkpoints', 'SELECT * FROM audit_checkpoints ORDER BY number');
  const last = connection.statement<CheckpointRow>(
    'audit.checkpoint',
    'SELECT * FROM audit_checkpoints WHERE reason = ? AND (? IS NULL OR about = ?) ORDER BY number DESC LIMIT 1',
  );
  const head = connection.statement<HeadRow>('audit.head', 'SELECT size, root, checkpoints, seal FROM audit_head');
  return {
    auditCheckpoints: () => all.all().map(checkpointOf),
    auditCheckpoint: (reason, about) => {
      const row = last.get(reason, about ?? null, about ?? null);
      return row === undefined ? undefined : checkpointOf(row);
    },
    auditHead: () => head.get(),
  };
};

/** Where the next entry goes, and how the head is moved along. Without a key there is no head. */
export type AuditEnd = {
  /**
   * The end of the chain as it was sealed. Whoever cut the chain, went on with it or changed the head meanwhile is not followed: the next entry then leaves a gap, or
   * follows what is not there, which no later entry can heal.
   */
  next(): { seq: number; previous: string };
  move(size: number, root: string, checkpoints?: number): void;
  /** Number of the next checkpoint. */
  nextCheckpoint(): number;
};

/** See {@link AuditEnd}. */
export const openAuditEnd = (connection: Connection, memory: AuditMemory): AuditEnd => {
  const { auditHead } = readAuditCheckpoints(connection);
  const tail = connection.statement<{ seq: number; hash: string }>('audit.tail', 'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
  const lastCheckpoint = connection.statement<{ number: number | null }>(
    'audit.checkpoint_last',
    'SELECT max(number) AS number FROM audit_checkpoints',
  );
  const put = connection.statement(
    'audit.head_put',
    `INSERT INTO audit_head (one, size, root, checkpoints, seal) VALUES (1, ?, ?, ?, ?)
       ON CONFLICT (one) DO UPDATE SET size = excluded.size, root = excluded.root, checkpoints = excluded.checkpoints, seal = excluded.seal`,
  );
  const isSealed = (head: HeadRow, signer: SigningKey): boolean => Buffer.compare(signer.seal(sealedHeadText(head)), head.seal) === 0;
  return {
    next: () => {
      const { seq, hash } = tail.get() ?? { seq: 0, hash: chainBeginning };
      if (memory.signer === undefined) return { seq: seq + 1, previous: hash };
      const head = auditHead();
      const sealed = head !== undefined && isSealed(head, memory.signer);
      return { seq: Math.max(seq, head?.size ?? 0) + 1, previous: sealed ? head.root : chainBeginning };
    },
    move: (size, root, checkpoints = auditHead()?.checkpoints ?? 0) => {
      if (memory.signer === undefined) return;
      put.run(size, root, checkpoints, memory.signer.seal(sealedHeadText({ size, root, checkpoints })));
    },
    nextCheckpoint: () => Math.max(lastCheckpoint.get()?.number ?? 0, auditHead()?.checkpoints ?? 0) + 1,
  };
};

/** Signs the state of the chain as it is now, or was at an entry. */
export const writeAuditCheckpoints = (connection: Connection, memory: AuditMemory): Pick<WritableStore, 'addAuditCheckpoint'> => {
  const end = openAuditEnd(connection, memory);
  const { auditHead } = readAuditCheckpoints(connection);
  const add = connection.statement(
    'audit.checkpoint_add',
    'INSERT INTO audit_checkpoints (number, reason, size, root, at, about, public_key, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  return {
    addAuditCheckpoint: ({ reason, size, root, at, about }) => {
      const { signer } = memory;
      if (signer === undefined) throw new Error('the chain has no key to be signed with');
      const number = end.nextCheckpoint();
      const checkpoint: Checkpoint = { number, reason, size, root, at, about: about ?? null, publicKey: signer.publicKey };
      const signature = signer.sign(signedCheckpointText(checkpoint));
      add.run(number, reason, size, root, at, checkpoint.about, signer.publicKey, signature);
      const head = auditHead() ?? { size, root };
      end.move(head.size, head.root, number);
      return { ...checkpoint, signature };
    },
  };
};
