import { expect } from 'vitest';
import type { DecisionRecord } from '../../shared/domain/review.ts';
import { type Batch, fixedId } from '../fixtures/batch.ts';
import { openTestDesk, type TestDesk } from '../fixtures/exchange.ts';
import { startTestIntake, type TestIntake, workstation } from '../fixtures/intake.ts';
import { type FaultProxy, startFaultProxy } from './proxy.ts';

/** What the model knows: what was promised to the reviewer, and what happened on the platform. */
export type Model = {
  /** Ids of the applications that came so far, in order. */
  applications: string[];
  requests: string[];
  /** Every decision that was acknowledged, in order, and whether a person has ended it since. */
  promises: { decisionId: string; applicationId: string; ended?: 'taken_back' | 'dropped' }[];
  up: boolean;
};

/** The real thing: platform, faulty line, workstation. */
export type Site = {
  intake: TestIntake;
  proxy: FaultProxy;
  desk: TestDesk;
  /** Locks the workstation and unlocks it again, with another token or the same. */
  reopen(): Promise<void>;
  stopPlatform(): Promise<void>;
  startPlatform(): Promise<void>;
  colleague: ReturnType<typeof workstation>;
  /** Every decision the platform has answered, from its last answer on while it is down. */
  answered(): ReturnType<TestIntake['control']['decisions']>;
  end(): Promise<void>;
};

/** Opens one with a workstation that has exchanged everything. */
export const openSite = async (batch: Batch, seed: string): Promise<Site> => {
  const intake = await startTestIntake(batch);
  const proxy = await startFaultProxy(intake.url, { seed });
  const server = () => ({ url: proxy.url, token: intake.tokens[0]?.token ?? '' });
  let last = intake.control.decisions();
  const site: Site = {
    intake,
    proxy,
    desk: openTestDesk(server()),
    colleague: workstation(intake, 1),
    reopen: async () => {
      const { folder, clock, faults } = site.desk;
      await site.desk.close();
      site.desk = openTestDesk(server(), folder, clock.now());
      site.desk.faults.push(...faults);
    },
    stopPlatform: async () => {
      last = intake.control.decisions();
      await intake.close();
    },
    startPlatform: async () => {
      await intake.restart();
      proxy.target = intake.url;
      site.colleague = workstation(intake, 1);
    },
    answered: () => last,
    end: async () => {
      await site.desk.close();
      await proxy.close();
      await intake.end();
    },
  };
  expect(await site.desk.sync().once()).toBeUndefined();
  return site;
};

/** The decision as the reviewer sees it on the transfer screen. */
const shown = (desk: TestDesk, decisionId: string): DecisionRecord | undefined => {
  const page = desk.review.outbox(0, 500);
  return page.ok ? page.value.decisions.find((decision) => decision.decisionId === decisionId) : undefined;
};

/** What holds at every moment, whatever has happened. */
export const expectPromisesKept = (model: Model, site: Site): void => {
  const answered = model.up ? site.intake.control.decisions() : site.answered();
  const accepted = answered.filter(({ receipt }) => receipt.status === 'accepted').map(({ decision }) => decision);
  for (const { decisionId, ended } of model.promises) {
    const record = shown(site.desk, decisionId);
    const onPlatform = answered.filter(({ decision }) => decision.decisionId === decisionId);
    expect(record, `acknowledged and not there: ${decisionId}`).toBeDefined();
    expect(onPlatform.length).toBeLessThanOrEqual(1);
    if (ended === 'taken_back') expect([record?.state, onPlatform.length]).toEqual(['taken_back', 0]);
    else if (ended === 'dropped') expect(record?.state).toBe('dropped');
    // A conflict or refusal stands until a person has ended it; whatever else is shown, the platform's answer is not contradicted.
    else expect(['held', 'waiting', 'sending', 'receipted', 'conflict', 'refused']).toContain(record?.state);
    if (record?.state === 'receipted') expect(onPlatform[0]?.receipt.status).toBe('accepted');
    if (record?.state === 'conflict') expect(record.receipt?.conflict?.cause).toBe(onPlatform[0]?.receipt.conflict?.cause);
  }
  // None counts as two: one final decision for one revision of one application, from whatever workstation.
  const counted = accepted.filter(({ outcome }) => outcome !== 'escalate').map(({ subject }) => `${subject.id} ${subject.revision}`);
  expect(counted.filter((one, index) => counted.indexOf(one) !== index)).toEqual([]);
  // What this workstation sent of one application came in the order in which it was decided.
  const own = answered.map(({ decision }) => decision).filter(({ workstationId }) => workstationId === fixedId('workstation', 0));
  for (const id of model.applications) {
    const places = own
      .filter(({ subject }) => subject.id === id)
      .map(({ decisionId }) => model.promises.findIndex((promise) => promise.decisionId === decisionId));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  }
  expect(site.desk.faults).toEqual([]);
};

/** What holds once every fault has ended and the workstation has exchanged: all is there, and nothing is under way any more. */
export const expectComplete = async (model: Model, site: Site): Promise<void> => {
  const { desk, intake } = site;
  const { held, waiting, sending } = desk.store.read.outboxCounts();
  expect({ held, waiting, sending }).toEqual({ held: 0, waiting: 0, sending: 0 });
  for (const id of model.applications) {
    const onPlatform = intake.control.application(id);
    const here = desk.store.read.application(id);
    if (onPlatform?.state === 'removed') {
      expect(here).toBeUndefined();
      continue;
    }
    expect(here?.application.revision).toBe(onPlatform?.revision);
    for (const { sha256 } of here?.application.documents ?? []) {
      const file = desk.store.read.documentFile(sha256);
      const read = await desk.shelf.read(sha256, 'original', file?.key ?? new Uint8Array(32));
      expect([file?.arrival, read.ok]).toEqual(['held', true]);
    }
  }
  for (const { decisionId, ended } of model.promises) {
    if (ended !== undefined) continue;
    const [answer] = intake.control.decisions().filter(({ decision }) => decision.decisionId === decisionId);
    const state = desk.store.read.decision(decisionId)?.state;
    // A refusal that another sign-in can change is not kept by the platform, so it has no answer there.
    expect(state).toBe(answer === undefined ? 'refused' : answer.receipt.status === 'accepted' ? 'receipted' : answer.receipt.status);
  }
};
