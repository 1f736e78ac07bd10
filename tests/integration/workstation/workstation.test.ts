import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Signal from '@signalapp/sqlcipher';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { openSettings } from '../../../electron/engine/settings.ts';
import { databaseKeyHex } from '../../../electron/engine/vault/index.ts';
import { openWorkstation } from '../../../electron/engine/workstation.ts';
import { startIntake } from '../../../electron/intake/index.ts';
import { makeBatch, sha256Of } from '../../fixtures/batch.ts';
import { freePort, serverOf } from '../../fixtures/exchange.ts';
import { type AnsweringServer, say, startServer } from '../../fixtures/http-server.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { unwritableFolder } from '../../fixtures/unwritable-folder.ts';
import {
  codeOf,
  holdsVault,
  openTestWorkstation,
  passphrase,
  readableIn,
  type TestWorkstation,
  taken,
} from '../../fixtures/workstation.ts';

let intake: TestIntake | undefined;
let other: AnsweringServer | undefined;
const opened: TestWorkstation[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await intake?.end();
  await other?.close();
  intake = undefined;
  other = undefined;
});

const open = async (...parameters: Parameters<typeof openTestWorkstation>): Promise<TestWorkstation> => {
  const one = await openTestWorkstation(...parameters);
  opened.push(one);
  return one;
};
const platform = async (count = 2, port = 0): Promise<TestIntake> => {
  intake = await startTestIntake(await makeBatch({ count }), { port });
  return intake;
};
/** A workstation that has exchanged everything with a fresh platform. */
const settled = async (count = 2): Promise<TestWorkstation> => {
  const server = await platform(count);
  const one = await open();
  taken(await one.workstation.create(passphrase, { kind: 'server', ...serverOf(server) }));
  await one.until(() => {
    const { documents, checks } = one.desk().transfer();
    return documents.total === count * 3 && documents.held === documents.total && checks.waiting === 0;
  });
  return one;
};
const approve = (one: TestWorkstation, index = 0) =>
  one.desk().review.decide(
    {
      subject: { kind: 'application', id: intake?.batch.applications[index]?.id ?? '', revision: 1 },
      outcome: 'escalate',
      reasons: [],
      matched: [],
      durationMs: 1,
    },
    { takeBackSeconds: 0 },
  );

describe('from the first start on', () => {
  it('a vault is made, exchanges by itself, is locked and unlocked, and goes on where it was', async () => {
    const server = await platform(1);
    const one = await open();
    const { workstation } = one;
    expect(workstation.state()).toMatchObject({ state: 'absent', waitSeconds: 0 });
    expect(codeOf(workstation.desk())).toBe('vault_absent');
    const made = taken(await workstation.create(passphrase, { kind: 'server', ...serverOf(server) }));
    expect(made).toMatchObject({ state: 'unlocked', source: { kind: 'server', url: server.url }, unreachable: false });
    expect(JSON.stringify(made)).not.toContain(serverOf(server).token);
    await one.until(() => one.desk().transfer().checks.done >= 4 && one.desk().transfer().checks.waiting === 0);
    expect(one.desk().transfer()).toMatchObject({ connection: 'online', documents: { held: 3, total: 3 } });
    const [document] = server.batch.applications[0]?.documents ?? [];
    const sha256 = document?.sha256 ?? '';
    for (const rendition of ['original', 'screen', 'thumbnail'] as const)
      expect((await one.desk().image(sha256, rendition)).ok, rendition).toBe(true);
    expect(sha256Of(taken(await one.desk().image(sha256, 'original')))).toBe(sha256);

    expect(await workstation.lock()).toMatchObject({ state: 'locked', source: { kind: 'server' } });
    expect(codeOf(workstation.desk())).toBe('vault_locked');
    expect(one.secret()).toBeUndefined();
    expect(taken(await workstation.unlock(passphrase))).toMatchObject({ state: 'unlocked', workstationId: made.workstationId });
    expect(one.desk().transfer().documents.held).toBe(3);
    expect(one.told.map(({ state }) => state)).toEqual(['unlocked', 'locked', 'unlocked']);
  });

  it('the passphrase must be long enough, and an existing vault is never overwritten', async () => {
    const one = await open();
    const weak = await one.workstation.create('short', { kind: 'packages' });
    expect(weak).toMatchObject({ ok: false, error: { code: 'passphrase_weak', details: { minLength: 10 } } });
    expect(holdsVault(one.folder)).toBe(false);
    taken(await one.workstation.create(passphrase, { kind: 'packages' }));
    const before = readFileSync(join(one.folder, 'vault.json'));
    expect(codeOf(await one.workstation.create('another passphrase', { kind: 'packages' }))).toBe('vault_exists');
    await one.workstation.lock();
    expect(codeOf(await one.workstation.create('another passphrase', { kind: 'packages' }))).toBe('vault_exists');
    expect(readFileSync(join(one.folder, 'vault.json'))).toEqual(before);
  });

  it('a wrong passphrase waits longer each time, and the right one too while it waits; then it unlocks', async () => {
    const one = await open();
    taken(await one.workstation.create(passphrase, { kind: 'packages' }));
    await one.workstation.lock();
    const waits: unknown[] = [];
    for (let round = 0; round < 5; round += 1) {
      const outcome = await one.workstation.unlock('wrong passphrase');
      waits.push(outcome.ok ? 'ok' : outcome.error.details.waitSeconds);
      one.clock.advance(Number(waits.at(-1)) * 1_000);
    }
    expect(waits).toEqual([0, 0, 0, 1, 2]);
    await one.workstation.unlock('wrong passphrase');
    expect(one.workstation.state()).toMatchObject({ state: 'locked', waitSeconds: 4 });
    expect(await one.workstation.unlock(passphrase)).toMatchObject({
      ok: false,
      error: { code: 'passphrase_wrong', details: { tooSoon: true } },
    });
    // Starting the program anew does not shorten it.
    await opened.pop()?.close();
    const again = await open(one.folder);
    expect(again.workstation.state().waitSeconds).toBe(4);
    // Nor does setting the clock.
    again.clock.set(one.clock.now() + 86_400_000);
    expect(again.workstation.state().waitSeconds).toBe(4);
    // Of a machine that was started anew only what is certain counts: the three seconds that it had been running before are no time that passed.
    again.clock.advance(7_000);
    expect(taken(await again.workstation.unlock(passphrase))).toMatchObject({ state: 'unlocked', waitSeconds: 0 });
  });
});

