import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../../electron/engine/store/index.ts';
import { listSql } from '../../../electron/engine/store/queue-list.ts';
import type { QueueQuery, QueueView, QueueWalk } from '../../../shared/domain/queue.ts';
import { freshFolder, inventApplication, inventDecision, moment, settleChecks, storeWithPolicy, testKey } from '../../fixtures/store.ts';

const page = (store: Store, query: Partial<QueueQuery>) =>
  store.read.queuePage(
    { view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 100, ...query },
    moment.now,
    moment.atRiskBefore,
    moment.dayStart,
  );
const ids = (store: Store, query: Partial<QueueQuery>) => page(store, query).rows.map(({ applicationId }) => applicationId);
const next = (store: Store, view: QueueView, after: string | undefined, count: number) =>
  store.read.queueNext({ view }, after, count, moment.now, moment.atRiskBefore, moment.dayStart);

/** Values that nobody else here has; what the others have in common is marked. */
const somebodyElse = { idNumber: '110101199003070033', passportNumber: 'E00000006', phone: '13800000006', email: 'six@example.com' };

/** Eight applications, a1 to a8, in due order, each there for one view. */
const fill = (store: Store): void => {
  const due = [
    '2026-11-16T01:00:00.000Z',
    '2026-11-16T09:00:00.000Z',
    '2026-11-16T12:00:00.000Z',
    '2026-11-17T09:00:00.000Z',
    '2026-11-18T09:00:00.000Z',
    '2026-11-19T09:00:00.000Z',
    '2026-11-20T09:00:00.000Z',
    '2026-11-21T09:00:00.000Z',
  ];
  const attempt = { revision: 1, outcome: 'request_fixes', reasons: [{ code: 'document.blurred' }], decidedAt: '2026-11-10T02:00:00.000Z' };
  store.transaction((write) => {
    for (const [index, dueAt] of due.entries()) {
      const id = `a${index + 1}`;
      const applicant = id === 'a6' ? somebodyElse : {};
      write.putApplication(inventApplication(id, id === 'a4' ? { revision: 2, attempts: [attempt] } : {}, applicant), dueAt);
    }
    write.putRequest({ id: 'r1', kind: 'amendment', applicationId: 'a5', accountId: 'x', submittedAt: moment.now, payload: {} });
    write.putRequest({ id: 'r2', kind: 'contact_recovery', accountId: 'x', submittedAt: moment.now, payload: {} });
    write.postpone('a7', '2026-11-16T03:00:00.000Z');
    write.addDecision(inventDecision('d8', 'a8'), 'a8', 'held', '2026-11-16T02:00:10.000Z');
    write.setReviewState('a8', 'decided');
  });
  settleChecks(store, inventApplication('a6'), 'fail');
};

