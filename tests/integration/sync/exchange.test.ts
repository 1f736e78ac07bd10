import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Application } from '../../../shared/domain/application.ts';
import { fixedId, makeBatch, sha256Of } from '../../fixtures/batch.ts';
import { freePort, type Gate, openTestDesk, serverOf, startGate, type TestDesk } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';

let intake: TestIntake;
let gate: Gate | undefined;
const desks: TestDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) {
    expect(desk.faults).toEqual([]);
    await desk.close();
  }
  await gate?.close();
  gate = undefined;
  await intake.end();
});

const begin = async (count = 2, edit?: (application: Application, index: number) => void): Promise<TestDesk> => {
  intake = await startTestIntake(await makeBatch({ count, ...(edit === undefined ? {} : { edit }) }));
  const desk = openTestDesk(serverOf(intake));
  desks.push(desk);
  return desk;
};
const single = (application: Application): void => {
  application.documents.length = 1;
};
const shaOf = (index = 0, place = 0): string => intake.batch.applications[index]?.documents[place]?.sha256 ?? '';
const idOf = (index = 0): string => intake.batch.applications[index]?.id ?? '';
const bytesShown = async (desk: TestDesk, sha256: string): Promise<string | undefined> => {
  const key = desk.store.read.documentFile(sha256)?.key;
  const bytes = key === undefined ? undefined : await desk.shelf.read(sha256, 'original', key);
  return bytes?.ok ? sha256Of(bytes.value) : undefined;
};
const filesOf = (desk: TestDesk, sha256: string): string[] => {
  const shelf = join(desk.folder, 'documents', sha256.slice(0, 2));
  return existsSync(shelf) ? readdirSync(shelf).filter((name) => name.startsWith(sha256)) : [];
};

