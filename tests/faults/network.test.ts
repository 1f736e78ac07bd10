import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../electron/engine/ports/random.ts';
import { openDocumentFiles } from '../../electron/engine/vault/index.ts';
import { openTestDesk, type TestDesk } from '../fixtures/exchange.ts';
import { desk as command } from '../fixtures/processes.ts';
import { freshFolder } from '../fixtures/store.ts';
import { passphrase } from '../fixtures/workstation.ts';
import { everyFault } from './faults.ts';
import { brokenPromises, expectNothingDamaged, type Line, startLine, tellFacts, times } from './line.ts';
import { decideOne, type LiveWorkstation, openLiveWorkstation } from './live-workstation.ts';

let line: Line;
let desk: TestDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
  await line.end();
});

/** A line that stalls is tried on its own: with a clock that stands nobody would give up on it. */
const quick = everyFault.filter((fault) => fault !== 'stall' && fault !== 'dead');

const decideSomething = (of: TestDesk, acknowledged: Set<string>): void => {
  const decided = decideOne(of, (ids) => line.random.whole(0, ids - 1), line.random.pick([0, 0, 10]));
  if (decided !== undefined) acknowledged.add(decided.decisionId);
};

const total = { courses: 0, requests: 0, faults: 0 };
afterAll(() => tellFacts('network', total));

describe('an exchange over a faulty line', () => {
  it.each(Array.from({ length: 4 * times }, (_, index) => index))(
    'loses and damages nothing, and is complete once the line is healed (%i)',
    async (index) => {
      line = await startLine(`network ${index}`, { rate: 0.35, faults: quick });
      line.proxy.rate = 0;
      desk = openTestDesk({ url: line.proxy.url, token: line.intake.tokens[0]?.token ?? '' });
      expect(await desk.sync().once()).toBeUndefined();
      line.proxy.rate = 0.35;
      const acknowledged = new Set<string>();
      const met = () => line.proxy.passages.filter(({ fault }) => fault !== undefined).length;
      for (let round = 0; round < 14 || (met() < 8 && round < 60); round += 1) {
        if (line.random.chance(0.4)) await line.arrive();
        if (line.random.chance(0.6)) decideSomething(desk, acknowledged);
        await desk.sync().once();
        desk.clock.advance(line.random.whole(0, 90_000));
        await expectNothingDamaged(desk.store, desk.shelf, line.applications.values());
      }
      decideSomething(desk, acknowledged);
      total.courses += 1;
      total.requests += line.proxy.passages.length;
      total.faults += met();

      line.proxy.heal();
      desk.clock.advance(10_000);
      expect(await desk.sync().once()).toBeUndefined();
      expect(await expectNothingDamaged(desk.store, desk.shelf, line.applications.values())).toBe(line.applications.size * 3);
      expect(desk.store.read.fileCounts()).toMatchObject({ held: line.applications.size * 3, damaged: 0 });
      expect([...line.applications.keys()].filter((id) => desk?.store.read.application(id) === undefined)).toEqual([]);
      expect(acknowledged.size).toBeGreaterThan(0);
      expect(brokenPromises(line.intake, desk.store, acknowledged)).toEqual([]);
      expect(desk.sync().state().outbox).toMatchObject({ held: 0, waiting: 0, sending: 0, conflict: 0, refused: 0 });
      expect(desk.faults).toEqual([]);
    },
  );
});

/** Everything has come, and nothing waits to go. */
const isComplete = ({ desk: open }: LiveWorkstation): boolean => {
  const { outbox } = open.transfer();
  return (
    [...line.applications.keys()].every((id) => open.store.read.application(id) !== undefined) &&
    open.store.read.fileCounts().held === line.applications.size * 3 &&
    outbox.held + outbox.waiting + outbox.sending === 0
  );
};

