import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Signal from '@signalapp/sqlcipher';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/engine/ports/clock.ts';
import { inventPerson } from '../../../electron/intake/sample/people.ts';
import { randomFrom } from '../../../electron/intake/sample/random.ts';
import { drawUpload } from '../../../electron/intake/sample/uploads.ts';
import type { Application } from '../../../shared/domain/application.ts';
import type { QueueRow } from '../../../shared/domain/queue.ts';
import type { DecisionRecord, ReviewSheet } from '../../../shared/domain/review.ts';
import type { TransferState } from '../../../shared/domain/transfer.ts';
import { drawPhoto, fixedId, makeBatch } from '../../fixtures/batch.ts';
import { freePort, type Gate, serverOf, startGate } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { type DeskEnvironment, desk, type Finished, startIntakeProcess } from '../../fixtures/processes.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { holdsVault, openTestWorkstation, passphrase } from '../../fixtures/workstation.ts';

const entry = fileURLToPath(new URL('../../../electron/engine/cli.ts', import.meta.url));

let intake: TestIntake;
let gate: Gate | undefined;
/** A workstation that has exchanged everything, to be copied. */
let original: string;
beforeAll(async () => {
  // One application with photos; the others need none to be escalated, and so they take no time.
  const edit = (application: Application, index: number) => {
    if (index > 0) application.documents = [];
  };
  intake = await startTestIntake(await makeBatch({ count: 4, edit }), { clock: systemClock.now });
  original = join(freshFolder(), 'desk');
  expect(await desk(['init', '--data', original], environment())).toMatchObject({ code: 0 });
  const synced = await desk(['sync', '--once', '--json', '--data', original], locked);
  expect(synced).toMatchObject({ code: 0, err: '' });
  expect(stateOf(synced)).toMatchObject({ connection: 'online', documents: { held: 3, total: 3, damaged: 0 }, checks: { waiting: 0 } });
});
afterAll(() => intake.end());
afterEach(async () => {
  intake.control.heal();
  await gate?.close();
  gate = undefined;
});

const environment = (): DeskEnvironment => ({ DESK_PASSPHRASE: passphrase, DESK_SERVER: intake.url, DESK_TOKEN: serverOf(intake).token });
const locked: DeskEnvironment = { DESK_PASSPHRASE: passphrase };
const idOf = (index: number): string => intake.batch.applications[index]?.id ?? '';
const stateOf = ({ lines }: Finished) => lines[0] as TransferState;
const subject = (index: number) => ({ kind: 'application', id: idOf(index), revision: 1 });