describe('a full exchange', () => {
  it('brings everything of the feed and every document, byte for byte, and tells how much', async () => {
    const desk = await begin(3);
    expect(desk.sync().state().connection).toBe('none');
    expect(await desk.sync().once()).toBeUndefined();
    const bytes = [...intake.batch.documents.values()].reduce((sum, photo) => sum + photo.byteLength, 0);
    expect(desk.sync().state()).toMatchObject({
      connection: 'online',
      phase: 'idle',
      reviewer: { id: intake.tokens[0]?.reviewerId },
      feed: { applied: intake.batch.changes.length, unknown: 0, malformed: 0 },
      documents: { held: 9, total: 9, heldBytes: bytes, totalBytes: bytes, damaged: 0 },
      checks: { waiting: 0 },
      lastExchangeAt: desk.clock.iso(),
    });
    for (const sha256 of intake.batch.documents.keys()) expect(await bytesShown(desk, sha256)).toBe(sha256);
    const sheet = desk.review.open(idOf(), true);
    expect(sheet.ok && sheet.value.application).toEqual(intake.batch.applications[0]);
    expect(sheet.ok && sheet.value.checks).toBe('complete');
    expect(desk.store.read.catalogue()?.version).toBe('fixture-1');
    expect(desk.store.read.announcements()).toHaveLength(1);
    expect(sheet.ok && sheet.value.requests.map(({ kind }) => kind)).toEqual(['amendment', 'follow_up']);
  });

  it('goes through a feed of several pages', async () => {
    const desk = await begin(2);
    gate = await startGate(intake.url);
    const pages: string[] = [];
    gate.rule = ({ path }) => {
      if (path.startsWith('/v1/changes')) pages.push(path);
      return 'pass';
    };
    for (let index = 0; index < 600; index += 1) await intake.control.append({ kind: 'announcement.remove', id: fixedId('gone', index) });
    await desk.connect({ url: gate.url, token: serverOf(intake).token });
    expect(await desk.sync().once()).toBeUndefined();
    expect(pages.length).toBeGreaterThan(1);
    expect(desk.sync().state().feed.applied).toBe(intake.batch.changes.length + 600);
    expect(desk.store.read.application(idOf(1))).toBeDefined();
  });

  it('changes nothing the second time, and asks for no document again', async () => {
    const desk = await begin();
    await desk.sync().once();
    const before = desk.review.open(idOf(), true);
    const { cursor } = desk.store.read.workstation();
    gate = await startGate(intake.url);
    await desk.connect({ url: gate.url, token: serverOf(intake).token });
    desk.clock.advance(60_000);
    expect(await desk.sync().once()).toBeUndefined();
    expect(gate.passed.map((line) => line.split('?')[0])).toEqual(['GET /v1/session', 'GET /v1/changes']);
    expect(desk.store.read.workstation()).toMatchObject({ cursor, lastExchangeAt: desk.clock.iso() });
    expect(desk.review.open(idOf(), true)).toEqual(before);
  });

  it('may read an old position again: revisions, decisions and erasures stay as they are', async () => {
    const desk = await begin(3);
    await desk.sync().once();
    await intake.control.resubmit(idOf(), { applicant: { name: '样本新' } });
    await intake.control.append({ kind: 'application.remove', id: idOf(1), cause: 'reassigned' });
    desk.review.decide(
      { subject: { kind: 'application', id: idOf(2), revision: 1 }, outcome: 'escalate', reasons: [], matched: [], durationMs: 1 },
      { takeBackSeconds: 0 },
    );
    await desk.sync().once();
    const page = () => desk.review.queuePage({ view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 9 });
    const before = page();
    for (const cursor of [undefined, 'damaged']) {
      desk.store.transaction((write) => write.saveWorkstation({ cursor }));
      expect(await desk.sync().once()).toBeUndefined();
      expect(page()).toEqual(before);
    }
    expect(desk.store.read.application(idOf())?.application.revision).toBe(2);
    expect(desk.store.read.application(idOf(1))).toBeUndefined();
    expect(intake.control.decisions()).toHaveLength(1);
  });

  it('keeps and passes over what this version does not know, and counts what is malformed without stopping at it', async () => {
    const desk = await begin(1);
    await intake.control.append({ kind: 'unknown', originalKind: 'training.assigned', raw: { id: 'course-1' } });
    await intake.control.append({
      kind: 'unknown',
      originalKind: 'application.upsert',
      raw: { application: { id: 7, applicant: { name: '张三' } } },
    });
    await intake.control.append({
      kind: 'account.status',
      accountId: fixedId('account', 0),
      status: 'disabled',
      since: '2026-11-16T01:00:00Z',
    });
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.sync().state().feed).toMatchObject({ unknown: 1, malformed: 1 });
    expect(desk.store.read.unknownChangeCount()).toBe(2);
    expect(desk.store.read.application(idOf())?.application.account.status).toBe('disabled');
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.sync().state().feed).toMatchObject({ unknown: 1, malformed: 1 });
  });
});

