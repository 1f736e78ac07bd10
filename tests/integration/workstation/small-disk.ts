/**
 * A workstation on a disk that gets full: run by `full-disk.test.ts` in a process of its own, which sees a small file system at `folder`.
 * Prints what happened as one line of JSON.
 */
import { join } from 'node:path';
import { classifyStoreError } from '../../../electron/engine/store/index.ts';
import { ballastOf } from '../../fixtures/small-disk.ts';
import { codeOf, holdsVault, openTestWorkstation, passphrase, taken } from '../../fixtures/workstation.ts';

const [disk = '', url = '', token = ''] = process.argv.slice(2);
const { fill, empty } = ballastOf(disk);

const folder = join(disk, 'desk');
const beginnings: { left: number; code: string; kept: boolean }[] = [];
let one = await openTestWorkstation(folder, { automatic: false });
for (const left of [0, 8_192, 40_960, 131_072, 196_608]) {
  fill(left);
  const code = codeOf(await one.workstation.create(passphrase, { kind: 'server', url, token }));
  beginnings.push({ left, code, kept: holdsVault(folder) });
  empty();
}
taken(await one.workstation.create(passphrase, { kind: 'server', url, token }));

fill(150_000);
const whileFull = await one.desk().sync().once();
const stateWhileFull = one.desk().transfer();
empty();
const afterwards = await one.desk().sync().once();
const documents = one.desk().transfer().documents;

const ids = taken(one.desk().review.queueNext({ view: 'all' }, undefined, 10)).applicationIds;
fill(100_000);
const acknowledged: string[] = [];
let refusal = 'none';
/** Decides and takes back until nothing more can be written; what was answered with success was promised. */
for (let round = 0; round < 400 && refusal === 'none'; round += 1) {
  const id = ids[round % ids.length] ?? '';
  try {
    const decided = one.desk().review.decide({
      subject: { kind: 'application', id, revision: 1 },
      outcome: 'escalate',
      reasons: [],
      matched: [],
      durationMs: round,
    });
    const { decisionId } = taken(decided);
    acknowledged.push(`${decisionId} held`);
    taken(one.desk().review.takeBack(decisionId));
    acknowledged.splice(-1, 1, `${decisionId} taken_back`);
  } catch (error) {
    refusal = classifyStoreError(error)?.code ?? String(error);
  }
}
await one.close();
empty();
one = await openTestWorkstation(folder, { automatic: false });
taken(await one.workstation.unlock(passphrase));
const kept = taken(one.desk().review.outbox(0, 500)).decisions.map(({ decisionId, state }) => `${decisionId} ${state}`);
await one.close();
process.stdout.write(
  `${JSON.stringify({ beginnings, whileFull, stateWhileFull, afterwards, documents, refusal, acknowledged, kept: kept.reverse() })}\n`,
);
