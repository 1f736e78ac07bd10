import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeBatch } from '../fixtures/batch.ts';
import { anyCommand } from './commands.ts';
import { runSeed, tellFacts, times } from './line.ts';
import { expectComplete, expectPromisesKept, type Model, openSite } from './site.ts';

const runs = 25 * times;

it(
  'whatever happens in whatever order, nothing acknowledged is lost, nothing counts twice, and everything arrives once faults stop',
  async () => {
    const batch = await makeBatch({
      count: 2,
      edit: (application) => {
        application.documents = [];
      },
    });
    const [pattern] = batch.applications;
    if (pattern === undefined) throw new RangeError('the batch is empty');
    let courses = 0;
    let commands = 0;
    /** What became of every decision that was acknowledged. */
    const ends: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(fc.commands(anyCommand(pattern), { maxCommands: 40, size: 'max' }), async (course) => {
        courses += 1;
        const site = await openSite(batch, `${runSeed}/${courses}`);
        try {
          const model: Model = { applications: batch.applications.map(({ id }) => id), requests: [], promises: [], up: true };
          await fc.asyncModelRun(() => ({ model, real: site }), course);
          commands += [...course].length;
          site.proxy.heal();
          if (!model.up) await site.startPlatform();
          model.up = true;
          site.intake.control.heal();
          // The time to take back begins anew where the clock was set back, so it may have to pass twice.
          site.desk.clock.advance(10_000);
          expect(await site.desk.sync().once()).toBeUndefined();
          // What the platform itself asked for (30 s in maintenance) is waited for.
          site.desk.clock.advance(40_000);
          expect(await site.desk.sync().once()).toBeUndefined();
          expectPromisesKept(model, site);
          await expectComplete(model, site);
          for (const { decisionId } of model.promises) {
            const state = site.desk.store.read.decision(decisionId)?.state ?? 'lost';
            ends[state] = (ends[state] ?? 0) + 1;
          }
        } finally {
          await site.end();
        }
      }),
      { numRuns: runs, seed: Number(runSeed) | 0, endOnFailure: false },
    );
    tellFacts('model', { courses, commands, decisions: ends });
  },
  120_000 + 5_000 * runs,
);