describe('a document', () => {
  it('with wrong bytes is never visible, is fetched again, and then stands', async () => {
    const desk = await begin(1, single);
    intake.control.fault({ call: 'documents', kind: 'wrong_bytes', times: 2 });
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.store.read.documentFile(shaOf())).toMatchObject({ arrival: 'held', tries: 2 });
    expect(await bytesShown(desk, shaOf())).toBe(shaOf());
  });

  it('with wrong bytes three times is damaged: it is told, nothing of it is kept, and it forbids approving', async () => {
    const desk = await begin(1, (application) => {
      application.documents.length = 3;
    });
    await desk.sync().once();
    const other = await makeBatch({ count: 2 });
    const [, second] = other.applications;
    for (const bytes of other.documents.values()) await intake.control.putDocument(bytes);
    if (second === undefined) throw new Error('the batch is too small');
    await intake.control.append({ kind: 'application.upsert', application: { ...second, documents: second.documents.slice(0, 3) } });
    intake.control.fault({ call: 'documents', kind: 'wrong_bytes', times: 9 });
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.sync().state().documents).toMatchObject({ held: 3, total: 6, damaged: 3 });
    const sha256 = second.documents[0]?.sha256 ?? '';
    expect(filesOf(desk, sha256)).toEqual([]);
    const sheet = desk.review.open(second.id, false);
    expect(sheet.ok && sheet.value.documents[0]?.arrival).toBe('damaged');
    expect(sheet.ok && sheet.value.findings.filter(({ check }) => check === 'image.intact')).toMatchObject([
      { verdict: 'error', severity: 'blocking', documentId: second.documents[0]?.id },
      { verdict: 'error', documentId: second.documents[1]?.id },
      { verdict: 'error', documentId: second.documents[2]?.id },
    ]);
    expect(sheet.ok && sheet.value.approval).toMatchObject({ allowed: false, causes: ['blocking_finding'] });
    const decided = desk.review.decide({
      subject: { kind: 'application', id: second.id, revision: 1 },
      outcome: 'approve',
      reasons: [],
      matched: [],
      durationMs: 1,
    });
    expect(decided).toMatchObject({ ok: false, error: { code: 'approval_blocked' } });
  });

  it('whose connection is cut is continued in the same exchange, and nothing unfinished stays', async () => {
    const desk = await begin(1);
    intake.control.fault({ call: 'documents', kind: 'cut', afterBytes: 2_000, times: 1 });
    expect(await desk.sync().once()).toBeUndefined();
    expect(readdirSync(join(desk.folder, 'documents', 'incoming'))).toEqual([]);
    expect(desk.sync().state()).toMatchObject({ connection: 'online', lastFailure: undefined, documents: { held: 3, total: 3 } });
  });

  it('that the platform has erased holds up no other, and stays awaited', async () => {
    const desk = await begin(1);
    await intake.control.eraseDocument(shaOf(0, 1));
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.sync().state().documents).toMatchObject({ held: 2, total: 3, damaged: 0 });
    const sheet = desk.review.open(idOf(), false);
    expect(sheet.ok && sheet.value.documents.map(({ arrival }) => arrival)).toEqual(['held', 'awaited', 'held']);
    expect(sheet.ok && sheet.value.approval.causes).toEqual(['not_checked']);
  });
});

describe('stop and continue', () => {
  it('stops in the middle of the documents, keeps what has arrived, and continues with the rest', async () => {
    const desk = await begin(2);
    gate = await startGate(intake.url);
    let documents = 0;
    let slow = true;
    gate.rule = ({ path }) => {
      if (!path.startsWith('/v1/documents')) return 'pass';
      documents += 1;
      return slow && documents > 2 ? 'stall' : 'pass';
    };
    await desk.connect({ url: gate.url, token: serverOf(intake).token });
    const { sync } = desk;
    sync().start();
    await desk.until(() => sync().state().documents.total === 6 && documents > 2);
    // Asking once more while it runs must not make it deaf to stopping.
    sync().start();
    sync().stop();
    await desk.until(() => sync().state().phase === 'idle');
    expect(sync().state()).toMatchObject({ stopped: true, connection: 'online', lastFailure: undefined });
    const { held } = sync().state().documents;
    expect(held).toBeLessThan(6);
    slow = false;
    sync().start();
    await desk.until(() => sync().state().documents.held === 6);
    expect(sync().state().stopped).toBe(false);
  });

  it('goes on by itself after the program was ended in the middle', async () => {
    const first = await begin(2);
    intake.control.fault({ call: 'documents', kind: 'status', status: 503, times: 3 });
    await first.sync().once();
    const { held } = first.sync().state().documents;
    expect(held).toBeLessThan(6);
    await desks.pop()?.close();
    const second = openTestDesk(serverOf(intake), first.folder);
    desks.push(second);
    expect(second.sync().state().documents.held).toBe(held);
    expect(await second.sync().once()).toBeUndefined();
    expect(second.sync().state()).toMatchObject({ documents: { held: 6, total: 6 }, checks: { waiting: 0 } });
  });
});

