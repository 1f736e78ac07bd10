import { expect, test } from 'vitest';
import { auditHash } from '../../../electron/engine/store/audit.ts';
import { chainBeginning } from '../../../shared/domain/audit-chain.ts';
import { smallCatalogue, smallPolicy } from '../../fixtures/batch.ts';
import {
  freshFolder,
  inventApplication,
  inventDecision,
  inventedHash,
  moment,
  openTestStore,
  settleChecks,
  storeWithPolicy,
} from '../../fixtures/store.ts';

const due = '2026-11-18T02:00:00.000Z';
const opened = () => {
  const store = storeWithPolicy();
  const application = inventApplication('a1');
  store.transaction((write) => write.putApplication(application, due));
  return { store, application };
};

test('an application comes back as it was stored, and its files are awaited', () => {
  const { store, application } = opened();
  expect(store.read.application('a1')).toEqual({
    application,
    dueAt: due,
    state: 'open',
    postponedUntil: undefined,
    checksComplete: false,
  });
  expect(store.read.awaitedFiles(9).map(({ sha256, byteLength }) => [sha256, byteLength])).toEqual([
    [inventedHash('a1', 0), 1_000],
    [inventedHash('a1', 1), 1_001],
  ]);
  expect(store.read.fileCounts()).toEqual({ held: 0, total: 2, heldBytes: 0, totalBytes: 2_001, damaged: 0, evicted: 0 });
  store.close();
});

test('an older revision is passed over; a newer one opens it again and forgets what was found about the old content', () => {
  const { store, application } = opened();
  settleChecks(store, application, 'fail');
  store.transaction((write) => write.setReviewState('a1', 'decided'));
  expect(store.read.application('a1')).toMatchObject({ state: 'decided', checksComplete: true });
  expect(store.transaction((write) => write.putApplication(inventApplication('a1', { revision: 0 }), due))).toBe(false);

  const [front, portrait] = application.documents;
  if (front === undefined || portrait === undefined) throw new Error('two documents');
  const replaced = { ...portrait, id: 'a1-document-2', sha256: inventedHash('a1', 2) };
  expect(store.transaction((write) => write.putApplication({ ...application, revision: 2, documents: [front, replaced] }, due))).toBe(true);
  expect(store.read.application('a1')).toMatchObject({ state: 'open', checksComplete: false });
  expect(store.read.findings('a1').map(({ documentId }) => documentId)).toEqual([front.id]);
  expect(store.read.uncheckedApplications(9)).toEqual(['a1']);
  expect(store.read.awaitedFiles(9).map(({ sha256 }) => sha256)).toEqual([replaced.sha256]);
  // The old portrait is kept to be laid beside the new one, and goes with the application.
  expect(store.read.documentFile(portrait.sha256)?.arrival).toBe('held');
  expect(store.read.earlierDocuments('a1')).toEqual([{ ...portrait, revision: 1 }]);
  const { orphanedFiles } = store.transaction((write) => write.removeApplication('a1'));
  expect(orphanedFiles.sort()).toEqual([front.sha256, portrait.sha256, replaced.sha256].sort());
  expect(store.read.documentFile(portrait.sha256)).toBeUndefined();
  expect(store.read.earlierDocuments('a1')).toEqual([]);
  expect(store.read.fileCounts().total).toBe(0);
  expect(store.read.checkCounts()).toEqual({ waiting: 0, done: 0 });
  store.close();
});

test('a file that two applications name stays until the last of them goes; a draft stays even then', () => {
  const { store, application } = opened();
  store.transaction((write) => {
    write.putApplication(inventApplication('a2', { documents: application.documents }), due);
    write.saveDraft('a1', { reasons: [], matched: [], note: 'begun' }, moment.now);
    write.putRequest({ id: 'r1', kind: 'withdrawal', applicationId: 'a1', accountId: 'x', submittedAt: moment.now, payload: {} });
  });
  expect(store.transaction((write) => write.removeApplication('a1')).orphanedFiles).toEqual([]);
  expect(store.read.request('r1')).toBeUndefined();
  expect(store.read.draft('a1')?.note).toBe('begun');
  expect(store.transaction((write) => write.removeApplication('a2')).orphanedFiles).toHaveLength(2);
  expect(store.transaction((write) => write.removeApplication('a2')).orphanedFiles).toEqual([]);
  store.close();
});

