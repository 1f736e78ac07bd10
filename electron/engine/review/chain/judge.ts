import { hash } from 'node:crypto';
import {
  type ChainedContent,
  type ChainFault,
  type ChainRow,
  chainBeginning,
  hashedText,
  mostFaultsTold,
  signedEntryText,
} from '../../../../shared/domain/audit-chain.ts';
import { verifierOf } from '../../ports/signing.ts';

/** A state of the chain that something outside it vouches for: a checkpoint, the platform's answer, a package. */
export type VouchedState = {
  size: number;
  root: string;
  /** What is wrong where the chain is shorter, or other than that. */
  cut: ChainFault;
  differs: ChainFault;
};

/** What entries are judged by. */
export type ChainMeasure = {
  /** Entries up to this one are from before there were signatures and have none. */
  unsignedUpTo: number;
  /** Raw public key of the workstation, base64; absent: there never was one, and no entry is signed. */
  publicKey?: string | undefined;
  vouched: readonly VouchedState[];
};

/** Faults in the order in which they were found, the first ones of them, and how many there are. */
export type FoundFaults = { count: number; faults: ChainFault[] };

/** What the thread that judges is asked: to look at the next entries, or what it found in the end. */
export type ChainCall = ChainRow[] | 'end';

/** Judges a chain entry by entry, from its first one. */
export type ChainJudge = {
  next(rows: readonly ChainRow[]): void;
  end(): FoundFaults & { entries: number };
};

/** The content that an entry's columns say, or undefined where they are not as this program writes them. */
const contentOf = ({ at, reviewerId, action, subject, details }: ChainRow): ChainedContent | undefined => {
  const content = { at, reviewerId, action, ...(subject === null ? {} : { subject }) };
  if (details === null) return content;
  try {
    const read = JSON.parse(details) as Record<string, string | number>;
    // The hash is over what the text means: another spelling of the same has been changed all the same.
    return JSON.stringify(read) === details ? { ...content, details: read } : undefined;
  } catch {
    return undefined;
  }
};

/** Begins at the first entry. */
export const createChainJudge = ({ unsignedUpTo, publicKey, vouched }: ChainMeasure): ChainJudge => {
  const fits = publicKey === undefined ? undefined : verifierOf(publicKey);
  const bySize = Map.groupBy(vouched, ({ size }) => size);
  const faults: ChainFault[] = [];
  let count = 0;
  let last = { seq: 0, hash: chainBeginning };
  let entries = 0;
  const find = (fault: ChainFault): void => {
    count += 1;
    if (faults.length < mostFaultsTold) faults.push(fault);
  };
  const compare = (size: number, root: string): void => {
    for (const state of bySize.get(size) ?? []) if (state.root !== root) find(state.differs);
  };

  const judgeSignature = ({ seq, hash: own, signature }: ChainRow): void => {
    if (seq <= unsignedUpTo || fits === undefined) {
      // What has a signature where none was made was not written by this program.
      if (signature !== null) find({ kind: 'forged', seq });
    } else if (signature === null) find({ kind: 'unsigned', seq });
    else if (!fits(signedEntryText(seq, own), signature)) find({ kind: 'forged', seq });
  };

  compare(0, chainBeginning);
  return {
    next: (rows) => {
      for (const row of rows) {
        entries += 1;
        const expected = last.seq + 1;
        if (row.seq !== expected) find({ kind: 'missing', seq: expected });
        if (row.previous !== last.hash) find({ kind: 'unlinked', seq: row.seq });
        const content = contentOf(row);
        if (content === undefined || hash('sha256', hashedText(row.previous, content), 'hex') !== row.hash)
          find({ kind: 'altered', seq: row.seq });
        judgeSignature(row);
        compare(row.seq, row.hash);
        last = { seq: row.seq, hash: row.hash };
      }
    },
    end: () => {
      for (const state of vouched) if (state.size > last.seq) find(state.cut);
      return { count, faults, entries };
    },
  };
};
