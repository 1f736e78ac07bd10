import { type AgreementReport, agreementReport } from '../../../../shared/domain/agreement.ts';
import { fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import { maskName } from '../../../../shared/domain/masking.ts';
import { compareViews, type SecondLookList, type SecondLookRow, sampleShare, viewsAgree } from '../../../../shared/domain/second-look.ts';
import { toTimestamp } from '../../../../shared/domain/shanghai-time.ts';
import type { Reviewer } from '../../../../shared/domain/transfer.ts';
import type { HeldFirstLook, HeldSecondLook, ReadableStore, WritableStore } from '../../store/index.ts';
import { platformNow } from '../moment.ts';
import type { ReviewParts } from '../parts.ts';
import { rulesInForce } from '../rules.ts';
import { ticketOf } from './draw.ts';
import { takesEscalations, waitingAmong } from './permission.ts';

/** Most rows of each kind that are listed; more than anybody gets through in a day. */
const mostListed = 200;
/** Decisions that draw their tickets in one turn; what is left over draws with the next look at the list. */
const drawnAtOnce = 20_000;

/** Has what came since the last look draw its tickets. The seed is made once, and stands in the audit with every share it was used with. */
const draw = ({ store, clock, random }: ReviewParts): void => {
  const { policy } = rulesInForce(store.read);
  const sharePercent = sampleShare(policy) * 100;
  const known = store.read.workstation().secondReview;
  const undrawn = store.read.undrawnLooks(drawnAtOnce);
  if (known?.sharePercent === sharePercent && undrawn.length === 0) return;
  store.transaction((write) => {
    const seed = known?.seed ?? Buffer.from(random.bytes(32)).toString('hex');
    if (known?.sharePercent !== sharePercent) noteSeed(write, seed, sharePercent, toTimestamp(platformNow(write, clock.now())));
    for (const decisionId of undrawn) write.setTicket(decisionId, ticketOf(seed, decisionId));
  });
};

const noteSeed = (write: WritableStore, seed: string, sharePercent: number, at: string): void => {
  write.saveWorkstation({ secondReview: { seed, sharePercent } });
  write.audit({
    at,
    reviewerId: write.workstation().reviewer?.id ?? 'unknown',
    action: 'second_look.seeded',
    details: { seed, sharePercent, policyVersion: rulesInForce(write).policy.version },
  });
};

const rowOf = (store: ReadableStore, look: Pick<HeldFirstLook, 'decisionId' | 'applicationId'>, decidedAt: string): SecondLookRow[] => {
  const held = store.application(look.applicationId);
  if (held === undefined) return [];
  const { type, applicant } = held.application;
  const name = maskName(applicant.name ?? applicant.latinName ?? '');
  return [{ decisionId: look.decisionId, kind: 'sample', applicationId: look.applicationId, type, name, decidedAt }];
};

const formedRow = (store: ReadableStore, look: HeldSecondLook): SecondLookRow[] => {
  const { views } = look;
  if (views === undefined) return [];
  return rowOf(store, look, views.first.decidedAt).map((row) => ({
    ...row,
    kind: look.kind,
    formedAt: look.formedAt,
    agrees: viewsAgree(compareViews(views.first, views.second)),
  }));
};

/** What waits for that person's second view. */
const waitingFor = (parts: ReviewParts, reviewer: Reviewer) => {
  draw(parts);
  const { read } = parts.store;
  const share = sampleShare(rulesInForce(read).policy);
  const waiting = (look: HeldFirstLook): boolean => waitingAmong(read, look, reviewer) !== undefined;
  return {
    escalations: takesEscalations(reviewer) ? read.escalatedLooks(reviewer.id, mostListed).filter(waiting) : [],
    samples: read.drawnLooks(reviewer.id, share, mostListed).filter(waiting),
    share,
  };
};

/** How many wait for the present reviewer, of those that would be listed. Fails with `not_signed_in`. */
export const secondLookCount = (parts: ReviewParts): Result<{ waiting: number }> => {
  const { reviewer } = parts.store.read.workstation();
  if (reviewer === undefined) return fail('not_signed_in');
  const { escalations, samples } = waitingFor(parts, reviewer);
  return succeed({ waiting: escalations.length + samples.length });
};

/** What waits for the present reviewer's second view, escalations first, and what was looked at; nothing of what was decided first. Fails with `not_signed_in`. */
export const secondLookList = (parts: ReviewParts): Result<SecondLookList> => {
  const { read } = parts.store;
  const { reviewer } = read.workstation();
  if (reviewer === undefined) return fail('not_signed_in');
  const { escalations, samples, share } = waitingFor(parts, reviewer);
  return succeed({
    waiting: [
      ...escalations.flatMap((look) =>
        rowOf(read, look, look.first.decidedAt).map((row) => ({
          ...row,
          kind: 'escalation' as const,
          dueAt: read.application(look.applicationId)?.dueAt,
        })),
      ),
      ...samples.flatMap((look) => rowOf(read, look, look.first.decidedAt)),
    ],
    formed: read.secondLooks(mostListed).flatMap((look) => formedRow(read, look)),
    takesEscalations: takesEscalations(reviewer),
    share,
  });
};

/** How far first and second reviewers agree. */
export const secondLookAgreement = ({ store }: ReviewParts): Result<AgreementReport> => succeed(agreementReport(store.read.ratedCases()));
