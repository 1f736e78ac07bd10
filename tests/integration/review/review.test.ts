import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FixedClock, fixedClock } from '../../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { createReview, type Review } from '../../../electron/engine/review/index.ts';
import type { Store } from '../../../electron/engine/store/index.ts';
import calendar from '../../../resources/calendars/cn.json' with { type: 'json' };
import catalogueFile from '../../../resources/reasons.json' with { type: 'json' };
import { catalogueSchema } from '../../../shared/contract/intake/index.ts';
import type { Application } from '../../../shared/domain/application.ts';
import type { Outcome } from '../../../shared/domain/decision.ts';
import type { ReviewRequest } from '../../../shared/domain/request.ts';
import type { DecideInput } from '../../../shared/domain/review.ts';
import { smallPolicy } from '../../fixtures/batch.ts';
import { freshFolder, inventApplication, moment, openTestStore, settleChecks } from '../../fixtures/store.ts';

let store: Store;
let clock: FixedClock;
let review: Review;
let told: string[][];

const signIn = (roles: string[]): void =>
  store.transaction((write) =>
    write.saveWorkstation({
      workstationId: 'workstation-1',
      source: { kind: 'packages' },
      reviewer: { id: 'reviewer-1', name: '林', roles },
    }),
  );
const put = (application: Application): void =>
  store.transaction((write) => void write.putApplication(application, '2026-11-18T02:00:00.000Z'));
const arrive = (id: string, verdict: 'pass' | 'fail' = 'pass', change: Partial<Application> = {}): Application => {
  const application = inventApplication(id, { type: 'other_kind', ...change });
  put(application);
  settleChecks(store, application, verdict);
  return application;
};

beforeEach(() => {
  store = openTestStore(freshFolder());
  store.transaction((write) => {
    write.putPolicy(smallPolicy);
    write.putCatalogue(catalogueSchema.parse(catalogueFile));
  });
  signIn(['reviewer']);
  clock = fixedClock(Date.parse(moment.now));
  told = [];
  review = createReview(
    { store, clock, random: systemRandom, calendar },
    { decided: (ids) => told.push(ids), changed: (ids) => told.push(ids), requests: () => {} },
  );
});
afterEach(() => store.close());

const input = (outcome: Outcome, id = 'a1', change: Partial<DecideInput> = {}): DecideInput => ({
  subject: { kind: 'application', id, revision: 1 },
  outcome,
  reasons: [],
  matched: [{ item: 'name', verdict: 'match' }],
  durationMs: 4_200.4,
  ...change,
});
const blurred = { code: 'document.unreadable', target: { documentId: 'a1-document-0' } };
const notHolder = { code: 'authenticity.not_holder', target: { documentId: 'a1-document-1' } };
const actions = (): string[] => store.read.auditEntries(1, 100).map(({ action }) => action);
const codeOf = (result: { ok: boolean; error?: { code: string } }): string => (result.ok ? 'ok' : (result.error?.code ?? ''));

