import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type IndependentDesk, openIndependentDesk } from '../../fixtures/independent-desk.ts';
import { answerWith, flatApplication, type IndependentPlatform, startIndependentPlatform } from '../../fixtures/independent-platform.ts';

let platform: IndependentPlatform;
let own: IndependentDesk;
beforeEach(async () => {
  platform = await startIndependentPlatform();
  own = await openIndependentDesk(platform);
});
afterEach(() => platform.close());

/** Holds these applications and decides each, under its identifier in small letters. */
const decideAll = async (...ids: string[]): Promise<void> => {
  platform.entries = ids.map((id) => flatApplication(id));
  expect(await own.exchange()).toMatchObject({ code: 0, err: '' });
  for (const id of ids) expect(await own.escalate(id, { decisionId: `of ${id}` })).toMatchObject({ code: 0, err: '' });
};
const states = async () => Object.fromEntries((await own.outbox()).map(({ decisionId, state }) => [decisionId, state]));
const receipted = (...ids: string[]) => Object.fromEntries(ids.map((id) => [`of ${id}`, 'receipted']));
const sendings = () => platform.calls.filter((call) => call === 'POST /v1/decisions').length;
const identifiersIn = (body: string): string[] =>
  (JSON.parse(body) as { decisions: { decisionId: string }[] }).decisions.map(({ decisionId }) => decisionId);

describe('a group of decisions that a platform won’t take', () => {
  it.each([413, 409])('as %i is sent one by one, each once', async (status) => {
    await decideAll('A', 'B', 'C');
    platform.peculiar = ({ path, response, body }) =>
      path === '/v1/decisions' && identifiersIn(body).length > 1 && response.writeHead(status).end('too much') !== undefined;
    expect(await own.exchange()).toMatchObject({ code: 0, err: '' });
    expect(await states()).toEqual(receipted('A', 'B', 'C'));
    expect(platform.received.toSorted()).toEqual(['of A', 'of B', 'of C']);
  });

  it('because of one that is in it: that one alone comes back, the others count', async () => {
    await decideAll('A', 'B', 'C', 'D');
    platform.peculiar = ({ path, response, body }) =>
      path === '/v1/decisions' && identifiersIn(body).includes('of B') && answerWith(response, 409, { code: 'frozen_account' });
    expect((await own.exchange()).code).toBe(1);
    expect(await states()).toEqual({ ...receipted('A', 'C', 'D'), 'of B': 'refused' });
    expect(platform.received.toSorted()).toEqual(['of A', 'of C', 'of D']);
    const [back] = (await own.outbox()).filter(({ state }) => state === 'refused');
    expect(back?.receipt?.problem?.code).toBe('frozen_account');
  });
});

describe('a token that ends', () => {
  it('in the middle of decisions: those that have their receipt keep it, the others go out after signing in again, each once', async () => {
    platform.session = { ...platform.session, limits: { decisions: 1 } };
    await decideAll('A', 'B', 'C');
    platform.peculiar = ({ path, response }) =>
      path === '/v1/decisions' && platform.received.length === 1 && response.writeHead(401).end() !== undefined;
    const ended = await own.exchange();
    expect(ended).toMatchObject({ code: 3, err: expect.stringMatching(/token_refused.*Sign in again/s) });
    expect(await states()).toEqual({ ...receipted('A'), 'of B': 'waiting', 'of C': 'waiting' });
    platform.peculiar = () => false;
    const before = own.environment();
    platform.token = 'a new one';
    // The token of before is refused from the beginning, and that takes nothing away either.
    expect(await own.run(['sync', '--once'])).toMatchObject({ code: 0 });
    expect(before.DESK_TOKEN).not.toBe(own.environment().DESK_TOKEN);
    expect(await states()).toEqual(receipted('A', 'B', 'C'));
    expect(platform.received).toEqual(['of A', 'of B', 'of C']);
  });
});

describe('receipts', () => {
  it('in another order than the decisions were sent in are each for their own', async () => {
    await decideAll('A', 'B', 'C');
    platform.receiptOf = ({ decisionId }) =>
      decisionId === 'of A'
        ? { decisionId, status: 'refused', at: '2026-11-16T02:00:01Z', problem: 'no' }
        : { decisionId, status: 'accepted', at: '2026-11-16T02:00:01Z' };
    platform.receiptsOf = (receipts) => receipts.toReversed();
    expect((await own.exchange()).code).toBe(1);
    expect(await states()).toEqual({ ...receipted('B', 'C'), 'of A': 'refused' });
    expect(sendings()).toBe(1);
  });

  it('of somebody else in the place of one that is missing: it waits, is told, and is answered by the next exchange', async () => {
    await decideAll('A', 'B', 'C');
    platform.receiptsOf = (receipts) => [
      { decisionId: 'of somebody else', status: 'accepted', at: '2026-11-16T02:00:01Z' },
      ...receipts.filter((receipt) => Object(receipt).decisionId !== 'of A'),
    ];
    expect(await own.exchange()).toMatchObject({ code: 3, err: expect.stringContaining('answer_malformed') });
    expect(await states()).toEqual({ ...receipted('B', 'C'), 'of A': 'waiting' });
    platform.receiptsOf = (receipts) => receipts;
    expect(await own.exchange()).toMatchObject({ code: 0, err: '' });
    expect(await states()).toEqual(receipted('A', 'B', 'C'));
  });

  it('with a conflict of each cause, refused, or of an unknown status: each decision comes back with it, and none goes out again by itself', async () => {
    const causes = ['withdrawn', 'amended', 'decided', 'claim_lost', 'account_inactive', 'eclipse'];
    await decideAll(...causes, 'refused', 'pondering', 'said');
    platform.receiptOf = ({ decisionId }) => {
      const word = String(decisionId).slice('of '.length);
      const receipt = { decisionId, at: '2026-11-16T02:00:01Z' };
      if (word === 'refused') return { ...receipt, status: 'refused', problem: 'no thanks' };
      if (word === 'pondering') return { ...receipt, status: 'pondering' };
      // The cause as a word alone, without what is true now.
      if (word === 'said') return { ...receipt, status: 'conflict', conflict: 'withdrawn' };
      return { ...receipt, status: 'conflict', conflict: { cause: word, current: null } };
    };
    expect((await own.exchange()).code).toBe(1);
    const back = await own.outbox();
    expect(back.map(({ decisionId, state, receipt }) => [decisionId, state, receipt?.conflict?.cause]).toSorted()).toEqual(
      [
        ...causes.map((cause) => [`of ${cause}`, 'conflict', cause]),
        ['of said', 'conflict', 'withdrawn'],
        ['of refused', 'refused', undefined],
        ['of pondering', 'refused', undefined],
      ].toSorted(),
    );
    const sent = sendings();
    expect((await own.exchange()).code).toBe(1);
    expect(sendings()).toBe(sent);
    // A person may send once more what was refused; what is in conflict wants a new decision.
    platform.receiptOf = ({ decisionId }) => ({ decisionId, status: 'accepted', at: '2026-11-16T02:00:01Z' });
    expect((await own.run(['retry', 'of amended'])).code).toBe(2);
    expect((await own.run(['retry', 'of refused'])).code).toBe(0);
    expect((await own.exchange()).code).toBe(1);
    expect(platform.received.filter((decisionId) => decisionId === 'of refused')).toHaveLength(2);
    expect((await states())['of refused']).toBe('receipted');
    expect(platform.received).toHaveLength(causes.length + 4);
  }, 120_000);
});
