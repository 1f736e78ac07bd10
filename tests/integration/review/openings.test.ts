import { afterEach, expect, it } from 'vitest';
import { makeBatch } from '../../fixtures/batch.ts';
import { serverOf } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { openTestWorkstation, passphrase, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

let intake: TestIntake | undefined;
let one: TestWorkstation | undefined;
afterEach(async () => {
  await one?.close();
  await intake?.end();
});

/** A desk that holds everything, and what its audit says was opened from here on. */
const settled = async () => {
  intake = await startTestIntake(await makeBatch({ count: 4 }));
  one = await openTestWorkstation(undefined, { automatic: false });
  taken(await one.workstation.create(passphrase, { kind: 'server', ...serverOf(intake) }));
  expect(await one.desk().sync().once()).toBeUndefined();
  const desk = one.desk();
  const { applications, requests } = intake.batch;
  const photos = (index: number): string[] => applications[index]?.documents.map(({ sha256 }) => sha256) ?? [];
  const openings = () =>
    desk.store.read
      .auditEntries(1, 99)
      .filter(({ action }) => action.endsWith('.opened'))
      .map(({ action, subject }) => [action, subject]);
  return { desk, applications, requests, photos, openings, idOf: (index: number) => applications[index]?.id ?? '' };
};

it('a photo of an application that is not open is on record once for each opening, and not for each tile', async () => {
  const { desk, photos, openings, idOf } = await settled();
  taken(desk.review.open(idOf(0), false));
  taken(desk.review.opened(idOf(0)));
  for (const sha256 of photos(0)) taken(await desk.image(sha256, 'screen'));
  for (const sha256 of photos(1)) taken(await desk.image(sha256, 'thumbnail'));
  expect(openings()).toEqual([['application.opened', idOf(0)]]);

  // A similar application's photos, beside those of the one that is open.
  for (const sha256 of [...photos(1), ...photos(1)]) taken(await desk.image(sha256, 'screen'));
  taken(await desk.image(photos(1)[0] ?? '', 'original'));
  const beside = [
    ['application.opened', idOf(0)],
    ['photo.opened', idOf(1)],
  ];
  expect(openings()).toEqual(beside);

  // Another opening, and the same photo again.
  taken(desk.review.open(idOf(2), false));
  taken(desk.review.opened(idOf(2)));
  taken(await desk.image(photos(1)[0] ?? '', 'screen'));
  expect(openings()).toEqual([...beside, ['application.opened', idOf(2)], ['photo.opened', idOf(1)]]);
});

it('what is made ready beforehand is on record when it is opened, and once', async () => {
  const { desk, photos, openings, idOf } = await settled();
  for (const [index, next] of [
    [0, 1],
    [1, 2],
    [2, 3],
  ] as const) {
    taken(desk.review.open(idOf(index), false));
    taken(desk.review.opened(idOf(index)));
    taken(desk.review.open(idOf(next), false));
    for (const sha256 of photos(next)) taken(await desk.image(sha256, 'screen'));
  }
  expect(openings()).toEqual([0, 1, 2].map((index) => ['application.opened', idOf(index)]));
});

it('photos without any opening are on record too, those of a request’s application under the request', async () => {
  const { desk, photos, openings, requests, applications, idOf } = await settled();
  taken(await desk.image(photos(3)[0] ?? '', 'screen'));
  expect(openings()).toEqual([['photo.opened', idOf(3)]]);
  const [request] = requests.filter(({ applicationId }) => applicationId !== undefined && applicationId !== idOf(3));
  const about = applications.findIndex(({ id }) => id === request?.applicationId);
  taken(desk.review.openRequest(request?.id ?? '', false));
  for (const sha256 of photos(about)) taken(await desk.image(sha256, 'screen'));
  expect(openings()).toEqual([
    ['photo.opened', idOf(3)],
    ['request.opened', request?.id],
  ]);
});
