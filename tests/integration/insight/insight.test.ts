import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createInsight, type InsightDesk } from '../../../electron/engine/insight/index.ts';
import { type FixedClock, fixedClock } from '../../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { createReview, type Review } from '../../../electron/engine/review/index.ts';
import type { Store } from '../../../electron/engine/store/index.ts';
import calendar from '../../../resources/calendars/cn.json' with { type: 'json' };
import catalogueFile from '../../../resources/reasons.json' with { type: 'json' };
import { catalogueSchema } from '../../../shared/contract/intake/index.ts';
import type { GivenReason, Outcome } from '../../../shared/domain/decision.ts';
import type { Insight } from '../../../shared/domain/insight.ts';
import { hourMs } from '../../../shared/domain/shanghai-time.ts';
import { smallPolicy } from '../../fixtures/batch.ts';
import { freshFolder, inventApplication, moment, openTestStore, settleChecks } from '../../fixtures/store.ts';
import { codeOf, taken } from '../../fixtures/workstation.ts';

let folder: string;
let store: Store;
let clock: FixedClock;
let review: Review;
let insight: InsightDesk;

const open = (): void => {
  review = createReview({ store, clock, random: systemRandom, calendar }, { decided: () => {}, changed: () => {}, requests: () => {} });
  insight = createInsight({ store, clock, calendar, closing: new AbortController().signal });
};
const arrive = (id: string, dueAt: string, verdict: 'pass' | 'fail' = 'pass', type = 'resident_identity'): void => {
  const application = inventApplication(id, { type });
  store.transaction((write) => void write.putApplication(application, dueAt));
  settleChecks(store, application, verdict);
};
const decide = (id: string, outcome: Outcome, reasons: GivenReason[] = [], durationMs = 4_000): string =>
  taken(review.decide({ subject: { kind: 'application', id, revision: 1 }, outcome, reasons, matched: [], durationMs })).decisionId;
const unreadable = (id: string): GivenReason => ({ code: 'document.unreadable', target: { documentId: `${id}-document-0` } });
const wrongNumber: GivenReason = { code: 'info.id_number_check_digit', target: { field: 'idNumber' } };
const read = async (days?: number): Promise<Insight> => taken(await insight.read(days));

beforeEach(() => {
  folder = freshFolder();
  store = openTestStore(folder);
  clock = fixedClock(Date.parse(moment.now));
  store.transaction((write) => {
    write.putPolicy({ ...smallPolicy, requiredDocuments: {} });
    write.putCatalogue(catalogueSchema.parse(catalogueFile));
    write.saveWorkstation({ workstationId: 'w', source: { kind: 'packages' }, reviewer: { id: 'reviewer-1', name: '林', roles: [] } });
  });
  open();
});
afterEach(() => store.close());

it('counts decisions at once, without those that are taken back, and the same after they have gone out and the program was closed', async () => {
  arrive('a1', '2026-11-16T10:00:00.000Z');
  arrive('a2', '2026-11-16T01:00:00.000Z', 'fail', 'passport');
  arrive('a3', '2026-11-18T02:00:00.000Z');
  arrive('a4', '2026-11-18T02:00:00.000Z');
  decide('a1', 'approve', [], 8_000);
  decide('a2', 'request_fixes', [unreadable('a2')], 30_000);
  const back = decide('a3', 'escalate');
  expect((await read(1)).decided.total).toBe(3);
  taken(review.takeBack(back));
  const told = await read(1);
  expect(told.decided).toMatchObject({ total: 2, outcomes: { approve: 1, request_fixes: 1 }, unit: 'day' });
  expect(told.decided.spans).toEqual([{ from: '2026-11-16', to: '2026-11-16', outcomes: { approve: 1, request_fixes: 1 } }]);
  expect(told.decided.hours[10]).toEqual({ hour: 10, outcomes: { approve: 1, request_fixes: 1 } });
  expect(told.due).toMatchObject({ inTime: 1, late: 1, unknown: 0 });
  expect(told.due.bands).toContainEqual({ from: -2, to: 0, count: 1 });
  expect(told.due.bands).toContainEqual({ from: 8, to: 24, count: 1 });
  expect(told.reasons).toEqual({ codes: [{ code: 'document.unreadable', count: 1 }], groups: [{ group: 'document', count: 1 }] });
  expect(told.handling.map(({ type, median }) => [type, median])).toEqual([
    ['passport', 30_000],
    ['resident_identity', 8_000],
  ]);
  expect(told.checks.find(({ check }) => check === 'field.id_number')).toMatchObject({ confirmed: 0, overruled: 0, quiet: 1 });
  expect(told.backlog).toMatchObject({ scope: 'held', total: 2, past: 0, forecast: { known: false, decisions: 2 } });
  expect(told.waiting).toBe(0);

  store.transaction((write) => write.releaseHeld('2026-11-17T00:00:00.000Z'));
  expect(await read(1)).toEqual(told);
  store.close();
  store = openTestStore(folder);
  open();
  expect(await read(1)).toEqual(told);
  clock.advance(24 * hourMs);
  expect((await read(1)).decided.total).toBe(0);
  expect((await read(7)).decided.total).toBe(2);
  expect((await read()).period).toEqual({ from: '2026-11-16', to: '2026-11-17' });
});