describe('a server that can’t be taken', () => {
  const session = { reviewer: { id: 'r', name: '林', roles: [] }, serverTime: '2026-11-16T02:00:00Z', limits: {} };
  it.each([
    ['a web page', 200, '<html></html>', 'not_an_intake_server'],
    ['an old protocol', 200, { ...session, protocol: 0, minProtocol: 0 }, 'server_too_old'],
    ['a protocol that is too new', 200, { ...session, protocol: 9, minProtocol: 9 }, 'workstation_too_old'],
    ['maintenance', 503, { code: 'maintenance' }, 'maintenance'],
  ])('%s: its name is told, and nothing is made', async (_what, status, body, code) => {
    other = await startServer((_request, response) => say(response, status, body));
    const one = await open();
    expect(codeOf(await one.workstation.create(passphrase, { kind: 'server', url: other.url, token: 'token' }))).toBe(code);
    expect(holdsVault(one.folder)).toBe(false);
    expect(one.workstation.state().state).toBe('absent');
    expect(one.told).toEqual([]);
  });

  it('a wrong token, no address, and nobody there: nothing is made', async () => {
    const server = await platform(1);
    const one = await open();
    const tried = (url: string, token = 'wrong') => one.workstation.create(passphrase, { kind: 'server', url, token });
    expect(codeOf(await tried(server.url))).toBe('token_refused');
    expect(codeOf(await tried('intake'))).toBe('server_address_invalid');
    expect(codeOf(await tried(`http://127.0.0.1:${await freePort()}`))).toBe('server_unreachable');
    expect(holdsVault(one.folder)).toBe(false);
    expect(taken(await tried(server.url, serverOf(server).token))).toMatchObject({ state: 'unlocked' });
  });

  it('is taken at its word where asked to, and exchanged with once it is there', async () => {
    const port = await freePort();
    const one = await open();
    const server = await platform(1, port);
    await server.close();
    const input = { kind: 'server' as const, ...serverOf(server) };
    expect(taken(await one.workstation.create(passphrase, input, { evenUnreachable: true })).unreachable).toBe(true);
    await one.until(() => one.desk().transfer().lastFailure === 'server_unreachable');
    await server.restart();
    one.desk().sync().start();
    await one.until(() => one.desk().transfer().documents.held === 3);
  });

  it('does not take the place of the one there is when signing in again', async () => {
    const one = await settled(1);
    const before = one.desk().store.read.workstation();
    expect(codeOf(await one.workstation.signIn(intake?.url ?? '', 'wrong'))).toBe('token_refused');
    expect(one.desk().store.read.workstation()).toEqual(before);
    // The vault is the reviewer's: a colleague has one of their own.
    expect(codeOf(await one.workstation.signIn(intake?.url ?? '', serverOf(intake as TestIntake, 2).token))).toBe('reviewer_other');
    expect(one.desk().store.read.workstation()).toEqual(before);
    // The same platform, so the feed is not read anew.
    const { url, token } = serverOf(intake as TestIntake);
    taken(await one.workstation.signIn(url, token));
    expect(one.desk().store.read.workstation().cursor).toBe(before.cursor);
    await one.workstation.lock();
    expect(codeOf(await one.workstation.signIn(url, token))).toBe('vault_locked');
  });
});

