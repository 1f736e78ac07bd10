import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../electron/engine/ports/clock.ts';
import { makeBatch } from '../../fixtures/batch.ts';
import { serverOf } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { type DeskEnvironment, desk } from '../../fixtures/processes.ts';
import { installerBytes } from '../../fixtures/release.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { passphrase } from '../../fixtures/workstation.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const place = freshFolder();
const shop = freshFolder();
const keyFile = join(place, 'publisher.pem');
const keys = join(place, 'release-keys.json');
const news = join(place, 'news.txt');
const processor = { x64: 'amd64', arm64: 'arm64' }[process.arch as 'x64' | 'arm64'];
const name = `shenhetai_9.1.0_${processor}.deb`;

/** The publisher's side, by the order that they give. */
const publish = (...words: string[]): string =>
  execFileSync(process.execPath, [join(root, 'electron', 'dev', 'pack.ts'), ...words], {
    cwd: root,
    env: { ...process.env, SHENHETAI_RELEASE_KEY_FILE: keyFile },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
const sign = (version: string, ...words: string[]): string =>
  publish('--release', '--folder', shop, '--keys', keys, '--version', version, '--news-zh', news, '--news-en', news, ...words);

let intake: TestIntake;
let environment: DeskEnvironment;
const folder = join(freshFolder(), 'desk');
beforeAll(async () => {
  intake = await startTestIntake(await makeBatch({ count: 1 }), { clock: systemClock.now, releasesDirectory: shop });
  environment = {
    DESK_PASSPHRASE: passphrase,
    DESK_SERVER: intake.url,
    DESK_TOKEN: serverOf(intake).token,
    SHENHETAI_RELEASE_KEYS: keys,
  };
  writeFileSync(news, 'A line about it\n');
  publish('--new-release-key', keyFile, '--keys', keys);
});
afterAll(() => intake.end());

it('a publisher makes a key once and outside of the checkout, and signs nothing that no program would believe', () => {
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  expect(readFileSync(keys, 'utf8')).not.toContain('PRIVATE');
  expect(() => publish('--new-release-key', keyFile, '--keys', keys)).toThrow(/EEXIST/);
  expect(() => publish('--new-release-key', join(root, 'publisher.pem'), '--keys', keys)).toThrow(/checkout/);
  expect(existsSync(join(root, 'publisher.pem'))).toBe(false);
  writeFileSync(join(shop, name), installerBytes('9.1.0'));
  const own = join(place, 'none.json');
  writeFileSync(own, '{"keys":[]}');
  expect(() => publish('--release', '--folder', shop, '--keys', own, '--news-zh', news, '--news-en', news)).toThrow(
    /No program would believe/,
  );
});

it('a release is signed, looked for, verified and fetched on the command line, and an older one is refused', async () => {
  writeFileSync(join(shop, name), installerBytes('9.1.0'));
  const statement = sign('9.1.0');
  expect(statement).toBe(join(shop, 'release.jws'));
  expect(await desk(['update', 'verify', statement, join(shop, name), '--keys', keys])).toMatchObject({
    code: 0,
    lines: [{ version: '9.1.0', share: 100, verified: [name] }],
  });
  expect((await desk(['update', 'verify', statement])).err).toContain('release_unverifiable');
  expect(await desk(['init', '--data', folder], environment)).toMatchObject({ code: 0 });
  const checked = await desk(['update', 'check', '--json', '--data', folder], environment);
  expect(checked).toMatchObject({ code: 1, lines: [{ newer: { version: '9.1.0', turn: 'now', file: { ready: false } } }] });
  const fetched = await desk(['update', 'fetch', '--data', folder], environment);
  const path = join(folder, 'updates', name);
  expect(fetched.code).toBe(1);
  expect(fetched.out.split('\n')).toContain(`sudo dpkg --refuse-downgrade --install '${path}'`);
  expect(readFileSync(path).equals(installerBytes('9.1.0'))).toBe(true);

  sign('9.0.0');
  const refused = await desk(['update', 'fetch', '--data', folder], environment);
  expect(refused.code).toBe(3);
  expect(refused.err).toContain('release_older');
  expect((await desk(['update', 'fetch', '--from', shop, '--data', folder], environment)).err).toContain('release_older');
  writeFileSync(join(shop, name), installerBytes('another'));
  expect((await desk(['update', 'verify', statement, join(shop, name), '--keys', keys])).err).toContain('release_file_wrong');
}, 120_000);

it('a site without a network takes a release from a folder', async () => {
  writeFileSync(join(shop, name), installerBytes('9.2.0'));
  sign('9.2.0', '--share', '0');
  const lonely = join(freshFolder(), 'desk');
  const known = { DESK_PASSPHRASE: passphrase, SHENHETAI_RELEASE_KEYS: keys };
  expect(await desk(['init', '--data', lonely], known)).toMatchObject({ code: 0 });
  const taken = await desk(['update', 'fetch', '--from', shop, '--json', '--data', lonely], known);
  expect(taken).toMatchObject({ code: 1, lines: [{ server: false, newer: { version: '9.2.0', file: { ready: true } } }] });
}, 120_000);
