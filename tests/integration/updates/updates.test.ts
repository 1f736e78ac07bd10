import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactSign } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Updates } from '../../../electron/engine/updates/index.ts';
import { stagePlace } from '../../../electron/engine/updates/stage.ts';
import type { Release } from '../../../shared/domain/release.ts';
import { makeBatch } from '../../fixtures/batch.ts';
import { serverOf } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { daysOn, installerBytes, layRelease, newPublisher, type Publisher, program, releaseOf, updatesOf } from '../../fixtures/release.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { codeOf, openTestWorkstation, passphrase, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

let publisher: Publisher;
let shop: string;
let intake: TestIntake;
let site: TestWorkstation;
let updates: Updates;
let handedOver: string[];

/** The same workstation after its program was started again. */
const startAgain = async (changed: Partial<typeof program> = {}): Promise<void> => {
  await updates.close();
  updates = updatesOf(site, publisher.keys, { program: { ...program, ...changed }, handOver: (moment) => handedOver.push(moment) });
};
beforeEach(async () => {
  handedOver = [];
  publisher = await newPublisher();
  shop = freshFolder();
  intake = await startTestIntake(await makeBatch({ count: 1 }), { releasesDirectory: shop });
  site = await openTestWorkstation(undefined, { automatic: false });
  taken(await site.workstation.create(passphrase, { kind: 'server', ...serverOf(intake) }));
  updates = updatesOf(site, publisher.keys, { handOver: (moment) => handedOver.push(moment) });
});
afterEach(async () => {
  await updates.close();
  await site.close();
  await intake.end();
});

const folder = (): string => join(site.folder, 'updates');
const name = 'shenhetai_0.3.0_amd64.deb';
const recorded = (): string[] =>
  site
    .desk()
    .store.read.auditList({}, undefined, 100)
    .map(({ action }) => action)
    .filter((action) => action.startsWith('update.'));

describe('a newer version', () => {
  it('is found, fetched, verified, recorded and handed to the installer, and nothing of it is left once it runs', async () => {
    await layRelease(shop, publisher, releaseOf('0.3.0'));
    const found = taken(await updates.check());
    expect(found).toMatchObject({
      running: '0.2.0',
      server: true,
      newer: { version: '0.3.0', turn: 'now', file: { held: 0, ready: false } },
    });
    const fetched = taken(await updates.fetch(false));
    const path = join(folder(), name);
    expect(fetched.newer?.file).toMatchObject({
      ready: true,
      held: 3_000_000,
      path,
      command: `sudo dpkg --refuse-downgrade --install '${path}'`,
    });
    expect(readFileSync(path).equals(installerBytes('0.3.0'))).toBe(true);
    // Also after the program was started again, without asking anybody.
    await startAgain();
    expect((await updates.state()).newer).toMatchObject({ version: '0.3.0', file: { ready: true } });
    expect(taken(await updates.install('when_leaving')).newer?.whenLeaving).toBe(true);
    expect(taken(await updates.install('not')).newer?.whenLeaving).toBe(false);
    await updates.install('now');
    expect(handedOver).toEqual(['when_leaving', 'not', 'now']);
    expect(recorded().toReversed()).toEqual(['update.found', 'update.fetched', 'update.handed_over', 'update.handed_over']);

    await startAgain({ version: '0.3.0' });
    expect(await updates.state()).toMatchObject({ running: '0.3.0', newer: undefined, failure: undefined });
    expect(readdirSync(folder())).toEqual(['seen.json']);
  });

  it('takes the place of the one before, whose installer is removed', async () => {
    await layRelease(shop, publisher, releaseOf('0.3.0'));
    await updates.check();
    await updates.fetch(false);
    await layRelease(shop, publisher, releaseOf('0.4.0'));
    await updates.check();
    expect(readdirSync(folder()).filter((file) => file.endsWith('.deb'))).toEqual([]);
    expect(taken(await updates.fetch(false)).newer).toMatchObject({ version: '0.4.0', file: { ready: true } });
  });

  it('is nothing where the platform hands out none, or what runs', async () => {
    expect(taken(await updates.check())).toMatchObject({ newer: undefined, failure: undefined });
    await layRelease(shop, publisher, releaseOf('0.2.0'));
    expect(taken(await updates.check())).toMatchObject({ newer: undefined, failure: undefined });
    expect(codeOf(await updates.fetch(true))).toBe('release_none');
    expect(recorded()).toEqual([]);
  });

  it('without an installer for this system says so', async () => {
    await layRelease(shop, publisher, releaseOf('0.3.0'));
    await startAgain({ kind: 'rpm' });
    expect(taken(await updates.check()).newer).toMatchObject({ version: '0.3.0', file: undefined });
    expect(codeOf(await updates.fetch(true))).toBe('release_file_absent');
  });

  it('is asked for and fetched by itself when the time has come, and never while the desk is locked', async () => {
    await layRelease(shop, publisher, releaseOf('0.3.0'));
    await updates.tend();
    expect((await updates.state()).newer).toBeUndefined();
    site.clock.advance(600_001);
    await site.workstation.lock();
    await updates.tend();
    expect((await updates.state()).newer).toBeUndefined();
    taken(await site.workstation.unlock(passphrase));
    await updates.tend();
    expect((await updates.state()).newer?.file?.ready).toBe(true);
    // Not again on the same day.
    await layRelease(shop, publisher, releaseOf('0.4.0'));
    site.clock.advance(18 * 3_600_000);
    await updates.tend();
    expect((await updates.state()).newer?.version).toBe('0.3.0');
    site.clock.advance(11 * 3_600_000);
    await updates.tend();
    expect((await updates.state()).newer).toMatchObject({ version: '0.4.0', file: { ready: true } });
  });
});

