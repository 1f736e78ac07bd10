import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Application } from '../../../shared/domain/application.ts';
import type { Decision } from '../../../shared/domain/decision.ts';
import { type Batch, fixedId, makeBatch } from '../../fixtures/batch.ts';
import { startTestIntake, type TestIntake, workstation } from '../../fixtures/intake.ts';

let batch: Batch;
let server: TestIntake;
let mine: ReturnType<typeof workstation>;
let other: ReturnType<typeof workstation>;
let senior: ReturnType<typeof workstation>;
let application: Application;
beforeAll(async () => {
  batch = await makeBatch();
});
beforeEach(async () => {
  server = await startTestIntake(batch);
  [mine, other, senior] = [workstation(server, 0), workstation(server, 1), workstation(server, 2)];
  application = batch.applications[0] as Application;
});
afterEach(() => server.end());

const fixes = { outcome: 'request_fixes', reasons: [{ code: 'document.blurred', values: { measured: '1', limit: '2' } }] };
const disable = (status: string) =>
  server.control.append({
    kind: 'account.status',
    accountId: application.account.id,
    status,
    since: '2026-11-16T01:00:00.000Z',
    cause: 'appeal',
  });

test('each decision has its receipt, in order, and everybody hears of it', async () => {
  const { next } = await other.feed();
  const decisions = batch.applications.slice(0, 3).map((each, number) => mine.decision(number, each));
  const receipts = await mine.decide(...decisions);
  expect(receipts.map(({ decisionId, status }) => [decisionId, status])).toEqual(
    decisions.map(({ decisionId }) => [decisionId, 'accepted']),
  );
  const heard = (await other.feed(next)).changes;
  expect(heard.map(({ kind, applicationId, outcome }) => [kind, applicationId, outcome])).toEqual(
    decisions.map(({ subject }) => ['decision.recorded', subject.id, 'approve']),
  );
});

test('sent again, also after a restart and by another reviewer, a decision is a duplicate and counts once', async () => {
  const decision = mine.decision(1, application);
  const [first] = await mine.decide(decision);
  expect(first?.status).toBe('accepted');
  expect(await mine.decide(decision, decision)).toMatchObject([{ status: 'duplicate', at: first?.at }, { status: 'duplicate' }]);
  await server.restart();
  expect(await workstation(server, 1).decide(decision)).toMatchObject([{ decisionId: decision.decisionId, status: 'duplicate' }]);
  expect(server.control.decisions()).toHaveLength(1);
  expect(server.control.application(application.id)?.application?.attempts).toHaveLength(1);
});

test('a decision whose answer was lost on the way is a duplicate when it is sent again', async () => {
  server.control.fault({ call: 'decisions', kind: 'lose_answer', times: 1 });
  const decision = mine.decision(1, application);
  await expect(mine.decide(decision)).rejects.toThrow();
  expect(await mine.decide(decision)).toMatchObject([{ status: 'duplicate' }]);
});

test('a decisionId that comes with another decision is refused, so that the second is not taken for sent', async () => {
  await mine.decide(mine.decision(1, application));
  const [receipt] = await mine.decide(mine.decision(1, application, fixes));
  expect(receipt).toMatchObject({ status: 'refused', problem: { code: 'decision_id_reused' } });
});

test('a conflict stays the answer to that decision, also when its cause has gone', async () => {
  await disable('locked');
  const decision = mine.decision(1, application);
  expect(await mine.decide(decision)).toMatchObject([{ status: 'conflict' }]);
  await disable('active');
  expect(await mine.decide(decision)).toMatchObject([{ status: 'conflict', conflict: { cause: 'account_inactive' } }]);
  expect(await mine.decide(mine.decision(2, application))).toMatchObject([{ status: 'accepted' }]);
});

test('two workstations decide the same application at the same time: exactly one is accepted', async () => {
  const [a, b] = await Promise.all([mine.decide(mine.decision(1, application)), other.decide(other.decision(2, application, fixes))]);
  const receipts = [...a, ...b];
  expect(receipts.map(({ status }) => status).sort()).toEqual(['accepted', 'conflict']);
  const accepted = receipts.find(({ status }) => status === 'accepted');
  const conflict = receipts.find(({ status }) => status === 'conflict')?.conflict;
  expect(conflict).toMatchObject({ cause: 'decided', current: { decisionId: accepted?.decisionId } });
});

