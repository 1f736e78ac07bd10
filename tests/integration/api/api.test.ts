import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, describe, expect, it } from 'vitest';
import { createEventSource, router } from '../../../electron/engine/api/index.ts';
import { openDesktop } from '../../../electron/engine/desktop.ts';
import { systemClock } from '../../../electron/engine/ports/clock.ts';
import { openLog } from '../../../electron/engine/ports/log.ts';
import { openPagePorts } from '../../../electron/engine/ports/page-ports.ts';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { openProgramUpdates } from '../../../electron/engine/program-updates.ts';
import type { EngineContract } from '../../../shared/contract/engine/index.ts';
import { makeBatch } from '../../fixtures/batch.ts';
import { serverOf } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { passphrase, taken } from '../../fixtures/workstation.ts';

type Client = ContractRouterClient<EngineContract>;

let intake: TestIntake | undefined;
const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await intake?.end();
  intake = undefined;
});

/** The engine as its own entry puts it together, with the shell's channel replaced by nothing but a structured clone. */
const startEngine = async (automatic = true) => {
  const folder = join(freshFolder(), 'desk');
  const logFile = openLog(folder);
  const events = createEventSource();
  const desktop = taken(
    await openDesktop(
      folder,
      { clock: systemClock, random: systemRandom, log: logFile.log },
      { automatic },
      {
        vault: (vault) => events.tell({ kind: 'vault', vault }),
        transfer: (transfer) => events.tell({ kind: 'transfer', transfer }),
        queue: (applicationIds) => events.tell({ kind: 'queue', applicationIds }),
        outbox: () => events.tell({ kind: 'outbox' }),
        rules: () => events.tell({ kind: 'rules' }),
        claims: () => events.tell({ kind: 'claims' }),
        requests: () => events.tell({ kind: 'requests' }),
        packages: () => events.tell({ kind: 'packages' }),
        openBrowser: () => {},
        secret: () => {},
      },
      () => events.tell({ kind: 'settings' }),
    ),
  );
  const workstation = desktop.workstation();
  let reports = 0;
  const context = {
    get workstation() {
      return desktop.workstation();
    },
    get settings() {
      return desktop.settings();
    },
    desktop,
    updates: openProgramUpdates(
      folder,
      () => desktop.workstation(),
      { clock: systemClock, random: systemRandom, log: logFile.log },
      { changed: () => events.tell({ kind: 'updates' }) },
    ),
    events,
    log: logFile.log,
    reportId: () => {
      reports += 1;
      return `report-${reports}`;
    },
  };
  const handler = new RPCHandler(router);
  const pages = new Map<number, (data: unknown) => void>();
  const ports = openPagePorts(
    (port, message) => pages.get(port)?.(structuredClone(message)),
    (port) => handler.upgrade(port, { context }),
  );
  let last = 0;
  const connect = (): { client: Client; leave: () => void } => {
    last += 1;
    const number = last;
    ports.open(number);
    const port = {
      addEventListener: (type: string, listener: (event: { data: unknown }) => void) => {
        if (type === 'message') pages.set(number, (data) => listener({ data }));
      },
      postMessage: (message: unknown) => ports.deliver(number, structuredClone(message)),
    } as unknown as MessagePort;
    return { client: createORPCClient(new RPCLink({ port })), leave: () => ports.close(number) };
  };
  ends.push(async () => {
    await desktop.close();
    logFile.close();
  });
  return { folder, workstation, connect, client: connect().client, logged: () => readFileSync(join(folder, 'logs', 'engine.log'), 'utf8') };
};

const begun = async () => {
  intake = await startTestIntake(await makeBatch({ count: 1 }));
  const engine = await startEngine();
  const listening = await engine.client.events.stream();
  taken(await engine.client.vault.create({ passphrase, source: { kind: 'server', ...serverOf(intake) } }));
  for await (const event of listening)
    if (event.kind === 'transfer' && event.transfer.documents.held === 3 && event.transfer.checks.waiting === 0) break;
  return { ...engine, applicationId: intake.batch.applications[0]?.id ?? '' };
};

