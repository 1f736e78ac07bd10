import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Application } from '../../../shared/domain/application.ts';
import { fixedId, makeBatch } from '../../fixtures/batch.ts';
import { openTestDesk, serverOf, type TestDesk } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';

let intake: TestIntake;
const desks: TestDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) {
    expect(desk.faults).toEqual([]);
    await desk.close();
  }
  await intake.end();
});

const begin = async (count = 2, edit?: (application: Application, index: number) => void): Promise<TestDesk> => {
  intake = await startTestIntake(await makeBatch({ count, ...(edit === undefined ? {} : { edit }) }));
  const desk = openTestDesk(serverOf(intake));
  desks.push(desk);
  return desk;
};
const idOf = (index = 0): string => intake.batch.applications[index]?.id ?? '';
const filesOf = (desk: TestDesk, sha256: string): string[] => {
  const shelf = join(desk.folder, 'documents', sha256.slice(0, 2));
  return existsSync(shelf) ? readdirSync(shelf).filter((name) => name.startsWith(sha256)) : [];
};

describe('what changes on the platform', () => {
  it('an account that is disabled forbids approving, and is checked anew', async () => {
    const desk = await begin(1);
    await desk.sync().once();
    const sheet = () => {
      const opened = desk.review.open(idOf(), false);
      if (!opened.ok) throw new Error(opened.error.code);
      return opened.value;
    };
    expect(sheet().approval.allowed).toBe(true);
    await intake.control.append({
      kind: 'account.status',
      accountId: fixedId('account', 0),
      status: 'disabled',
      since: '2026-11-16T01:00:00Z',
      cause: '违规',
    });
    await desk.sync().once();
    expect(sheet()).toMatchObject({ approval: { allowed: false, causes: ['account_inactive'] }, checks: 'complete' });
    expect(sheet().findings.find(({ check }) => check === 'account.state')).toMatchObject({ verdict: 'fail', measured: 'disabled' });
    await intake.control.append({
      kind: 'account.status',
      accountId: fixedId('account', 0),
      status: 'active',
      since: '2026-11-16T01:30:00Z',
    });
    await desk.sync().once();
    expect(sheet().approval.allowed).toBe(true);
  });

  it('a withdrawn application is erased with its findings, files, keys and draft', async () => {
    const desk = await begin(2);
    await desk.sync().once();
    const shas = intake.batch.applications[0]?.documents.map(({ sha256 }) => sha256) ?? [];
    expect(shas.flatMap((sha256) => filesOf(desk, sha256))).toHaveLength(3);
    desk.review.saveDraft(idOf(), { reasons: [], matched: [{ item: 'name', verdict: 'match' }] });
    await intake.control.append({ kind: 'application.remove', id: idOf(), cause: 'withdrawn' });
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.review.open(idOf(), false)).toMatchObject({ ok: false, error: { code: 'application_unknown' } });
    expect(desk.store.read.findings(idOf())).toEqual([]);
    for (const sha256 of shas) {
      expect(desk.store.read.documentFile(sha256)).toBeUndefined();
      expect(filesOf(desk, sha256)).toEqual([]);
    }
    expect([desk.store.read.draft(idOf()), desk.store.read.keptDrafts()]).toEqual([undefined, []]);
    expect(desk.sync().state().documents).toMatchObject({ held: 3, total: 3 });
  });

  it('a new revision opens a decided application again and is checked anew', async () => {
    const desk = await begin(1);
    await desk.sync().once();
    desk.review.decide(
      { subject: { kind: 'application', id: idOf(), revision: 1 }, outcome: 'approve', reasons: [], matched: [], durationMs: 1 },
      { takeBackSeconds: 0 },
    );
    await desk.sync().once();
    expect(desk.store.read.application(idOf())?.state).toBe('decided');
    await intake.control.resubmit(idOf(), { applicant: { idNumber: '110101199001011231' } });
    await desk.sync().once();
    expect(desk.store.read.application(idOf())).toMatchObject({ state: 'open', checksComplete: true, application: { revision: 2 } });
    expect(desk.store.read.findings(idOf()).find(({ check }) => check === 'field.id_number')?.verdict).toBe('fail');
  });

  it('a decision of somebody else closes the application here', async () => {
    const desk = await begin(1);
    await desk.sync().once();
    await intake.control.append({
      kind: 'decision.recorded',
      applicationId: idOf(),
      decisionId: fixedId('elsewhere', 0),
      outcome: 'approve',
      decidedAt: '2026-11-16T01:59:00Z',
      reviewerId: 'somebody',
      revision: 1,
    });
    await desk.sync().once();
    expect(desk.store.read.application(idOf())?.state).toBe('decided');
    const again = desk.review.decide({
      subject: { kind: 'application', id: idOf(), revision: 1 },
      outcome: 'approve',
      reasons: [],
      matched: [],
      durationMs: 1,
    });
    expect(again).toMatchObject({ ok: false, error: { code: 'already_decided' } });
  });

  it('requests, announcements, policy and reasons come, change and go', async () => {
    const desk = await begin(1);
    await desk.sync().once();
    const request = intake.batch.requests[1];
    const announcement = {
      id: fixedId('announcement', 5),
      severity: 'critical',
      title: { zh: '通知', en: 'News' },
      body: { zh: '二', en: 'two' },
    };
    await intake.control.append({
      kind: 'announcement.upsert',
      announcement: { ...announcement, from: '2026-11-16T01:00:00Z', extendsDueTimes: false },
    });
    await intake.control.append({ kind: 'request.remove', id: request?.id ?? '' });
    const policy = desk.store.read.policy();
    const catalogue = desk.store.read.catalogue();
    if (policy === undefined || catalogue === undefined) throw new Error('there are no rules');
    await intake.control.append({
      kind: 'policy.upsert',
      version: 'fixture-2',
      policy: { ...policy, version: 'fixture-2', age: { min: 60, max: 120 } },
    });
    await intake.control.append({ kind: 'reasons.upsert', version: 'fixture-2', catalogue: { ...catalogue, version: 'fixture-2' } });
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.store.read.announcements().map(({ id }) => id)).toContain(announcement.id);
    expect(desk.store.read.request(request?.id ?? '')).toBeUndefined();
    expect(desk.review.rules()).toMatchObject({ value: { catalogue: { version: 'fixture-2' }, policy: { version: 'fixture-2' } } });
    // Checked anew under the new policy: the applicant is now too young.
    expect(desk.store.read.application(idOf())?.checksComplete).toBe(true);
    expect(desk.store.read.findings(idOf()).find(({ check }) => check === 'field.birth_date')?.verdict).not.toBe('pass');
    await intake.control.append({ kind: 'announcement.remove', id: announcement.id });
    await desk.sync().once();
    expect(desk.store.read.announcements().map(({ id }) => id)).not.toContain(announcement.id);
  });

  it('an announcement that extends due times moves them by its length, and back when it is taken back', async () => {
    const desk = await begin(2, (application, index) => {
      if (index === 1) application.dueAt = '2026-11-17T04:00:00.000Z';
    });
    await desk.sync().once();
    const dueOf = (index: number) => Date.parse(desk.store.read.application(idOf(index))?.dueAt ?? '');
    const before = [dueOf(0), dueOf(1)];
    expect(before[1]).toBe(Date.parse('2026-11-17T04:00:00.000Z'));
    const id = fixedId('announcement', 7);
    const both = { zh: '维护', en: 'Maintenance' };
    await intake.control.append({
      kind: 'announcement.upsert',
      announcement: {
        id,
        severity: 'warning',
        title: both,
        body: both,
        from: '2026-11-16T04:00:00Z',
        until: '2026-11-16T06:30:00Z',
        extendsDueTimes: true,
      },
    });
    await desk.sync().once();
    expect([dueOf(0), dueOf(1)]).toEqual(before.map((due) => due + 2.5 * 3_600_000));
    const sheet = desk.review.open(idOf(0), false);
    expect(sheet.ok && sheet.value.due.explanation.zh).toContain('维护');
    await intake.control.append({ kind: 'announcement.remove', id });
    await desk.sync().once();
    expect([dueOf(0), dueOf(1)]).toEqual(before);
  });
});
