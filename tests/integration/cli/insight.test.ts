import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../electron/engine/ports/clock.ts';
import type { QueueRow } from '../../../shared/domain/queue.ts';
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
  const edit = (application: { documents: unknown[] }) => {
    application.documents = [];
  };
  intake = await startTestIntake(await makeBatch({ count: 3, edit }), { clock: systemClock.now });
  const { token } = serverOf(intake);
  expect(await desk(['init', '--data', folder], { ...locked, DESK_SERVER: intake.url, DESK_TOKEN: token })).toMatchObject({ code: 0 });
  expect(await run('sync', '--once')).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => intake.end());

it('a site that scripts its desk gets the same numbers as the window, and nobody’s name with them', async () => {
  const rows = (await run('queue', '--json', '--unmask')).lines as (QueueRow & { applicant: Record<string, string> })[];
  const file = join(folder, '..', 'decision.json');
  const subject = { kind: 'application', id: rows[0]?.applicationId, revision: 1 };
  writeFileSync(file, JSON.stringify({ subject, outcome: 'escalate', durationMs: 12_300 }));
  expect(await run('decide', '--file', file)).toMatchObject({ code: 0 });
  const told = await run('insight', '--json', '--days', '1');
  expect(told).toMatchObject({
    code: 0,
    lines: [
      {
        period: { days: 1 },
        waiting: 0,
        decided: { total: 1, outcomes: { escalate: 1 }, unit: 'day' },
        backlog: { total: 2 },
        handling: [{ count: 1, median: 12_300 }],
      },
    ],
  });
  const personal = rows.flatMap(({ applicationId, applicant }) => [applicationId, applicant.name, applicant.idNumber]);
  expect(personal.filter((value) => value !== undefined && told.out.includes(value))).toEqual([]);
  expect((await run('insight')).out).toContain('1 decided (escalate 1)');
  expect(await run('insight', '--days', '0')).toMatchObject({ code: 2, out: '' });
}, 60_000);
