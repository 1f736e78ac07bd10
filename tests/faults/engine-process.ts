/**
 * A workstation in a process of its own that may be killed at any moment: exchanges by itself and decides without pause, acknowledging each decision on standard output
 * once its transaction returned. `node engine-process.ts FOLDER SEED deciding|settling URL TOKEN APPLICATIONS`; settling ends once everything has come and gone.
 */
import { writeSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import { randomFrom } from '../../electron/intake/sample/random.ts';
import { examine } from './database.ts';
import { decideOne, openLiveWorkstation } from './live-workstation.ts';
import type { EngineLine, EngineReport } from './process-lines.ts';

const [folder = '', seed = '', mode = '', url = '', token = '', applications = '0'] = process.argv.slice(2);
const say = (line: EngineLine): void => void writeSync(1, `${JSON.stringify(line)}\n`);
const random = randomFrom(seed);
const live = await openLiveWorkstation(folder, { url, token });
const { desk } = live;
const { store, keys } = desk;

const report = (): EngineReport => {
  const decisions: Record<string, string> = {};
  for (let offset = 0; ; offset += 500) {
    const page = store.read.decisionPage(offset, 500).decisions;
    for (const { decisionId, state } of page) decisions[decisionId] = state;
    if (page.length < 500) break;
  }
  const known = [...store.read.openApplications()].flatMap(({ application }) => application.documents);
  const held = known.flatMap(({ sha256 }) => (store.read.documentFile(sha256)?.arrival === 'held' ? [sha256] : []));
  return {
    integrity: examine(folder, keys.databaseKey),
    decisions,
    held,
    files: store.read.fileCounts(),
    outbox: store.read.outboxCounts(),
  };
};

say({ opened: report() });
if (mode === 'settling') {
  const complete = (): boolean => {
    const { held, total } = store.read.fileCounts();
    const { held: kept, waiting, sending } = store.read.outboxCounts();
    const { feed, connection } = desk.transfer();
    return (
      connection === 'online' && feed.applied >= 0 && held === total && total >= Number(applications) * 2 && kept + waiting + sending === 0
    );
  };
  await live.until(complete);
  say({ settled: report() });
  await live.close();
  process.exit(0);
}
for (;;) {
  const decided = decideOne(desk, (count) => random.whole(0, count - 1));
  if (decided !== undefined) say({ decided: decided.decisionId, application: decided.subject.id });
  // A person who decides: not so fast that sending and fetching never get a turn.
  await rest(random.whole(0, 30));
}
