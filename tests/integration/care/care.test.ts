import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { examine, writeBundle } from '../../../electron/engine/care/index.ts';
import { reportCrash } from '../../../electron/engine/ports/crash-reports.ts';
import { openLog } from '../../../electron/engine/ports/log.ts';
import { openSettings } from '../../../electron/engine/settings.ts';
import type { Application } from '../../../shared/domain/application.ts';
import { mostCrashes } from '../../../shared/domain/crash.ts';
import type { Diagnosis } from '../../../shared/domain/diagnosis.ts';
import { makeBatch } from '../../fixtures/batch.ts';
import { serverOf } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { desk } from '../../fixtures/processes.ts';
import { freshFolder, moment } from '../../fixtures/store.ts';
import { openTestWorkstation, passphrase, type TestWorkstation, taken, tracesOf } from '../../fixtures/workstation.ts';

let intake: TestIntake | undefined;
const opened: TestWorkstation[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await intake?.end();
  intake = undefined;
});

/** An invented person whose every value could be found again in whatever is written. */
const planted = {
  name: '欧阳测试甲',
  latinName: 'OUYANG CESHIJIA',
  idNumber: '110101199003070017',
  passportNumber: 'E88776655',
  phone: '13912345678',
  email: 'ouyang.ceshi@mail.example',
  address: '北京市东城区虚构路 77 号 3 单元',
};
const plantedValues = Object.values(planted);

const settled = async (): Promise<TestWorkstation> => {
  const edit = (application: Application, index: number): void => {
    if (index === 0) Object.assign(application.applicant, planted);
  };
  intake = await startTestIntake(await makeBatch({ count: 2, edit }));
  const one = await openTestWorkstation(undefined, { automatic: false });
  opened.push(one);
  taken(await one.workstation.create(passphrase, { kind: 'server', ...serverOf(intake) }));
  expect(await one.desk().sync().once()).toBeUndefined();
  return one;
};
const clockOf = (one: TestWorkstation) => ({ now: one.clock.now, monotonic: one.clock.monotonic });
const parts = (one: TestWorkstation) => ({ workstation: one.workstation, clock: clockOf(one), thorough: true });
const causes = (found: readonly Diagnosis[]): string[] => found.map(({ cause }) => cause);

const unzip = (path: string): Promise<Map<string, string>> =>
  new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true }, (error, file) => {
      if (error !== null) return reject(error);
      const texts = new Map<string, string>();
      file.on('error', reject).on('end', () => resolve(texts));
      file.on('entry', (entry: yauzl.Entry) =>
        file.openReadStream(entry, async (failed, stream) => {
          if (failed !== null) return reject(failed);
          const pieces: Buffer[] = [];
          for await (const piece of stream) pieces.push(piece as Buffer);
          texts.set(entry.fileName, Buffer.concat(pieces).toString('utf8'));
          file.readEntry();
        }),
      );
      file.readEntry();
    });
  });

/** What a person does in a day, and what goes wrong meanwhile, with errors that quote what they choked on. */
const workThrough = async (one: TestWorkstation): Promise<void> => {
  const { review } = one.desk();
  const id = intake?.batch.applications[0]?.id ?? '';
  taken(review.open(id, true));
  taken(review.opened(id));
  taken(review.saveDraft(id, { reasons: [], matched: [], note: `${planted.name} ${planted.phone}` }));
  taken(review.addNote(id, `请联系 ${planted.phone}`));
  taken(review.queuePage({ view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 10, search: planted.name } as never));
  taken(review.auditPage({ number: planted.idNumber }, undefined, 9));
  taken(
    review.decide({
      subject: { kind: 'application', id, revision: 1 },
      outcome: 'escalate',
      reasons: [],
      matched: [],
      note: planted.address,
      durationMs: 1,
    }),
  );
  intake?.control.fault({ call: 'decisions', kind: 'status', status: 500, times: 1 });
  await one.desk().sync().once();
  await one.desk().packages.import(join(one.folder, `${planted.name}.tpbatch`));
  const file = openLog(one.folder);
  const said = `no such person ${plantedValues.join(', ')} "${planted.email}"`;
  file.log.error(
    { err: new Error(said), applicant: planted, phone: planted.phone, token: serverOf(intake as TestIntake).token },
    'a fault',
  );
  try {
    JSON.parse(`{"name": ${planted.name}}`);
  } catch (error) {
    file.log.error({ err: error }, 'another fault');
    reportCrash(one.folder, 'engine', moment.now, error);
  }
  reportCrash(one.folder, 'engine', moment.now, Object.assign(new Error(said), { cause: new TypeError(`cause ${said}`) }));
  file.close();
};

