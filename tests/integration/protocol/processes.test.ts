import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { escalation, type IndependentDesk, openIndependentDesk } from '../../fixtures/independent-desk.ts';
import { flatApplication, type IndependentPlatform, startIndependentPlatform } from '../../fixtures/independent-platform.ts';
import { deskUntilItsLine } from '../../fixtures/processes.ts';

let platform: IndependentPlatform;
let own: IndependentDesk;
beforeEach(async () => {
  platform = await startIndependentPlatform();
  own = await openIndependentDesk(platform);
});
afterEach(() => platform.close());

const hold = async (...ids: string[]): Promise<void> => {
  platform.entries = ids.map((id) => flatApplication(id));
  expect(await own.exchange()).toMatchObject({ code: 0, err: '' });
};

describe('desk decide', () => {
  it('that is killed as soon as it printed its line: the decision is in the outbox, and is sent once', async () => {
    const ids = ['A', 'B', 'C', 'D'];
    await hold(...ids);
    const codes: (number | null)[] = [];
    for (const id of ids) {
      const killed = await deskUntilItsLine(
        ['decide', '--file', '-', '--data', own.folder],
        own.environment(),
        escalation(id, { decisionId: `of ${id}` }),
      );
      expect(killed.lines).toMatchObject([{ decisionId: `of ${id}`, state: 'waiting' }]);
      codes.push(killed.code);
    }
    // At least one was still there to be killed.
    expect(codes).toContain(null);
    expect((await own.outbox()).map(({ decisionId, state }) => [decisionId, state]).toSorted()).toEqual(
      ids.map((id) => [`of ${id}`, 'waiting']),
    );
    expect(await own.exchange()).toMatchObject({ code: 0, err: '' });
    expect((await own.exchange()).code).toBe(0);
    expect(platform.received.toSorted()).toEqual(ids.map((id) => `of ${id}`));
  }, 60_000);
});

describe('several commands at once on one folder', () => {
  it('while one exchanges, each other ends with 3 and says that the folder is in use; afterwards all is as it was', async () => {
    await hold('A');
    let goOn: () => void = () => {};
    const asked = new Promise<void>((came) => {
      platform.peculiar = ({ path, response }) => {
        if (path !== '/v1/session') return false;
        goOn = () => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(platform.session));
        came();
        return true;
      };
    });
    const first = own.exchange();
    await asked;
    const others = await Promise.all([
      own.escalate('A', { decisionId: 'of A' }),
      own.run(['queue', '--json']),
      own.run(['outbox', '--json']),
      own.exchange(),
    ]);
    for (const other of others) expect(other).toMatchObject({ code: 3, out: '', err: expect.stringContaining('folder_in_use') });
    goOn();
    expect(await first).toMatchObject({ code: 0, err: '' });
    platform.peculiar = () => false;
    expect(await own.outbox()).toEqual([]);
    expect((await own.escalate('A', { decisionId: 'of A' })).code).toBe(0);
    expect((await own.exchange()).code).toBe(0);
    expect(platform.received).toEqual(['of A']);
  });

  it('that decide at the same moment: what one acknowledged is there, what one refused is not, and no other end is possible', async () => {
    const ids = ['A', 'B', 'C', 'D', 'E'];
    await hold(...ids);
    const ends = await Promise.all(ids.map((id) => own.escalate(id, { decisionId: `of ${id}` })));
    const acknowledged = ids.filter((_, index) => ends[index]?.code === 0);
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const { code, err, out } of ends)
      if (code !== 0) expect([code, err, out]).toEqual([3, expect.stringContaining('folder_in_use'), '']);
    expect((await own.outbox()).map(({ decisionId }) => decisionId).toSorted()).toEqual(acknowledged.map((id) => `of ${id}`));
    for (const id of ids) expect((await own.escalate(id, { decisionId: `of ${id}` })).code).toBe(0);
    expect((await own.exchange()).code).toBe(0);
    expect(platform.received.toSorted()).toEqual(ids.map((id) => `of ${id}`));
  }, 60_000);
});