describe('the queue', () => {
  test('each view shows what it says, and the counts agree', () => {
    const store = storeWithPolicy();
    fill(store);
    const views: Record<QueueView, string[]> = {
      mine: ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'],
      at_risk: ['a1', 'a2'],
      resubmissions: ['a4'],
      requests: ['a5'],
      flagged: ['a6'],
      decided_today: ['a8'],
      all: ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8'],
    };
    const counts = store.read.queueCounts(moment.now, moment.atRiskBefore, moment.dayStart);
    for (const [view, expected] of Object.entries(views) as [QueueView, string[]][]) {
      expect(ids(store, { view }), view).toEqual(expected);
      expect(page(store, { view }).total, view).toBe(expected.length);
      expect(counts[view], view).toBe(expected.length);
      expect(ids(store, { view, order: { by: 'due', descending: true } })).toEqual([...expected].reverse());
    }
    store.close();
  });

  test('a row says how it stands, with the name masked', () => {
    const store = storeWithPolicy();
    fill(store);
    const rows = new Map(page(store, {}).rows.map((row) => [row.applicationId, row]));
    expect(['a1', 'a2', 'a3', 'a4'].map((id) => rows.get(id)?.dueState)).toEqual(['past', 'at_risk', 'due_today', 'in_time']);
    expect(rows.get('a1')).toMatchObject({ name: '张•', verdict: 'waiting', attempt: 1, documents: { held: 0, total: 2 }, state: 'open' });
    expect(rows.get('a4')?.attempt).toBe(2);
    expect(rows.get('a5')?.requests).toEqual(['amendment']);
    expect(rows.get('a6')).toMatchObject({ verdict: 'fail', marks: ['field.id_number'], documents: { held: 2, total: 2 } });
    expect(rows.get('a7')).toMatchObject({ state: 'postponed', postponedUntil: '2026-11-16T03:00:00.000Z' });
    expect(rows.get('a8')).toMatchObject({ state: 'decided', decision: { decisionId: 'd8', outcome: 'approve', state: 'held' } });
    expect(JSON.stringify([...rows.values()])).not.toMatch(/张三|110101|13800000017/);
    store.close();
  });

  test('a postponement ends by itself', () => {
    const store = storeWithPolicy();
    fill(store);
    const later = store.read.queuePage(
      { view: 'mine', order: { by: 'due', descending: false }, offset: 0, limit: 100 },
      '2026-11-16T03:00:00.000Z',
      moment.atRiskBefore,
      moment.dayStart,
    );
    expect(later.rows.find(({ applicationId }) => applicationId === 'a7')).toMatchObject({ state: 'open' });
    store.close();
  });

  test('what comes next goes on after the one given, also when that is no longer in the view', () => {
    const store = storeWithPolicy();
    fill(store);
    expect(next(store, 'mine', undefined, 2)).toEqual(['a1', 'a2']);
    expect(next(store, 'mine', 'a2', 3)).toEqual(['a3', 'a4', 'a5']);
    expect(next(store, 'all', 'a6', 3)).toEqual([]);
    store.transaction((write) => write.setReviewState('a2', 'decided'));
    expect(next(store, 'mine', 'a2', 1)).toEqual(['a3']);
    expect(next(store, 'at_risk', 'a1', 1)).toEqual([]);
    store.close();
  });

  test('what comes next follows the list’s order, filter and search, and passes over what cannot be reviewed', () => {
    const store = storeWithPolicy();
    fill(store);
    const following = (walk: QueueWalk, from?: string) =>
      store.read.queueNext(walk, from, 10, moment.now, moment.atRiskBefore, moment.dayStart);
    const backwards = { by: 'due', descending: true } as const;
    expect(following({ view: 'all', order: backwards })).toEqual(['a6', 'a5', 'a4', 'a3', 'a2', 'a1']);
    expect(following({ view: 'all', order: backwards }, 'a4')).toEqual(['a3', 'a2', 'a1']);
    expect(following({ view: 'all', order: { by: 'verdict', descending: false } })[0]).toBe('a6');
    expect(following({ view: 'all', order: { by: 'attempt', descending: true } }, 'a4')).toEqual(['a6', 'a5', 'a3', 'a2', 'a1']);
    expect(following({ view: 'all', attempts: ['first'] }, 'a3')).toEqual(['a5', 'a6']);
    expect(following({ view: 'mine', due: ['past', 'at_risk'] }, 'a1')).toEqual(['a2']);
    expect(following({ view: 'mine', requests: ['amendment'] })).toEqual(['a5']);
    expect(following({ view: 'all', search: '13800000017' }, 'a2')).toEqual(['a3', 'a4', 'a5']);
    expect(following({ view: 'all', search: '13800000017', order: backwards, attempts: ['again'] })).toEqual(['a4']);
    expect(following({ view: 'all', search: '王五' })).toEqual([]);
    expect(following({ view: 'decided_today' })).toEqual([]);
    for (const by of ['due', 'submitted', 'name', 'type', 'attempt', 'verdict'] as const)
      for (const descending of [false, true]) {
        const order = { by, descending };
        const all = ids(store, { view: 'mine', order });
        expect(
          all.map((id) => following({ view: 'mine', order }, id)),
          by,
        ).toEqual(all.map((_, place) => all.slice(place + 1)));
      }
    store.close();
  });

  test('a follow-up and the platform’s priority lift an application', () => {
    const store = storeWithPolicy();
    fill(store);
    store.transaction((write) => {
      write.putRequest({ id: 'r3', kind: 'follow_up', applicationId: 'a5', accountId: 'x', submittedAt: moment.now, payload: {} });
      write.putApplication(inventApplication('a6', { priority: 2 }), '2026-11-19T09:00:00.000Z');
    });
    expect(ids(store, { view: 'mine' }).slice(0, 3)).toEqual(['a6', 'a5', 'a1']);
    store.transaction((write) => write.setRequestState('r3', 'decided'));
    expect(ids(store, { view: 'mine' }).slice(0, 2)).toEqual(['a6', 'a1']);
    store.close();
  });

  test('pages neither overlap nor leave out, in every order', () => {
    const store = storeWithPolicy();
    store.transaction((write) => {
      for (let index = 0; index < 25; index += 1) {
        write.putApplication(
          inventApplication(`b${index}`, { type: index % 2 === 0 ? 'passport' : 'resident_identity' }),
          '2026-11-18T09:00:00.000Z',
        );
        if (index % 3 === 0) write.setReviewState(`b${index}`, 'decided');
      }
    });
    for (const by of ['due', 'submitted', 'name', 'type', 'attempt', 'verdict'] as const) {
      const seen = [0, 10, 20].flatMap((offset) => ids(store, { order: { by, descending: true }, offset, limit: 10 }));
      expect(new Set(seen).size, by).toBe(25);
    }
    expect(page(store, { types: ['passport'] }).total).toBe(13);
    store.close();
  });
});

