import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openErasure } from '../../../electron/engine/erasure.ts';
import { fixedClock } from '../../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { openStore, requestDraftKey, type Store } from '../../../electron/engine/store/index.ts';
import { applyPage } from '../../../electron/engine/sync/feed.ts';
import { openDocumentFiles } from '../../../electron/engine/vault/index.ts';
import type { Application } from '../../../shared/domain/application.ts';
import { smallPolicy } from '../../fixtures/batch.ts';
import { decryptedBytes } from '../../fixtures/decrypted-pages.ts';
import { freshFolder, inventApplication, inventDecision, testKey } from '../../fixtures/store.ts';
import { tracesOf } from '../../fixtures/workstation.ts';

const start = Date.parse('2026-11-16T02:00:00.000Z');
const day = 86_400_000;
const at = (days: number) => new Date(start + days * day).toISOString();
const due = '2026-11-18T02:00:00.000Z';

const open: (() => void)[] = [];
afterEach(() => {
  for (const end of open.splice(0)) end();
});

/** The desk's parts over a folder: its store, the files beside it, and what erases, with a clock that stands. */
const makeDesk = async () => {
  const folder = freshFolder();
  const path = join(folder, 'desk.db');
  const opened = openStore({ path, key: testKey });
  if (!opened.ok) throw new Error(opened.error.code);
  const store = opened.value;
  const shelf = openDocumentFiles(folder, systemRandom);
  const clock = fixedClock(start);
  const closing = new AbortController();
  open.push(() => store.close());
  store.transaction((write) => {
    write.saveWorkstation({ workstationId: 'workstation-1', source: { kind: 'packages' } });
    write.putPolicy({ ...smallPolicy, retention: { photoDays: 30, detailDays: 180 } });
  });
  const told: string[] = [];
  const erasure = openErasure({ store, shelf, clock, closing: closing.signal }, (ids) => told.push(...ids));
  const readable = () => decryptedBytes(path, testKey);
  return { folder, store, shelf, clock, erasure, closing, told, readable };
};
type Desk = Awaited<ReturnType<typeof makeDesk>>;

/** A person whose every value is told from everybody else's. */
const person = (index: number) => ({
  name: `隗${String.fromCodePoint(0x4e00 + index * 7)}${String.fromCodePoint(0x5e00 + index)}`,
  latinName: `QUXLEY ${index}ZEBEDEE`,
  idNumber: `99010119900307${String(index).padStart(4, '0')}`,
  passportNumber: `Q8${String(index).padStart(7, '0')}`,
  phone: `1990000${String(index).padStart(4, '0')}`,
  email: `person-${index}@zebedee.example`,
});
const photoOf = (id: string): Buffer => Buffer.from(`photo of ${id} `.repeat(400));

/** Brings an application with a photo, notes, findings, a draft, a request and a decision that was receipted that many days after the start. */
const bring = async ({ store, shelf }: Desk, index: number, receiptedAfter: number | undefined): Promise<Application> => {
  const id = `application-${index}`;
  const bytes = photoOf(id);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const [document] = inventApplication(id).documents;
  if (document === undefined) throw new Error('no document');
  const documents = [{ ...document, sha256, byteLength: bytes.length }];
  const application = inventApplication(id, { documents }, person(index));
  const arrived = await shelf.receive(sha256, bytes.length, [bytes]);
  store.transaction((write) => {
    write.putApplication(application, due);
    if (!arrived.ok) throw new Error('not received');
    arrived.place();
    write.setFileHeld(sha256, arrived.key);
    const { name, idNumber } = person(index);
    write.putReading(
      { kind: 'id_front', sha256 },
      { state: 'read', page: 'id_front', values: [{ field: 'name', value: name } as never], turn: 0 },
    );
    write.addColleagueNote(id, { at: at(0), reviewer: { id: 'r', name: 'r' }, text: `call ${name}` });
    write.putFindings(
      id,
      null,
      [{ check: 'field.id_number', verdict: 'fail', severity: 'blocking', field: 'idNumber', measured: idNumber } as never],
      '1',
    );
    write.saveDraft(id, { reasons: [], matched: [], note: `draft on ${name}` }, at(0), application);
  });
  if (receiptedAfter !== undefined) decide(store, application, index, receiptedAfter);
  return application;
};

