import { receiptSchema } from '../../../shared/contract/intake/index.ts';
import type { Receipt } from '../../../shared/domain/decision.ts';

/**
 * The receipts of an answer that belong to the decisions that were sent, found by the decision's identifier whatever order they came in. What is
 * malformed, about something else, or contradicts itself is no receipt: its decision counts as not answered, and sending it again is safe.
 */
export const matchReceipts = (decisionIds: readonly string[], answered: readonly unknown[]): Map<string, Receipt> => {
  const sent = new Set(decisionIds);
  const found = new Map<string, Receipt>();
  const contradicted = new Set<string>();
  for (const raw of answered) {
    const read = receiptSchema.safeParse(raw);
    if (!read.success || !sent.has(read.data.decisionId)) continue;
    const { decisionId } = read.data;
    const earlier = found.get(decisionId);
    if (earlier === undefined) found.set(decisionId, read.data);
    else if (meaningOf(earlier) !== meaningOf(read.data)) contradicted.add(decisionId);
  }
  for (const decisionId of contradicted) found.delete(decisionId);
  return found;
};

/** `duplicate` says the same as `accepted`. */
const meaningOf = ({ status }: Receipt): string => (status === 'duplicate' ? 'accepted' : status);
