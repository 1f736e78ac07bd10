import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FixedClock, fixedClock } from '../../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { createReview, type Review } from '../../../electron/engine/review/index.ts';
import type { Store } from '../../../electron/engine/store/index.ts';
import calendar from '../../../resources/calendars/cn.json' with { type: 'json' };
import { type AuditAction, type AuditExport, type AuditFilter, type AuditRecord, auditColumns } from '../../../shared/domain/audit.ts';
import type { Result } from '../../../shared/domain/failure.ts';
import { freshFolder, inventApplication, inventDecision, moment, openTestStore } from '../../fixtures/store.ts';
import { codeOf, taken } from '../../fixtures/workstation.ts';

let store: Store;
let clock: FixedClock;
let review: Review;
let folder: string;

beforeEach(() => {
  folder = freshFolder();
  store = openTestStore(folder);
  store.transaction((write) =>
    write.saveWorkstation({
      workstationId: 'workstation-1',
      source: { kind: 'packages' },
      reviewer: { id: 'reviewer-1', name: '林', roles: ['reviewer'] },
    }),
  );
  clock = fixedClock(Date.parse(moment.now));
  review = createReview({ store, clock, random: systemRandom, calendar }, { decided: () => {}, changed: () => {}, requests: () => {} });
});
afterEach(() => store.close());

const add = (at: string, action: AuditAction, subject?: string, details?: Record<string, string | number>): void =>
  store.transaction((write) => write.audit({ at, reviewerId: 'reviewer-1', action, subject, details }));

/** Every page of a list, with pages of three. */
const walk = (filter: AuditFilter): AuditRecord[] => {
  const found: AuditRecord[] = [];
  for (let before: Parameters<Review['auditPage']>[1], more = true; more; ) {
    const page = taken(review.auditPage(filter, before, 3));
    found.push(...page.records);
    before = page.next;
    more = page.next !== undefined;
  }
  return found;
};
const seqs = (filter: AuditFilter): number[] => walk(filter).map(({ seq }) => seq);

type Words = Parameters<Review['exportAudit']>[2];
const words: Words = {
  columns: Object.fromEntries(auditColumns.map((name) => [name, name])) as Words['columns'],
  kinds: { 'decision.made': '=决定', other: '其他' },
};
const exportTo = async (path: string, filter: AuditFilter = {}, signal?: AbortSignal): Promise<Result<AuditExport>[]> => {
  const told: Result<AuditExport>[] = [];
  for await (const answer of review.exportAudit(path, filter, words, signal)) told.push(answer);
  return told;
};

describe('the audit as a person reads it', () => {
  it('is complete and without repetition page by page, by time, by kind, by day of Shanghai and by number', () => {
    const number = '01a3c5e7-0000-7000-8000-0000abcd1234';
    store.transaction((write) => {
      write.putApplication(inventApplication(number), moment.now);
      write.addDecision(inventDecision('d2', number), number, 'held', moment.now, true);
    });
    add('2026-11-14T15:59:59.999Z', 'decision.made', 'd1', { outcome: 'approve', of: number, revision: 1 });
    add('2026-11-14T16:00:00.000Z', 'fields.revealed', number);
    add('2026-11-15T15:59:59.999Z', 'decision.made', 'd2', { outcome: 'reject', of: 'another-0000abcd1234', revision: 1 });
    // The clock was set back: the list goes by the time that each entry tells.
    add('2026-11-15T01:00:00.000Z', 'package.exported', 'r1', { decisions: 2 });
    add('2026-11-15T16:00:00.000Z', 'decision.taken_back', 'd2');

    const all = walk({});
    expect(all.map(({ seq }) => seq)).toEqual([6, 5, 3, 4, 2, 1]);
    expect(all[0]).toMatchObject({ action: 'audit.viewed', reviewer: { id: 'reviewer-1', name: '林' } });
    expect(all.find(({ seq }) => seq === 5)?.about).toEqual({ id: number, kind: 'application' });
    expect(all.find(({ seq }) => seq === 4)).toMatchObject({ about: { id: 'r1' }, details: { decisions: 2 } });
    expect(seqs({ action: 'decision.made' })).toEqual([3, 1]);
    expect(seqs({ day: '2026-11-15' })).toEqual([3, 4, 2]);
    expect(seqs({ number })).toEqual([2, 1]);
    expect(seqs({ number: 'abcd1234' })).toEqual([3, 2, 1]);
    expect(seqs({ number: 'abcd1234', action: 'decision.made', day: '2026-11-15' })).toEqual([3]);
    expect(seqs({ number: '%' })).toEqual([]);
    expect(taken(review.auditPage({}, undefined, 1)).actions).toEqual(
      ['audit.viewed', 'decision.made', 'decision.taken_back', 'fields.revealed', 'package.exported'].sort(),
    );
  });

  it('records each look once, and of a filter only that it was set', () => {
    const typed = '110101199003070017';
    taken(review.auditPage({}, undefined, 9));
    taken(review.auditPage({}, undefined, 9));
    taken(review.auditPage({ number: typed, day: '2026-11-16' }, undefined, 9));
    const entries = store.read.auditEntries(1, 9);
    expect(entries.map(({ action, details }) => ({ action, details }))).toEqual([
      { action: 'audit.viewed', details: undefined },
      { action: 'audit.viewed', details: { filters: 'day number' } },
    ]);
    expect(JSON.stringify(entries)).not.toContain(typed);
  });
});