/** A workstation of one's own that has exchanged everything. */
const settled = (): string => {
  const folder = join(freshFolder(), 'desk');
  cpSync(original, folder, { recursive: true });
  return folder;
};
const fileOf = (folder: string, content: unknown): string => {
  const path = join(folder, '..', 'decision.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

describe('desk init', () => {
  it('makes a vault for the server, tells it as one line, and never a second one', async () => {
    const folder = join(freshFolder(), 'desk');
    expect(await desk(['vault', 'status', '--data', folder])).toMatchObject({ code: 0, lines: [{ state: 'absent' }] });
    expect(await desk(['queue', '--data', folder], locked)).toMatchObject({
      code: 3,
      out: '',
      err: expect.stringContaining('vault_absent'),
    });
    const made = await desk(['init', '--data', folder], environment());
    expect(made).toMatchObject({ code: 0, err: '', lines: [{ data: folder, workstationId: expect.stringMatching(/^[0-9a-f-]{36}$/) }] });
    expect(await desk(['init', '--data', folder], environment())).toMatchObject({
      code: 3,
      out: '',
      err: expect.stringContaining('vault_exists'),
    });
    expect(await desk(['vault', 'status', '--data', folder])).toMatchObject({ code: 0, lines: [{ state: 'locked' }] });
    expect(await desk(['queue', '--data', folder], { DESK_PASSPHRASE: 'another passphrase' })).toMatchObject({
      code: 3,
      err: expect.stringContaining('passphrase_wrong'),
    });
  });

  it('is told used wrongly, could not, and done with something to look at by its exit code', async () => {
    const folder = join(freshFolder(), 'desk');
    const init = (with_: DeskEnvironment) => desk(['init', '--data', folder], with_);
    const [help, unknown, nowhere, nameless, tokenless, weak, wrong, invalid] = await Promise.all([
      desk(['--help']),
      desk(['fly']),
      desk(['queue'], locked),
      desk(['init', '--data', join(freshFolder(), 'a')], { DESK_SERVER: intake.url, DESK_TOKEN: 't' }),
      desk(['init', '--data', join(freshFolder(), 'b')], { DESK_PASSPHRASE: passphrase, DESK_SERVER: intake.url }),
      desk(['init', '--data', join(freshFolder(), 'c')], { ...environment(), DESK_PASSPHRASE: 'short' }),
      desk(['init', '--data', join(freshFolder(), 'd')], { ...environment(), DESK_TOKEN: 'wrong' }),
      desk(['init', '--data', join(freshFolder(), 'e')], { ...environment(), DESK_SERVER: 'intake' }),
    ]);
    expect([help, unknown, nowhere, nameless, tokenless, weak, wrong, invalid].map(({ code }) => code)).toEqual([0, 2, 2, 2, 2, 3, 3, 2]);
    expect(help.out).toContain('DESK_PASSPHRASE');
    expect(wrong.err).toContain('token_refused');
    expect(wrong.err).not.toContain('wrong');
    const unreachable = await init({ ...environment(), DESK_SERVER: `http://127.0.0.1:${await freePort()}` });
    expect(unreachable.code).toBe(1);
    expect(holdsVault(folder)).toBe(true);
    // The server's new address comes from the environment, and is kept.
    expect(await desk(['sync', '--once', '--data', folder], environment())).toMatchObject({ code: 0 });
    expect(await desk(['sync', '--once', '--data', folder], locked)).toMatchObject({ code: 0 });
  });

  it('takes the passphrase and the token from file descriptors, and a folder from one program only', async () => {
    const folder = join(freshFolder(), 'desk');
    const child = spawn(process.execPath, [entry, 'init', '--data', folder, '--passphrase-fd', '3', '--token-fd', '4'], {
      env: { ...process.env, DESK_SERVER: intake.url, DESK_PASSPHRASE: 'not this one', DESK_TOKEN: 'nor this' },
      stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe'],
    });
    (child.stdio[3] as NodeJS.WritableStream).end(`${passphrase}\n`);
    (child.stdio[4] as NodeJS.WritableStream).end(serverOf(intake).token);
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    const window = await openTestWorkstation(folder, { automatic: false });
    expect(await desk(['queue', '--data', folder], locked)).toMatchObject({ code: 3, err: expect.stringContaining('folder_in_use') });
    await window.close();
    expect(await desk(['queue', '--data', folder], locked)).toMatchObject({ code: 0 });
    expect(await desk(['queue', '--data', folder, '--passphrase-fd', 'three'], locked)).toMatchObject({ code: 2 });
  });
});

describe('desk sync, queue, show, decide, outbox, retry', () => {
  it('show what is held, masked until somebody asks', async () => {
    const folder = settled();
    const queue = await desk(['queue', '--json', '--data', folder], locked);
    const rows = queue.lines as QueueRow[];
    expect(rows.map(({ applicationId }) => applicationId).sort()).toEqual([0, 1, 2, 3].map(idOf).sort());
    const { name = '', idNumber = '', phone = '' } = intake.batch.applications[0]?.applicant ?? {};
    for (const value of [name, idNumber, phone]) expect(queue.out).not.toContain(value);
    const unmasked = await desk(['queue', '--json', '--unmask', '--data', folder], locked);
    for (const value of [name, idNumber, phone]) expect(unmasked.out).toContain(value);

    const shown = await desk(['show', idOf(0), '--json', '--data', folder], locked);
    const [sheet] = shown.lines as ReviewSheet[];
    expect(sheet).toMatchObject({ revealed: false, checks: 'complete', application: { id: idOf(0) } });
    expect(shown.out).not.toContain(idNumber);
    expect((await desk(['show', idOf(0), '--json', '--unmask', '--data', folder], locked)).out).toContain(idNumber);
    expect(await desk(['show', 'nobody', '--data', folder], locked)).toMatchObject({ code: 3, out: '' });
  });

  it('take decisions from a file and from standard input, durable, and bring them to their receipts', async () => {
    const folder = settled();
    // From a file: what is left out is filled in.
    const reasons = [
      {
        code: 'document.blurred',
        target: { documentId: intake.batch.applications[0]?.documents[0]?.id },
        values: { measured: '12', limit: '100' },
      },
    ];
    const fixes = await desk(
      ['decide', '--data', folder, '--file', fileOf(folder, { subject: subject(0), outcome: 'request_fixes', reasons })],
      locked,
    );
    expect(fixes).toMatchObject({ code: 0, lines: [{ state: 'waiting', outcome: 'request_fixes' }] });
    // From standard input, whole: its own identifier and time are kept.
    const whole = {
      decisionId: fixedId('scripted', 1),
      decidedAt: '2026-11-20T01:02:03.000Z',
      subject: subject(1),
      outcome: 'escalate',
      note: '请再看',
    };
    const piped = await desk(['decide', '--data', folder, '--file', '-'], locked, JSON.stringify(whole));
    expect(piped.lines).toMatchObject([{ decisionId: whole.decisionId, decidedAt: whole.decidedAt, state: 'waiting' }]);
    expect((await desk(['decide', '--data', folder, '--file', '-'], locked, JSON.stringify(whole))).lines).toEqual(piped.lines);
    const waiting = await desk(['outbox', '--json', '--data', folder], locked);
    expect(waiting.code).toBe(0);
    expect((waiting.lines as DecisionRecord[]).map(({ state }) => state)).toEqual(['waiting', 'waiting']);

    // A server in maintenance: could not; the decisions wait.
    intake.control.maintenance();
    const refused = await desk(['sync', '--once', '--json', '--data', folder], locked);
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('maintenance') });
    expect(stateOf(refused).outbox.waiting).toBe(2);
    intake.control.heal();
    const sent = await desk(['sync', '--once', '--json', '--data', folder], locked);
    expect(sent.code).toBe(0);
    expect(stateOf(sent).outbox).toMatchObject({ waiting: 0, receipted: 2 });
    const received = intake.control.decisions().map(({ decision }) => decision);
    expect(received).toMatchObject([
      { outcome: 'request_fixes', policyVersion: 'fixture-1' },
      { ...whole, workstationId: received[0]?.workstationId },
    ]);
    expect(received[0]?.notice.zh).toContain('12');
  });

  it('bring a conflict back as something to look at, and never send it again as it is', async () => {
    const folder = settled();
    await desk(['decide', '--data', folder, '--file', '-'], locked, JSON.stringify({ subject: subject(2), outcome: 'escalate' }));
    await intake.control.append({ kind: 'application.remove', id: idOf(2), cause: 'withdrawn' });
    expect(await desk(['sync', '--once', '--data', folder], locked)).toMatchObject({ code: 1 });
    const outbox = await desk(['outbox', '--json', '--data', folder], locked);
    const [conflict] = outbox.lines as DecisionRecord[];
    expect(outbox.code).toBe(1);
    expect(conflict).toMatchObject({ state: 'conflict', receipt: { conflict: { cause: 'withdrawn' } } });
    expect(await desk(['retry', conflict?.decisionId ?? '', '--data', folder], locked)).toMatchObject({ code: 2, out: '' });
    expect(await desk(['retry', 'nothing', '--data', folder], locked)).toMatchObject({
      code: 3,
      err: expect.stringContaining('decision_unknown'),
    });
  });

  it('refuse what is no decision by name, and keep nothing of it', async () => {
    const folder = settled();
    const decide = (content: unknown) => desk(['decide', '--data', folder, '--file', fileOf(folder, content)], locked);
    expect(await decide('{"subject":')).toMatchObject({ code: 2, err: expect.stringContaining('JSON') });
    expect(await decide({ outcome: 'approve' })).toMatchObject({ code: 2, err: expect.stringContaining('subject') });
    expect(await decide({ subject: subject(3), outcome: 'wave' })).toMatchObject({ code: 2, err: expect.stringContaining('outcome') });
    expect(await desk(['decide', '--data', folder, '--file', join(folder, 'none.json')], locked)).toMatchObject({
      code: 3,
      err: expect.stringContaining('file_unreadable'),
    });
    expect(await decide({ subject: subject(3), outcome: 'reject' })).toMatchObject({
      code: 3,
      err: expect.stringContaining('reasons_missing'),
    });
    expect(await decide({ subject: { ...subject(3), revision: 9 }, outcome: 'escalate' })).toMatchObject({
      code: 3,
      err: expect.stringContaining('application_changed'),
    });
    expect(await desk(['outbox', '--json', '--data', folder], locked)).toMatchObject({ code: 0, out: '' });
  });

  it('killed between sending and receipt: sent again, counted once; and no secret stands in any argument', async () => {
    const folder = settled();
    const decided = await desk(
      ['decide', '--data', folder, '--file', '-'],
      locked,
      JSON.stringify({ subject: subject(3), outcome: 'escalate' }),
    );
    const { decisionId } = decided.lines[0] as DecisionRecord;
    gate = await startGate(intake.url);
    let child: ChildProcess | undefined;
    const parameters: string[] = [];
    const killed = new Promise<void>((resolve) => {
      if (gate === undefined) return;
      gate.rule = ({ path }) => {
        if (path !== '/v1/decisions') return 'pass';
        for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
          try {
            parameters.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
          } catch {
            // It has ended meanwhile.
          }
        }
        // The server has it and answers; nobody is there to hear it.
        child?.once('close', () => resolve()).kill('SIGKILL');
        return 'swallow';
      };
    });
    child = spawn(process.execPath, [entry, 'sync', '--once', '--data', folder], {
      env: { ...process.env, ...locked, DESK_SERVER: gate.url },
      stdio: 'ignore',
    });
    await killed;
    expect(parameters.some((line) => line.includes(folder))).toBe(true);
    for (const secret of [passphrase, serverOf(intake).token]) expect(parameters.filter((line) => line.includes(secret))).toEqual([]);
    expect((await desk(['outbox', '--json', '--data', folder], locked)).lines).toMatchObject([{ decisionId, state: 'sending' }]);
    expect(await desk(['sync', '--once', '--data', folder], environment())).toMatchObject({ code: 0 });
    expect((await desk(['outbox', '--json', '--data', folder], locked)).lines).toMatchObject([
      { decisionId, state: 'receipted', receipt: { status: 'duplicate' } },
    ]);
    expect(intake.control.decisions().filter(({ decision }) => decision.decisionId === decisionId)).toHaveLength(1);
  });
});

