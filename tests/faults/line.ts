import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Store } from '../../electron/engine/store/index.ts';
import type { DocumentFiles } from '../../electron/engine/vault/index.ts';
import { type Random, randomFrom } from '../../electron/intake/sample/random.ts';
import type { Application } from '../../shared/domain/application.ts';
import { drawPhoto, fixedId, makeBatch, sha256Of } from '../fixtures/batch.ts';
import { startTestIntake, type TestIntake } from '../fixtures/intake.ts';
import type { FaultName } from './faults.ts';
import { type FaultProxy, startFaultProxy } from './proxy.ts';

/** The seed of this run: FAULT_SEED plays an earlier run again. */
export const runSeed = process.env.FAULT_SEED ?? String(Date.now());

/** How many times as much as in `npm test` is to be done: FAULT_TIMES, set by `npm run test:faults`. */
export const times = Number(process.env.FAULT_TIMES ?? '1');

/** Adds what a suite measured to its line of `npm run test:faults`; in `npm test` nobody asks for it. */
export const tellFacts = (suite: string, facts: object): void => {
  if (process.env.FAULT_FACTS !== undefined) appendFileSync(process.env.FAULT_FACTS, `${JSON.stringify({ suite, ...facts })}\n`);
};

/** A platform that gets work while it is used, and the faulty line to it. */
export type Line = {
  intake: TestIntake;
  proxy: FaultProxy;
  random: Random;
  /** Every application that the platform was given, by its id. */
  applications: Map<string, Application>;
  /** A new application of three photos comes to the platform. */
  arrive(): Promise<Application>;
  end(): Promise<void>;
};

/** Starts both; the seed is printed, so that a failing run can be played again. */
export const startLine = async (
  seed: string,
  { count = 3, rate = 0, faults, clock }: { count?: number; rate?: number; faults?: readonly FaultName[]; clock?: () => number } = {},
): Promise<Line> => {
  process.stderr.write(`FAULT_SEED=${runSeed} (${seed})\n`);
  const intake = await startTestIntake(await makeBatch({ count }), clock === undefined ? {} : { clock });
  const proxy = await startFaultProxy(intake.url, { seed: `${runSeed}/${seed}`, rate, ...(faults === undefined ? {} : { faults }) });
  const applications = new Map(intake.batch.applications.map((application) => [application.id, application]));
  const [pattern] = intake.batch.applications;
  return {
    intake,
    proxy,
    random: randomFrom(`${runSeed}/${seed}/work`),
    applications,
    arrive: async () => {
      if (pattern === undefined) throw new RangeError('a line needs an application to draw others by');
      const index = 1_000 + applications.size;
      const documents = [];
      for (const [place, document] of pattern.documents.entries()) {
        const bytes = await drawPhoto(index * 3 + place);
        const sha256 = await intake.control.putDocument(bytes);
        documents.push({ ...document, id: fixedId('document', index * 3 + place), sha256, byteLength: bytes.byteLength });
      }
      const application = { ...pattern, id: fixedId('application', index), documents };
      applications.set(application.id, application);
      await intake.control.append({ kind: 'application.upsert', application });
      return application;
    },
    end: async () => {
      await proxy.close();
      await intake.end();
    },
  };
};

/** Every document that counts as arrived can be read and is, byte for byte, the one that was named. Returns how many those are. */
export const expectNothingDamaged = async (store: Store, shelf: DocumentFiles, applications: Iterable<Application>): Promise<number> => {
  let arrived = 0;
  for (const { documents } of applications)
    for (const { sha256, byteLength } of documents) {
      const file = store.read.documentFile(sha256);
      if (file?.arrival !== 'held' || file.key === undefined) continue;
      arrived += 1;
      const read = await shelf.read(sha256, 'original', file.key);
      expect(read.ok && { sha256: sha256Of(read.value), byteLength: read.value.byteLength }).toEqual({ sha256, byteLength });
    }
  return arrived;
};

/** What of the acknowledged decisions is not as promised: neither on the platform once nor shown to the reviewer. Empty when all is well. */
export const brokenPromises = (intake: TestIntake, store: Store, acknowledged: Iterable<string>): string[] =>
  [...acknowledged].flatMap((decisionId) => {
    const state = store.read.decision(decisionId)?.state;
    const counted = intake.control
      .decisions()
      .filter(({ decision, receipt }) => decision.decisionId === decisionId && receipt.status === 'accepted').length;
    const kept = state === 'receipted' ? counted === 1 : (state === 'conflict' || state === 'refused') && counted === 0;
    return kept ? [] : [`${decisionId}: ${state ?? 'absent'} here, ${counted} there`];
  });