describe('an export of the audit', () => {
  it('holds every entry once, defused, with the chain’s hashes, and is itself recorded', async () => {
    for (let count = 1; count <= 4_500; count += 1) add(moment.now, 'decision.made', `=d${count}`, { outcome: 'approve' });
    const path = join(folder, 'audit.csv');
    const told = await exportTo(path);
    expect(told.at(-1)).toEqual({ ok: true, value: { done: 4_500, total: 4_500, finished: true } });
    expect(told.length).toBe(4);
    const text = readFileSync(path, 'utf8');
    const lines = text.slice(1).split('\r\n');
    expect(text[0]).toBe('\uFEFF');
    expect(lines.length).toBe(4_502);
    expect(lines[0]).toBe(auditColumns.join(','));
    const [latest] = store.read.auditEntries(4_500, 1);
    expect(lines[1]).toBe(
      `4500,2026-11-16 10:00:00,${moment.now},reviewer-1,'=决定,decision.made,'=d4500,"{""outcome"":""approve""}",${latest?.previous},${latest?.hash},`,
    );
    expect(new Set(lines.slice(1, -1).map((line) => line.split(',')[0])).size).toBe(4_500);
    expect(store.read.auditEntries(4_501, 9)).toMatchObject([{ action: 'audit.exported', details: { entries: 4_500 } }]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('leaves nothing behind when it is stopped or refused, and replaces a file only as a whole', async () => {
    for (let count = 1; count <= 2_500; count += 1) add(moment.now, 'decision.made');
    const out = join(folder, 'out');
    mkdirSync(out);
    const stop = new AbortController();
    const running = review.exportAudit(join(out, 'a.csv'), {}, words, stop.signal);
    expect((await running.next()).value).toMatchObject({ ok: true, value: { total: 2_500, finished: false } });
    stop.abort();
    expect((await running.next()).done).toBe(true);
    const given = async (path: string): Promise<string[]> => (await exportTo(path)).map(codeOf);
    expect(await given(join(out, 'a.txt'))).toEqual(['input_invalid']);
    expect(await given(join(out, 'nowhere', 'a.csv'))).toEqual(['file_unreadable']);
    expect(readdirSync(out)).toEqual([]);
    await exportTo(join(out, 'a.csv'), { action: 'audit.exported' });
    await exportTo(join(out, 'a.csv'), { action: 'decision.made' });
    expect(readdirSync(out)).toEqual(['a.csv']);
    expect(readFileSync(join(out, 'a.csv'), 'utf8').split('\r\n').length).toBe(2_502);
  });
});