describe('while there is no vault, and while it is locked', () => {
  it('nothing but the vault and the settings answers', async () => {
    const { client } = await startEngine();
    const calls = {
      queue: () => client.queue.list({ view: 'mine' }),
      counts: () => client.queue.counts(),
      open: () => client.review.open({ applicationId: 'a' }),
      decide: () =>
        client.review.decide({
          subject: { kind: 'application', id: 'a', revision: 1 },
          outcome: 'approve',
          reasons: [],
          matched: [],
          durationMs: 1,
        }),
      rules: () => client.review.rules(),
      whatIf: () => client.policy.whatIf({ changes: { 'age.min': 18 } }),
      dispute: () => client.feedback.dispute({ applicationId: 'a', finding: { check: 'image.glare' }, expected: 'pass' }),
      accept: () => client.feedback.accept({ applicationId: 'a', finding: { check: 'image.glare' } }),
      feedbackCounts: () => client.feedback.counts(),
      outbox: () => client.outbox.list({}),
      sync: () => client.sync.start(),
      announcements: () => client.sync.announcements(),
      claims: () => client.claims.state(),
      take: () => client.claims.take({ count: 1 }),
      giveBack: () => client.claims.giveBack({}),
      requests: () => client.requests.list({}),
      request: () => client.requests.open({ requestId: 'r' }),
      requestDraft: () => client.requests.saveDraft({ requestId: 'r', draft: { reasons: [], matched: [] } }),
      conflict: () => client.conflicts.open({ decisionId: 'd' }),
      again: () => client.conflicts.decideAgain({ decisionId: 'd', keepMarks: true }),
      keptDrafts: () => client.conflicts.keptDrafts(),
      dropDraft: () => client.conflicts.dropDraft({ subject: { kind: 'application', id: 'a' } }),
      packages: () => client.packages.state(),
      importPackage: () => client.packages.import({ path: '/x.tpbatch' }),
      exportPackage: () => client.packages.export({ path: '/x.tpresult' }),
      changePackages: () => client.packages.change({ requireSignature: true }),
      trust: () => client.packages.trust({ name: 'n', publicKey: 'k' }),
      distrust: () => client.packages.distrust({ keyId: 'k' }),
      signIn: () => client.vault.signIn({ url: 'http://127.0.0.1:1', token: 't' }),
      signInByBrowser: () => client.signIn.begin({}),
      signOut: () => client.signIn.end(),
    };
    expect(await client.vault.state()).toMatchObject({ ok: true, value: { state: 'absent' } });
    for (const [name, call] of Object.entries(calls))
      if (!name.startsWith('sign')) expect(await call(), name).toMatchObject({ ok: false, error: { code: 'vault_absent' } });
    taken(await client.vault.create({ passphrase, source: { kind: 'packages' } }));
    expect(await client.queue.counts()).toMatchObject({ ok: true, value: { all: 0 } });
    taken(await client.vault.lock());
    for (const [name, call] of Object.entries(calls))
      expect(await call(), name).toMatchObject({ ok: false, error: { code: 'vault_locked' } });
    expect(await client.settings.read()).toMatchObject({ ok: true, value: { language: 'zh' } });
    expect(await client.settings.change({ language: 'en' })).toMatchObject({ ok: true, value: { language: 'en' } });
    expect(await client.settings.about()).toMatchObject({ ok: true, value: { engineNode: process.versions.node } });
    expect(await client.vault.unlock({ passphrase: 'wrong passphrase' })).toMatchObject({ ok: false, error: { code: 'passphrase_wrong' } });
  });
});

describe('input that does not fit', () => {
  it.each([
    ['an unknown view', (client: Client) => client.queue.list({ view: 'yours' as 'mine' }), ['view']],
    ['too many rows', (client: Client) => client.queue.list({ view: 'mine', limit: 100_000 }), ['limit']],
    ['no identifier', (client: Client) => client.review.open({ applicationId: '' }), ['applicationId']],
    ['nothing at all', (client: Client) => client.review.open(undefined as never), ['input']],
    [
      'a decision with several things wrong',
      (client: Client) =>
        client.review.decide({
          subject: { kind: 'application', id: 'a', revision: -1 },
          outcome: 'wave through' as 'approve',
          reasons: [{ code: '', note: '张三 110101199003070017' }],
          matched: [],
          durationMs: 1,
        }),
      ['subject.revision', 'outcome', 'reasons.0.code'],
    ],
    [
      'a limit that is no number',
      (client: Client) => client.policy.whatIf({ changes: { 'age.min': 'young' as never } }),
      ['changes.age.min'],
    ],
    ['a theme that is none', (client: Client) => client.settings.change({ theme: 'pink' as 'dark' }), ['theme']],
  ])('%s is answered with where, as a value', async (_what, call, paths) => {
    const { client } = await startEngine();
    const answer = await call(client);
    expect(answer).toMatchObject({ ok: false, error: { code: 'input_invalid', details: { paths } } });
    expect(JSON.stringify(answer)).not.toMatch(/张三|110101|pink|wave/);
  });
});

