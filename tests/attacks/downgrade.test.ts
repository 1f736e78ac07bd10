import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Updates } from '../../electron/engine/updates/index.ts';
import { prepareInstaller } from '../../electron/main/updates/prepare.ts';
import { batchNow, makeBatch } from '../fixtures/batch.ts';
import { serverOf } from '../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../fixtures/intake.ts';
import { daysOn, installerBytes, layRelease, newPublisher, type Publisher, program, releaseOf, updatesOf } from '../fixtures/release.ts';
import { freshFolder } from '../fixtures/store.ts';
import { codeOf, openTestWorkstation, passphrase, type TestWorkstation, taken } from '../fixtures/workstation.ts';

/** Whoever has the server, or stands on the line: they hold everything that the publisher ever signed, and not the publisher's key. */
let publisher: Publisher;
let shop: string;
let intake: TestIntake;
let site: TestWorkstation;
let updates: Updates;
const handedOver: string[] = [];

const begin = (version: string): void => {
  updates = updatesOf(site, publisher.keys, { program: { ...program, version }, handOver: (moment) => handedOver.push(moment) });
};
beforeAll(async () => {
  publisher = await newPublisher();
  shop = freshFolder();
  intake = await startTestIntake(await makeBatch({ count: 1 }), { releasesDirectory: shop });
  site = await openTestWorkstation(undefined, { automatic: false });
  taken(await site.workstation.create(passphrase, { kind: 'server', ...serverOf(intake) }));
  begin('0.2.0');
});
afterAll(async () => {
  await updates.close();
  await site.close();
  await intake.end();
});

const folder = (): string => join(site.folder, 'updates');
const installers = (): string[] => readdirSync(folder()).filter((name) => !['seen.json', 'release.jws'].includes(name));

it('a downgrade: once a newer version was seen, no older one is taken, by whatever way and after whatever restart', async () => {
  const weak = releaseOf('0.2.5', { publishedAt: daysOn(-20), validUntil: daysOn(300) });
  const withdrawn = releaseOf('0.3.0', { publishedAt: daysOn(-3), stage: { share: 100, seed: 'one' } });
  const held = releaseOf('0.3.0', { publishedAt: daysOn(-2), stage: { share: 0, seed: 'one' } });
  await layRelease(shop, publisher, weak);
  const weakStatement = readFileSync(join(shop, 'release.jws'), 'utf8');
  await layRelease(shop, publisher, held);
  expect(taken(await updates.check()).newer).toMatchObject({ version: '0.3.0', turn: 'may_ask' });

  // The weak version, signed and still valid, is newer than what runs. It is refused all the same.
  await layRelease(shop, publisher, weak);
  expect(codeOf(await updates.check())).toBe('release_older');
  // So is what the publisher said of the same version before they held it back.
  await layRelease(shop, publisher, withdrawn);
  expect(codeOf(await updates.check())).toBe('release_older');
  expect((await updates.state()).newer).toMatchObject({ version: '0.3.0', turn: 'may_ask' });
  expect(installers()).toEqual([]);

  // After a restart, and in a folder that somebody carries here.
  await updates.close();
  begin('0.2.0');
  await layRelease(shop, publisher, weak);
  expect(codeOf(await updates.check())).toBe('release_older');
  expect(codeOf(await updates.take(shop))).toBe('release_older');
  expect(installers()).toEqual([]);

  // And laid straight into the program's own folder: the newer one is what is known, or nothing is.
  writeFileSync(join(folder(), 'release.jws'), weakStatement);
  writeFileSync(join(folder(), 'shenhetai_0.2.5_amd64.deb'), installerBytes('0.2.5'));
  await updates.close();
  begin('0.2.0');
  expect((await updates.state()).newer).toBeUndefined();
  expect(existsSync(join(folder(), 'shenhetai_0.2.5_amd64.deb'))).toBe(false);
  expect(codeOf(await updates.install('now'))).toBe('release_none');
  expect(handedOver).toEqual([]);
});

it('a downgrade: the shell installs nothing that is not newer than itself, whatever the engine says', async () => {
  const place = freshFolder();
  const now = Date.parse(batchNow);
  await layRelease(place, publisher, releaseOf('0.2.5'));
  for (const version of ['0.2.5', '0.3.0', '1.0.0'])
    expect(await prepareInstaller(place, publisher.keys, { ...program, version }, now)).toMatchObject({
      ok: false,
      cause: 'release_older',
    });
  expect(await prepareInstaller(place, (await newPublisher()).keys, program, now)).toMatchObject({ ok: false, cause: 'release_untrusted' });
});

it('holding back: a statement whose time is over is told as such, also where the platform says that there is none', async () => {
  await updates.close();
  begin('0.3.0');
  await layRelease(shop, publisher, releaseOf('0.5.0', { publishedAt: daysOn(-1), validUntil: daysOn(10) }));
  expect(taken(await updates.check()).newer?.version).toBe('0.5.0');
  site.clock.set(Date.parse(daysOn(11)));
  expect(codeOf(await updates.check())).toBe('release_expired');
  rmSync(join(shop, 'release.jws'));
  expect(codeOf(await updates.check())).toBe('release_expired');
  expect(codeOf(await updates.fetch(true))).toBe('release_expired');
});