describe('one folder', () => {
  it('belongs to one program at a time', async () => {
    const one = await open();
    const second = await openTestWorkstation(one.folder).catch((error: unknown) => String(error));
    expect(second).toContain('folder_in_use');
    await opened.pop()?.close();
    expect((await open(one.folder)).workstation.state().state).toBe('absent');
  });

  it('that can’t be written is told as such', async () => {
    const { clock } = await open();
    const nobody = {
      vault: () => {},
      transfer: () => {},
      queue: () => {},
      outbox: () => {},
      rules: () => {},
      claims: () => {},
      requests: () => {},
      packages: () => {},
      openBrowser: () => {},
      secret: () => {},
    };
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
    const { folder, release } = unwritableFolder();
    const refused = await openWorkstation(
      join(folder, 'desk'),
      { clock, random: { bytes: () => new Uint8Array(), uuidv7: () => '' }, log },
      { automatic: false },
      nobody,
    );
    release();
    expect(codeOf(refused)).toBe('disk_read_only');
  });

  it('is opened once, however often somebody presses the key', async () => {
    const one = await open();
    taken(await one.workstation.create(passphrase, { kind: 'packages' }));
    await one.workstation.lock();
    one.told.length = 0;
    const all = await Promise.all([
      one.workstation.unlock(passphrase),
      one.workstation.unlock(passphrase),
      one.workstation.lock(),
      one.workstation.unlock(passphrase),
    ]);
    expect(all.map((answer) => ('ok' in answer ? codeOf(answer) : answer.state))).toEqual(['ok', 'ok', 'locked', 'ok']);
    expect(one.told.map(({ state }) => state)).toEqual(['unlocked', 'locked', 'unlocked']);
    await one.workstation.lock();
    expect(readdirSync(one.folder).filter((name) => name.endsWith('-wal'))).toEqual([]);
  });

  it('goes on after a crash with the key that the shell kept, and every acknowledged decision is there once', async () => {
    const one = await settled(1);
    intake?.control.maintenance();
    const { decisionId } = taken(approve(one));
    const secret = new Uint8Array(one.secret() ?? []);
    await opened.pop()?.close();
    const again = await open(one.folder);
    expect(taken(await again.workstation.resume(secret))).toMatchObject({ state: 'unlocked' });
    expect(taken(again.desk().review.outbox(0, 9)).decisions.map((decision) => decision.decisionId)).toEqual([decisionId]);
    intake?.control.heal();
    again.desk().sync().start();
    await again.until(() => again.desk().transfer().outbox.receipted === 1);
    expect(intake?.control.decisions()).toHaveLength(1);
  });
});

