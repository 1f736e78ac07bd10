import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadSpelling, type Store } from '../../../electron/engine/store/index.ts';
import { spellingsOf } from '../../../electron/engine/store/name-spelling.ts';
import { plainText, searchTextOf } from '../../../electron/engine/store/search-text.ts';
import type { Applicant } from '../../../shared/domain/application.ts';
import { decryptedBytes } from '../../fixtures/decrypted-pages.ts';
import { toEarlierSearch } from '../../fixtures/earlier-search.ts';
import { freshFolder, inventApplication, moment, openTestStore, storeWithPolicy, testKey } from '../../fixtures/store.ts';

const dueAt = '2026-11-18T09:00:00.000Z';

beforeAll(loadSpelling);

/** Applicants whose values have much in common, so that a search finds some and not others. */
const applicant = fc.record({
  name: fc.constantFrom('王伟', '王伟芳', '吕布', '欧阳修', '單于飛', 'Ann Lee', ''),
  latinName: fc.constantFrom('WANG WEI', 'WANG WEIFANG', 'LYU BU', ''),
  idNumber: fc.string({ unit: fc.constantFrom('1', '9', '0', 'X'), minLength: 15, maxLength: 18 }),
  passportNumber: fc.constantFrom('E12345678', 'EA1234567', 'G1234567', ''),
  phone: fc.string({ unit: fc.constantFrom('1', '3', '0'), minLength: 6, maxLength: 11 }),
  email: fc.constantFrom('wang.wei@example.com', 'wangweifang1990@example.com', "o'neill@example.com", ''),
});

/** What happens to applications: one is stored (anew), or goes. */
const happening = fc.record({ id: fc.constantFrom('WB-1', 'WB-2', 'WB-12', 'a-19900', 'a-19901'), applicant, gone: fc.boolean() });
/** A part of one of the texts, as it may be typed, or something else. */
const asked = fc.oneof(
  fc.record({ of: fc.nat(), from: fc.nat(), length: fc.integer({ min: 1, max: 20 }) }),
  fc.string({ unit: fc.constantFrom('1', '9', '0', 'x', 'E', '王', ' ', '"'), minLength: 1, maxLength: 9 }),
);

const letHappen = (store: Store, happenings: readonly { id: string; applicant: Applicant; gone: boolean }[], revision: number): void =>
  store.transaction((write) => {
    for (const [index, { id, applicant: who, gone }] of happenings.entries())
      if (gone) write.removeApplication(id);
      else write.putApplication(inventApplication(id, { revision: revision + index }, who), dueAt);
  });

/** Every search finds what looking through all that is held finds. */
const expectSame = (store: Store, searches: readonly (string | { of: number; from: number; length: number })[]): void => {
  const ids = ['WB-1', 'WB-2', 'WB-12', 'a-19900', 'a-19901'].filter((id) => store.read.application(id) !== undefined);
  const texts = ids.map((id) => {
    const application = store.read.application(id)?.application;
    return application === undefined ? '' : searchTextOf(application, spellingsOf(application.applicant.name) ?? []);
  });
  const fields = texts.join('\n').split('\n');
  for (const search of searches) {
    const field = typeof search === 'string' ? '' : (fields[search.of % fields.length] ?? '');
    const text = typeof search === 'string' ? search : field.slice(search.from % Math.max(1, field.length)).slice(0, search.length);
    const wanted = plainText(text);
    const held = ids.filter((_, place) => texts[place]?.split('\n').some((value) => value.includes(wanted)));
    const page = store.read.queuePage(
      { view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 100, search: text },
      moment.now,
      moment.atRiskBefore,
      moment.dayStart,
    );
    expect([text, page.rows.map(({ applicationId }) => applicationId).sort()]).toEqual([text, held.sort()]);
    expect(page.total).toBe(held.length);
  }
};

const happenings = fc.array(happening, { minLength: 1, maxLength: 8 });

test('a search finds what looking through everything finds', () => {
  fc.assert(
    fc.property(happenings, fc.array(asked, { minLength: 1, maxLength: 20 }), (first, searches) => {
      const store = storeWithPolicy();
      letHappen(store, first, 1);
      expectSame(store, searches);
      store.close();
    }),
    { numRuns: 40 },
  );
});