test('conflict: withdrawn', async () => {
  await server.control.append({ kind: 'application.remove', id: application.id, cause: 'withdrawn' });
  expect(await mine.decide(mine.decision(1, application))).toMatchObject([{ status: 'conflict', conflict: { cause: 'withdrawn' } }]);
});

test('conflict: amended, with the application as it is now', async () => {
  await server.control.resubmit(application.id, { applicant: { phone: '13700137000' } });
  const [receipt] = await mine.decide(mine.decision(1, application));
  expect(receipt).toMatchObject({
    status: 'conflict',
    conflict: { cause: 'amended', current: { revision: 2, applicant: { phone: '13700137000' } } },
  });
});

test('conflict: the claim is another workstation’s; once it has expired it is none', async () => {
  await other.post('/v1/claims', { count: 4, ttlSeconds: 60 });
  expect(await mine.decide(mine.decision(1, application))).toMatchObject([
    { conflict: { cause: 'claim_lost', current: { expiresAt: '2026-11-16T02:01:00.000Z' } } },
  ]);
  server.time.now += 60_000;
  expect(await mine.decide(mine.decision(2, application))).toMatchObject([{ status: 'accepted' }]);
  expect(server.control.claims().some(({ applicationId }) => applicationId === application.id)).toBe(false);
});