describe('a look that is asked for', () => {
  it('is made at once, though not right behind another, and not while the exchange is stopped', async () => {
    const desk = await begin(1);
    const { sync } = desk;
    expect(sync().nudge()).toBe(false);
    sync().start();
    expect(sync().nudge()).toBe(false);
    await desk.until(() => sync().state().documents.held === 3 && sync().state().phase === 'idle');
    await intake.control.append({ kind: 'application.remove', id: idOf(), cause: 'withdrawn' });
    // The second in which no other look is made passes by itself; the usual wait would be four at least.
    await expect.poll(() => sync().nudge(), { timeout: 3_000, interval: 50 }).toBe(true);
    await desk.until(() => desk.store.read.application(idOf()) === undefined);
    expect(sync().nudge()).toBe(false);
    sync().stop();
    expect(sync().nudge()).toBe(false);
  });

  it('and waited for has brought what was there when it was asked for; where none is made any more, that is told', async () => {
    const desk = await begin(1);
    const { sync } = desk;
    sync().start();
    await desk.until(() => sync().state().documents.held === 3 && sync().state().phase === 'idle');
    await intake.control.append({ kind: 'application.remove', id: idOf(), cause: 'withdrawn' });
    expect(await sync().caughtUp()).toBe(true);
    expect(desk.store.read.application(idOf())).toBeUndefined();
    sync().stop();
    const late = sync().caughtUp();
    await desks.pop()?.close();
    expect(await late).toBe(false);
  });
});

describe('what the platform can answer', () => {
  it.each([
    ['maintenance', () => intake.control.maintenance('2026-11-16T03:00:00.000Z'), 'maintenance', '2026-11-16T03:00:00.000Z'],
    ['a request to slow down', () => intake.control.rateLimit(9, 5), 'rate_limited', '2026-11-16T02:00:05.000Z'],
    ['an outdated version', () => intake.control.outdated(), 'workstation_too_old', undefined],
    ['a refused token', () => intake.control.signOut(intake.tokens[0]?.reviewerId ?? ''), 'token_refused', undefined],
    ['a fault', () => intake.control.fault({ call: 'any', kind: 'status', status: 500, times: 9 }), 'server_fault', undefined],
    ['an overload', () => intake.control.fault({ call: 'any', kind: 'status', status: 503, times: 9 }), 'server_fault', undefined],
  ])('%s: the state says it, and nothing is lost', async (_what, upset, code, until) => {
    const connection = { maintenance: 'maintenance', workstation_too_old: 'outdated', token_refused: 'sign_in' }[code] ?? 'offline';
    const desk = await begin(1);
    await desk.sync().once();
    const { lastExchangeAt } = desk.store.read.workstation();
    desk.review.decide(
      { subject: { kind: 'application', id: idOf(), revision: 1 }, outcome: 'approve', reasons: [], matched: [], durationMs: 1 },
      { takeBackSeconds: 0 },
    );
    upset();
    expect(await desk.sync().once()).toMatchObject({ code });
    expect(desk.sync().state()).toMatchObject({
      connection,
      lastFailure: code,
      until,
      lastExchangeAt,
      documents: { held: 3 },
      outbox: { waiting: 1 },
    });
    intake.control.heal();
    desk.clock.advance(60 * 60_000);
    intake.time.now += 60 * 60_000;
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.sync().state()).toMatchObject({ connection: 'online', lastFailure: undefined, until: undefined, outbox: { receipted: 1 } });
  });

  it('a server that is not there: offline, and by itself online when it is back', async () => {
    const port = await freePort();
    intake = await startTestIntake(await makeBatch({ count: 1 }), { port });
    const desk = openTestDesk(serverOf(intake));
    desks.push(desk);
    await intake.close();
    desk.sync().start();
    await desk.until(() => desk.sync().state().connection === 'offline');
    expect(desk.sync().state().lastFailure).toBe('server_unreachable');
    await intake.restart();
    desk.sync().start();
    await desk.until(() => desk.sync().state().documents.held === 3);
    expect(desk.sync().state()).toMatchObject({ connection: 'online', lastFailure: undefined });
  });

  it('a feed that says “more” for ever at the same place is refused and not read for ever', async () => {
    const desk = await begin(1);
    gate = await startGate(intake.url);
    gate.rule = ({ path }) => (path.startsWith('/v1/changes') ? { status: 200, body: { changes: [], next: 'here', more: true } } : 'pass');
    await desk.connect({ url: gate.url, token: serverOf(intake).token });
    expect(await desk.sync().once()).toMatchObject({ code: 'feed_endless' });
    expect(desk.sync().state().connection).toBe('wrong_server');
  });
});
