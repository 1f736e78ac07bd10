import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { packBatch } from '../../../electron/intake/index.ts';
import type { ImportedPackage, PackageSettings } from '../../../shared/domain/package.ts';
import type { QueueRow } from '../../../shared/domain/queue.ts';
import { fixedId, makeBatch } from '../../fixtures/batch.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { keyPair, packageContents, zipOf } from '../../fixtures/package.ts';
import { desk } from '../../fixtures/processes.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { passphrase } from '../../fixtures/workstation.ts';

let intake: TestIntake;
const folder = freshFolder();
const at = (name: string): string => join(folder, name);
const run = (...parameters: string[]) => desk([...parameters, '--data', at('desk')], { DESK_PASSPHRASE: passphrase });
const unpack = (...parameters: string[]) => desk(['intake-unpack', '--data', intake.directory, ...parameters], {});
const { privateKey, pem } = keyPair();
beforeAll(async () => {
  intake = await startTestIntake(await makeBatch({ count: 2 }));
  await packBatch(intake.directory, at('plain.tpbatch'));
  writeFileSync(at('key.pem'), pem);
  await packBatch(intake.directory, at('signed.tpbatch'), privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  expect(await run('init')).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => intake.end());

const decideFirst = async (): Promise<string> => {
  const [row] = (await run('queue', '--json')).lines as QueueRow[];
  writeFileSync(
    at('decision.json'),
    JSON.stringify({ subject: { kind: 'application', id: row?.applicationId, revision: row?.revision }, outcome: 'escalate' }),
  );
  const decided = await run('decide', '--file', at('decision.json'));
  expect(decided).toMatchObject({ code: 0 });
  return (decided.lines[0] as { decisionId: string }).decisionId;
};

it('a file that can’t be taken is told on standard error, and nothing stands on standard output', async () => {
  writeFileSync(at('text.tpbatch'), 'no zip');
  for (const [file, code] of [
    [at('nowhere.tpbatch'), 'file_unreadable'],
    [folder, 'file_unreadable'],
    [at('text.tpbatch'), 'package_not_one'],
  ] as const)
    expect(await run('import', file, '--json')).toMatchObject({ code: 3, out: '', err: expect.stringContaining(code) });
  expect(await run('import')).toMatchObject({ code: 2, out: '' });
}, 60_000);

it('what may be asked of trust is set, told as JSON, and refused by name', async () => {
  const { own } = (await run('trust', 'list')).lines[0] as PackageSettings;
  expect(await run('trust', 'add', '--name', 'Platform', '--key', 'junk')).toMatchObject({ code: 3, out: '' });
  const added = await run('trust', 'add', '--name', 'Platform', '--key', at('key.pem'));
  expect(added).toMatchObject({ code: 0, lines: [{ requireSignature: false, trusted: [{ name: 'Platform' }], own }] });
  expect(await run('trust', 'require', 'perhaps')).toMatchObject({ code: 2, out: '' });
  expect(await run('trust', 'require', 'yes')).toMatchObject({ code: 0, lines: [{ requireSignature: true }] });
  expect(await run('import', at('plain.tpbatch'))).toMatchObject({ code: 3, err: expect.stringContaining('package_unsigned') });
  expect(await run('trust', 'remove', '0000000000000000')).toMatchObject({ code: 3, err: expect.stringContaining('key_unknown') });
}, 60_000);

describe('the way of a batch and its decisions', () => {
  it('in: a line of JSON, and a second time without a change', async () => {
    const imported = await run('import', at('signed.tpbatch'), '--json');
    expect(imported).toMatchObject({ code: 0, err: '' });
    expect(imported.lines as ImportedPackage[]).toMatchObject([
      { applications: 2, signature: 'trusted', signer: 'Platform', unchanged: false },
    ]);
    expect((await run('import', at('signed.tpbatch'), '--json')).lines).toMatchObject([{ unchanged: true }]);
    expect(await run('packages', '--json')).toMatchObject({ code: 0, lines: [{ direction: 'import' }], err: '0 decisions to export\n' });
  }, 60_000);

  it('out: never over a file that is there, nor where there is no folder, nor without a decision', async () => {
    expect(await run('export', at('none.tpresult'))).toMatchObject({ code: 3, err: expect.stringContaining('package_empty') });
    await decideFirst();
    writeFileSync(at('taken.tpresult'), 'mine');
    expect(await run('export', at('taken.tpresult'))).toMatchObject({ code: 3, err: expect.stringContaining('file_exists') });
    expect(readFileSync(at('taken.tpresult'), 'utf8')).toBe('mine');
    expect(await run('export', at('nowhere/a.tpresult'))).toMatchObject({ code: 3, err: expect.stringContaining('file_unreadable') });
    expect(await run('export', at('a.zip'))).toMatchObject({ code: 2 });
    expect(await run('export', at('a.tpresult'), '--json')).toMatchObject({ code: 0, lines: [{ direction: 'export', decisions: 1 }] });
  }, 60_000);

  it('at the platform: only a result that is signed, and where keys are given by one of them', async () => {
    const { own } = (await run('trust', 'list')).lines[0] as PackageSettings;
    const reviewer = ['--reviewer', intake.tokens[0]?.reviewerId ?? ''];
    expect(await unpack(at('a.tpresult'))).toMatchObject({ code: 3, out: '', err: expect.stringContaining('reviewer') });
    expect(await unpack(at('a.tpresult'), ...reviewer, '--trust', at('key.pem'))).toMatchObject({
      code: 3,
      out: '',
      err: expect.stringContaining('trusted'),
    });
    expect(await unpack(at('a.tpresult'), ...reviewer, '--trust', 'junk')).toMatchObject({ code: 3, out: '' });
    expect(await unpack(at('a.tpresult'), ...reviewer, '--trust', own.publicKey, '--allow-unsigned')).toMatchObject({ code: 2, out: '' });
    expect(intake.control.decisions()).toEqual([]);
    expect(await unpack(at('a.tpresult'), ...reviewer, '--trust', at('key.pem'), '--trust', own.publicKey)).toMatchObject({
      code: 0,
      lines: [{ signature: 'trusted', receipts: { accepted: 1 } }],
    });
    expect((await unpack(at('a.tpresult'), ...reviewer)).lines).toMatchObject([{ signature: 'signed', receipts: { duplicate: 1 } }]);
  }, 60_000);

  it('at the platform: a result that nobody signed is refused unless that is asked for, and an altered one always', async () => {
    const decisions = '';
    const manifest = {
      format: 'tpresult/1',
      resultId: fixedId('result', 1),
      createdAt: '2026-11-16T02:00:00.000Z',
      workstationId: fixedId('workstation', 1),
      decisions: 0,
      decisionsSha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    };
    const write = async (name: string, told: object): Promise<string> => {
      const zip = new yazl.ZipFile();
      zip.addBuffer(Buffer.from(JSON.stringify(told)), 'manifest.json');
      zip.addBuffer(Buffer.from(decisions), 'decisions.ndjson');
      zip.end();
      const pieces: Buffer[] = [];
      for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
      writeFileSync(at(name), Buffer.concat(pieces));
      return at(name);
    };
    const unsigned = await write('unsigned.tpresult', manifest);
    expect(await unpack(unsigned)).toMatchObject({ code: 3, out: '', err: expect.stringContaining('not signed') });
    expect(await unpack(unsigned, '--allow-unsigned')).toMatchObject({ code: 0, lines: [{ signature: 'unsigned', receipts: {} }] });
    const { own } = (await run('trust', 'list')).lines[0] as PackageSettings;
    const signature = { publicKey: own.publicKey, value: Buffer.alloc(64).toString('base64') };
    const altered = await write('altered.tpresult', { ...manifest, signature });
    expect(await unpack(altered, '--allow-unsigned')).toMatchObject({ code: 3, err: expect.stringContaining('altered') });
    const bare = await write('bare.tpresult', { ...manifest, signature: signature.value });
    expect(await unpack(bare)).toMatchObject({ code: 3, err: expect.stringContaining('names no key') });
    const counted = await write('counted.tpresult', { ...manifest, decisions: 7 });
    expect(await unpack(counted, '--allow-unsigned')).toMatchObject({ code: 3, err: expect.stringContaining('number') });
    writeFileSync(at('none.tpresult'), 'no zip');
    expect(await unpack(at('none.tpresult'))).toMatchObject({ code: 3, out: '' });
  }, 60_000);

  it('back: the receipt ends the decision, and what could not be read is something to look at', async () => {
    await packBatch(intake.directory, at('next.tpbatch'), privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    expect(await run('import', at('next.tpbatch'), '--json')).toMatchObject({ code: 0, lines: [{ receipts: 1 }] });
    expect((await run('outbox', '--json')).lines).toMatchObject([{ state: 'receipted' }]);
    expect(await run('trust', 'require', 'no')).toMatchObject({ code: 0 });
    const contents = packageContents(1);
    const changes = `${contents.changes}${JSON.stringify({ seq: 9, kind: 'unheard_of', at: '' })}\n`;
    const { changesSha256: _changesSha256, ...manifest } = contents.manifest;
    const told = { ...manifest, changesSha256: createHash('sha256').update(changes).digest('hex') };
    writeFileSync(at('odd.tpbatch'), await zipOf({ ...contents, changes, manifest: told }));
    expect(await run('import', at('odd.tpbatch'), '--json')).toMatchObject({ code: 1, lines: [{ passedOver: 1, signature: 'unsigned' }] });
  }, 60_000);
});
