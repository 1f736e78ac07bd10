import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../electron/engine/ports/clock.ts';
import type { Claim } from '../../../shared/domain/claim.ts';
import type { RequestSheet } from '../../../shared/domain/review.ts';
import { makeBatch } from '../../fixtures/batch.ts';
import { serverOf } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { desk } from '../../fixtures/processes.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { passphrase } from '../../fixtures/workstation.ts';

let intake: TestIntake;
const folder = join(freshFolder(), 'desk');
const locked = { DESK_PASSPHRASE: passphrase };
const run = (...parameters: string[]) => desk([...parameters, '--data', folder], locked);
beforeAll(async () => {
  intake = await startTestIntake(
    await makeBatch({
      count: 3,
      edit: (application) => {
        application.documents = [];
      },
    }),
    { clock: systemClock.now },
  );
  const { token } = serverOf(intake);
  expect(await desk(['init', '--data', folder], { ...locked, DESK_SERVER: intake.url, DESK_TOKEN: token })).toMatchObject({ code: 0 });
  expect(await run('sync', '--once')).toMatchObject({ code: 0 });
});
afterAll(() => intake.end());

const decide = (id: string) => {
  const file = join(folder, '..', 'decision.json');
  writeFileSync(file, JSON.stringify({ subject: { kind: 'application', id, revision: 1 }, outcome: 'escalate' }));
  return run('decide', '--file', file);
};

it('a site without a window claims, decides what is its own, and releases the rest', async () => {
  const claimed = await run('claim', '--count', '2', '--json');
  expect(claimed).toMatchObject({ code: 0, err: '2 taken\n' });
  const [first, second] = claimed.lines as Claim[];
  expect(first).toMatchObject({ state: 'held', takenAlong: false, expiresAt: expect.any(String) });
  // The desk was closed in between: what a script claimed stays claimed.
  expect((await run('claim', '--json')).lines).toHaveLength(2);
  expect(await decide(first?.applicationId ?? '')).toMatchObject({ code: 0, lines: [{ state: 'waiting', outcome: 'escalate' }] });
  expect(await run('sync', '--once')).toMatchObject({ code: 0 });
  expect((await run('claim', '--json')).lines).toMatchObject([{ applicationId: second?.applicationId, state: 'held' }]);
  expect(await run('release', '--json')).toMatchObject({ code: 0, lines: [] });
  expect(await decide(first?.applicationId ?? '')).toMatchObject({ code: 3, err: expect.stringContaining('already_decided') });
});

it('what was given back unheard is no longer ours to decide, and is something to look at', async () => {
  const [claim] = (await run('claim', '--count', '1', '--json')).lines as Claim[];
  const id = claim?.applicationId ?? '';
  intake.control.fault({ call: 'claims', kind: 'status', status: 502, times: 99 });
  expect(await run('release', id, '--json')).toMatchObject({ code: 1, lines: [{ applicationId: id, state: 'returning' }] });
  expect(await decide(id)).toMatchObject({ code: 3, out: '', err: expect.stringContaining('claim_lost') });
  intake.control.heal();
  expect(await run('sync', '--once')).toMatchObject({ code: 0 });
  expect((await run('claim', '--json')).lines).toEqual([]);
});

it('shows a request like an application, masked', async () => {
  const request = intake.batch.requests.find(({ kind }) => kind === 'amendment');
  const shown = await run('show', request?.id ?? '', '--json');
  expect(shown.code).toBe(0);
  expect(shown.lines[0] as RequestSheet).toMatchObject({ request: { id: request?.id, kind: 'amendment' }, revealed: false, state: 'open' });
  expect(await run('show', 'nobody', '--json')).toMatchObject({ code: 3, err: expect.stringContaining('application_unknown') });
});