describe('what lies on the disk', () => {
  it('says nothing of anybody, neither while it is open nor afterwards', async () => {
    const one = await settled(3);
    const [application] = intake?.batch.applications ?? [];
    one.desk().review.open(application?.id ?? '', true);
    one.desk().review.saveDraft(application?.id ?? '', { reasons: [], matched: [], note: '样本甲的手机号已核对' });
    approve(one, 1);
    await one.until(() => one.desk().transfer().outbox.receipted === 1);
    await openSettings(one.folder).change({ language: 'en' });
    const texts = (intake?.batch.applications ?? []).flatMap(({ applicant: { name, idNumber, phone, email, address } }) =>
      [name, idNumber, phone, email, address].flatMap((text) => text ?? []),
    );
    texts.push('样本甲的手机号', passphrase, ...(intake?.tokens ?? []).map(({ token }) => token), intake?.tokens[0]?.name ?? '?');
    expect(texts.length).toBeGreaterThan(15);
    const names = readdirSync(one.folder, { recursive: true }).map(String);
    expect(names).toEqual(expect.arrayContaining(['desk.db', 'desk.db-wal', 'settings.json', 'vault.json', join('logs', 'engine.log')]));
    expect(names.filter((name) => name.endsWith('.original'))).toHaveLength(9);
    expect(readableIn(one.folder, texts)).toEqual([]);
    await opened.pop()?.close();
    expect(readableIn(one.folder, texts)).toEqual([]);
    // The search itself finds what is there.
    writeFileSync(join(one.folder, 'found.txt'), texts[0] ?? '');
    expect(readableIn(one.folder, texts)).toEqual([texts[0]]);
  });

  it('opens with the database’s key in an independent SQLCipher, and in nothing else', async () => {
    const one = await settled(1);
    const key = databaseKeyHex(one.desk().keys);
    await opened.pop()?.close();
    const path = join(one.folder, 'desk.db');
    const plain = new Database(path);
    expect(() => plain.prepare('SELECT count(*) FROM sqlite_schema').get()).toThrow(/not a database/);
    plain.close();
    expect(() => execFileSync('sqlite3', [path, '.tables'], { stdio: 'pipe' })).toThrow(/ENOENT|not a database/);
    const reader = new Signal(path);
    reader.pragma(`key = "x'${key}'"`);
    expect(reader.prepare('SELECT id FROM applications').all()).toEqual([{ id: intake?.batch.applications[0]?.id }]);
    reader.close();
  });

  it('a picture that was changed on the disk is not shown, and is fetched anew', async () => {
    const one = await settled(1);
    const sha256 = intake?.batch.applications[0]?.documents[0]?.sha256 ?? '';
    const path = join(one.folder, 'documents', sha256.slice(0, 2), `${sha256}.original`);
    const bytes = readFileSync(path);
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(codeOf(await one.desk().image(sha256, 'original'))).toBe('document_damaged');
    expect(codeOf(await one.desk().image(sha256, 'original'))).toBe('document_not_arrived');
    one.desk().sync().start();
    await one.until(() => one.desk().transfer().documents.held === 3);
    expect(sha256Of(taken(await one.desk().image(sha256, 'original')))).toBe(sha256);
    expect(codeOf(await one.desk().image('0'.repeat(64), 'original'))).toBe('document_unknown');
  });
});

describe('the settings beside the vault', () => {
  it('are kept, and what can’t be read is put aside', async () => {
    const folder = freshFolder();
    const settings = openSettings(folder);
    expect(settings.read()).toMatchObject({ language: 'zh', theme: 'system' });
    expect(await settings.change({ theme: 'dark', zoom: 1.25 })).toMatchObject({ ok: true });
    expect(openSettings(folder).read()).toEqual({ ...settings.read(), theme: 'dark', zoom: 1.25 });
    for (const damaged of ['{', '{"theme":"pink"}', '7']) {
      writeFileSync(join(folder, 'settings.json'), damaged);
      expect(openSettings(folder).read()).toMatchObject({ language: 'zh', theme: 'system', zoom: 1 });
    }
    expect(readdirSync(folder)).toContain('settings.damaged.json');
  });
});

describe('the demo', () => {
  it('starts its platform and exchanges with it, also when it is locked meanwhile, and ends it with itself', async () => {
    const one = await open();
    // Its platform's folder is filled beforehand with a small batch: drawing the demo's own sixty takes a while and is tested by itself.
    const batch = await makeBatch({ count: 1 });
    await (
      await startIntake({ dataDirectory: `${one.folder}-demo-platform`, port: 0, seed: 1, count: 0, makeBatch: async () => batch })
    ).close();
    expect(taken(await one.workstation.create(passphrase, { kind: 'demo' }))).toMatchObject({ source: { kind: 'demo' } });
    await one.workstation.lock();
    taken(await one.workstation.unlock(passphrase));
    await one.until(() => one.desk().transfer().documents.held === 3);
    const { server, reviewer } = one.desk().transfer();
    expect(reviewer?.roles).toContain('senior');
    await opened.pop()?.close();
    const answers = () =>
      fetch(`${server}/v1/health`).then(
        () => true,
        () => false,
      );
    while (await answers());
    const again = await open(one.folder);
    taken(await again.workstation.unlock(passphrase));
    await again.until(() => again.desk().transfer().connection === 'online' && again.desk().transfer().server !== server);
  });
});
