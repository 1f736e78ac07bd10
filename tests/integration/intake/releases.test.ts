import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeBatch } from '../../fixtures/batch.ts';
import { startTestIntake, type TestIntake, workstation } from '../../fixtures/intake.ts';
import { installerBytes, layRelease, newPublisher, releaseOf } from '../../fixtures/release.ts';
import { freshFolder } from '../../fixtures/store.ts';

const shop = freshFolder();
const name = 'shenhetai_0.3.0_amd64.deb';
let intake: TestIntake;
let statement: string;
beforeAll(async () => {
  statement = await layRelease(shop, await newPublisher(), releaseOf('0.3.0'));
  intake = await startTestIntake(await makeBatch({ count: 1 }), { releasesDirectory: shop });
});
afterAll(() => intake.end());

it('hands out the statement and what it names, whole or a part, to whoever is signed in', async () => {
  const { call } = workstation(intake);
  expect(await (await call('/v1/releases/current')).json()).toEqual({ release: statement });
  const whole = await call(`/v1/releases/files/${name}`);
  const etag = `"${releaseOf('0.3.0').files[0]?.sha256}"`;
  expect(whole.headers.get('etag')).toBe(etag);
  expect(Buffer.from(await whole.arrayBuffer()).equals(installerBytes('0.3.0'))).toBe(true);
  const part = await call(`/v1/releases/files/${name}`, { headers: { range: 'bytes=2999990-', 'if-range': etag } });
  expect(part.status).toBe(206);
  expect(Buffer.from(await part.arrayBuffer()).equals(installerBytes('0.3.0').subarray(2_999_990))).toBe(true);
  // Another one by now: all of it.
  expect((await call(`/v1/releases/files/${name}`, { headers: { range: 'bytes=9-', 'if-range': '"another"' } })).status).toBe(200);
  expect((await call(`/v1/releases/files/${name}`, { headers: { range: 'bytes=3000000-' } })).status).toBe(416);
  expect((await call('/v1/releases/current', { headers: { authorization: 'Bearer nobody' } })).status).toBe(401);
});

it('hands out nothing else of the folder, nothing outside of it, and nothing where it was told of none', async () => {
  const { call } = workstation(intake);
  writeFileSync(join(shop, 'private.pem'), 'a key that was left here');
  for (const wrong of ['private.pem', 'release.jws', '..%2Fprivate.pem', '%2Fetc%2Fpasswd', '.', `${name}%00`])
    expect((await call(`/v1/releases/files/${wrong}`)).status, wrong).toBeGreaterThanOrEqual(400);
  rmSync(join(shop, name));
  symlinkSync('/etc/passwd', join(shop, name));
  expect((await call(`/v1/releases/files/${name}`)).status).toBe(404);

  const other = await startTestIntake(await makeBatch({ count: 1 }));
  const answer = await workstation(other).call('/v1/releases/current');
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'release_unknown']);
  await other.end();
});