describe('what is written down for the support', () => {
  it('holds nothing personal after a day of work and faults: logs, crash reports, the bundle', async () => {
    const one = await settled();
    await workThrough(one);
    const path = join(freshFolder(), 'bundle.zip');
    const settings = openSettings(one.folder);
    taken(
      await settings.change({
        ownViews: [{ id: 'v', name: `给${planted.name}的`, view: 'all', order: { by: 'due', descending: false }, filter: {} }],
      }),
    );
    const bundle = taken(await writeBundle({ ...parts(one), settings: settings.read() }, path));
    expect(bundle.entries).toEqual(
      expect.arrayContaining(['versions.json', 'settings.json', 'doctor.json', 'counts.json', 'logs/engine.log']),
    );
    expect(bundle.entries.filter((name) => name.startsWith('crashes/')).length).toBe(2);
    const { token, url } = serverOf(intake as TestIntake);
    const reviewer = one.desk().store.read.workstation().reviewer;
    const secret = [...plantedValues, token, passphrase, reviewer?.name ?? '', reviewer?.id ?? '', new URL(url).host].filter(
      (text) => text !== '',
    );
    const found = (text: string): string[] => secret.filter((value) => tracesOf(value).some((trace) => Buffer.from(text).includes(trace)));
    const texts = [...(await unzip(path))];
    expect(texts.flatMap(([name, text]) => found(text).map((value) => `${name}: ${value}`))).toEqual([]);
    for (const folder of ['logs', 'crashes'])
      for (const name of readdirSync(join(one.folder, folder)))
        expect(found(readFileSync(join(one.folder, folder, name), 'utf8')).map((value) => `${name}: ${value}`)).toEqual([]);
    // It says something all the same.
    const told = Object.fromEntries(texts);
    expect(JSON.parse(told['counts.json'] ?? '{}')).toMatchObject({ state: 'unlocked', rows: { applications: 2, decisions: 1 } });
    expect(told['logs/engine.log']).toContain('a fault');
    expect(
      one
        .desk()
        .store.read.auditEntries(1, 99)
        .map(({ action }) => action),
    ).toContain('diagnostics.exported');
  });

  it('is bounded: of crash reports the last ones stay', () => {
    const folder = freshFolder();
    for (let count = 0; count < mostCrashes + 7; count += 1)
      reportCrash(folder, 'engine', `2026-11-16T02:00:${String(count).padStart(2, '0')}.000Z`, new RangeError('x'));
    const names = readdirSync(join(folder, 'crashes')).sort();
    expect([names.length, names[0]?.startsWith('20261116T020007')]).toEqual([mostCrashes, true]);
    expect(JSON.parse(readFileSync(join(folder, 'crashes', names[0] ?? ''), 'utf8'))).toMatchObject({
      part: 'engine',
      error: { type: 'RangeError' },
    });
  });

  it('a crash of the engine itself leaves a report, and the process ends', async () => {
    const folder = freshFolder();
    const entry = fileURLToPath(new URL('../../../electron/engine/index.ts', import.meta.url));
    const child = spawn(
      process.execPath,
      [
        '--import',
        'data:text/javascript,process.on("message",(m)=>{if(m==="fall")setImmediate(()=>{throw new RangeError("13912345678 fell")})})',
        entry,
        '--data',
        folder,
      ],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    );
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.on('message', (message) => {
      if ((message as { kind?: string }).kind === 'ready') child.send('fall');
    });
    expect(await ended).toBe(70);
    const [name = ''] = readdirSync(join(folder, 'crashes'));
    const text = readFileSync(join(folder, 'crashes', name), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ part: 'engine', error: { type: 'RangeError', message: '• fell' } });
  });
});

