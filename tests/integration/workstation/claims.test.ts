import { afterEach, expect, it } from 'vitest';
import { makeBatch } from '../../fixtures/batch.ts';
import { type Gate, serverOf, startGate } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake, workstation } from '../../fixtures/intake.ts';
import { openTestWorkstation, passphrase, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

const servers: TestIntake[] = [];
let gate: Gate | undefined;
let one: TestWorkstation | undefined;
afterEach(async () => {
  if (gate !== undefined) gate.rule = () => 'pass';
  await one?.close();
  one = undefined;
  await gate?.close();
  gate = undefined;
  for (const server of servers.splice(0)) await server.end();
});

const platform = async (): Promise<TestIntake> => {
  const server = await startTestIntake(
    await makeBatch({
      count: 3,
      edit: (application) => {
        application.documents = [];
      },
    }),
  );
  servers.push(server);
  return server;
};
/** How many somebody else can claim now. */
const free = async (server: TestIntake): Promise<number> => {
  const answer = await workstation(server, 1, 9).post('/v1/claims', { count: 10, ttlSeconds: 60 });
  return ((await answer.json()) as { claims: unknown[] }).claims.length;
};
const begin = async (): Promise<{ server: TestIntake; desk: TestWorkstation }> => {
  const server = await platform();
  gate = await startGate(server.url);
  one = await openTestWorkstation();
  taken(await one.workstation.create(passphrase, { kind: 'server', url: gate.url, token: serverOf(server).token }));
  const desk = one;
  await desk.until(() => desk.desk().transfer().lastExchangeAt !== undefined);
  expect(await desk.desk().sync().takeClaims(2, undefined, false)).toEqual({ ok: true, value: { taken: 2 } });
  return { server, desk };
};

it('locking gives the claims back', async () => {
  const { server, desk } = await begin();
  expect(await free(server)).toBe(1);
  expect((await desk.workstation.lock()).state).toBe('locked');
  expect(await free(server)).toBe(2);
});

it('locking while the platform does not answer is seen at once, ends soon, and the giving back is told after unlocking', async () => {
  const { server, desk } = await begin();
  let release: () => void = () => {};
  const held = new Promise<'swallow'>((resolve) => {
    release = () => resolve('swallow');
  });
  if (gate !== undefined) gate.rule = ({ method }) => (method === 'DELETE' ? held : 'pass');
  const begun = performance.now();
  const locking = desk.workstation.lock();
  await desk.until(() => desk.told.at(-1)?.state === 'locked');
  expect(performance.now() - begun).toBeLessThan(500);
  expect(desk.secret()).toBeUndefined();
  expect(desk.workstation.desk().ok).toBe(false);
  expect((await locking).state).toBe('locked');
  expect(performance.now() - begun).toBeLessThan(4_000);
  if (gate !== undefined) gate.rule = () => 'pass';
  release();
  taken(await desk.workstation.unlock(passphrase));
  await desk.until(() => desk.desk().sync().claims().claims.length === 0);
  expect(await free(server)).toBe(3);
});

it('signing in to another platform gives everything back to the one that is left', async () => {
  const { server, desk } = await begin();
  await desk.desk().sync().takeClaims(1, undefined, true);
  expect(await free(server)).toBe(0);
  const other = await platform();
  taken(await desk.workstation.signIn(other.url, serverOf(other).token));
  expect(desk.desk().sync().claims().claims).toEqual([]);
  expect(await free(server)).toBe(3);
});
