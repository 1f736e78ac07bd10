import fc from 'fast-check';
import type { Application } from '../../shared/domain/application.ts';
import { fixedId } from '../fixtures/batch.ts';
import { expectPromisesKept, type Model, type Site } from './site.ts';

type Command = fc.AsyncCommand<Model, Site>;

/** A command that is followed by a look at everything that has to hold. `possible`: whether it can happen now. */
const command = (
  name: string,
  run: (model: Model, site: Site) => Promise<void> | void,
  possible: (model: Model) => boolean = () => true,
): Command => ({
  check: possible,
  run: async (model, site) => {
    if (process.env.FAULT_TRACE !== undefined) process.stderr.write(`${name}\n`);
    await run(model, site);
    expectPromisesKept(model, site);
  },
  toString: () => name,
});

const whileUp = ({ up }: Model): boolean => up;
const chosen = ({ applications }: Model, place: number): string => applications[place % applications.length] ?? '';

/** A new application with one document comes to the platform. */
const arrive = (pattern: Application, size: number) =>
  command(
    `arrive ${size}`,
    async (model, { intake }) => {
      const index = 100 + model.applications.length;
      const bytes = new Uint8Array(size).map((_, at) => (at * 31 + index) % 251);
      const sha256 = await intake.control.putDocument(bytes);
      const document = {
        id: fixedId('document', index),
        kind: 'portrait',
        sha256,
        byteLength: size,
        declaredType: 'image/jpeg',
        fileName: 'a.jpg',
        uploadedAt: pattern.submittedAt,
      };
      const application = { ...pattern, id: fixedId('application', index), documents: [document] };
      await intake.control.append({ kind: 'application.upsert', application });
      model.applications.push(application.id);
    },
    whileUp,
  );

const amend = (place: number) =>
  command(
    `amend ${place}`,
    async (model, { intake }) => {
      const id = chosen(model, place);
      if (intake.control.application(id)?.state === 'open') await intake.control.resubmit(id, { applicant: { phone: '13900139000' } });
    },
    whileUp,
  );

const withdraw = (place: number) =>
  command(
    `withdraw ${place}`,
    async (model, { intake }) => {
      const id = chosen(model, place);
      if (intake.control.application(id)?.state === 'open')
        await intake.control.append({ kind: 'application.remove', id, cause: 'withdrawn' });
    },
    whileUp,
  );

const decide = (place: number, takeBackSeconds: number) =>
  command(`decide ${place}, ${takeBackSeconds} s`, (model, { desk }) => {
    const id = chosen(model, place);
    const held = desk.store.read.application(id);
    if (held === undefined) return;
    const decided = desk.review.decide(
      {
        subject: { kind: 'application', id, revision: held.application.revision },
        outcome: 'reject',
        reasons: [{ code: 'authenticity.not_the_holder' }],
        matched: [],
        durationMs: 1_000,
      },
      { takeBackSeconds },
    );
    if (decided.ok) model.promises.push({ decisionId: decided.value.decisionId, applicationId: id });
  });

const takeBack = (place: number) =>
  command(`take back ${place}`, (model, { desk }) => {
    const promise = model.promises.findLast(({ applicationId }) => applicationId === chosen(model, place));
    if (promise !== undefined && desk.review.takeBack(promise.decisionId).ok) promise.ended = 'taken_back';
  });

/** The reviewer deals with what came back. */
const drop = (place: number) =>
  command(`drop ${place}`, (model, { desk }) => {
    const promise = model.promises[place % Math.max(1, model.promises.length)];
    if (promise !== undefined && desk.review.drop(promise.decisionId, 'seen').ok) promise.ended = 'dropped';
  });

/** The reviewer takes what came back up again, and may decide it anew later. */
const decideAgain = (place: number, keepMarks: boolean) =>
  command(`decide again ${place}`, (model, { desk }) => {
    const promise = model.promises[place % Math.max(1, model.promises.length)];
    if (promise !== undefined && desk.review.decideAgain(promise.decisionId, keepMarks).ok) promise.ended = 'dropped';
  });

/** A person asks to send once more what was refused or waits. */
const retry = (place: number) =>
  command(`retry ${place}`, (model, { desk }) => {
    const promise = model.promises[place % Math.max(1, model.promises.length)];
    if (promise !== undefined) desk.review.retry(promise.decisionId);
  });

const claim = (count: number, along: boolean) =>
  command(`claim ${count}`, async (_model, { desk }) => {
    await desk.sync().takeClaims(count, undefined, along);
  });

const otherClaims = (count: number, ttlSeconds: number) =>
  command(
    `other claims ${count} for ${ttlSeconds} s`,
    async (_model, { colleague }) => {
      await (await colleague.post('/v1/claims', { count, ttlSeconds })).arrayBuffer();
    },
    whileUp,
  );

