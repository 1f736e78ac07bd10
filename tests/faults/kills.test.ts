import { expect, it } from 'vitest';
import { runKills } from './kills.ts';
import { runSeed, tellFacts } from './line.ts';

/** How many: FAULT_KILLS, set by `npm run test:faults -- --kills N`. */
const kills = Number(process.env.FAULT_KILLS ?? '12');

it(
  'loses nothing that was acknowledged and sends nothing as two, however often workstation and platform are killed',
  async () => {
    process.stderr.write(`FAULT_SEED=${runSeed} (kills)\n`);
    const summary = await runKills(kills, runSeed);
    tellFacts('kills', summary);
    expect(summary).toMatchObject({ damagedDatabases: [], forgotten: [], notOnce: [], decidedTwice: [], fetchedAgain: [] });
    expect(summary.acknowledged).toBeGreaterThan(kills / 4);
    // Transfer goes on where it was: some of the broken downloads are asked for from their middle on.
    if (kills >= 30) expect(summary.continued).toBeGreaterThan(0);
    expect(summary.documents).toBe(summary.applications * 2);
  },
  60_000 + kills * 10_000,
);