describe('a diagnosis', () => {
  it('finds nothing wrong where nothing is, and changes nothing', async () => {
    const one = await settled();
    const before = one.desk().store.read.auditTail();
    const found = await examine(parts(one));
    expect(found.filter(({ state }) => state === 'fail')).toEqual([]);
    expect(causes(found)).toEqual(
      expect.arrayContaining([
        'folder.writable',
        'vault.present',
        'database.whole',
        'documents.complete',
        'audit.confirmed',
        'clock.right',
        'server.reached',
        'outbox.empty',
        'crashes.none',
      ]),
    );
    expect(one.desk().store.read.auditTail()).toEqual(before);
  });

  it('tells missing documents, a clock that is wrong, a platform that is away, and what crashed', async () => {
    const one = await settled();
    const documents = join(one.folder, 'documents');
    const [shelf = ''] = readdirSync(documents).filter(
      (name) => name.length === 2 && readdirSync(join(documents, name)).some((file) => file.endsWith('.original')),
    );
    const [file = ''] = readdirSync(join(documents, shelf)).filter((name) => name.endsWith('.original'));
    rmSync(join(documents, shelf, file));
    reportCrash(one.folder, 'engine', moment.now, new Error('x'));
    one.clock.set(one.clock.now() - 86_400_000);
    await intake?.end();
    const found = await examine(parts(one));
    expect(causes(found)).toEqual(expect.arrayContaining(['documents.missing', 'clock.set_back', 'server.unreachable', 'crashes.some']));
    expect(found.find(({ check }) => check === 'documents')?.details).toMatchObject({ missing: 1 });
    intake = undefined;
  });

  it('of a locked workstation looks at what lies outside the vault, and says so', async () => {
    const one = await settled();
    await one.workstation.lock();
    const found = await examine(parts(one));
    expect(found.find(({ check }) => check === 'database')).toMatchObject({ state: 'skipped', cause: 'database.locked' });
    expect(found.find(({ check }) => check === 'vault')).toMatchObject({ state: 'ok' });
  });
});

it('the command line verifies, examines and bundles, with exit codes that tell', async () => {
  const one = await settled();
  opened.splice(0);
  await one.close();
  const { folder } = one;
  const run = (...parameters: string[]) => desk([...parameters, '--data', folder], { DESK_PASSPHRASE: passphrase });
  expect(await run('verify-audit', '--json', '--platform')).toMatchObject({ code: 0, lines: [{ sound: true, faultCount: 0 }] });
  const other = join(freshFolder(), 'other.pem');
  writeFileSync(other, 'a'.repeat(64));
  expect(await run('verify-audit', '--json', '--public-key', other)).toMatchObject({ code: 1, lines: [{ sound: false }] });
  expect(await run('verify-audit', '--public-key', join(folder, 'vault.json'))).toMatchObject({
    code: 3,
    err: expect.stringContaining('key_invalid'),
  });
  const examined = await run('doctor', '--json');
  expect(examined.lines.length).toBe(13);
  expect(examined.lines.every((line) => (line as { zh: { what: string } }).zh.what !== '')).toBe(true);
  const path = join(freshFolder(), 'b.zip');
  expect(await run('bundle', path)).toMatchObject({ code: 0 });
  expect(existsSync(path)).toBe(true);
  expect(await run('bundle', join(folder, 'b.txt'))).toMatchObject({ code: 2 });
  expect(await run('database', 'copies')).toMatchObject({ code: 0, out: '' });
  expect(await run('database', 'restore', '--schema', '290')).toMatchObject({ code: 3, err: expect.stringContaining('copy_unknown') });
  await intake?.end();
  intake = undefined;
  expect(await run('verify-audit', '--platform')).toMatchObject({ code: 3, err: expect.stringContaining('server_unreachable') });
  mkdirSync(join(folder, 'empty'));
  expect(await desk(['doctor', '--json', '--data', join(folder, 'empty')])).toMatchObject({ code: 1 });
}, 60_000);
