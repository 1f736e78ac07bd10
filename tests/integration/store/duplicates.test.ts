import { afterEach, describe, expect, test } from 'vitest';
import type { Store, StoredPicture } from '../../../electron/engine/store/index.ts';
import type { Applicant, Application } from '../../../shared/domain/application.ts';
import { inventApplication, moment, storeWithPolicy } from '../../fixtures/store.ts';

const due = '2026-11-19T09:00:00.000Z';
let stores: Store[] = [];
afterEach(() => {
  for (const store of stores) store.close();
  stores = [];
});
const opened = (...applications: Application[]): Store => {
  const store = storeWithPolicy();
  stores.push(store);
  store.transaction((write) => {
    for (const application of applications) write.putApplication(application, due);
  });
  return store;
};

/** Somebody of their own: nothing in common with anybody but what is given. */
const person = (index: number, applicant: Applicant = {}, change: Partial<Application> = {}): Application =>
  inventApplication(`a${index}`, change, {
    idNumber: `11010119900307${String(index).padStart(4, '0')}`,
    passportNumber: `E0000000${index}`,
    phone: `1380000000${index}`,
    email: `sample${index}@example.com`,
    ...applicant,
  });
const told = (store: Store, id: string) =>
  store.read.duplicatePairs(id).map(({ other, own, shared }) => [other.id, own ? 'own' : 'other', shared.kind]);
const marks = (store: Store, id: string) =>
  store.read
    .queuePage(
      { view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 50 },
      moment.now,
      moment.atRiskBefore,
      moment.dayStart,
    )
    .rows.find(({ applicationId }) => applicationId === id)?.marks;
const picture = (value: number): StoredPicture => ({
  part: 'whole',
  tile: new Uint8Array(4_096).fill(value),
  hashes: new Uint32Array(36).fill(value),
});
const portraitOf = (application: Application): string => application.documents[1]?.sha256 ?? '';

describe('what applications have in common', () => {
  test.each<[string, Applicant, Applicant, string]>([
    ['the ID number, however it is typed', { idNumber: '110101199003070017' }, { idNumber: '１１０１０１ 19900307 0017' }, 'id_number'],
    ['an ID number of before 1999 and its successor', { idNumber: '110105491231002' }, { idNumber: '11010519491231002x' }, 'id_number'],
    ['the passport number', { passportNumber: 'E12345678' }, { passportNumber: 'e1234 5678' }, 'passport_number'],
    ['the phone number, with and without its country', { phone: '13800138000' }, { phone: '+86 138-0013-8000' }, 'phone'],
    ['the e-mail address', { email: 'sample@example.com' }, { email: ' SAMPLE@example.com' }, 'email'],
    ['the device', { deviceId: 'device-77' }, { device_id: 'device-77' }, 'device'],
  ])('%s is found from both sides', (_what, left, right, kind) => {
    const store = opened(person(1, left), person(2, right), person(3));
    expect(told(store, 'a1')).toEqual([['a2', 'other', kind]]);
    expect(told(store, 'a2')).toEqual([['a1', 'other', kind]]);
    expect(told(store, 'a3')).toEqual([]);
  });

  test('the same file is found, and marked in the queue on both', () => {
    const first = person(1);
    const second = person(2);
    const store = opened(first, { ...second, documents: first.documents });
    expect(told(store, 'a1')).toEqual([
      ['a2', 'other', 'file'],
      ['a2', 'other', 'file'],
    ]);
    expect(marks(store, 'a1')).toEqual(['image.duplicate']);
    expect(marks(store, 'a2')).toEqual(['image.duplicate']);
  });

  test('an applicant’s own applications are told apart and not marked', () => {
    const account = { id: 'account-1', status: 'active' };
    const store = opened(person(1, {}, { account }), person(2, { phone: '13800000001' }, { account }));
    expect(told(store, 'a1')).toEqual([['a2', 'own', 'phone']]);
    expect(marks(store, 'a1')).toEqual([]);
  });

  test('what a new revision no longer has in common is forgotten on both sides', () => {
    const store = opened(person(1), person(2, { phone: '13800000001' }));
    expect(marks(store, 'a1')).toEqual(['field.phone']);
    store.transaction((write) => write.putApplication({ ...person(2), revision: 2 }, due));
    expect([told(store, 'a1'), told(store, 'a2'), marks(store, 'a1')]).toEqual([[], [], []]);
  });

  test('erasing an application erases what was recognised of it, and the marks of others', () => {
    const store = opened(person(1), person(2, { phone: '13800000001' }));
    const number = store.transaction((write) => write.putPicture(portraitOf(person(2)), picture(7)));
    expect(store.read.pictureTile(number ?? 0)?.[0]).toBe(7);
    store.transaction((write) => write.removeApplication('a2'));
    expect([told(store, 'a1'), marks(store, 'a1')]).toEqual([[], []]);
    expect(store.read.pictureTile(number ?? 0)).toBeUndefined();
    expect(store.read.pictures(0, 10)).toEqual([]);
  });

  test('a number of a picture is never given again', () => {
    const store = opened(person(1), person(2));
    const first = store.transaction((write) => write.putPicture(portraitOf(person(1)), picture(1)));
    store.transaction((write) => write.removeApplication('a1'));
    const second = store.transaction((write) => write.putPicture(portraitOf(person(2)), picture(2)));
    expect(second).toBeGreaterThan(first ?? 0);
    expect(store.read.pictures(first ?? 0, 10)).toEqual([{ number: second, hashes: picture(2).hashes }]);
  });

  test('pictures that look alike are noted for every application that names them, and forgotten when they are looked at again', () => {
    const store = opened(person(1), person(2), person(3));
    const [first, second] = [portraitOf(person(1)), portraitOf(person(2))];
    const number = store.transaction((write) => write.putPicture(first, picture(1))) ?? 0;
    store.transaction((write) => write.putAlikePicture(second, number, { likeness: 0.99, degrees: 90, mirrored: true }));
    expect(store.read.duplicatePairs('a1').map(({ shared }) => shared)).toEqual([
      { kind: 'picture', sha256: first, otherSha256: second, likeness: 0.99, degrees: 90, mirrored: true },
    ]);
    expect(told(store, 'a2')).toEqual([['a1', 'other', 'picture']]);
    expect(marks(store, 'a1')).toEqual(['image.duplicate']);
    store.transaction((write) => write.putAlikePicture(second, number, { likeness: 0.98, degrees: 90, mirrored: false }));
    const [here, there] = ['a2', 'a1'].map((id) => store.read.duplicatePairs(id)[0]?.shared.degrees);
    expect([here, there]).toEqual([90, 270]);
    store.transaction((write) => write.forgetAlikePictures(second));
    expect([told(store, 'a1'), told(store, 'a2'), marks(store, 'a1')]).toEqual([[], [], []]);
  });

  test('a value that very many share is told of the newest only', () => {
    const store = opened(...Array.from({ length: 70 }, (_, index) => inventApplication(`b${index}`)));
    store.transaction((write) => write.putApplication(inventApplication('last'), due));
    const others = new Set(store.read.duplicatePairs('last').map(({ other }) => other.id));
    expect(others.size).toBe(50);
    expect(others.has('b69')).toBe(true);
  });
});
