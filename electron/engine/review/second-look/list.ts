import { isDeepStrictEqual } from 'node:util';
import { type AgreementReport, agreementReport } from '../../../../shared/domain/agreement.ts';
import { fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import { maskName } from '../../../../shared/domain/masking.ts';
import type { OwnLookRules } from '../../../../shared/domain/policy.ts';
import {
  compareViews,
  ownLookRules,
  type SecondLookKind,
  type SecondLookList,
  type SecondLookRow,
  sampleShare,
  viewsAgree,
} from '../../../../shared/domain/second-look.ts';
import { toTimestamp } from '../../../../shared/domain/shanghai-time.ts';
import type { Reviewer } from '../../../../shared/domain/transfer.ts';
import type { HeldFirstLook, HeldSecondLook, ReadableStore, WritableStore } from '../../store/index.ts';
import { platformNow } from '../moment.ts';
import type { ReviewParts } from '../parts.ts';
import { rulesInForce } from '../rules.ts';
import { isDrawn, ownDraw, ticketOf } from './draw.ts';
import { toldKind } from './open.ts';
import { takesEscalations, type WaitingLook, waitingAmong, waitingOwn } from './permission.ts';

/** Most rows of each kind that are listed; more than anybody gets through in a day. */
const mostListed = 200;
/** Decisions that draw their tickets in one turn; what is left over draws with the next look at the list. */
const drawnAtOnce = 20_000;
/** Most of one's own that wait at once: a few, also after a month away. */
const mostOwn = 5;
const weekMs = 7 * 86_400_000;

/** Has what came since the last look draw its tickets. The seed is made once, and stands in the audit with all figures it was used with. */
const draw = ({ store, clock, random }: ReviewParts): void => {
  const { policy } = rulesInForce(store.read);
  const figures = { sharePercent: sampleShare(policy) * 100, own: ownLookRules(policy) };
  const known = store.read.workstation().secondReview;
  const noted = known?.sharePercent === figures.sharePercent && isDeepStrictEqual(known.own, figures.own);
  const undrawn = store.read.undrawnLooks(drawnAtOnce);
  const now = platformNow(store.read, clock.now());
  const matured = toTimestamp(now - figures.own.afterWeeks * weekMs);
  const own = figures.own.sharePercent === 0 ? [] : store.read.undrawnOwnLooks(known?.ownDrawnUntil ?? 0, matured, drawnAtOnce);
  const last = own.at(-1)?.number;
  if (noted && undrawn.length === 0 && last === undefined) return;
  store.transaction((write) => {
    const seed = known?.seed ?? Buffer.from(random.bytes(32)).toString('hex');
    const drawnUntil = last ?? known?.ownDrawnUntil;
    write.saveWorkstation({ secondReview: { seed, ...figures, ...(drawnUntil === undefined ? {} : { ownDrawnUntil: drawnUntil }) } });
    if (!noted) noteSeed(write, seed, figures, toTimestamp(now));
    for (const decisionId of undrawn) write.setTicket(decisionId, ticketOf(seed, decisionId));
    for (const { decisionId, drawable } of own)
      if (drawable && isDrawn(seed, ownDraw + decisionId, figures.own.sharePercent / 100)) write.putOwnLook(decisionId);
  });
};

const noteSeed = (write: WritableStore, seed: string, figures: { sharePercent: number; own: OwnLookRules }, at: string): void =>
  write.audit({
    at,
    reviewerId: write.workstation().reviewer?.id ?? 'unknown',
    action: 'second_look.seeded',
    details: {
      seed,
      sharePercent: figures.sharePercent,
      ownSharePercent: figures.own.sharePercent,
      ownAfterWeeks: figures.own.afterWeeks,
      policyVersion: rulesInForce(write).policy.version,
    },
  });

const rowOf = (
  store: ReadableStore,
  look: Pick<HeldFirstLook, 'decisionId' | 'applicationId'>,
  kind: SecondLookKind,
  decidedAt: string,
): SecondLookRow[] => {
  const held = store.application(look.applicationId);
  if (held === undefined) return [];
  const { type, applicant } = held.application;
  const name = maskName(applicant.name ?? applicant.latinName ?? '');
  return [{ decisionId: look.decisionId, kind, applicationId: look.applicationId, type, name, decidedAt }];
};

const formedRow = (store: ReadableStore, look: HeldSecondLook): SecondLookRow[] => {
  const { views } = look;
  if (views === undefined) return [];
  return rowOf(store, look, look.kind, views.first.decidedAt).map((row) => ({
    ...row,
    formedAt: look.formedAt,
    agrees: viewsAgree(compareViews(views.first, views.second)),
  }));
};

/** What waits for that person's second view; `checksWanted` is told where some of it has yet to be checked. Escalations, soonest due first; what was decided, newest first, the planted among it; their own, oldest first. */
const waitingLooks = (parts: ReviewParts, reviewer: Reviewer, checksWanted: () => void) => {
  draw(parts);
  const { read } = parts.store;
  const { policy } = rulesInForce(read);
  const share = sampleShare(policy);
  const waiting = (looks: readonly HeldFirstLook[]): WaitingLook[] => looks.flatMap((look) => waitingAmong(read, look, reviewer) ?? []);
  const planted = policy.secondReview?.planted?.map(({ applicationId }) => applicationId) ?? [];
  const decided = waiting([
    ...read.drawnLooks(reviewer.id, share, mostListed),
    ...(planted.length === 0 ? [] : read.decidedLooks(planted, reviewer.id, mostListed).filter(({ ticket }) => (ticket ?? 1) >= share)),
  ]);
  const own = read.ownLooks(reviewer.id, mostOwn).flatMap((look) => waitingOwn(read, look, reviewer) ?? []);
  // What was decided before this desk had checked it is checked by nobody, unless it is asked for.
  const unchecked = read.uncheckedAmong([...decided, ...own].map(({ applicationId }) => applicationId));
  if (unchecked.length > 0) {
    parts.store.transaction((write) => write.wantChecks(unchecked));
    checksWanted();
  }
  return {
    escalations: takesEscalations(reviewer) ? waiting(read.escalatedLooks(reviewer.id, mostListed)) : [],
    decided: decided.sort((left, right) => Date.parse(right.first.decidedAt) - Date.parse(left.first.decidedAt)),
    own,
    share,
    rules: ownLookRules(policy),
  };
};

/** How many wait for the present reviewer, of those that would be listed. Fails with `not_signed_in`. */
export const secondLookCount = (parts: ReviewParts, checksWanted: () => void): Result<{ waiting: number }> => {
  const { reviewer } = parts.store.read.workstation();
  if (reviewer === undefined) return fail('not_signed_in');
  const { escalations, decided, own } = waitingLooks(parts, reviewer, checksWanted);
  return succeed({ waiting: escalations.length + decided.length + own.length });
};

/** What waits for the present reviewer's second view, escalations first, and what was looked at; nothing of what was decided first. Fails with `not_signed_in`. */
export const secondLookList = (parts: ReviewParts, checksWanted: () => void): Result<SecondLookList> => {
  const { read } = parts.store;
  const { reviewer } = read.workstation();
  if (reviewer === undefined) return fail('not_signed_in');
  const { escalations, decided, own, share, rules } = waitingLooks(parts, reviewer, checksWanted);
  const row = (look: WaitingLook) => rowOf(read, look, toldKind(look.kind), look.first.decidedAt);
  return succeed({
    waiting: [
      ...escalations.flatMap((look) => row(look).map((shown) => ({ ...shown, dueAt: read.application(look.applicationId)?.dueAt }))),
      ...decided.flatMap(row),
      ...own.flatMap(row),
    ],
    formed: read.secondLooks(mostListed).flatMap((look) => formedRow(read, look)),
    takesEscalations: takesEscalations(reviewer),
    share,
    own: rules,
  });
};

/** How far first and second reviewers agree. */
export const secondLookAgreement = ({ store }: ReviewParts): Result<AgreementReport> => succeed(agreementReport(store.read.ratedCases()));