test('a photo moves from awaited over held to checked, or is given up after three wrong downloads', () => {
  const { store, application } = opened();
  const [front, portrait] = application.documents;
  if (front === undefined || portrait === undefined) throw new Error('two documents');
  const key = new Uint8Array(32).fill(4);
  store.transaction((write) => {
    write.setFileHeld(front.sha256, key);
    write.putFindings('a1', null, [], smallPolicy.version);
    expect([1, 2, 3].map(() => write.setFileWrong(portrait.sha256, 3))).toEqual(['awaited', 'awaited', 'damaged']);
  });
  expect(store.read.uncheckedDocuments(9)).toEqual([{ applicationId: 'a1', document: front, key }]);
  expect(store.read.awaitedFiles(9)).toEqual([]);
  expect(store.read.checkCounts()).toEqual({ waiting: 1, done: 1 });
  store.transaction((write) => {
    write.putFindings('a1', front.id, [], smallPolicy.version, inventedHash('another', 1));
    write.setFileExamined(front.sha256, { width: 1_200, height: 800 }, true);
  });
  expect(store.read.application('a1')?.checksComplete).toBe(false);
  store.transaction((write) => write.putFindings('a1', front.id, [], smallPolicy.version, front.sha256));
  expect(store.read.application('a1')?.checksComplete).toBe(true);
  expect(store.read.documentFile(front.sha256)).toMatchObject({ width: 1_200, height: 800, renditions: true, arrival: 'held' });
  // What never arrived whole can't look like a pass.
  const [row] = store.read.queuePage(
    { view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 1 },
    moment.now,
    moment.atRiskBefore,
    moment.dayStart,
  ).rows;
  expect(row).toMatchObject({ verdict: 'error', marks: ['image.intact'] });
  store.transaction((write) => write.setFileAwaited(front.sha256));
  expect(store.read.documentFile(front.sha256)).toMatchObject({ arrival: 'awaited', key: undefined, renditions: false });
  expect(store.read.application('a1')?.checksComplete).toBe(false);
  store.close();
});

test('a new policy asks for every check again, of a decided application once it is open again', () => {
  const { store, application } = opened();
  const decided = inventApplication('a2');
  store.transaction((write) => write.putApplication(decided, due));
  settleChecks(store, application);
  settleChecks(store, decided);
  store.transaction((write) => write.setReviewState('a2', 'decided'));
  store.transaction((write) => write.putPolicy(smallPolicy));
  expect(store.read.uncheckedApplications(9)).toEqual([]);
  store.transaction((write) => write.putPolicy({ ...smallPolicy, version: 'fixture-2' }));
  expect(store.read.policy()?.version).toBe('fixture-2');
  expect(store.read.uncheckedApplications(9)).toEqual(['a1']);
  expect(store.read.uncheckedDocuments(9)).toHaveLength(2);
  // Findings that were under way by the old policy don't count as checked by the new one.
  store.transaction((write) => write.putFindings('a1', null, [], smallPolicy.version));
  expect(store.read.uncheckedApplications(9)).toEqual(['a1']);
  store.transaction((write) => write.setReviewState('a2', 'open'));
  expect(store.read.uncheckedApplications(9)).toEqual(['a1', 'a2']);
  expect(store.read.uncheckedDocuments(9)).toHaveLength(4);
  store.close();
});

test('an account’s state reaches its applications, and a feed read again does not turn it back', () => {
  const { store } = opened();
  const disabled = { id: 'account-a1', status: 'disabled', since: '2026-11-16T01:00:00.000Z' };
  const earlier = { ...disabled, status: 'locked', since: '2026-11-15T01:00:00.000Z' };
  expect(store.transaction((write) => write.setAccount(disabled))).toEqual(['a1']);
  expect(store.transaction((write) => write.setAccount(disabled))).toEqual([]);
  expect(store.transaction((write) => write.setAccount(earlier))).toEqual([]);
  store.transaction((write) =>
    write.putApplication(inventApplication('a1', { account: { id: 'account-a1', status: 'active', since: '2026-11-01T00:00:00Z' } }), due),
  );
  expect(store.read.application('a1')?.application.account).toEqual(disabled);
  store.close();
});

