import { afterEach, describe, expect, it } from 'vitest';
import type { DecisionRecord } from '../../shared/domain/review.ts';
import { openTestDesk, type TestDesk } from '../fixtures/exchange.ts';
import { everyFault } from './faults.ts';
import { brokenPromises, expectNothingDamaged, type Line, startLine, times } from './line.ts';

let line: Line;
let desk: TestDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
  await line.end();
});

/** A line that stalls is tried on its own: with a clock that stands nobody would give up on it. */
const quick = everyFault.filter((fault) => fault !== 'stall');

const decideSomething = (of: TestDesk, acknowledged: Map<string, DecisionRecord>): void => {
  const open = of.review.queueNext('all', undefined, 20);
  if (!open.ok || open.value.applicationIds.length === 0) return;
  const id = line.random.pick(open.value.applicationIds);
  const held = of.store.read.application(id);
  const decided = of.review.decide(
    {
      subject: { kind: 'application', id, revision: held?.application.revision ?? 0 },
      outcome: 'reject',
      reasons: [{ code: 'authenticity.not_the_holder' }],
      matched: [],
      durationMs: 1_000,
    },
    { takeBackSeconds: line.random.pick([0, 0, 10]) },
  );
  if (decided.ok) acknowledged.set(decided.value.decisionId, decided.value);
};

describe('an exchange over a faulty line', () => {
  it.each(Array.from({ length: 4 * times }, (_, index) => index))(
    'loses and damages nothing, and is complete once the line is healed (%i)',
    async (index) => {
      line = await startLine(`network ${index}`, { rate: 0.35, faults: quick });
      line.proxy.rate = 0;
      desk = openTestDesk({ url: line.proxy.url, token: line.intake.tokens[0]?.token ?? '' });
      expect(await desk.sync().once()).toBeUndefined();
      line.proxy.rate = 0.35;
      const acknowledged = new Map<string, DecisionRecord>();
      for (let round = 0; round < 14; round += 1) {
        if (line.random.chance(0.4)) await line.arrive();
        if (line.random.chance(0.6)) decideSomething(desk, acknowledged);
        await desk.sync().once();
        desk.clock.advance(line.random.whole(0, 90_000));
        await expectNothingDamaged(desk.store, desk.shelf, line.applications.values());
      }
      decideSomething(desk, acknowledged);
      expect(line.proxy.passages.filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(5);

      line.proxy.heal();
      desk.clock.advance(10_000);
      expect(await desk.sync().once()).toBeUndefined();
      expect(await expectNothingDamaged(desk.store, desk.shelf, line.applications.values())).toBe(line.applications.size * 3);
      expect(desk.store.read.fileCounts()).toMatchObject({ held: line.applications.size * 3, damaged: 0 });
      expect([...line.applications.keys()].filter((id) => desk?.store.read.application(id) === undefined)).toEqual([]);
      expect(acknowledged.size).toBeGreaterThan(0);
      expect(brokenPromises(line.intake, desk.store, acknowledged.keys())).toEqual([]);
      expect(desk.sync().state().outbox).toMatchObject({ held: 0, waiting: 0, sending: 0, conflict: 0, refused: 0 });
      expect(desk.faults).toEqual([]);
    },
  );
});