test('so it does at every step of the move from the earlier index, whatever arrives, changes and goes meanwhile', () => {
  fc.assert(
    fc.property(
      happenings,
      fc.array(happenings, { minLength: 1, maxLength: 4 }),
      fc.array(asked, { minLength: 1, maxLength: 12 }),
      (first, later, searches) => {
        const folder = freshFolder();
        const before = storeWithPolicy(folder);
        letHappen(before, first, 1);
        before.close();
        toEarlierSearch(folder);
        const store = openTestStore(folder);
        expectSame(store, searches);
        for (const [index, some] of later.entries()) {
          letHappen(store, some, 100 * (index + 1));
          expectSame(store, searches);
          store.transaction((write) => write.moveSearch(1));
          expectSame(store, searches);
        }
        while (store.transaction((write) => write.moveSearch(2)) > 0) expectSame(store, searches);
        letHappen(store, first, 1_000);
        expectSame(store, searches);
        expect(store.health.damage()).toBe(0);
        store.close();
      },
    ),
    { numRuns: 25 },
  );
});

test('a search that finds thousands finds each of them once, in order, and nothing that only holds its parts', () => {
  const store = storeWithPolicy();
  const count = 2_100;
  const same = { name: '王伟', latinName: '', idNumber: '', passportNumber: '', phone: '' };
  store.transaction((write) => {
    for (let index = 0; index < count; index += 1) {
      const hour = String(index % 24).padStart(2, '0');
      write.putApplication(
        inventApplication(`m-${index}`, {}, { ...same, email: `u${index}@example.com` }),
        `2026-11-18T${hour}:00:00.000Z`,
      );
    }
    // Every window of the address, and not the address.
    write.putApplication(
      inventApplication('decoy', {}, { ...same, latinName: '@exampel', passportNumber: 'xample.c', email: 'le.com' }),
      dueAt,
    );
    for (const index of [3, 5, 7]) write.setReviewState(`m-${index}`, 'decided');
  });
  const page = (view: 'all' | 'mine', search: string, offset: number, limit: number) =>
    store.read.queuePage(
      { view, order: { by: 'due', descending: false }, offset, limit, search },
      moment.now,
      moment.atRiskBefore,
      moment.dayStart,
    );
  for (const [search, decoys] of [
    ['王', 1],
    ['@example.com', 0],
  ] as const) {
    expect(page('all', search, 0, 1).total).toBe(count + decoys);
    expect(page('mine', search, 0, 1).total).toBe(count + decoys - 3);
    const rows = [0, 500, 1_000, 1_500, 2_000].flatMap((offset) => page('mine', search, offset, 500).rows);
    expect(new Set(rows.map(({ applicationId }) => applicationId)).size).toBe(count + decoys - 3);
    expect(rows.map(({ dueAt: due }) => due)).toEqual(rows.map(({ dueAt: due }) => due).sort());
    expect(rows.some(({ applicationId }) => applicationId === 'decoy')).toBe(decoys === 1);
  }
  expect(page('all', 'u2099@exam', 0, 9).rows.map(({ applicationId }) => applicationId)).toEqual(['m-2099']);
  store.close();
});

test('what was erased before, during or after the move is in no page of the database, and the earlier index ends with nothing left', () => {
  const folder = freshFolder();
  // No two of them have four letters in a row in common, nor are these in anything else.
  const words = ['abhorred', 'quixotry', 'zephyrus', 'knuckler', 'wyvernix'];
  const person = (index: number): Applicant => ({
    name: '',
    latinName: words[index],
    idNumber: '',
    phone: '',
    passportNumber: '',
    email: '',
  });
  const store = storeWithPolicy(folder);
  store.transaction((write) => {
    for (const index of [0, 1, 2, 3, 4]) write.putApplication(inventApplication(`p${index}`, {}, person(index)), dueAt);
  });
  store.close();
  toEarlierSearch(folder);
  const again = openTestStore(folder);
  const erase = (id: string) => again.transaction((write) => write.eraseDetails(id, moment.now));
  erase('p4');
  again.transaction((write) => write.moveSearch(2));
  erase('p0');
  erase('p3');
  again.settleErased();
  /** Who can be made out in any page, by a piece of the name. */
  const readable = () => {
    const text = decryptedBytes(join(folder, 'desk.db'), testKey).toString('latin1').toLowerCase();
    return [0, 1, 2, 3, 4].filter((index) => [0, 1, 2, 3, 4].some((from) => text.includes(words[index]?.slice(from, from + 4) ?? '')));
  };
  expect(readable()).toEqual([1, 2]);
  while (again.transaction((write) => write.moveSearch(1)) > 0);
  erase('p1');
  again.settleErased();
  expect(readable()).toEqual([2]);
  again.close();
  const db = new Database(join(folder, 'desk.db'));
  for (const pragma of ["cipher = 'sqlcipher'", 'legacy = 4', `key = "x'${Buffer.from(testKey).toString('hex')}'"`]) db.pragma(pragma);
  expect(db.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'application_search%' OR name LIKE 'earlier_search%'").all()).toEqual(
    [],
  );
  db.close();
});
