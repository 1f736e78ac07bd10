import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { packBatch, unpackResult } from '../../../electron/intake/index.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { keyPair, packageContents, packageFile, signedManifest, zipOf } from '../../fixtures/package.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { codeOf, openTestWorkstation, passphrase, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

let open: TestWorkstation[] = [];
let servers: TestIntake[] = [];
afterEach(async () => {
  for (const one of open) await one.close();
  for (const one of servers) await one.end();
  open = [];
  servers = [];
});

const site = async (automatic = false): Promise<TestWorkstation> => {
  const one = await openTestWorkstation(undefined, { automatic });
  open.push(one);
  taken(await one.workstation.create(passphrase, { kind: 'packages' }));
  return one;
};
const intake = async (): Promise<TestIntake> => {
  const server = await startTestIntake();
  servers.push(server);
  return server;
};
const held = (one: TestWorkstation) => one.desk().store.read.fileCounts();

describe('a site without a network', () => {
  it('takes a batch in, decides, and gets its receipt with the next batch', async () => {
    const server = await intake();
    const folder = freshFolder();
    const batch = join(folder, 'first.tpbatch');
    const packed = await packBatch(server.directory, batch);
    const one = await site();
    const imported = taken(await one.desk().packages.import(batch));
    expect(imported).toMatchObject({
      unchanged: false,
      applications: packed.applications,
      documents: packed.documents,
      signature: 'unsigned',
    });
    expect(held(one).held).toBe(packed.documents);
    const first = taken(one.desk().review.queuePage({ view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 1 })).rows[0];
    if (first === undefined) throw new Error('the queue is empty');
    const subject = { kind: 'application', id: first.applicationId, revision: first.revision } as const;
    const decided = taken(
      one.desk().review.decide({ subject, outcome: 'escalate', reasons: [], matched: [], durationMs: 1 }, { takeBackSeconds: 0 }),
    );
    expect(one.desk().packages.state().exportable).toBe(1);
    const result = join(folder, 'first.tpresult');
    expect(taken(await one.desk().packages.export(result))).toMatchObject({ decisions: 1 });
    expect(codeOf(await one.desk().packages.export(join(folder, 'second.tpresult')))).toBe('package_empty');
    expect(one.desk().store.read.decision(decided.decisionId)?.state).toBe('waiting');

    const unpacked = await unpackResult(server.directory, result, { reviewerId: server.tokens[0]?.reviewerId });
    expect(unpacked.receipts).toEqual({ accepted: 1 });
    expect((await unpackResult(server.directory, result, { reviewerId: server.tokens[0]?.reviewerId })).receipts).toEqual({ duplicate: 1 });
    expect(server.control.decisions()).toHaveLength(1);

    const next = join(folder, 'second.tpbatch');
    await packBatch(server.directory, next);
    expect(taken(await one.desk().packages.import(next)).receipts).toBe(1);
    expect(one.desk().store.read.decision(decided.decisionId)?.state).toBe('receipted');
  });

  it('importing twice is once, and brings back what is missing by now', async () => {
    const path = packageFile(await zipOf(packageContents(3)));
    const one = await site();
    taken(await one.desk().packages.import(path));
    const { store } = one.desk();
    const sha256 = store.read.application(store.read.uncheckedApplications(1)[0] ?? '')?.application.documents[0]?.sha256 ?? '';
    const audited = store.read.auditTail().seq;
    store.transaction((write) => write.setFileAwaited(sha256));
    expect(taken(await one.desk().packages.import(path)).unchanged).toBe(true);
    expect(store.read.documentFile(sha256)?.arrival).toBe('held');
    expect(store.read.packages(10)).toHaveLength(1);
    expect(store.read.auditTail().seq).toBe(audited);
    expect((await one.desk().image(sha256, 'original')).ok).toBe(true);
  });

  it('a file that appears in the watched folder is taken in once, and one that is refused is told and left', async () => {
    const one = await site(true);
    const folder = freshFolder();
    taken(await one.desk().packages.change({ watchedFolder: folder }));
    const good = packageFile(await zipOf(packageContents(2)));
    copyFileSync(good, join(folder, 'half.part'));
    renameSync(join(folder, 'half.part'), join(folder, 'day.tpbatch'));
    await one.until(() => one.workstation.desk().ok && one.desk().store.read.packages(10).length === 1);
    copyFileSync(packageFile(Buffer.from('not a zip')), join(folder, 'wrong.tpbatch'));
    await one.until(() => one.desk().packages.state().refused !== undefined);
    expect(one.desk().packages.state().refused).toMatchObject({ fileName: 'wrong.tpbatch', code: 'package_not_one' });
    expect(one.desk().store.read.packages(10)).toHaveLength(1);
  }, 30_000);

  it('a package may name who decides there', async () => {
    const contents = packageContents(1);
    contents.manifest.reviewer = { id: 'r-9', name: '林', roles: ['reviewer'] };
    const one = await site();
    expect(taken(await one.desk().packages.import(packageFile(await zipOf(contents)))).reviewerPassedOver).toBe(false);
    expect(one.desk().store.read.workstation().reviewer).toEqual({ id: 'r-9', name: '林', roles: ['reviewer'] });
  });
});

describe('signatures', () => {
  it.each([
    ['canonical JSON', false],
    ['JSON as it stands', true],
  ])('a manifest signed over %s is trusted once its key is', async (_, plain) => {
    const { privateKey, pem } = keyPair();
    const contents = packageContents(2);
    const path = packageFile(await zipOf({ ...contents, manifest: signedManifest(contents.manifest, privateKey, plain) }));
    const one = await site();
    taken(await one.desk().packages.change({ requireSignature: true }));
    expect(codeOf(await one.desk().packages.import(path))).toBe('package_unverifiable');
    taken(one.desk().packages.trust('平台', pem));
    expect(taken(await one.desk().packages.import(path))).toMatchObject({ signature: 'trusted', signer: '平台' });
  });

  it('asked for, an unsigned package is refused; not asked for, it is marked', async () => {
    const path = packageFile(await zipOf(packageContents(1)));
    const one = await site();
    taken(await one.desk().packages.change({ requireSignature: true }));
    expect(codeOf(await one.desk().packages.import(path))).toBe('package_unsigned');
    taken(await one.desk().packages.change({ requireSignature: false }));
    expect(taken(await one.desk().packages.import(path)).signature).toBe('unsigned');
  });

  it('a signature that is not the manifest’s is refused, asked for or not', async () => {
    const { privateKey } = keyPair();
    const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) as { x: string };
    const contents = packageContents(1);
    const { signature } = signedManifest(contents.manifest, privateKey);
    const manifest = {
      ...contents.manifest,
      signature: { value: signature, publicKey: Buffer.from(other.x, 'base64url').toString('base64') },
    };
    const one = await site();
    expect(codeOf(await one.desk().packages.import(packageFile(await zipOf({ ...contents, manifest }))))).toBe('package_altered');
  });

  it('only an Ed25519 key gets on the trust list', async () => {
    const one = await site();
    expect(codeOf(one.desk().packages.trust('x', 'not a key'))).toBe('key_invalid');
    expect(codeOf(one.desk().packages.trust('x', Buffer.alloc(31).toString('base64')))).toBe('key_invalid');
    const { keyId, publicKey } = taken(one.desk().packages.trust('own', one.desk().packages.state().settings.own.publicKey)).own;
    expect(one.desk().store.read.trustedKeys()).toMatchObject([{ keyId, publicKey, name: 'own' }]);
    expect(taken(one.desk().packages.distrust(keyId)).trusted).toEqual([]);
  });
});