describe('a staged roll-out', () => {
  const staged = (share: number, changed: Partial<Release> = {}): Release =>
    releaseOf('0.3.0', { stage: { share, seed: 'spring' }, publishedAt: daysOn(-1 + share / 1_000), ...changed });
  const place = (): number => stagePlace(site.desk().store.read.workstation().workstationId, 'spring');

  it('waits for the workstation’s turn, which a larger share brings', async () => {
    await layRelease(shop, publisher, staged(place()));
    expect(taken(await updates.check()).newer?.turn).toBe('may_ask');
    expect(codeOf(await updates.fetch(false))).toBe('release_not_due');
    await layRelease(shop, publisher, staged(place() + 1));
    expect(taken(await updates.check()).newer?.turn).toBe('now');
    expect(codeOf(await updates.fetch(false))).toBe('ok');
  });

  it('gives it earlier to whoever asks, where the policy lets it, and to all whose version is not sound any more', async () => {
    const { store } = site.desk();
    const policy = store.read.policy();
    if (policy === undefined) throw new Error('no policy');
    await layRelease(shop, publisher, staged(0));
    store.transaction((write) => write.putPolicy({ ...policy, updates: { beforeTurn: false } }));
    expect(taken(await updates.check()).newer?.turn).toBe('later');
    expect(codeOf(await updates.fetch(true))).toBe('release_not_due');
    store.transaction((write) => write.putPolicy({ ...policy, updates: { beforeTurn: true } }));
    expect(taken(await updates.fetch(true)).newer).toMatchObject({ turn: 'now', file: { ready: true } });

    await layRelease(shop, publisher, staged(0, { version: '0.4.0', oldestSound: '0.2.1' }), installerBytes('0.3.0'));
    expect(taken(await updates.check()).newer).toMatchObject({ version: '0.4.0', turn: 'now', urgent: true });
  });
});

describe('a statement', () => {
  it.each<[string, () => Promise<string>, string]>([
    ['of another key', async () => (await newPublisher()).sign(releaseOf('0.3.0')), 'release_untrusted'],
    [
      'that was changed after it was signed',
      async () => {
        const [header, , signature] = (await publisher.sign(releaseOf('0.3.0'))).split('.');
        return [header, Buffer.from(JSON.stringify(releaseOf('0.9.0'))).toString('base64url'), signature].join('.');
      },
      'release_untrusted',
    ],
    [
      'that nobody signed',
      async () =>
        [
          Buffer.from('{"alg":"none","typ":"shenhetai-release+jws"}').toString('base64url'),
          Buffer.from(JSON.stringify(releaseOf('0.3.0'))).toString('base64url'),
          '',
        ].join('.'),
      'release_untrusted',
    ],
    [
      'of another kind by the same key',
      () =>
        new CompactSign(Buffer.from(JSON.stringify(releaseOf('0.3.0'))))
          .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: publisher.kid })
          .sign(publisher.privateKey),
      'release_untrusted',
    ],
    ['of another product', () => publisher.sign(releaseOf('0.3.0', { product: 'another' })), 'release_other_product'],
    ['that is out of date', () => publisher.sign(releaseOf('0.3.0', { validUntil: daysOn(-1) })), 'release_expired'],
    ['of an older version', () => publisher.sign(releaseOf('0.1.9')), 'release_older'],
    ['that is no statement', async () => 'anything', 'release_untrusted'],
  ])('%s is refused, told and recorded once', async (_what, make, code) => {
    writeFileSync(join(shop, 'release.jws'), await make());
    expect(codeOf(await updates.check())).toBe(code);
    expect(codeOf(await updates.check())).toBe(code);
    expect(await updates.state()).toMatchObject({ newer: undefined, failure: { code } });
    expect(recorded()).toEqual(['update.refused']);
    // It is gone with the next good one.
    await layRelease(shop, publisher, releaseOf('0.3.0'));
    expect(taken(await updates.check())).toMatchObject({ newer: { version: '0.3.0' }, failure: undefined });
  });

  it.each(['../shenhetai.deb', 'a/b.deb', '..\\x.exe', '.ssh', '-x.deb'])(
    'with the file name %s is refused although it is signed',
    async (bad) => {
      const release = releaseOf('0.3.0');
      const payload = { ...release, files: release.files.map((file) => ({ ...file, name: bad })) };
      const signed = await new CompactSign(Buffer.from(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'EdDSA', typ: 'shenhetai-release+jws', kid: publisher.kid })
        .sign(publisher.privateKey);
      writeFileSync(join(shop, 'release.jws'), signed);
      expect(codeOf(await updates.check())).toBe('release_untrusted');
    },
  );

  it('is believed by a key that follows the present one', async () => {
    const next = await newPublisher('next');
    await updates.close();
    updates = updatesOf(site, { keys: [...publisher.keys.keys, ...next.keys.keys] });
    await layRelease(shop, next, releaseOf('0.3.0'));
    expect(taken(await updates.check()).newer?.version).toBe('0.3.0');
  });

  it('is not asked for where no key ships with the program', async () => {
    await layRelease(shop, publisher, releaseOf('0.3.0'));
    await updates.close();
    updates = updatesOf(site, { keys: [] });
    expect(codeOf(await updates.check())).toBe('release_unverifiable');
    expect(await updates.state()).toMatchObject({ off: 'no_key', newer: undefined });
  });
});

