import { receiptSchema, withoutNulls } from '../../../shared/contract/intake/index.ts';
import type { Receipt } from '../../../shared/domain/decision.ts';

/**
 * The receipts of an answer that belong to the decisions that were sent, found by the decision's identifier whatever order they came in. What is
 * malformed, about something else, or contradicts itself is no receipt: its decision counts as not answered, and sending it again is safe.
 */
export const matchReceipts = (decisionIds: readonly string[], answered: readonly unknown[]): Map<string, Receipt> => {
  // A platform that knows identifiers as UUIDs may write them in other letters than they came in.
  const sent = new Map(decisionIds.map((decisionId) => [decisionId.toLowerCase(), decisionId]));
  const found = new Map<string, Receipt>();
  const contradicted = new Set<string>();
  for (const raw of answered) {
    const read = receiptSchema.safeParse(withoutNulls(raw));
    const decisionId = read.success ? sent.get(read.data.decisionId.toLowerCase()) : undefined;
    if (!read.success || decisionId === undefined) continue;
    const earlier = found.get(decisionId);
    if (earlier === undefined) found.set(decisionId, { ...read.data, decisionId });
    else if (meaningOf(earlier) !== meaningOf(read.data)) contradicted.add(decisionId);
  }
  for (const decisionId of contradicted) found.delete(decisionId);
  return found;
};

/** `duplicate` says the same as `accepted`. */
const meaningOf = ({ status }: Receipt): string => (status === 'duplicate' ? 'accepted' : status);
