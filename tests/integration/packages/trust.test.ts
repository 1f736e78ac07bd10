import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedId } from '../../fixtures/batch.ts';
import { keyPair, type PackageContents, packageContents, packageFile, signedManifest, zipOf } from '../../fixtures/package.ts';
import { codeOf, openTestWorkstation, passphrase, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

let site: TestWorkstation;
beforeEach(async () => {
  site = await openTestWorkstation(undefined, { automatic: false });
  taken(await site.workstation.create(passphrase, { kind: 'packages' }));
});
afterEach(() => site.close());

type Manifest = Record<string, unknown>;
const bring = async (manifest: Manifest, contents: PackageContents = packageContents(1)) =>
  site.desk().packages.import(packageFile(await zipOf({ ...contents, manifest })));
const embedded = (manifest: Manifest, key: KeyObject): Manifest => {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' }) as { x?: string };
  const { signature } = signedManifest(manifest, key);
  return { ...manifest, signature: { algorithm: 'Ed25519', value: signature, publicKey: Buffer.from(x, 'base64url').toString('base64') } };
};
const altered = (manifest: Manifest): Manifest => ({ ...manifest, createdAt: '2026-11-17T02:00:00.000Z' });
const plain = (): Manifest => packageContents(1).manifest;

describe('a manifest that was altered after it was signed', () => {
  it('is refused where its signature brings its key, whether that is trusted or not', async () => {
    const { privateKey, pem } = keyPair();
    expect(await bring(altered(embedded(plain(), privateKey)))).toMatchObject({ ok: false, error: { code: 'package_altered' } });
    taken(site.desk().packages.trust('platform', pem));
    expect(codeOf(await bring(altered(embedded(plain(), privateKey))))).toBe('package_altered');
    expect(taken(await bring(embedded(plain(), privateKey))).signature).toBe('trusted');
  });

  it('is refused where its signature brings no key and the signer’s is trusted', async () => {
    const { privateKey, pem } = keyPair();
    taken(site.desk().packages.trust('platform', pem));
    expect(codeOf(await bring(altered(signedManifest(plain(), privateKey))))).toBe('package_unverifiable');
    expect(taken(await bring(signedManifest(plain(), privateKey))).signature).toBe('trusted');
  });

  it('is no better than unsigned where no key is trusted: refused or marked as that', async () => {
    const { privateKey } = keyPair();
    taken(await site.desk().packages.change({ requireSignature: true }));
    expect(codeOf(await bring(altered(signedManifest(plain(), privateKey))))).toBe('package_unverifiable');
    taken(await site.desk().packages.change({ requireSignature: false }));
    expect(taken(await bring(altered(signedManifest(plain(), privateKey)))).signature).toBe('unverifiable');
    expect(site.desk().store.read.packages(1)[0]?.signature).toBe('unverifiable');
  });

  it('signed anew by somebody else is a stranger’s, and one that claims a trusted key is refused', async () => {
    const { privateKey, pem } = keyPair();
    const stranger = generateKeyPairSync('ed25519').privateKey;
    taken(site.desk().packages.trust('platform', pem));
    const { signature } = embedded(plain(), privateKey) as { signature: object };
    const forged = embedded(altered(plain()), stranger) as { signature: object };
    expect(taken(await bring(forged)).signature).toBe('untrusted');
    expect(
      codeOf(await bring({ ...forged, signature: { ...forged.signature, publicKey: (signature as { publicKey: string }).publicKey } })),
    ).toBe('package_altered');
    taken(await site.desk().packages.change({ requireSignature: true }));
    expect(codeOf(await bring(forged))).toBe('package_untrusted');
  });

  it.each([['no base64 at all'], [''], ['AAAA']])('with "%s" for a signature is refused', async (signature) => {
    expect(codeOf(await bring({ ...plain(), signature }))).toBe('package_altered');
  });
});

describe('who decides at a site without a platform', () => {
  const reviewer = (): unknown => site.desk().store.read.workstation().reviewer;
  let number = 0;
  const naming = (id: string, roles: string[], key?: KeyObject) => {
    number += 1;
    const manifest = { ...plain(), batchId: fixedId('naming-batch', number), reviewer: { id, name: 'Lin', roles } };
    return bring(key === undefined ? manifest : embedded(manifest, key));
  };

  it('is named by the first package that nobody has to believe as a plain reviewer, and by no later one of that kind', async () => {
    expect(taken(await naming('r-1', ['reviewer', 'senior', 'lead'])).reviewerPassedOver).toBe(true);
    expect(reviewer()).toEqual({ id: 'r-1', name: 'Lin', roles: ['reviewer'] });
    for (const [id, roles] of [
      ['r-2', ['reviewer']],
      ['r-1', ['senior']],
      ['r-1', ['reviewer', 'lead']],
    ] as const) {
      expect(taken(await naming(id, [...roles])).reviewerPassedOver).toBe(true);
      expect(taken(await naming(id, [...roles], generateKeyPairSync('ed25519').privateKey)).reviewerPassedOver).toBe(true);
      expect(reviewer()).toEqual({ id: 'r-1', name: 'Lin', roles: ['reviewer'] });
    }
    expect(taken(await naming('r-1', ['reviewer'])).reviewerPassedOver).toBe(false);
    expect(site.desk().store.read.trustedKeys()).toEqual([]);
  });

  it('is whom a trusted package names, with any roles, and that is in the audit', async () => {
    const { privateKey, pem } = keyPair();
    taken(await naming('r-1', ['reviewer']));
    taken(site.desk().packages.trust('platform', pem));
    expect(taken(await naming('r-2', ['reviewer', 'senior'], privateKey)).reviewerPassedOver).toBe(false);
    expect(reviewer()).toEqual({ id: 'r-2', name: 'Lin', roles: ['reviewer', 'senior'] });
    const entries = site.desk().store.read.auditEntries(1, 100);
    expect(entries.filter(({ action }) => action === 'reviewer.named')).toMatchObject([
      { subject: 'r-1', details: { roles: 'reviewer', signature: 'unsigned' } },
      { reviewerId: 'r-1', subject: 'r-2', details: { roles: 'reviewer senior', signature: 'trusted' } },
    ]);
  });
});
