/**
 * A platform in a process of its own that may be killed at any moment. `node intake-process.ts FOLDER PORT`: prints its address, then answers a line of JSON for each
 * line on standard input: `{arrive: n}` brings new applications of two documents, `{tell: 'decisions'}` tells every decision that has its answer.
 */
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { systemClock } from '../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../electron/engine/ports/random.ts';
import { startIntake } from '../../electron/intake/index.ts';
import type { ApplicationDocument } from '../../shared/domain/application.ts';
import { makeBatch } from '../fixtures/batch.ts';
import type { IntakeLine, IntakeQuestion } from './process-lines.ts';

const [folder = '', port = '0'] = process.argv.slice(2);
const say = (line: IntakeLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const pattern = await makeBatch({ count: 1 });
const rules = {
  changes: pattern.changes.filter(({ kind }) => kind === 'policy.upsert' || kind === 'reasons.upsert'),
  documents: new Map(),
};
const intake = await startIntake({
  dataDirectory: folder,
  port: Number(port),
  seed: 1,
  count: 0,
  clock: systemClock.now,
  makeBatch: async () => rules,
});
const newId = (): string => systemRandom.uuidv7(systemClock.now());

const arrive = async (count: number): Promise<void> => {
  const [application] = pattern.applications;
  if (application === undefined) throw new RangeError('there is no application to draw others by');
  for (let index = 0; index < count; index += 1) {
    const id = newId();
    const documents: ApplicationDocument[] = [];
    for (const [place, document] of application.documents.slice(0, 2).entries()) {
      // Big enough to be under way for a moment; what it shows is of no matter here.
      const bytes = Buffer.alloc(150_000 + place * 250_000, createHash('sha512').update(`${id} ${place}`).digest());
      const sha256 = await intake.control.putDocument(bytes);
      documents.push({ ...document, id: newId(), sha256, byteLength: bytes.length });
    }
    await intake.control.append({
      kind: 'application.upsert',
      application: { ...application, id, documents, account: { ...application.account, id: newId() } },
    });
  }
};

say({ url: intake.url, tokens: intake.tokens });
for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line) as IntakeQuestion;
  if ('arrive' in question) {
    await arrive(question.arrive);
    say({ arrived: question.arrive });
  } else {
    const decisions = intake.control.decisions();
    say({
      decisions: decisions.map(({ decision, receipt }) => ({
        decisionId: decision.decisionId,
        applicationId: decision.subject.id,
        status: receipt.status,
      })),
    });
  }
}
await intake.close();