test('due times can be changed while the open applications are walked', () => {
  const store = storeWithPolicy();
  store.transaction((write) => {
    for (let index = 0; index < 450; index += 1) write.putApplication(inventApplication(`a${index}`), '2026-11-18T10:00:00+08:00');
  });
  expect(store.read.application('a0')?.dueAt).toBe('2026-11-18T02:00:00.000Z');
  const walked = store.transaction((write) => {
    let count = 0;
    for (const { application } of write.openApplications()) {
      write.setDueAt(application.id, '2026-11-19T02:00:00.000Z');
      count += 1;
    }
    return count;
  });
  expect(walked).toBe(450);
  expect(store.read.application('a449')?.dueAt).toBe('2026-11-19T02:00:00.000Z');
  store.close();
});

test('workstation, rules, announcements and requests come back after closing', () => {
  const folder = freshFolder();
  const store = openTestStore(folder);
  expect(() => store.read.workstation()).toThrow(/never given/);
  const announcement = {
    id: 'n1',
    severity: 'warning',
    title: { zh: '维护', en: 'Maintenance' },
    body: { zh: '', en: '' },
    from: moment.now,
    extendsDueTimes: true,
  };
  const request = {
    id: 'r1',
    kind: 'amendment',
    applicationId: 'a1',
    accountId: 'x',
    submittedAt: moment.now,
    payload: { changes: { name: '李四' } },
  };
  store.transaction((write) => {
    write.saveWorkstation({ workstationId: 'w1', source: { kind: 'packages' }, cursor: 'c1' });
    write.putCatalogue(smallCatalogue);
    write.putAnnouncement(announcement);
    write.putRequest(request);
    write.setRequestState('r1', 'decided');
    write.putRequest(request);
    write.keepUnknownChange(7, 'strange', { any: 'thing' });
    write.keepUnknownChange(7, 'strange', { any: 'thing' });
  });
  store.transaction((write) => write.saveWorkstation({ cursor: undefined, clockOffsetMs: 5 }));
  store.close();
  const again = openTestStore(folder);
  expect(again.read.workstation()).toEqual({ workstationId: 'w1', source: { kind: 'packages' }, clockOffsetMs: 5 });
  expect(again.read.catalogue()).toEqual(smallCatalogue);
  expect(again.read.announcements()).toEqual([announcement]);
  expect(again.read.request('r1')).toEqual({ request, state: 'decided' });
  expect(again.read.unknownChangeCount()).toBe(1);
  again.close();
});

test('a rolled-back policy is not remembered', () => {
  const { store } = opened();
  expect(() =>
    store.transaction((write) => {
      write.putPolicy({ ...smallPolicy, version: 'never' });
      expect(write.policy()?.version).toBe('never');
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(store.read.policy()?.version).toBe(smallPolicy.version);
  store.close();
});

test('the audit chain can be reckoned anew, and no row of it can be changed', () => {
  const { store } = opened();
  store.transaction((write) => {
    write.audit({ at: moment.now, reviewerId: 'r', action: 'vault.key_shown' });
    write.audit({ at: moment.now, reviewerId: 'r', action: 'decision.made', subject: 'd1', details: { b: 2, a: 'x' } });
    write.addDecision(inventDecision('d1', 'a1'), 'a1', 'held', moment.now);
  });
  const entries = store.read.auditEntries(1, 9);
  let previous = chainBeginning;
  for (const { seq: _seq, previous: told, hash, ...entry } of entries) {
    expect(told).toBe(previous);
    expect(auditHash(previous, entry)).toBe(hash);
    previous = hash;
  }
  expect(entries.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(store.read.auditTail()).toEqual({ seq: 2, hash: previous });
  const second = entries[1];
  if (second === undefined) throw new Error('two entries');
  expect(auditHash(second.previous, { ...second, details: { a: 'x', b: 3 } })).not.toBe(second.hash);
  store.close();
});