describe('what nobody expected', () => {
  it('reaches the page as a report number, and the log with its stack and without anybody’s data', async () => {
    const { client, workstation, logged } = await startEngine(false);
    taken(await client.vault.create({ passphrase, source: { kind: 'packages' } }));
    const store = taken(workstation.desk()).store;
    // The rug is pulled: the database is closed under the open desk.
    store.close();
    const answer = await client.review.saveDraft({
      applicationId: 'a',
      draft: { reasons: [], matched: [], note: '张三 110101199003070017' },
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'bug', details: { reportId: 'report-1' } } });
    const line = logged()
      .split('\n')
      .find((text) => text.includes('report-1'));
    expect(line).toMatch(/"stack":\[/);
    expect(line).toContain('a call ended in a bug');
    expect(logged()).not.toMatch(/张三|110101199003070017/);
  });
});

describe('events', () => {
  it('begin with how things stand, and tell of locking and unlocking to every page', async () => {
    const { client, connect } = await begun();
    const second = connect();
    const stream = await second.client.events.stream();
    const seen: string[] = [];
    const first = await stream.next();
    expect(first.value).toMatchObject({ kind: 'vault', vault: { state: 'unlocked' } });
    expect((await stream.next()).value).toMatchObject({ kind: 'transfer', transfer: { connection: 'online', documents: { held: 3 } } });
    taken(await client.vault.lock());
    taken(await client.vault.unlock({ passphrase }));
    for await (const event of stream) {
      if (event.kind !== 'vault') continue;
      seen.push(event.vault.state);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual(['locked', 'unlocked']);
    second.leave();
  });

  it('tell of claims and of requests', async () => {
    const { client, applicationId } = await begun();
    const stream = await client.events.stream();
    const told = async (kind: string) => {
      for await (const event of stream) if (event.kind === kind) return;
    };
    const taken1 = taken(await client.claims.take({ count: 5 }));
    expect(taken1).toMatchObject({ taken: 1, supported: true, claims: [{ applicationId, state: 'held' }] });
    await told('claims');
    expect(taken(await client.queue.list({ view: 'mine' })).rows).toMatchObject([{ applicationId, claim: { state: 'held' } }]);
    expect(taken(await client.claims.giveBack({ applicationIds: [applicationId] })).claims).toEqual([]);
    const { rows, open } = taken(await client.requests.list({}));
    expect(rows).toHaveLength(open);
    const followUp = rows.find(({ kind }) => kind === 'follow_up')?.requestId ?? '';
    const sheet = taken(await client.requests.open({ requestId: followUp }));
    expect(sheet).toMatchObject({ revealed: false, state: 'open', application: { id: applicationId } });
    expect(JSON.stringify(sheet)).not.toContain(intake?.batch.applications[0]?.applicant.idNumber);
    taken(await client.requests.saveDraft({ requestId: followUp, draft: { reasons: [], matched: [], note: '待查' } }));
    expect(taken(await client.requests.open({ requestId: followUp })).draft.note).toBe('待查');
    const subject = { kind: 'request' as const, id: followUp, revision: 1 };
    const decided = taken(await client.review.decide({ subject, outcome: 'approve', reasons: [], matched: [], durationMs: 1 }));
    await told('requests');
    expect(await client.conflicts.open({ decisionId: decided.decisionId })).toMatchObject({
      ok: false,
      error: { code: 'not_in_conflict' },
    });
    expect(taken(await client.requests.list({})).open).toBe(open - 1);
  });

  it('tell of a decision, and the answers carry nothing unmasked', async () => {
    const { client, applicationId } = await begun();
    const stream = await client.events.stream();
    const sheet = taken(await client.review.open({ applicationId }));
    expect(JSON.stringify(sheet)).not.toContain(intake?.batch.applications[0]?.applicant.idNumber);
    const decided = taken(
      await client.review.decide({
        subject: { kind: 'application', id: applicationId, revision: 1 },
        outcome: 'escalate',
        reasons: [],
        matched: [],
        durationMs: 900,
      }),
    );
    expect(decided.state).toBe('held');
    for await (const event of stream) if (event.kind === 'outbox') break;
    expect(taken(await client.outbox.list({}))).toMatchObject({ total: 1, decisions: [{ decisionId: decided.decisionId }] });
    expect(taken(await client.queue.counts())).toMatchObject({ decided_today: 1, mine: 0 });
    expect(taken(await client.review.takeBack({ decisionId: decided.decisionId }))).toMatchObject({ applicationId });
    expect(taken(await client.queue.next({ view: 'all' }))).toEqual({ applicationIds: [applicationId] });
    const walk = { view: 'all', search: applicationId, order: { by: 'name', descending: true } } as const;
    expect(taken(await client.queue.next({ ...walk, attempts: ['first'] }))).toEqual({ applicationIds: [applicationId] });
    expect(taken(await client.queue.next({ ...walk, attempts: ['again'] }))).toEqual({ applicationIds: [] });
    expect(taken(await client.sync.announcements())).toHaveLength(1);
  });
});