it('keeps what was decided on as it was then, when the applicant hands in anew or the application is erased', async () => {
  arrive('a1', '2026-11-16T01:00:00.000Z', 'fail');
  arrive('a2', '2026-11-16T10:00:00.000Z', 'fail');
  decide('a1', 'request_fixes', [wrongNumber]);
  decide('a2', 'request_fixes', [unreadable('a2')]);
  store.transaction((write) => {
    write.releaseHeld('2026-11-17T00:00:00.000Z');
    write.putApplication(inventApplication('a1', { revision: 2 }), '2026-11-25T02:00:00.000Z');
    write.removeApplication('a2');
  });
  const told = await read(7);
  expect(told.due).toMatchObject({ inTime: 1, late: 1, unknown: 0 });
  expect(told.checks.find(({ check }) => check === 'field.id_number')).toMatchObject({
    confirmed: 1,
    overruled: 0,
    answers: expect.arrayContaining([{ verdict: 'fail', answer: 'other', count: 1 }]),
  });
  expect(await read(7)).toEqual(told);
  expect(told.decided.total).toBe(2);
});

it('tells what came back by its cause, and no longer once it was accepted after all', async () => {
  for (const id of ['a1', 'a2', 'a3']) arrive(id, '2026-11-18T02:00:00.000Z');
  const [first, second, third] = ['a1', 'a2', 'a3'].map((id) => decide(id, 'approve'));
  const receipt = (decisionId = '', change: object = {}) => ({ decisionId, status: 'conflict', at: moment.now, ...change }) as const;
  store.transaction((write) => {
    write.releaseHeld('2026-11-17T00:00:00.000Z');
    write.setDecisionState(first ?? '', 'conflict', { receipt: receipt(first, { conflict: { cause: 'withdrawn' } }) });
    write.setDecisionState(second ?? '', 'conflict', { receipt: receipt(second, { conflict: { cause: 'withdrawn' } }) });
    write.setDecisionState(third ?? '', 'refused', { receipt: receipt(third, { status: 'refused', problem: { code: 'notice_missing' } }) });
  });
  taken(review.drop(first ?? '', '重复'));
  expect((await read(1)).returned).toEqual([
    { kind: 'conflict', cause: 'withdrawn', count: 2 },
    { kind: 'refused', cause: 'notice_missing', count: 1 },
  ]);
  taken(review.retry(third ?? ''));
  store.transaction((write) => write.setDecisionState(third ?? '', 'receipted', { receipt: receipt(third, { status: 'accepted' }) }));
  expect((await read(1)).returned).toEqual([{ kind: 'conflict', cause: 'withdrawn', count: 2 }]);
  expect((await read(1)).decided.total).toBe(3);
});

it('forecasts from the work of the last days, and counts what is claimed where claims are held', async () => {
  for (let index = 0; index < 24; index += 1) arrive(`d${index}`, '2026-11-18T02:00:00.000Z');
  for (let index = 0; index < 24; index += 1) {
    decide(`d${index}`, 'approve');
    // Four an hour, from ten to four.
    clock.advance(hourMs / 4);
  }
  for (let index = 0; index < 10; index += 1) arrive(`o${index}`, '2026-11-16T09:00:00.000Z');
  arrive('past', '2026-11-16T07:30:00.000Z');
  arrive('later', '2027-01-20T02:00:00.000Z');
  const { backlog } = await read(1);
  // Two hours of Monday are left until six, the eleven are due at five.
  expect(backlog).toMatchObject({
    total: 12,
    past: 1,
    later: 1,
    forecast: { known: true, perHour: 4, hours: 6, decisions: 24, willPass: 7 },
  });
  expect(backlog.days[0]).toEqual({ date: '2026-11-16', workingDay: true, count: 10, willPass: 7 });
  store.transaction((write) => {
    for (const applicationId of ['o1', 'past'])
      write.putClaim({ applicationId, takenAt: moment.now, expiresAt: '2026-11-20T02:00:00.000Z', takenAlong: false, leaseMs: hourMs });
  });
  expect((await read(1)).backlog).toMatchObject({ scope: 'claimed', total: 2, past: 1 });
});

it('writes new files only, harmless in a spreadsheet, each on record', async () => {
  const path = join(folder, '统计.csv');
  const rows = [
    ['原因', '次数'],
    ['=1+1', 3],
  ];
  const written = taken(await insight.export({ kind: 'table', chart: 'reasons', days: 7, path, rows }));
  expect(written).toEqual({ fileName: '统计.csv', byteLength: readFileSync(path).byteLength });
  expect(readFileSync(path, 'utf8')).toBe("\uFEFF原因,次数\r\n'=1+1,3\r\n");
  expect(codeOf(await insight.export({ kind: 'table', chart: 'reasons', path, rows }))).toBe('file_exists');
  expect(codeOf(await insight.export({ kind: 'table', chart: 'reasons', path: join(folder, 'desk.db'), rows }))).toBe('input_invalid');
  expect(codeOf(await insight.export({ kind: 'table', chart: 'reasons', path: join(folder, 'none', 'a.csv'), rows }))).toBe(
    'file_unreadable',
  );
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('the rest')]);
  const picture = { kind: 'picture', chart: 'days', path: join(folder, 'days.png') } as const;
  expect(codeOf(await insight.export({ ...picture, png: Buffer.from('<svg>').toString('base64') }))).toBe('input_invalid');
  taken(await insight.export({ ...picture, png: png.toString('base64') }));
  expect(readFileSync(picture.path).equals(png)).toBe(true);
  writeFileSync(join(folder, 'own.png'), 'mine');
  expect(codeOf(await insight.export({ ...picture, path: join(folder, 'own.png'), png: png.toString('base64') }))).toBe('file_exists');
  expect(readFileSync(join(folder, 'own.png'), 'utf8')).toBe('mine');
  expect(store.read.auditEntries(1, 10).map(({ action, subject, details }) => ({ action, subject, details }))).toEqual([
    { action: 'insight.exported', subject: 'reasons', details: { kind: 'table', days: 7 } },
    { action: 'insight.exported', subject: 'days', details: { kind: 'picture' } },
  ]);
});