/** An applicant asks for something; the reviewer answers it. */
const askFor = (place: number) =>
  command(
    `request ${place}`,
    async (model, { intake }) => {
      const applicationId = chosen(model, place);
      const { application } = intake.control.application(applicationId) ?? {};
      if (application === undefined) return;
      const id = fixedId('request', 100 + model.requests.length);
      const request = {
        id,
        kind: 'follow_up',
        applicationId,
        accountId: application.account.id,
        submittedAt: application.submittedAt,
        payload: { message: 'x' },
      };
      await intake.control.append({ kind: 'request.upsert', request });
      model.requests.push(id);
    },
    whileUp,
  );
const answerRequest = (place: number) =>
  command(`answer request ${place}`, (model, { desk }) => {
    const id = model.requests[place % Math.max(1, model.requests.length)];
    if (id === undefined || desk.store.read.request(id) === undefined) return;
    const subject = { kind: 'request' as const, id, revision: 1 };
    const decided = desk.review.decide(
      { subject, outcome: 'approve', reasons: [], matched: [], durationMs: 1_000 },
      { takeBackSeconds: 0 },
    );
    if (decided.ok) model.promises.push({ decisionId: decided.value.decisionId, applicationId: id });
  });

const otherDecides = (place: number, number: number) =>
  command(
    `other decides ${place}`,
    async (model, { intake, colleague }) => {
      const id = chosen(model, place);
      const { application, state } = intake.control.application(id) ?? {};
      if (application === undefined || state !== 'open') return;
      await colleague
        .decide(colleague.decision(number, application, { outcome: 'reject', reasons: [{ code: 'authenticity.not_the_holder' }] }))
        .catch(() => []);
    },
    whileUp,
  );

/** Every kind of command, as fast-check draws them. */
export const anyCommand = (pattern: Application): fc.Arbitrary<Command>[] => {
  const place = fc.nat(5);
  return [
    fc.integer({ min: 2_000, max: 200_000 }).map((size) => arrive(pattern, size)),
    place.map(amend),
    place.map(withdraw),
    fc.tuple(place, fc.constantFrom(0, 10)).map(([at, seconds]) => decide(at, seconds)),
    fc.tuple(place, fc.constantFrom(0, 10)).map(([at, seconds]) => decide(at, seconds)),
    place.map(takeBack),
    place.map(drop),
    fc.tuple(place, fc.boolean()).map(([at, keepMarks]) => decideAgain(at, keepMarks)),
    place.map(retry),
    fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean()).map(([count, along]) => claim(count, along)),
    fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(60, 900)).map(([count, seconds]) => otherClaims(count, seconds)),
    place.map(askFor),
    place.map(answerRequest),
    fc.constant(command('give all back', (_model, { desk }) => desk.sync().giveBackClaims(undefined))),
    fc.tuple(place, fc.nat(1_000_000)).map(([at, number]) => otherDecides(at, number)),
    fc.constant(
      command(
        'platform stops',
        async (model, site) => {
          await site.stopPlatform();
          model.up = false;
        },
        whileUp,
      ),
    ),
    fc.constant(
      command(
        'platform starts',
        async (model, site) => {
          await site.startPlatform();
          model.up = true;
        },
        ({ up }) => !up,
      ),
    ),
    fc
      .constantFrom(
        'lose_answer',
        'cut',
        'truncate',
        'twice',
        'html',
        'bare_503',
        'unauthorized',
        'rate_limited',
        'maintenance',
        'replay',
        'reset',
      )
      .chain((fault) =>
        fc
          .constantFrom('/v1/decisions', '/v1/changes', '/v1/session', '/v1/documents', '/v1/')
          .map((path) => command(`${fault} at ${path}`, (_model, { proxy }) => proxy.plan(fault, path))),
      ),
    fc
      .constantFrom('since_lost', 'since_garbage', 'next_earlier', 'next_garbage')
      .map((fault) => command(`${fault}`, (_model, { proxy }) => proxy.plan(fault, '/v1/changes'))),
    fc.constant(command('signed out', (_model, { intake }) => intake.control.signOut(intake.tokens[0]?.reviewerId ?? ''), whileUp)),
    fc.constant(command('maintenance', (_model, { intake }) => intake.control.maintenance(), whileUp)),
    fc.constant(command('too many calls', (_model, { intake }) => intake.control.rateLimit(3), whileUp)),
    fc.constant(command('platform is well again', (_model, { intake }) => intake.control.heal(), whileUp)),
    fc
      .integer({ min: 1, max: 20 })
      .map((hours) => command(`clock set back ${hours} h`, (_model, { desk }) => desk.clock.set(desk.clock.now() - hours * 3_600_000))),
    fc
      .integer({ min: 1, max: 900 })
      .map((seconds) => command(`wait ${seconds} s`, (_model, { desk }) => desk.clock.advance(seconds * 1_000))),
    fc.constant(command('locked and unlocked', (_model, site) => site.reopen())),
    fc.constant(
      command('exchange', async (_model, { desk }) => {
        await desk.sync().once();
      }),
    ),
    fc.constant(
      command('exchange twice', async (_model, { desk }) => {
        await desk.sync().once();
        await desk.sync().once();
      }),
    ),
  ];
};