describe('deciding', () => {
  it.each([
    ['approve', []],
    ['reject', [notHolder]],
    ['request_fixes', [blurred]],
    ['escalate', []],
  ] as const)('%s is durable, closes the application, and carries everything the platform asks for', (outcome, reasons) => {
    arrive('a1');
    const subject = { kind: 'application', id: 'a1', revision: 1 } as const;
    const preview = review.preview(subject, outcome, [...reasons]);
    const decided = review.decide(input(outcome, 'a1', { reasons: [...reasons], note: '给同事' }));
    if (!decided.ok) throw new Error(JSON.stringify(decided.error));
    expect(decided.value).toMatchObject({ outcome, state: 'held', takeBackUntil: '2026-11-16T02:00:10.000Z', tries: 0 });
    const held = store.read.decision(decided.value.decisionId);
    expect(held?.decision).toMatchObject({
      outcome,
      reasons,
      subject,
      note: '给同事',
      decidedAt: moment.now,
      reviewerId: 'reviewer-1',
      workstationId: 'workstation-1',
      policyVersion: 'fixture-1',
      reasonsVersion: catalogueFile.version,
      durationMs: 4_200,
      matched: [{ item: 'name', verdict: 'match' }],
    });
    expect(preview.ok && preview.value.notice).toEqual(held?.decision.notice);
    expect(held?.decision.notice.zh).not.toMatch(/给同事|\{\{/);
    expect(store.read.application('a1')?.state).toBe('decided');
    expect(actions()).toEqual(['decision.made']);
    expect(told).toEqual([['a1']]);
    const sheet = review.open('a1', false);
    expect(sheet.ok && sheet.value.decisions).toEqual([decided.value]);
  });

  it('twice under one identifier is once, and a second decision on the same application is refused', () => {
    arrive('a1');
    const first = review.decide(input('approve'), { decisionId: 'd1' });
    const second = review.decide(input('approve'), { decisionId: 'd1' });
    expect(second).toEqual(first);
    expect(review.outbox(0, 9)).toMatchObject({ value: { total: 1 } });
    expect(review.decide(input('escalate'))).toMatchObject({ ok: false, error: { code: 'already_decided', subject: 'a1' } });
    expect(review.outbox(0, 9)).toMatchObject({ value: { total: 1 } });
  });

  it('is not possible before the platform has said who is reviewing, nor on what is not held here', () => {
    const nameless = openTestStore(freshFolder());
    nameless.transaction((write) => write.saveWorkstation({ workstationId: 'workstation-2', source: { kind: 'packages' } }));
    const alone = createReview(
      { store: nameless, clock, random: systemRandom, calendar },
      { decided: () => {}, changed: () => {}, requests: () => {} },
    );
    expect(codeOf(alone.decide(input('approve')))).toBe('not_signed_in');
    nameless.close();
    expect(codeOf(review.decide(input('approve', 'elsewhere')))).toBe('application_unknown');
    expect(codeOf(review.open('elsewhere', false))).toBe('application_unknown');
  });

  it('on another revision than the one seen keeps the work as the draft', () => {
    arrive('a1', 'pass', { revision: 2 });
    const decided = review.decide(input('reject', 'a1', { reasons: [notHolder], note: '看过' }));
    expect(decided).toMatchObject({ ok: false, error: { code: 'application_changed', details: { present: 2, seen: 1 } } });
    expect(store.read.draft('a1')).toEqual({
      outcome: 'reject',
      reasons: [notHolder],
      matched: [{ item: 'name', verdict: 'match' }],
      note: '看过',
    });
    expect(review.outbox(0, 9)).toMatchObject({ value: { total: 0 } });
  });

  it.each([
    ['no reason at all', 'request_fixes', []],
    ['a rejection without a final reason', 'reject', [blurred]],
    ['a reason without what it is about', 'request_fixes', [{ code: 'document.unreadable' }]],
    ['a reason that nobody knows', 'request_fixes', [{ code: 'document.invented' }]],
    ['a hint at how the platform works inside in a note', 'request_fixes', [{ ...blurred, note: '疑似冒用，已列入黑名单' }]],
  ] as const)('with %s is refused, says why, and keeps the work as the draft', (_what, outcome, reasons) => {
    arrive('a1');
    const decided = review.decide(input(outcome, 'a1', { reasons: [...reasons] }));
    expect(codeOf(decided)).toBe('notice_refused');
    expect(!decided.ok && decided.error.details.problems).not.toEqual([]);
    const preview = review.preview({ kind: 'application', id: 'a1', revision: 1 }, outcome, [...reasons]);
    expect(preview.ok && preview.value.problems.some(({ severity }) => severity === 'error')).toBe(true);
    expect(store.read.draft('a1')?.reasons).toEqual(reasons);
    expect(store.read.application('a1')?.state).toBe('open');
  });
});

describe('approving', () => {
  it.each([
    ['a blocking finding', () => arrive('a1', 'fail'), 'blocking_finding'],
    ['an account that is not active', () => arrive('a1', 'pass', { account: { id: 'x', status: 'locked' } }), 'account_inactive'],
    ['a missing document', () => arrive('a1', 'pass', { type: 'resident_identity' }), 'document_missing'],
    ['checks that have not run', () => put(inventApplication('a1', { type: 'other_kind' })), 'not_checked'],
  ])('is forbidden by %s; the marks are kept', (_what, happen, cause) => {
    happen();
    const sheet = review.open('a1', false);
    expect(sheet.ok && sheet.value.approval).toMatchObject({ allowed: false, overridable: false });
    expect(sheet.ok && sheet.value.approval.causes).toContain(cause);
    const decided = review.decide(input('approve'));
    expect(decided).toMatchObject({ ok: false, error: { code: 'approval_blocked' } });
    expect(!decided.ok && decided.error.details.causes).toContain(cause);
    expect(store.read.draft('a1')).toMatchObject({ outcome: 'approve', matched: [{ item: 'name', verdict: 'match' }] });
    expect(codeOf(review.decide(input('escalate')))).toBe('ok');
  });

  it('against a blocking finding is for a senior who writes down why, and the chain says so', () => {
    arrive('a1', 'fail');
    const override = { reason: '本人到场核对' };
    expect(codeOf(review.decide(input('approve', 'a1', { override })))).toBe('override_needs_senior');
    signIn(['reviewer', 'senior']);
    expect(review.open('a1', false)).toMatchObject({ value: { approval: { allowed: false, overridable: true } } });
    expect(codeOf(review.decide(input('approve')))).toBe('approval_blocked');
    expect(codeOf(review.decide(input('approve', 'a1', { override: { reason: '  ' } })))).toBe('approval_blocked');
    const decided = review.decide(input('approve', 'a1', { override }));
    expect(decided.ok && store.read.decision(decided.value.decisionId)?.decision.override).toEqual(override);
    expect(actions()).toEqual(['decision.made_overriding']);
    expect(JSON.stringify(store.read.auditEntries(1, 9))).not.toContain('到场');
  });
});

describe('taking back', () => {
  it('in time opens the application with the work as its draft', () => {
    arrive('a1');
    const decided = review.decide(input('reject', 'a1', { reasons: [notHolder], note: '看过' }));
    const decisionId = decided.ok ? decided.value.decisionId : '';
    clock.advance(9_999);
    expect(review.takeBack(decisionId)).toEqual({ ok: true, value: { applicationId: 'a1', subject: { kind: 'application', id: 'a1' } } });
    const sheet = review.open('a1', false);
    expect(sheet.ok && sheet.value).toMatchObject({ state: 'open', draft: { outcome: 'reject', reasons: [notHolder], note: '看过' } });
    expect(actions()).toEqual(['decision.made', 'decision.taken_back']);
    expect(codeOf(review.takeBack(decisionId))).toBe('take_back_too_late');
    expect(codeOf(review.decide(input('approve')))).toBe('ok');
  });

  it('is too late once the time is over or the decision is on its way', () => {
    arrive('a1');
    arrive('a2');
    const [first, second] = ['a1', 'a2'].map((id) => review.decide(input('approve', id)));
    const [firstId = '', secondId = ''] = [first, second].map((decided) => (decided?.ok ? decided.value.decisionId : ''));
    store.transaction((write) => write.setDecisionState(secondId, 'sending'));
    expect(codeOf(review.takeBack(secondId))).toBe('take_back_too_late');
    clock.advance(10_000);
    expect(codeOf(review.takeBack(firstId))).toBe('take_back_too_late');
    expect(store.read.application('a1')?.state).toBe('decided');
    expect(codeOf(review.takeBack('nothing'))).toBe('decision_unknown');
  });
});

describe('postponing', () => {
  it('puts an application aside until its time, at most as long as the policy allows', () => {
    arrive('a1');
    arrive('a2');
    const next = () => review.queueNext({ view: 'mine' }, undefined, 5);
    expect(review.postpone('a1', 241, '等待')).toMatchObject({
      ok: false,
      error: { code: 'postponement_too_long', details: { maxMinutes: 240 } },
    });
    expect(review.postpone('a1', 240, '等待补充')).toEqual({ ok: true, value: { until: '2026-11-16T06:00:00.000Z' } });
    expect(next()).toMatchObject({ value: { applicationIds: ['a2'] } });
    expect(actions()).toEqual(['application.postponed']);
    clock.advance(240 * 60_000);
    expect(next()).toMatchObject({ value: { applicationIds: ['a1', 'a2'] } });
    review.decide(input('approve', 'a2'));
    expect(codeOf(review.postpone('a2', 5, '等待'))).toBe('already_decided');
    expect(codeOf(review.postpone('elsewhere', 5, '等待'))).toBe('application_unknown');
  });

  it('keeps a person’s words out of the audit chain', () => {
    arrive('a1');
    review.postpone('a1', 5, '张三来电');
    review.postpone('a1', 5, 'waiting_for_colleague');
    expect(store.read.auditEntries(1, 9).map(({ details }) => details)).toEqual([
      { minutes: 5, causeLength: 4 },
      { minutes: 5, cause: 'waiting_for_colleague' },
    ]);
    expect(JSON.stringify(store.read.auditEntries(1, 9))).not.toContain('张三');
  });
});

describe('what is shown', () => {
  const numbers = ['110101199003070017', 'E12345678', '13800000017', 'Zhang.San@example.com'];
  const names = ['张三', 'ZHANG SAN'];

  it('is masked until somebody asks, and the asking is recorded before it is answered', () => {
    const application = arrive('a1');
    const sheetMasked = JSON.stringify(review.open('a1', false));
    for (const value of numbers) expect(sheetMasked).not.toContain(value);
    const queue = JSON.stringify(review.queuePage({ view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 9 }));
    for (const value of [...numbers, ...names]) expect(queue).not.toContain(value);
    expect(actions()).toEqual([]);
    const sheet = review.open('a1', true);
    expect(sheet.ok && sheet.value).toMatchObject({ revealed: true, application: { applicant: application.applicant } });
    expect(store.read.auditEntries(1, 9)).toMatchObject([
      { action: 'fields.revealed', subject: 'a1', reviewerId: 'reviewer-1', at: moment.now },
    ]);
    const chain = JSON.stringify(store.read.auditEntries(1, 9));
    for (const value of [...numbers, ...names]) expect(chain).not.toContain(value);
  });

  it('tells times by the platform’s clock where this machine’s is wrong', () => {
    store.transaction((write) => write.saveWorkstation({ clockOffsetMs: 3 * 24 * 3_600_000 }));
    arrive('a1');
    expect(review.open('a1', false)).toMatchObject({ value: { due: { state: 'past' } } });
    const decided = review.decide(input('approve'));
    expect(decided.ok && decided.value.decidedAt).toBe('2026-11-19T02:00:00.000Z');
    expect(decided.ok && decided.value.takeBackUntil).toBe('2026-11-16T02:00:10.000Z');
  });

  it('holds a draft until it is emptied', () => {
    arrive('a1');
    const draft = { outcome: 'request_fixes' as const, reasons: [blurred], matched: [], note: '…' };
    review.saveDraft('a1', draft);
    expect(review.open('a1', false)).toMatchObject({ value: { draft } });
    review.saveDraft('a1', { reasons: [], matched: [], note: '' });
    expect(store.read.draft('a1')).toBeUndefined();
    expect(codeOf(review.saveDraft('elsewhere', draft))).toBe('application_unknown');
  });
});

describe('requests', () => {
  const request = (kind: ReviewRequest['kind'], applicationId: string | undefined = 'a1'): ReviewRequest => ({
    id: `request-${kind}`,
    kind,
    accountId: 'account-a1',
    submittedAt: moment.now,
    payload: {},
    ...(applicationId === undefined ? {} : { applicationId }),
  });
  const subject = (kind: string) => ({ kind: 'request' as const, id: `request-${kind}`, revision: 1 });
  const bring = (...requests: ReviewRequest[]) =>
    store.transaction((write) => {
      for (const one of requests) write.putRequest(one);
    });

  it('are granted and refused like applications, and leave the application open', () => {
    arrive('a1', 'fail');
    bring(request('amendment'), request('withdrawal'));
    const granted = review.decide(
      input('approve', 'a1', { subject: subject('amendment'), reasons: [{ code: 'request.amendment_granted' }] }),
    );
    const refused = review.decide(
      input('reject', 'a1', { subject: subject('withdrawal'), reasons: [{ code: 'request.withdrawal_refused' }] }),
    );
    if (!granted.ok || !refused.ok) throw new Error(JSON.stringify([granted, refused]));
    expect(store.read.request('request-amendment')?.state).toBe('decided');
    expect(store.read.decision(granted.value.decisionId)?.decision.notice.zh).toContain('修改');
    expect(store.read.application('a1')?.state).toBe('open');
    expect(codeOf(review.decide(input('approve', 'a1', { subject: subject('amendment') })))).toBe('already_decided');
    expect(review.takeBack(refused.value.decisionId)).toMatchObject({ ok: true });
    expect(store.read.request('request-withdrawal')?.state).toBe('open');
  });

  it('may stand alone, since who recovers a contact may not know the application', () => {
    bring({ ...request('contact_recovery'), applicationId: undefined });
    const decided = review.decide(
      input('approve', 'a1', { subject: subject('contact_recovery'), reasons: [{ code: 'request.contact_recovery_verified' }] }),
    );
    expect(codeOf(decided)).toBe('ok');
  });

  it('are not decided with another kind’s reason, nor without one when refused', () => {
    arrive('a1');
    bring(request('follow_up'));
    expect(codeOf(review.decide(input('reject', 'a1', { subject: subject('follow_up') })))).toBe('notice_refused');
    const wrong = input('reject', 'a1', { subject: subject('follow_up'), reasons: [{ code: 'request.amendment_refused' }] });
    expect(codeOf(review.decide(wrong))).toBe('notice_refused');
  });
});
