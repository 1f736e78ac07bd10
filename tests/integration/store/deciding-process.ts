import { writeSync } from 'node:fs';
import { inventApplication, inventDecision, moment, storeWithPolicy } from '../../fixtures/store.ts';

/** Decides without end in the folder named on the command line, and acknowledges each decision on standard output once its transaction returned. */
const [folder = '', round = ''] = process.argv.slice(2);
const store = storeWithPolicy(folder);
for (let index = 0; ; index += 1) {
  const id = `${round}-${index}`;
  store.transaction((write) => {
    write.putApplication(inventApplication(id), moment.atRiskBefore);
    write.addDecision(inventDecision(`decision-${id}`, id), id, 'waiting', moment.now);
    write.setReviewState(id, 'decided');
    write.audit({ at: moment.now, reviewerId: 'r', action: 'decision.made', subject: `decision-${id}` });
  });
  writeSync(1, `decision-${id}\n`);
}