describe('an installer', () => {
  it('goes on where the line broke', async () => {
    await layRelease(shop, publisher, releaseOf('0.3.0'));
    await updates.check();
    intake.control.fault({ call: 'releases', kind: 'cut', afterBytes: 700_000, times: 3 });
    expect(taken(await updates.fetch(false)).newer?.file?.ready).toBe(true);
  });

  it('goes on after a restart with the bytes that are here', async () => {
    await layRelease(shop, publisher, releaseOf('0.3.0'));
    await updates.check();
    const [file] = releaseOf('0.3.0').files;
    writeFileSync(join(folder(), `${file?.sha256}.part`), installerBytes('0.3.0').subarray(0, 2_000_000));
    await startAgain();
    expect((await updates.state()).newer?.file).toMatchObject({ held: 2_000_000, ready: false });
    // Were it begun anew, it would be another one.
    writeFileSync(join(shop, name), Buffer.concat([Buffer.alloc(2_000_000), installerBytes('0.3.0').subarray(2_000_000)]));
    expect(taken(await updates.fetch(false)).newer?.file?.ready).toBe(true);
  });

  it.each<[string, Buffer]>([
    ['with other bytes', installerBytes('another')],
    ['that is longer', Buffer.concat([installerBytes('0.3.0'), Buffer.from('x')])],
    ['without an end', Buffer.alloc(40_000_000)],
  ])('%s is refused and nothing of it is left', async (_what, bytes) => {
    await layRelease(shop, publisher, releaseOf('0.3.0'), bytes);
    await updates.check();
    expect(codeOf(await updates.fetch(false))).toBe('release_file_wrong');
    expect(readdirSync(folder()).sort()).toEqual(['release.jws', 'seen.json']);
    expect(codeOf(await updates.install('now'))).toBe('release_none');
    expect(handedOver).toEqual([]);
    expect(recorded()).toContain('update.refused');
  });

  it('that is shorter never gets ready', async () => {
    await layRelease(shop, publisher, releaseOf('0.3.0'), installerBytes('0.3.0').subarray(0, 1_000_000));
    await updates.check();
    expect(codeOf(await updates.fetch(false))).not.toBe('ok');
    expect((await updates.state()).newer?.file?.ready).toBe(false);
  });

  it('that was changed after it was fetched is not handed over', async () => {
    await layRelease(shop, publisher, releaseOf('0.3.0'));
    await updates.check();
    await updates.fetch(false);
    writeFileSync(join(folder(), name), installerBytes('another'));
    expect(codeOf(await updates.install('now'))).toBe('release_file_wrong');
    expect(handedOver).toEqual([]);
  });

  it('is taken from a folder where there is no network', async () => {
    const carried = freshFolder();
    await layRelease(carried, publisher, releaseOf('0.3.0', { stage: { share: 0, seed: 'none' } }));
    expect(taken(await updates.take(carried)).newer).toMatchObject({ version: '0.3.0', turn: 'now', file: { ready: true } });
    await layRelease(carried, publisher, releaseOf('0.4.0'), installerBytes('another'));
    expect(codeOf(await updates.take(carried))).toBe('release_file_wrong');
    expect(codeOf(await updates.take(freshFolder()))).toBe('file_unreadable');
    expect(existsSync(join(folder(), name))).toBe(false);
  });
});

it('why an installer did not come to its end is told at the next start', async () => {
  await layRelease(shop, publisher, releaseOf('0.3.0'));
  await updates.check();
  await updates.fetch(false);
  writeFileSync(join(folder(), 'outcome.json'), JSON.stringify({ version: '0.3.0', outcome: 'failed', cause: 'not_confirmed' }));
  await startAgain();
  expect(await updates.state()).toMatchObject({
    failure: { code: 'update_not_installed', details: { cause: 'not_confirmed' } },
    newer: { file: { ready: true } },
  });
});
