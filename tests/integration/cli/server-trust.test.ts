import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../electron/engine/ports/clock.ts';
import { makeBatch } from '../../fixtures/batch.ts';
import { serverOf } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { type DeskEnvironment, desk } from '../../fixtures/processes.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { passphrase } from '../../fixtures/workstation.ts';

const certificates = join(import.meta.dirname, '..', '..', 'fixtures', 'certificates');
/** By `openssl x509 -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64`. */
const pin = 'sha256/zgbNEdw3rYqiRCnlTt4T0XnyAVfUy1u3gf80Slb9sPI=';
const otherPin = `sha256/${'A'.repeat(43)}=`;
const authority = join(certificates, 'authority.pem');

let intake: TestIntake;
let door: Server;
let environment: DeskEnvironment;
beforeAll(async () => {
  intake = await startTestIntake(await makeBatch({ count: 2 }), { clock: systemClock.now });
  // What stands before the platform at a site: it ends the encryption and hands everything on.
  door = createServer(
    { key: readFileSync(join(certificates, 'server-key.pem')), cert: readFileSync(join(certificates, 'server.pem')) },
    (asked, answer) => {
      const onward = request(new URL(asked.url ?? '/', intake.url), { method: asked.method, headers: asked.headers }, (came) => {
        answer.writeHead(came.statusCode ?? 502, came.headers);
        came.pipe(answer);
      });
      onward.once('error', () => answer.destroy());
      asked.pipe(onward);
    },
  );
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(door.address() as AddressInfo).port}`;
  environment = { DESK_PASSPHRASE: passphrase, DESK_SERVER: url, DESK_TOKEN: serverOf(intake).token };
});
afterAll(async () => {
  door.closeAllConnections();
  await new Promise((resolve) => door.close(resolve));
  await intake.end();
});

it('a server that only the site’s own authority vouches for is spoken to once the site says so, documents too', async () => {
  const folder = join(freshFolder(), 'desk');
  const refused = await desk(['init', '--data', folder], environment);
  expect(refused).toMatchObject({ code: 3 });
  expect(refused.err).toContain('server_untrusted');

  expect(await desk(['server-trust', '--data', folder, '--authority', authority], {})).toMatchObject({
    code: 0,
    lines: [{ authorities: 1 }],
  });
  expect(await desk(['init', '--data', folder], environment)).toMatchObject({ code: 0 });
  const synced = await desk(['sync', '--once', '--json', '--data', folder], environment);
  expect(synced).toMatchObject({ code: 0, lines: [{ connection: 'online', documents: { held: 6, total: 6 } }] });

  // Another key than the one that is expected, then that and the one that will follow.
  await desk(['server-trust', '--data', folder, '--authority', authority, '--pin', otherPin], {});
  expect((await desk(['sync', '--once', '--json', '--data', folder], environment)).lines).toMatchObject([
    { lastFailure: 'server_untrusted' },
  ]);
  await desk(['server-trust', '--data', folder, '--authority', authority, '--pin', otherPin, pin], {});
  expect(await desk(['sync', '--once', '--data', folder], environment)).toMatchObject({ code: 0 });
}, 120_000);

it('a file that can’t be understood comes to no trust at all, and says how it is mended', async () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'server-trust.json'), '{"format": "shenhetai-server-trust", "version": 1, "authorities": ["no certificate"]}');
  const refused = await desk(['init', '--data', folder], environment);
  expect(refused).toMatchObject({ code: 3 });
  expect(refused.err).toContain('server_trust_invalid');
  expect(await desk(['server-trust', '--data', folder], {})).toMatchObject({ code: 0 });
});