test('a decision’s workstation is filled in where it is absent, and kept where it is another than the sender', async () => {
  const { workstationId: _absent, ...nameless } = mine.decision(1, application);
  const elsewhere = mine.decision(2, batch.applications[1] as Application, { workstationId: 'a machine of before' });
  const receipts = await mine.decide(nameless as Decision, elsewhere);
  expect(receipts.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  expect(server.control.decisions().map(({ decision }) => decision.workstationId)).toEqual([mine.workstationId, 'a machine of before']);
  // Told by another machine it is still the same decision.
  expect(await other.decide({ ...elsewhere, workstationId: other.workstationId })).toMatchObject([{ status: 'duplicate' }]);
});

test('whose claim counts is the sender’s, whatever workstation the decision names', async () => {
  await other.post('/v1/claims', { count: 4, ttlSeconds: 60 });
  const named = { workstationId: other.workstationId };
  expect(await mine.decide(mine.decision(1, application, named))).toMatchObject([{ conflict: { cause: 'claim_lost' } }]);
  const own = other.decision(2, application, { workstationId: mine.workstationId });
  expect(await other.decide(own)).toMatchObject([{ status: 'accepted' }]);
});

test('conflict: the account is not active; rejecting is possible, and a senior may override with a reason', async () => {
  await disable('disabled');
  expect(await mine.decide(mine.decision(1, application))).toMatchObject([
    { conflict: { cause: 'account_inactive', current: { status: 'disabled', cause: 'appeal' } } },
  ]);
  const override = { reason: '账号申诉已通过。' };
  expect(await mine.decide(mine.decision(2, application, { override }))).toMatchObject([
    { status: 'refused', problem: { code: 'override_needs_senior' } },
  ]);
  expect(await senior.decide(senior.decision(3, application, { override: { reason: ' ' } }))).toMatchObject([
    { status: 'refused', problem: { code: 'override_reason_missing' } },
  ]);
  expect(await senior.decide(senior.decision(4, application, { override }))).toMatchObject([{ status: 'accepted' }]);
});

test('refused, each with its code, and the others of the same call are not held up', async () => {
  const rejected = { outcome: 'reject', reasons: [{ code: 'authenticity.not_the_holder' }] };
  const receipts = await mine.decide(
    mine.decision(1, application, { outcome: 'burn' }),
    mine.decision(2, application, { ...fixes, reasons: [{ code: 'info.nobody_knows' }] }),
    mine.decision(3, application, { outcome: 'reject' }),
    mine.decision(4, { kind: 'application', id: fixedId('nobody', 1), revision: 1 }),
    mine.decision(5, { kind: 'request', id: fixedId('nobody', 1), revision: 1 }),
    mine.decision(6, application, { reviewerId: other.reviewerId }),
    { ...mine.decision(7, application), notice: 'none' as unknown as { zh: string; en: string } },
    mine.decision(8, application, rejected),
  );
  expect(receipts.map(({ status, problem }) => [status, problem?.code])).toEqual([
    ['refused', 'outcome_unknown'],
    ['refused', 'reason_unknown'],
    ['refused', 'reason_missing'],
    ['refused', 'subject_unknown'],
    ['refused', 'subject_unknown'],
    ['refused', 'reviewer_mismatch'],
    ['refused', 'decision_malformed'],
    ['accepted', undefined],
  ]);
});

test('a decision that only came in under the wrong name is accepted from its reviewer', async () => {
  const decision = mine.decision(1, application);
  expect(await other.decide(decision)).toMatchObject([{ problem: { code: 'reviewer_mismatch' } }]);
  expect(await mine.decide(decision)).toMatchObject([{ status: 'accepted' }]);
});

test('fixes close the application until the applicant sends it again; the attempt is told then', async () => {
  await mine.decide(mine.decision(1, application, fixes));
  expect(await other.decide(other.decision(2, application))).toMatchObject([
    { conflict: { cause: 'decided', current: { outcome: 'request_fixes' } } },
  ]);
  const again = await server.control.resubmit(application.id, { applicant: { address: '示例市新路 1 号' } });
  expect(again).toMatchObject({
    revision: 2,
    attempts: [{ revision: 1, outcome: 'request_fixes', reasons: [{ code: 'document.blurred' }] }],
  });
  expect(await other.decide(other.decision(3, again))).toMatchObject([{ status: 'accepted' }]);
});

test('who escalated cannot be the second to decide', async () => {
  await mine.decide(mine.decision(1, application, { outcome: 'escalate' }));
  expect(await mine.decide(mine.decision(2, application))).toMatchObject([
    { status: 'refused', problem: { code: 'second_look_needs_other_reviewer' } },
  ]);
  expect(await senior.decide(senior.decision(3, application))).toMatchObject([{ status: 'accepted' }]);
});

const request = (kind: string) => {
  const found = batch.requests.find((candidate) => candidate.kind === kind);
  if (found === undefined) throw new Error(`the batch has no ${kind}`);
  return { found, subject: { kind: 'request', id: found.id, revision: 1 } as const };
};

test('an amendment that is granted makes a new revision; refused, it changes nothing', async () => {
  const { found, subject } = request('amendment');
  const { next } = await other.feed();
  expect(await mine.decide(mine.decision(1, subject))).toMatchObject([{ status: 'accepted' }]);
  expect((await other.feed(next)).changes).toMatchObject([
    { kind: 'request.remove', id: found.id },
    { kind: 'application.upsert', application: { id: found.applicationId, revision: 2, applicant: { phone: '13900139000' } } },
  ]);
  expect(await other.decide(other.decision(2, subject))).toMatchObject([{ conflict: { cause: 'decided' } }]);
  expect(await other.decide(other.decision(3, application))).toMatchObject([{ conflict: { cause: 'amended' } }]);
});

test('a withdrawal that is granted removes the application, its other requests and its documents', async () => {
  const { found, subject } = request('withdrawal');
  const withdrawn = batch.applications.find(({ id }) => id === found.applicationId) as Application;
  const more = { ...request('follow_up').found, id: fixedId('request', 9), applicationId: withdrawn.id };
  await server.control.append({ kind: 'request.upsert', request: more });
  const { next } = await other.feed();
  await mine.decide(mine.decision(1, subject));
  expect((await other.feed(next)).changes.map(({ kind, id, cause }) => [kind, id, cause])).toEqual([
    ['request.remove', found.id, undefined],
    ['request.remove', more.id, undefined],
    ['application.remove', withdrawn.id, 'withdrawn'],
  ]);
  for (const { sha256 } of withdrawn.documents) expect((await mine.call(`/v1/documents/${sha256}`)).status).toBe(404);
  const onDisk = readdirSync(join(server.directory, 'documents'));
  expect(onDisk).toHaveLength(batch.documents.size - withdrawn.documents.length);
  expect(await mine.decide(mine.decision(2, withdrawn))).toMatchObject([{ conflict: { cause: 'withdrawn' } }]);
  expect(server.control.application(withdrawn.id)?.application).toBeUndefined();
});

test.each(['contact_recovery', 'follow_up'])('a %s request is closed by its decision', async (kind) => {
  const { found, subject } = request(kind);
  const { next } = await other.feed();
  await mine.decide(mine.decision(1, subject));
  expect((await other.feed(next)).changes).toMatchObject([{ kind: 'request.remove', id: found.id }]);
});