const decide = (store: Store, application: Application, index: number, receiptedAfter: number): void =>
  store.transaction((write) => {
    const { name, phone, idNumber } = person(index);
    const decision = inventDecision(`decision-${index}`, application.id, {
      notice: { zh: `${name}：通过`, en: 'Approved' },
      note: `spoke to ${phone}`,
      reasons: [{ code: 'identity.number', target: { field: 'idNumber' }, values: { measured: idNumber }, note: `not ${name}` }],
      decidedAt: at(receiptedAfter),
    });
    write.addDecision(decision, application.id, 'waiting', at(receiptedAfter), true);
    write.setDecisionState(decision.decisionId, 'receipted', {
      receipt: {
        decisionId: decision.decisionId,
        status: 'accepted',
        at: at(receiptedAfter),
        conflict: { cause: 'decided', current: application },
      },
    });
  });

/** Which of a person's values whoever has the key can still read. */
const tracesLeft = (bytes: Buffer, index: number): string[] =>
  Object.entries(person(index)).flatMap(([field, value]) => (tracesOf(value).some((trace) => bytes.includes(trace)) ? [field] : []));
const filesOf = (folder: string): string[] =>
  readdirSync(join(folder, 'documents'), { recursive: true })
    .map(String)
    .filter((name) => /\.original$/.test(name));

describe('erasing what is decided and receipted', () => {
  test('takes the photos first, leaves the rest, and takes nothing before its time or that is still open', async () => {
    const desk = await makeDesk();
    await bring(desk, 1, 0);
    await bring(desk, 2, 10);
    const third = await bring(desk, 3, undefined);
    desk.clock.advance(30 * day - 1);
    expect(await desk.erasure.run()).toEqual({ photos: 0, details: 0, files: 0, leftovers: 0 });
    expect(desk.store.read.erasureOutlook()).toMatchObject({
      photos: { applications: 2, next: at(30) },
      details: { applications: 2, next: at(180) },
    });
    desk.clock.advance(1);
    expect(await desk.erasure.run()).toMatchObject({ photos: 1, details: 0, files: 1 });
    expect(desk.told).toEqual(['application-1']);
    expect(filesOf(desk.folder)).toHaveLength(2);
    const [document] = desk.store.read.application('application-1')?.application.documents ?? [];
    expect(desk.store.read.documentFile(document?.sha256 ?? '')).toMatchObject({ arrival: 'erased', key: undefined });
    expect(desk.store.read.application('application-1')?.application.applicant.name).toBe(person(1).name);
    expect(await desk.erasure.run()).toMatchObject({ photos: 0, files: 0 });
    desk.clock.advance(1_000 * day);
    await desk.erasure.run();
    expect(desk.store.read.application(third.id)?.application.applicant.name).toBe(person(3).name);
    expect(filesOf(desk.folder)).toHaveLength(1);
  });

  test('leaves nothing of the person that whoever has the key could read, and the decision’s skeleton', async () => {
    const desk = await makeDesk();
    for (let index = 1; index <= 60; index += 1) await bring(desk, index, index % 2 === 0 ? 0 : undefined);
    desk.store.settleErased();
    expect(tracesLeft(desk.readable(), 2)).toEqual(Object.keys(person(2)));
    desk.clock.advance(180 * day);
    expect(await desk.erasure.run()).toMatchObject({ details: 30, files: 30 });
    const bytes = desk.readable();
    for (let index = 2; index <= 60; index += 2) expect([index, tracesLeft(bytes, index)]).toEqual([index, []]);
    for (let index = 1; index <= 60; index += 2) expect([index, tracesLeft(bytes, index)]).toEqual([index, Object.keys(person(index))]);
    expect(desk.store.read.decision('decision-2')).toMatchObject({
      state: 'receipted',
      outcome: 'approve',
      decision: { notice: { zh: '', en: '' }, reviewerId: 'reviewer-1', durationMs: 4_000 },
      reasons: [{ code: 'identity.number', target: { field: 'idNumber' } }],
    });
    expect(filesOf(desk.folder)).toHaveLength(30);
  });

  test('is proved in the audit by salted numbers, and what was erased does not come back with the feed', async () => {
    const desk = await makeDesk();
    const application = await bring(desk, 1, 0);
    desk.clock.advance(180 * day);
    await desk.erasure.run();
    const [entry] = desk.store.read.auditEntries(1, 10);
    const token = desk.store.read.erasureToken(application.id);
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(entry).toMatchObject({ action: 'erasure.details', details: { application: token, files: 1, decisions: 1 } });
    expect(JSON.stringify(entry)).not.toContain(application.id);
    desk.store.transaction((write) => {
      expect(write.putApplication(application, due)).toBe(false);
      expect(write.putApplication({ ...application, revision: 2 }, due)).toBe(true);
    });
  });

  test('keeps a photo that another application needs until that one is due as well', async () => {
    const desk = await makeDesk();
    const first = await bring(desk, 1, 0);
    desk.store.transaction((write) => write.putApplication(inventApplication('application-9', { documents: first.documents }), due));
    desk.clock.advance(31 * day);
    expect(await desk.erasure.run()).toMatchObject({ photos: 1, files: 0 });
    expect(desk.store.read.documentFile(first.documents[0]?.sha256 ?? '')?.arrival).toBe('held');
    decide(desk.store, inventApplication('application-9'), 9, 31);
    desk.clock.advance(30 * day);
    expect(await desk.erasure.run()).toMatchObject({ photos: 1, files: 1 });
    expect(filesOf(desk.folder)).toEqual([]);
  });

  test('stops between two portions when the desk is closed, and goes on the next time', async () => {
    const desk = await makeDesk();
    for (let index = 1; index <= 25; index += 1) await bring(desk, index, 0);
    desk.clock.advance(180 * day);
    const running = desk.erasure.run();
    desk.closing.abort();
    expect((await running).details).toBeLessThan(25);
    const again = openErasure({ store: desk.store, shelf: desk.shelf, clock: desk.clock, closing: new AbortController().signal }, () => {});
    await again.run();
    expect(filesOf(desk.folder)).toEqual([]);
  });
});

