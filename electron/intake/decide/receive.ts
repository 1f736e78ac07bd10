import { decisionSchema } from '../../../shared/contract/intake/index.ts';
import type { Attempt } from '../../../shared/domain/application.ts';
import type { Decision, Receipt } from '../../../shared/domain/decision.ts';
import { canonicalJson, sha256Hex } from '../canonical.ts';
import { timestamp } from '../clock.ts';
import { type Aftermath, recordChange } from '../record-change.ts';
import type { Store } from '../store/index.ts';
import { factsAbout, reasonCodesOf } from './facts.ts';
import { amendedFields, judgeDecision, type Sender } from './judge.ts';

/** What makes two decisions of one `decisionId` the same: everything that the applicant or a colleague would notice. */
const fingerprintOf = ({ subject, outcome, reasons, matched, notice, note, override, reviewerId }: Decision): string =>
  sha256Hex(canonicalJson({ subject, outcome, reasons, matched, notice, note, override, reviewerId }));

const attemptOf = (decision: Decision): Attempt => ({
  revision: decision.subject.revision,
  outcome: decision.outcome,
  reasons: decision.reasons.map(({ code, target }) => {
    const about = {
      ...(target?.field === undefined ? {} : { field: target.field }),
      ...(target?.documentId === undefined ? {} : { documentId: target.documentId }),
    };
    return Object.keys(about).length === 0 ? { code } : { code, target: about };
  }),
  decidedAt: decision.decidedAt,
});

const applyToApplication = (store: Store, decision: Decision, at: string): Aftermath => {
  const { application } = store.applications.find(decision.subject.id) ?? {};
  if (application !== undefined && decision.outcome !== 'escalate') {
    store.applications.amendContent({ ...application, attempts: [...application.attempts, attemptOf(decision)] });
  }
  return recordChange(
    store,
    {
      kind: 'decision.recorded',
      applicationId: decision.subject.id,
      decisionId: decision.decisionId,
      outcome: decision.outcome,
      decidedAt: decision.decidedAt,
      reviewerId: decision.reviewerId,
      revision: decision.subject.revision,
      // In full, for whoever looks a second time: a workstation shows it only once that person's own view is formed.
      reasons: decision.reasons,
      matched: decision.matched,
      notice: decision.notice,
      ...(decision.note === undefined ? {} : { note: decision.note }),
    },
    at,
  );
};

const applyToRequest = (store: Store, decision: Decision, at: string): Aftermath => {
  const { request } = store.requests.find(decision.subject.id) ?? {};
  // An escalated request stays in everybody's queue, for a second person to decide.
  if (request === undefined || decision.outcome === 'escalate') return { erase: [] };
  store.requests.end(request.id, 'decided');
  const erase = [...recordChange(store, { kind: 'request.remove', id: request.id }, at).erase];
  if (decision.outcome !== 'approve' || request.applicationId === undefined) return { erase };
  if (request.kind === 'withdrawal') {
    erase.push(...recordChange(store, { kind: 'application.remove', id: request.applicationId, cause: 'withdrawn' }, at).erase);
  }
  const { application } = store.applications.find(request.applicationId) ?? {};
  const changes = amendedFields(request.payload);
  if (request.kind === 'amendment' && application !== undefined && changes !== undefined) {
    const amended = { ...application, revision: application.revision + 1, applicant: { ...application.applicant, ...changes } };
    erase.push(...recordChange(store, { kind: 'application.upsert', application: amended }, at).erase);
  }
  return { erase };
};

const receiveOne = (
  store: Store,
  decision: Decision,
  sender: Sender,
  reasonCodes: ReadonlySet<string> | undefined,
  now: number,
): { receipt: Receipt; erase: string[] } => {
  const { decisionId } = decision;
  const at = timestamp(now);
  const fingerprint = fingerprintOf(decision);
  const earlier = store.decisions.find(decisionId);
  if (earlier !== undefined) {
    if (earlier.fingerprint !== fingerprint) {
      const problem = { code: 'decision_id_reused', title: 'Another decision was sent under this decisionId.' };
      return { receipt: { decisionId, status: 'refused', at, problem }, erase: [] };
    }
    const receipt: Receipt =
      earlier.receipt.status === 'accepted' ? { decisionId, status: 'duplicate', at: earlier.receipt.at } : earlier.receipt;
    return { receipt, erase: [] };
  }
  const { keep, ...verdict } = judgeDecision(decision, sender, reasonCodes, factsAbout(store, decision.subject, now));
  const receipt: Receipt = { decisionId, at, ...verdict };
  if (keep) store.decisions.add({ decision, receipt, fingerprint });
  if (receipt.status !== 'accepted') return { receipt, erase: [] };
  const apply = decision.subject.kind === 'application' ? applyToApplication : applyToRequest;
  return { receipt, erase: apply(store, decision, at).erase };
};

/**
 * Receives decisions in their order, each in a transaction of its own, and answers each with its receipt.
 * A `decisionId` is answered once for ever: again `duplicate` for what was accepted, the same receipt for what was not. A decision that does not fit the
 * contract is refused by itself, so that it can't hold up the others; only its `workstationId` is filled in where it is absent.
 * @param raw the decisions as they came; each has at least its `decisionId`
 */
export const receiveDecisions = (
  store: Store,
  raw: readonly { decisionId: string }[],
  sender: Sender,
  now: number,
): { receipts: Receipt[] } & Aftermath => {
  const receipts: Receipt[] = [];
  const erase: string[] = [];
  const reasonCodes = reasonCodesOf(store);
  for (const candidate of raw) {
    // One that does not tell where it was taken was taken by its sender. One that tells another place keeps it: it is a statement, and whose claim
    // counts is judged by the sender alone.
    const read = decisionSchema.safeParse({ workstationId: sender.workstationId, ...candidate });
    if (!read.success) {
      const places = [...new Set(read.error.issues.map((issue) => issue.path.join('.')))].slice(0, 20).join(', ');
      const problem = { code: 'decision_malformed', title: 'The decision does not fit the contract.', detail: places };
      receipts.push({ decisionId: candidate.decisionId, status: 'refused', at: timestamp(now), problem });
      continue;
    }
    const result = store.transaction(() => receiveOne(store, read.data, sender, reasonCodes, now));
    receipts.push(result.receipt);
    erase.push(...result.erase);
  }
  return { receipts, erase };
};
