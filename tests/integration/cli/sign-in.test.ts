import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { openBrowser, resource, startIssuer } from '../../fixtures/issuer.ts';
import { desk } from '../../fixtures/processes.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { passphrase } from '../../fixtures/workstation.ts';

const cli = fileURLToPath(new URL('../../../electron/engine/cli.ts', import.meta.url));
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Starts a command that goes on; resolves with its first line of JSON. */
const going = async (parameters: string[], environment: Record<string, string>) => {
  const child = spawn(process.execPath, [cli, ...parameters], { env: { ...process.env, LANG: 'C.UTF-8', ...environment }, stdio: 'pipe' });
  ends.push(async () => child.kill('SIGKILL'));
  const lines: unknown[] = [];
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(JSON.parse(line)));
  await new Promise((resolve) => reader.once('line', resolve));
  return { lines, code };
};

it('a site without windows: a server that announces its issuer, desk init, sign-in, sync and sign-out', async () => {
  const issuer = await startIssuer();
  ends.push(issuer.close);
  const { issuer: address, clientId } = issuer.way;
  const folder = freshFolder();
  const served = await going(
    [
      'intake',
      '--port',
      '0',
      '--data',
      join(folder, 'intake'),
      '--count',
      '1',
      '--issuer',
      address,
      '--client',
      clientId,
      '--audience',
      resource,
      '--subject',
      'lin=1',
    ],
    {},
  );
  const { url, tokens } = served.lines[0] as { url: string; tokens: { reviewerId: string }[] };
  expect(await (await fetch(`${url}/v1/health`)).json()).toMatchObject({ signIn: { issuer: address, clientId } });
  const data = join(folder, 'desk');
  const environment = { DESK_PASSPHRASE: passphrase, DESK_SERVER: url };
  expect(await desk(['init', '--data', data, '--issuer', address], environment)).toMatchObject({ code: 2 });
  expect(await desk(['init', '--data', data, '--issuer', 'http://id.example.cn', '--client', clientId], environment)).toMatchObject({
    code: 3,
  });
  expect(await desk(['init', '--data', join(folder, 'named'), '--issuer', address, '--client', clientId], environment)).toMatchObject({
    code: 0,
  });
  // A server that is given alone tells how.
  expect(await desk(['init', '--data', data], environment)).toMatchObject({ code: 0 });
  expect(await desk(['sync', '--once', '--data', data], environment)).toMatchObject({
    code: 3,
    err: expect.stringContaining('sign_in_needed'),
  });
  const signing = await going(['sign-in', '--data', data], environment);
  const browser = openBrowser();
  await browser.visit(await browser.signIn((signing.lines[0] as { address: string }).address, 'lin'));
  expect(await signing.code).toBe(0);
  expect(signing.lines[1]).toEqual({ signedIn: true, subject: 'lin', reviewer: tokens[0]?.reviewerId });
  expect(await desk(['sync', '--once', '--data', data], environment)).toMatchObject({ code: 0 });
  expect(await desk(['sign-out', '--data', data], environment)).toMatchObject({ code: 0, lines: [{ signedOut: true, told: true }] });
  expect(await desk(['sync', '--once', '--data', data], environment)).toMatchObject({
    code: 3,
    err: expect.stringContaining('sign_in_needed'),
  });
  expect(await desk(['vault', 'list', '--data', data])).toMatchObject({ code: 0, lines: [{ id: 'first', data }] });
}, 120_000);