describe('desk vault key', () => {
  it('prints the key that an independent SQLCipher opens the database with, after the passphrase, and records it', async () => {
    const folder = settled();
    expect(await desk(['vault', 'key', '--data', folder])).toMatchObject({ code: 2, out: '' });
    expect(await desk(['vault', 'key', '--data', folder], { DESK_PASSPHRASE: 'another passphrase' })).toMatchObject({ code: 3, out: '' });
    const { out, code } = await desk(['vault', 'key', '--data', folder], locked);
    expect(code).toBe(0);
    expect(out).toMatch(/^[0-9a-f]{64}\n$/);
    const reader = new Signal(join(folder, 'desk.db'));
    reader.pragma(`key = "x'${out.trim()}'"`);
    expect(reader.prepare('SELECT count(*) AS count FROM applications').get()).toEqual({ count: 4 });
    expect(reader.prepare("SELECT count(*) AS count FROM audit WHERE action = 'vault.key_shown'").get()).toEqual({ count: 1 });
    reader.close();
  });
});

describe('without a vault', () => {
  it('desk sample writes a batch as files', async () => {
    const out = join(freshFolder(), 'sample');
    const sample = await desk(['sample', '--seed', '3', '--count', '1', '--out', out]);
    expect(sample).toMatchObject({ code: 0, lines: [{ out, applications: 1 }] });
    expect((sample.lines[0] as { documents: number }).documents).toBeGreaterThan(1);
    expect(existsSync(out)).toBe(true);
  }, 90_000);

  it('desk intake serves a batch, says where in its first line, and a workstation exchanges with it', async () => {
    const server = await startIntakeProcess(join(freshFolder(), 'intake'), { seed: 3, count: 1 });
    try {
      expect(server.tokens.map(({ role }) => role).sort()).toEqual(['reviewer', 'reviewer', 'senior']);
      const folder = join(freshFolder(), 'desk');
      const with_ = { DESK_PASSPHRASE: passphrase, DESK_SERVER: server.url, DESK_TOKEN: server.token('senior') };
      expect(await desk(['init', '--data', folder], with_)).toMatchObject({ code: 0 });
      const synced = await desk(['sync', '--once', '--json', '--data', folder], locked);
      expect(stateOf(synced).reviewer?.roles).toContain('senior');
      expect(stateOf(synced).documents.total).toBeGreaterThan(1);
      expect(stateOf(synced).checks.waiting).toBe(0);
    } finally {
      await server.kill();
    }
    expect(await desk(['intake', '--port', 'any', '--data', join(freshFolder(), 'x')])).toMatchObject({ code: 2 });
  }, 90_000);

  it('desk check-fields answers each line with one line, in order, also a broken one', async () => {
    const [good] = intake.batch.applications;
    const lines = [JSON.stringify(good?.applicant), '{"idNumber":"110101199003070010"}', 'no json', ''];
    const checked = await desk(['check-fields', '--json'], {}, lines.join('\n'));
    expect(checked.code).toBe(0);
    expect(checked.lines).toHaveLength(3);
    expect(checked.lines).toMatchObject([
      { line: 1, verdict: 'pass' },
      { line: 2, verdict: 'fail' },
      { line: 3, verdict: 'error', problem: 'not JSON' },
    ]);
    const dated = await desk(['check-fields', '--json', '--today', '2080-01-01'], {}, lines[0]);
    expect(dated.lines).toMatchObject([{ verdict: 'fail' }]);
    expect((await desk(['check-fields', '--today', 'soon'], {}, lines[0])).code).toBe(2);
  });

  it('desk check-images judges what depends on the kind of document only where --kind says it', async () => {
    const folder = freshFolder();
    const person = inventPerson(randomFrom('check-images'), '2026-11-25');
    for (const kind of ['id_front', 'portrait'] as const)
      writeFileSync(join(folder, `${kind}.jpg`), (await drawUpload(person, kind, randomFrom(kind), [], [])).bytes);
    type Line = { findings: { check: string; verdict: string; measured?: unknown; cause?: string }[] };
    const check = async (name: string, kind?: string) => {
      const options = ['--json', '--no-reading', ...(kind === undefined ? [] : ['--kind', kind])];
      const { lines, code } = await desk(['check-images', ...options, join(folder, `${name}.jpg`)]);
      expect(code).toBe(0);
      const { findings } = lines[0] as Line;
      return (id: string) => findings.find((finding) => finding.check === `image.${id}`);
    };
    const [card, portrait, wrong, unsaid] = [
      await check('id_front', 'id_front'),
      await check('portrait', 'portrait'),
      await check('portrait', 'id_front'),
      await check('portrait'),
    ];
    expect([card('document'), card('face'), card('orientation')].map((one) => one?.verdict)).toEqual(['pass', 'pass', 'pass']);
    expect([portrait('face'), portrait('background')].map((one) => one?.verdict)).toEqual(['pass', 'pass']);
    expect(wrong('document')?.verdict).not.toBe('pass');
    expect(unsaid('face')).toMatchObject({ verdict: 'skipped', measured: 1, cause: 'unknownKind' });
    expect(unsaid('background')).toMatchObject({ verdict: 'skipped', measured: portrait('background')?.measured });
    const refused = await desk(['check-images', '--json', '--kind', 'selfie', folder]);
    expect([refused.code, refused.lines]).toEqual([2, []]);
  });

  it('desk check-images answers each file with one line, never stops at a bad one, and goes into folders', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'a.jpg'), await drawPhoto(1, 900, 640));
    writeFileSync(join(folder, 'b.jpg'), '<html>not a photo</html>'.repeat(1_000));
    writeFileSync(join(folder, 'c.jpg'), (await drawPhoto(2, 900, 640)).subarray(0, 20_000));
    const checked = await desk(['check-images', '--json', folder]);
    const lines = checked.lines as { file: string; verdict: string; findings: { check: string; verdict: string }[] }[];
    expect(lines.map(({ file }) => file.slice(-5)).sort()).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    const verdictOf = (name: string, check: string) =>
      lines.find(({ file }) => file.endsWith(name))?.findings.find((finding) => finding.check === check)?.verdict;
    expect(verdictOf('a.jpg', 'image.intact')).toBe('pass');
    expect(verdictOf('c.jpg', 'image.intact')).toBe('fail');
    expect(lines.find(({ file }) => file.endsWith('b.jpg'))?.verdict).toBe('fail');
    expect([0, 1]).toContain(checked.code);
    expect((await desk(['check-images', '--json', join(folder, 'none.jpg')])).code).toBe(1);
  });
});
