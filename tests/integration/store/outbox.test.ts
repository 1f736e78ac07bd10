import { expect, test } from 'vitest';
import type { Store } from '../../../electron/engine/store/index.ts';
import { inventApplication, inventDecision, moment, storeWithPolicy } from '../../fixtures/store.ts';

const at = (seconds: number): string => new Date(Date.parse(moment.now) + seconds * 1_000).toISOString();
const add = (store: Store, decisionId: string, applicationId: string, takeBackUntil = at(10)): void =>
  store.transaction((write) => {
    if (write.application(applicationId) === undefined) write.putApplication(inventApplication(applicationId), at(86_400));
    write.addDecision(inventDecision(decisionId, applicationId), applicationId, 'held', takeBackUntil);
    write.setReviewState(applicationId, 'decided');
  });
const sendable = (store: Store, seconds: number): string[] => store.read.sendable(at(seconds), 50).map(({ decisionId }) => decisionId);

test('a decision can’t go out while it may be taken back, and can afterwards', () => {
  const store = storeWithPolicy();
  add(store, 'd1', 'a1');
  expect(store.read.decision('d1')).toMatchObject({ state: 'held', takeBackUntil: at(10), tries: 0, applicationId: 'a1' });
  expect(store.read.nextSendAt()).toBe(at(10));
  expect(store.transaction((write) => write.releaseHeld(at(9)))).toBe(0);
  expect(sendable(store, 60)).toEqual([]);
  expect(store.transaction((write) => write.releaseHeld(at(10)))).toBe(1);
  expect(sendable(store, 10)).toEqual(['d1']);
  expect(store.read.decision('d1')?.takeBackUntil).toBeUndefined();
  store.close();
});

test('what was on the wire when the program died goes out again; what was answered does not', () => {
  const store = storeWithPolicy();
  for (const index of [1, 2, 3]) add(store, `d${index}`, `a${index}`);
  store.transaction((write) => {
    write.releaseHeld(at(10));
    write.setDecisionState('d1', 'sending', { sentAt: at(11) });
    write.setDecisionState('d2', 'receipted', { receipt: { decisionId: 'd2', status: 'accepted', at: at(12) } });
  });
  expect(sendable(store, 12)).toEqual(['d1', 'd3']);
  expect(store.read.outboxCounts()).toEqual({ held: 0, waiting: 1, sending: 1, receipted: 1, conflict: 0, refused: 0 });
  expect(store.read.decision('d2')?.receipt).toEqual({ decisionId: 'd2', status: 'accepted', at: at(12) });
  store.close();
});

test('a failed try waits for its time, counts, and tells why', () => {
  const store = storeWithPolicy();
  add(store, 'd1', 'a1');
  store.transaction((write) => {
    write.releaseHeld(at(10));
    write.setDecisionState('d1', 'waiting', { lastFailure: 'server_unreachable', nextTryAt: at(40), countTry: true });
  });
  expect(sendable(store, 39)).toEqual([]);
  expect(store.read.nextSendAt()).toBe(at(40));
  expect(sendable(store, 40)).toEqual(['d1']);
  expect(store.read.decision('d1')).toMatchObject({ tries: 1, lastFailure: 'server_unreachable' });
  store.transaction((write) => write.setDecisionState('d1', 'receipted', { lastFailure: undefined }));
  expect(store.read.decision('d1')?.lastFailure).toBeUndefined();
  expect(store.read.nextSendAt()).toBeUndefined();
  store.close();
});

test('decisions on one subject go out one after the other, oldest first', () => {
  const store = storeWithPolicy();
  add(store, 'd1', 'a1');
  add(store, 'd2', 'a1');
  add(store, 'd3', 'a2');
  store.transaction((write) => write.releaseHeld(at(10)));
  expect(sendable(store, 10)).toEqual(['d1', 'd3']);
  store.transaction((write) => write.setDecisionState('d1', 'waiting', { nextTryAt: at(100) }));
  expect(sendable(store, 11)).toEqual(['d3']);
  store.transaction((write) => write.setDecisionState('d1', 'conflict'));
  expect(sendable(store, 11)).toEqual(['d2', 'd3']);
  expect(store.read.decisionsOf('a1').map(({ decisionId }) => decisionId)).toEqual(['d2', 'd1']);
  expect(store.read.decisionPage(1, 1)).toMatchObject({ decisions: [{ decisionId: 'd2' }], total: 3 });
  store.close();
});

test('a decision taken back leaves its application open and undecided today', () => {
  const store = storeWithPolicy();
  add(store, 'd1', 'a1');
  store.transaction((write) => {
    write.setDecisionState('d1', 'taken_back');
    write.setReviewState('a1', 'open');
  });
  const page = store.read.queuePage(
    { view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 9 },
    moment.now,
    moment.atRiskBefore,
    moment.dayStart,
  );
  expect(page.rows[0]).toMatchObject({ state: 'open' });
  expect(page.rows[0]?.decision).toBeUndefined();
  expect(store.read.queueCounts(moment.now, moment.atRiskBefore, moment.dayStart)).toMatchObject({ mine: 1, decided_today: 0 });
  expect(sendable(store, 99)).toEqual([]);
  store.close();
});

test('a transaction that throws did nothing, and a decision is never added twice', () => {
  const store = storeWithPolicy();
  add(store, 'd1', 'a1');
  expect(() => add(store, 'd1', 'a2')).toThrow(/UNIQUE/);
  expect(store.read.application('a2')).toBeUndefined();
  expect(store.read.decisionPage(0, 9).total).toBe(1);
  store.close();
});

test('a decision outlives its application', () => {
  const store = storeWithPolicy();
  add(store, 'd1', 'a1');
  store.transaction((write) => {
    write.removeApplication('a1');
    write.releaseHeld(at(10));
  });
  expect(sendable(store, 10)).toEqual(['d1']);
  store.close();
});
