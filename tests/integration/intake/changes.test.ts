import { afterAll, beforeAll, expect, test } from 'vitest';
import { changesPageSchema, readChange } from '../../../shared/contract/intake/index.ts';
import { startTestIntake, type TestIntake, workstation } from '../../fixtures/intake.ts';

let server: TestIntake;
beforeAll(async () => {
  server = await startTestIntake();
});
afterAll(() => server.end());

const page = async (query: string) => changesPageSchema.parse(await (await workstation(server).call(`/v1/changes${query}`)).json());

test('the whole batch arrives in order, page by page, and every entry fits the contract', async () => {
  const { changes } = await workstation(server).feed();
  expect(changes.map(({ kind }) => kind)).toEqual(server.batch.changes.map(({ kind }) => kind));
  expect(changes.every(({ seq }, index) => index === 0 || seq > (changes[index - 1]?.seq ?? 0))).toBe(true);
  for (const change of changes) expect(readChange(change)).toMatchObject({ ok: true });
  const sent = changes.find(({ kind }) => kind === 'application.upsert');
  expect(sent?.application).toEqual(server.batch.applications[0]);
});

test('any old cursor reads again what came after it', async () => {
  const first = await page('?limit=3');
  const again = await page(`?limit=3&since=${first.next}`);
  await page(`?since=${again.next}`);
  expect(await page(`?limit=3&since=${first.next}`)).toEqual(again);
  expect(first).toMatchObject({ more: true });
});

test('at the end the cursor stays, and goes on when something happens', async () => {
  const { next } = await workstation(server).feed();
  expect(await page(`?since=${next}`)).toEqual({ changes: [], next, more: false });
  const id = server.batch.applications[3]?.account.id ?? '';
  await server.control.append({ kind: 'account.status', accountId: id, status: 'locked', since: '2026-11-16T02:00:00.000Z' });
  const later = await page(`?since=${next}`);
  expect(later.changes).toMatchObject([{ kind: 'account.status', accountId: id, status: 'locked' }]);
});

test.each(['', 'nonsense', Buffer.from('another-feed:3').toString('base64url'), '%00%ff'])(
  'a cursor that this server never gave (%j) reads from the beginning',
  async (cursor) => {
    expect((await page(`?limit=2&since=${cursor}`)).changes).toEqual((await page('?limit=2')).changes);
  },
);

test('a cursor from a later state of the same feed, as after a restore, reads from the beginning', async () => {
  const { next } = await page('?limit=1');
  const feedId = Buffer.from(next, 'base64url').toString().split(':')[0];
  const ahead = Buffer.from(`${feedId}:999999`).toString('base64url');
  expect((await page(`?limit=2&since=${ahead}`)).changes).toEqual((await page('?limit=2')).changes);
});

test('a page holds no more than the server allows', async () => {
  expect((await page('?limit=100000')).changes.length).toBeLessThanOrEqual(500);
});

test('the feed keeps the latest state of each thing under a new place', async () => {
  const application = server.batch.applications[0];
  if (application === undefined) throw new Error('the batch is empty');
  const { next } = await workstation(server).feed();
  const amended = await server.control.resubmit(application.id, { applicant: { phone: '13700137000' } });
  expect(amended.revision).toBe(2);
  expect((await page(`?since=${next}`)).changes).toMatchObject([{ kind: 'application.upsert', application: { revision: 2 } }]);
  const all = (await workstation(server).feed()).changes.filter(
    (change) => (change.application as { id?: string } | undefined)?.id === application.id,
  );
  expect(all).toHaveLength(1);
});

test('an entry of a kind that the server does not know is passed on whole', async () => {
  const { next } = await workstation(server).feed();
  await server.control.append({ kind: 'unknown', originalKind: 'holiday.upsert', raw: { id: 'h1', day: '2027-01-01' } });
  expect((await page(`?since=${next}`)).changes).toMatchObject([{ kind: 'holiday.upsert', id: 'h1', day: '2027-01-01' }]);
});