test('what is withdrawn is erased at once, with the proof', async () => {
  const desk = await makeDesk();
  const application = await bring(desk, 1, undefined);
  desk.store.transaction((write) =>
    write.addDecision(inventDecision('d', application.id, { note: person(1).name }), application.id, 'conflict', at(0), true),
  );
  desk.store.transaction((write) => {
    const request = { id: 'request-1', kind: 'withdrawal', applicationId: application.id, submittedAt: at(0) };
    write.putRequest(request as never);
    write.saveDraft(requestDraftKey('request-1'), { reasons: [], matched: [], note: person(1).phone }, at(0));
  });
  applyPage(desk.store, { changes: [{ seq: 1, at: at(1), kind: 'application.remove', id: application.id, cause: 'withdrawn' }] }, {
    of: () => due,
    recompute: () => [],
  } as never);
  expect(desk.store.read.keptDrafts()).toEqual([]);
  // What comes back for it is looked at first, and goes when it is given up.
  desk.store.transaction((write) => {
    write.setDecisionState('d', 'dropped', { dropNote: person(1).name });
  });
  desk.store.settleErased();
  expect(tracesLeft(desk.readable(), 1)).toEqual([]);
  const entries = desk.store.read.auditEntries(1, 10);
  expect(entries).toMatchObject([
    {
      action: 'erasure.withdrawn',
      details: { application: desk.store.read.erasureToken(application.id), files: 1, drafts: 2, decisions: 0 },
    },
  ]);
  expect(JSON.stringify(entries)).not.toContain(application.id);
  expect(existsSync(join(desk.folder, 'documents'))).toBe(true);
});
