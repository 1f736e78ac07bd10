import {
  type ApplicantStatus,
  handOverText,
  type StatusEvent,
  spokenStatus,
  standingOf,
  writtenMoment,
} from '../../../shared/domain/applicant-status.ts';
import { attemptNumber } from '../../../shared/domain/attempts.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { maskName } from '../../../shared/domain/masking.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { HeldApplication, HeldDecision, ReadableStore } from '../store/index.ts';
import { platformNow } from './moment.ts';
import type { ReviewParts } from './parts.ts';
import { waitingOn } from './second-look/permission.ts';
import { dueOf } from './sheet.ts';

type Last = Extract<StatusEvent, { kind: 'decided' }> & { notice?: ApplicantStatus['notice'] };

const codesOf = (reasons: readonly { code: string }[]): string[] => reasons.map(({ code }) => code);

const onTheWay = ({ state }: HeldDecision): boolean => state !== 'taken_back' && state !== 'dropped';

/** The decisions on the application that may be told of here, newest first: this desk's, and the one that the platform told last. */
const decisionsOf = (store: ReadableStore, { application }: HeldApplication): (Last & { revision: number })[] => {
  const hidden = waitingOn(store, application.id)?.decisionId;
  const own = store
    .decisionsOn('application', application.id)
    .filter((held) => held.decisionId !== hidden && onTheWay(held))
    .map(({ decision, state }) => ({
      kind: 'decided' as const,
      at: decision.decidedAt,
      outcome: decision.outcome,
      reasonCodes: codesOf(decision.reasons),
      state,
      notice: decision.notice,
      revision: decision.subject.revision,
    }));
  const told = store.firstLookOn(application.id);
  if (told === undefined || told.decisionId === hidden || store.decision(told.decisionId) !== undefined) return own;
  const { outcome, decidedAt, reasons = [], notice } = told.first;
  const elsewhere = {
    kind: 'decided' as const,
    at: decidedAt,
    outcome,
    reasonCodes: codesOf(reasons),
    state: 'elsewhere' as const,
    notice,
    revision: told.revision,
  };
  return [elsewhere, ...own].sort((left, right) => Date.parse(right.at) - Date.parse(left.at));
};

const requestEvents = (store: ReadableStore, applicationId: string): StatusEvent[] =>
  store.requests(applicationId).flatMap((request): StatusEvent[] => [
    {
      kind: 'request',
      at: request.submittedAt,
      requestKind: request.kind,
      requestId: request.id,
      open: store.request(request.id)?.state === 'open',
    },
    ...store
      .decisionsOn('request', request.id)
      .filter(onTheWay)
      .map(({ decision, state }) => ({
        kind: 'request_decided' as const,
        at: decision.decidedAt,
        requestKind: request.kind,
        outcome: decision.outcome,
        state,
      })),
  ]);

const accountEvents = (store: ReadableStore, { id, status, since }: HeldApplication['application']['account']): StatusEvent[] => {
  const changes = store
    .accountChanges(id)
    .flatMap((change) => (change.since === undefined ? [] : [{ status: change.status, at: change.since }]));
  const known = since === undefined || changes.some(({ at, status: then }) => Date.parse(at) === Date.parse(since) && then === status);
  return [...changes, ...(known ? [] : [{ status, at: since }])].map((change) => ({ kind: 'account', ...change }));
};

/** Where an applicant stands: one page with the history, what can be said, and the hand-over, nothing unmasked. Fails with `application_unknown`. */
export const applicantStatus = (parts: ReviewParts, applicationId: string): Result<ApplicantStatus> => {
  const { store, clock } = parts;
  const held = store.read.application(applicationId);
  if (held === undefined) return fail('application_unknown', {}, applicationId);
  const { application } = held;
  const now = toTimestamp(platformNow(store.read, clock.now()));
  const due = dueOf(parts, held, now);
  const decisions = decisionsOf(store.read, held);
  const present = decisions.find(({ revision }) => revision === application.revision);
  const files = store.read.documentFiles(application.documents.map(({ sha256 }) => sha256));
  const arrived = new Set(files.filter(({ arrival }) => arrival !== 'awaited' && arrival !== 'damaged').map(({ sha256 }) => sha256));
  const standing = standingOf({
    decided: held.state === 'decided',
    dueState: due.state,
    accountStatus: application.account.status,
    damagedDocuments: files.some(({ arrival }) => arrival === 'damaged'),
    last: present,
  });
  const dueWords = writtenMoment(held.dueAt);
  const hidden = waitingOn(store.read, applicationId);
  const attempts = application.attempts.filter(({ revision }) => hidden === undefined || revision !== hidden.revision);
  const decidedAt = new Set(decisions.map(({ at }) => Date.parse(at)));
  const history: StatusEvent[] = [
    { kind: 'submitted', at: application.submittedAt, attempt: attemptNumber(attempts) },
    // An attempt that was decided here is told once, with what became of its sending.
    ...attempts
      .filter((attempt) => !decidedAt.has(Date.parse(attempt.decidedAt)))
      .map((attempt) => ({
        kind: 'attempt' as const,
        at: attempt.decidedAt,
        outcome: attempt.outcome,
        reasonCodes: codesOf(attempt.reasons),
      })),
    ...decisions.map(({ notice: _notice, revision: _revision, ...event }) => event),
    ...requestEvents(store.read, applicationId),
    ...accountEvents(store.read, application.account),
  ];
  const told = present?.state === 'receipted' || present?.state === 'elsewhere' ? present.notice : undefined;
  const status: Omit<ApplicantStatus, 'handOver'> = {
    applicationId,
    name: maskName(application.applicant.name ?? application.applicant.latinName ?? ''),
    type: application.type,
    submittedAt: application.submittedAt,
    standing,
    spoken: spokenStatus(standing, { zh: dueWords, en: dueWords }),
    account: { status: application.account.status, since: application.account.since },
    ...(standing === 'waiting' || standing === 'overdue' || standing === 'incomplete' || standing === 'account' || standing === 'escalated'
      ? { due }
      : {}),
    documents: { held: application.documents.filter(({ sha256 }) => arrived.has(sha256)).length, total: application.documents.length },
    ...(told === undefined ? {} : { notice: told }),
    history: history.sort((left, right) => Date.parse(right.at) - Date.parse(left.at)),
    openRequests: store.read
      .requests(applicationId)
      .filter(({ id }) => store.read.request(id)?.state === 'open')
      .map(({ id, kind, submittedAt }) => ({ requestId: id, kind, submittedAt })),
  };
  return succeed({ ...status, handOver: handOverText(status, now) });
};