describe('a workstation that runs by itself', () => {
  it('is complete within 30 seconds after the line was healed', async () => {
    line = await startLine('live', { count: 4, faults: quick, clock: systemClock.now });
    const live = await openLiveWorkstation(join(freshFolder(), 'desk'), { url: line.proxy.url, token: line.intake.tokens[0]?.token ?? '' });
    try {
      const acknowledged = new Set<string>();
      const decide = () => {
        const decided = decideOne(live.desk, (ids) => line.random.whole(0, ids - 1));
        if (decided !== undefined) acknowledged.add(decided.decisionId);
      };
      await live.until(
        () =>
          live.desk.transfer().connection === 'online' &&
          live.desk.store.read.application([...line.applications.keys()][0] ?? '') !== undefined,
      );
      line.proxy.rate = 0.5;
      line.proxy.heard = () => live.look();
      for (const wanted of [3, 6, 9]) {
        decide();
        await line.arrive();
        live.desk.sync().start();
        await live.until(() => line.proxy.passages.filter(({ fault }) => fault !== undefined).length >= wanted);
      }
      decide();
      // Nothing at all comes through for a while, so that every pause has grown to its longest.
      const before = line.proxy.passages.length;
      line.proxy.rate = times > 1 ? 1 : line.proxy.rate;
      if (times > 1) await live.until(() => line.proxy.passages.length > before + 12);
      // A line that died is given up by the workstation's own patience, so that takes longer.
      const last = times > 1 ? 'dead' : 'stall';
      line.proxy.plan(last, '/v1/');
      live.desk.sync().start();
      await live.until(() => line.proxy.played()[last] === 1);

      const healedAt = systemClock.monotonic();
      line.proxy.heal();
      await live.until(() => isComplete(live));
      const seconds = (systemClock.monotonic() - healedAt) / 1_000;
      tellFacts('network', { course: 'by itself', faults: line.proxy.played(), secondsAfterHealing: Number(seconds.toFixed(1)) });
      expect(seconds).toBeLessThan(30);
      const shelf = openDocumentFiles(live.workstation.folder, systemRandom);
      expect(await expectNothingDamaged(live.desk.store, shelf, line.applications.values())).toBe(line.applications.size * 3);
      expect(brokenPromises(line.intake, live.desk.store, acknowledged)).toEqual([]);
      expect(acknowledged.size).toBeGreaterThan(1);
    } finally {
      await live.close();
    }
  }, 300_000);
});

describe('the command line over a faulty line', () => {
  it('says at each exchange whether all has arrived, and in the end it has', async () => {
    line = await startLine('command line', { count: 2, faults: quick, clock: systemClock.now });
    const folder = join(freshFolder(), 'desk');
    const environment = { DESK_PASSPHRASE: passphrase, DESK_SERVER: line.proxy.url, DESK_TOKEN: line.intake.tokens[0]?.token ?? '' };
    expect(await command(['init', '--data', folder], environment)).toMatchObject({ code: 0 });
    line.proxy.rate = 0.5;
    const codes: (number | null)[] = [];
    for (let round = 0; round < 4; round += 1)
      codes.push((await command(['sync', '--once', '--json', '--data', folder], environment)).code);
    line.proxy.rate = 0;
    expect(await command(['sync', '--once', '--json', '--data', folder], environment)).toMatchObject({ code: 0, err: '' });
    const [id = ''] = line.applications.keys();
    const file = join(folder, '..', 'decision.json');
    writeFileSync(file, JSON.stringify({ subject: { kind: 'application', id, revision: 1 }, outcome: 'escalate' }));
    const decided = await command(['decide', '--file', file, '--data', folder], environment);
    expect(decided).toMatchObject({ code: 0 });
    // What may be a moment's is tried three times before it is told, what is answered wrongly only once.
    for (const [fault, tries] of [
      ['lose_answer', 3],
      ['truncate', 1],
      ['bare_503', 3],
    ] as const) {
      for (let each = 0; each < tries; each += 1) line.proxy.plan(fault, '/v1/decisions');
      const round = await command(['sync', '--once', '--json', '--data', folder], environment);
      codes.push(round.code);
      expect(round.code).toBe(3);
    }
    expect(codes.every((code) => code === 0 || code === 1 || code === 3)).toBe(true);
    line.proxy.plan('lose_answer', '/v1/decisions');
    expect(await command(['sync', '--once', '--json', '--data', folder], environment)).toMatchObject({ code: 0 });
    expect(line.intake.control.decisions().map(({ receipt }) => receipt.status)).toEqual(['accepted']);
    expect(await command(['outbox', '--json', '--data', folder], environment)).toMatchObject({ code: 0, lines: [{ state: 'receipted' }] });
  }, 120_000);
});
