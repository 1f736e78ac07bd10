import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSpelling, type Store } from '../../../electron/engine/store/index.ts';
import type { QueueQuery } from '../../../shared/domain/queue.ts';
import { freshFolder, inventApplication, moment, openTestStore, storeWithPolicy, testKey } from '../../fixtures/store.ts';

const page = (store: Store, query: Partial<QueueQuery>) =>
  store.read.queuePage(
    { view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 100, ...query },
    moment.now,
    moment.atRiskBefore,
    moment.dayStart,
  );
const found = (store: Store, search: string) => page(store, { search }).rows.map(({ applicationId }) => applicationId);

const nothing = { latinName: '', idNumber: '', passportNumber: '', phone: '', email: '' };
const dueAt = '2026-11-18T09:00:00.000Z';

const names = {
  p1: '吕布',
  p2: '单雄信',
  p3: '尉迟恭',
  p4: '歐陽修',
  p5: '單于飛',
  p6: '龘龘',
  p7: '𠮷野家',
  p8: '买买提·艾力',
  p9: '王乐',
};

const named = (folder = freshFolder()): Store => {
  const store = storeWithPolicy(folder);
  store.transaction((write) => {
    for (const [id, name] of Object.entries(names)) write.putApplication(inventApplication(id, {}, { ...nothing, name }), dueAt);
  });
  return store;
};

const spell = (store: Store, count: number): number => store.transaction((write) => write.spellNames(count));

// First: the dictionary is loaded for good.
test('what was stored before names were spelled is found once its portion was, also after the program ended between two', async () => {
  const folder = freshFolder();
  const store = named(folder);
  expect(found(store, 'lvbu')).toEqual([]);
  expect(found(store, '吕')).toEqual(['p1']);
  expect(spell(store, 10)).toBe(0);
  await loadSpelling();
  expect(spell(store, 2)).toBe(2);
  expect(found(store, 'lvbu')).toEqual(['p1']);
  expect(found(store, 'yuchi')).toEqual([]);
  store.close();

  const again = openTestStore(folder);
  // What is stored anew meanwhile is spelled at once, and what goes waits no longer.
  again.transaction((write) => {
    write.putApplication(inventApplication('p3', { revision: 2 }, { ...nothing, name: '尉迟敬德' }), dueAt);
    write.removeApplication('p9');
  });
  expect(found(again, 'yuchijingde')).toEqual(['p3']);
  expect(spell(again, 100)).toBe(5);
  expect(spell(again, 100)).toBe(0);
  expect(found(again, 'oyx')).toEqual(['p4']);
  again.transaction((write) => write.removeApplication('p4'));
  expect(found(again, 'oyx')).toEqual([]);
  again.close();
});

test('a desk from before names were spelled keeps all that it is found by', async () => {
  await loadSpelling();
  const folder = freshFolder();
  const store = named(folder);
  store.close();
  const db = new Database(join(folder, 'desk.db'));
  for (const pragma of ["cipher = 'sqlcipher'", 'legacy = 4', `key = "x'${Buffer.from(testKey).toString('hex')}'"`]) db.pragma(pragma);
  db.exec('DROP TABLE applications_unspelled');
  db.exec(`
    DROP TRIGGER files_erased_changed; DROP TRIGGER files_erased_deleted; DELETE FROM tallies WHERE name = 'files_erased';
    ALTER TABLE applications DROP COLUMN photos_erased; ALTER TABLE files DROP COLUMN erased;
    DROP TABLE erased_applications; DROP TABLE erasure;`);
  db.pragma('user_version = 280');
  db.close();
  const again = openTestStore(folder);
  expect(spell(again, 100)).toBe(Object.keys(names).length);
  expect(found(again, '单雄')).toEqual(['p2']);
  expect(found(again, 'shanxiong')).toEqual(['p2']);
  again.close();
});

describe('a name in characters is found', () => {
  let store: Store;
  beforeAll(async () => {
    await loadSpelling();
    store = named();
  });
  afterAll(() => store.close());

  test.each([
    ['by a surname with ü', 'lü', ['p1']],
    ['as a keyboard types ü', 'lvbu', ['p1']],
    ['as a passport writes ü', 'LYU BU', ['p1']],
    ['as older passports wrote ü', 'lubu', ['p1']],
    ['by a surname read otherwise than the word', 'shan xiongxin', ['p2']],
    ['also as the word is read', 'danxiong', ['p2']],
    ['by a compound surname', 'yuchi', ['p3']],
    ['by a traditional compound surname', 'ouyangxiu', ['p4']],
    ['by a traditional surname', 'shanyu', ['p5']],
    ['by rare characters', 'dada', ['p6']],
    ['by what is known beside a character without a reading', 'yejia', ['p7']],
    ['by a character without a reading', '𠮷', ['p7']],
    ['across the dot of a transliterated name', 'maimaitiaili', ['p8']],
    ['by a part of its pinyin', 'xiongx', ['p2']],
    ['by its initials', 'sxx', ['p2']],
    ['by either reading of a given name', 'wangle', ['p9']],
    ['by the other one', 'wangyue', ['p9']],
    ['by any part of it', '陽修', ['p4']],
    ['not by what it does not say', 'zhang', []],
  ])('%s', (_, search, expected) => {
    expect(found(store, search)).toEqual(expected);
    expect(page(store, { search }).total).toBe(expected.length);
  });
});

test('a row says by what it was found, masked', async () => {
  await loadSpelling();
  const store = storeWithPolicy();
  store.transaction((write) => write.putApplication(inventApplication('WB-2026-0001', {}, { name: '吕布', latinName: 'LYU BU' }), dueAt));
  const matched = (search?: string) => page(store, search === undefined ? {} : { search }).rows[0]?.matched;
  expect(matched()).toBeUndefined();
  expect(matched('  ')).toBeUndefined();
  expect(matched('吕')).toEqual([{ field: 'name', masked: '吕•' }]);
  expect(matched('lvbu')).toEqual([{ field: 'pinyin', masked: '吕•' }]);
  expect(matched('lyu b')).toEqual([{ field: 'latinName', masked: 'L••••U' }]);
  expect(matched('0017')).toEqual([
    { field: 'idNumber', masked: '1101••••0017' },
    { field: 'phone', masked: '138••••0017' },
  ]);
  expect(matched('e1234')).toEqual([{ field: 'passportNumber', masked: 'E1••••78' }]);
  expect(matched('san@ex')).toEqual([{ field: 'email', masked: 'Z••••@example.com' }]);
  expect(matched('wb-2026')).toEqual([{ field: 'number', masked: 'WB-2026-0001' }]);
  store.close();
});