describe('search', () => {
  const people = {
    s1: {
      name: '张三',
      latinName: 'ZHANG SAN',
      idNumber: '110101199003070017',
      passportNumber: 'E12345678',
      phone: '13800000017',
      email: 'zhang@example.com',
    },
    s2: {
      name: '张三丰',
      latinName: 'ZHANG SANFENG',
      idNumber: '31010119851212002X',
      passportNumber: '',
      phone: '13900001234',
      email: 'feng_1@example.org',
    },
    s3: {
      name: '欧阳娜娜',
      latinName: "O'NEIL ANNA",
      idNumber: '440101199212310023',
      passportNumber: 'G87654321',
      phone: '15000005678',
      email: '"odd"@example.net',
    },
  };
  const opened = () => {
    const store = storeWithPolicy();
    store.transaction((write) => {
      for (const [id, applicant] of Object.entries(people))
        write.putApplication(inventApplication(id, {}, applicant), '2026-11-18T09:00:00.000Z');
    });
    return store;
  };

  test.each([
    ['a name of two characters', '张三', ['s1', 's2']],
    ['one character', '娜', ['s3']],
    ['the end of a name', '三丰', ['s2']],
    ['a Latin name in small letters', 'zhang san', ['s1', 's2']],
    ['an identity number’s middle', '9003070', ['s1']],
    ['its last four, x in either case', '002x', ['s2']],
    ['full-width digits', '１１０１０１１９９', ['s1']],
    ['a passport number', 'g8765', ['s3']],
    ['a phone with spaces', '139 0000 1234', ['s2']],
    ['the last two digits of a phone', '78', ['s1', 's3']],
    ['an e-mail with its signs', 'feng_1@exam', ['s2']],
    ['a quotation mark', '"odd"', ['s3']],
    ['an apostrophe', "o'neil", ['s3']],
    ['an application’s number', 's3', ['s3']],
    ['the index’s own words', 'NEAR(张 三) OR *', []],
    ['nothing but spaces', '   ', ['s1', 's2', 's3']],
    ['two fields run together', '张三zhang', []],
    ['an identity number of which only the end is somebody’s', '44010119851212002X', []],
    ['a whole identity number', '440101199212310023', ['s3']],
    ['what nobody has', '王五', []],
  ])('finds %s', (_, search, expected) => {
    const store = opened();
    const found = page(store, { search });
    expect(found.rows.map(({ applicationId }) => applicationId).sort()).toEqual(expected);
    expect(found.total).toBe(expected.length);
    store.close();
  });

  test('finds an application by its present values only, and not at all once it is gone', () => {
    const store = opened();
    store.transaction((write) =>
      write.putApplication(inventApplication('s1', { revision: 2 }, { ...people.s1, name: '王五' }), '2026-11-18T09:00:00.000Z'),
    );
    expect(ids(store, { search: '张三' })).toEqual(['s2']);
    expect(ids(store, { search: '王五' })).toEqual(['s1']);
    store.transaction((write) => write.removeApplication('s1'));
    expect(ids(store, { search: '王五' })).toEqual([]);
    expect(ids(store, { search: '13800000017' })).toEqual([]);
    store.close();
  });
});

test('the due order of every view is read from an index: nothing is sorted or walked whole', () => {
  const folder = freshFolder();
  const store = storeWithPolicy(folder);
  fill(store);
  store.close();
  const db = new Database(join(folder, 'desk.db'));
  for (const pragma of ["cipher = 'sqlcipher'", 'legacy = 4', `key = "x'${Buffer.from(testKey).toString('hex')}'"`]) db.pragma(pragma);
  // A day's own decisions and what is at risk are found by their time and then sorted, being few.
  for (const view of ['mine', 'resubmissions', 'requests', 'flagged', 'all'] as const) {
    for (const descending of [false, true]) {
      const at = { ...moment, claims: { held: false, gone: false }, unlisted: [] };
      const { sql, values } = listSql(view, at, {}, { by: 'due', descending }, { by: 'order', cells: [] });
      const steps = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql} LIMIT 100`).all(...values);
      const plan = steps.map(({ detail }) => detail).join('; ');
      expect(plan, view).toMatch(/USING (COVERING )?INDEX applications_/);
      expect(plan, view).not.toMatch(/SCAN applications(;|$)|TEMP B-TREE/);
    }
  }
  db.close();
});
