import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Intake, startIntake } from '../../../electron/intake/index.ts';
import { readChange } from '../../../shared/contract/intake/index.ts';
import type { Application } from '../../../shared/domain/application.ts';
import type { ReasonCatalogue } from '../../../shared/domain/reason.ts';
import { sha256Of } from '../../fixtures/batch.ts';
import { workstation } from '../../fixtures/intake.ts';

const count = 4;
let directory: string;
let server: Intake;
const drawn: string[] = [];
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'intake-'));
  server = await startIntake({
    dataDirectory: directory,
    port: 0,
    seed: 7,
    count,
    onProgress: (done, total, step) => drawn.push(`${step} ${done}/${total}`),
  });
}, 60_000);
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

test('a first start with nothing but a seed serves the sample batch with the product’s own rules and reasons', async () => {
  const mine = workstation(server);
  const { changes } = await mine.feed();
  for (const change of changes) expect(readChange(change)).toMatchObject({ ok: true });
  expect(changes.slice(0, 2).map(({ kind }) => kind)).toEqual(['policy.upsert', 'reasons.upsert']);
  const applications = changes.filter(({ kind }) => kind === 'application.upsert').map(({ application }) => application as Application);
  expect(applications).toHaveLength(count);
  for (const { sha256, byteLength } of applications.flatMap(({ documents }) => documents)) {
    const bytes = new Uint8Array(await (await mine.call(`/v1/documents/${sha256}`)).arrayBuffer());
    expect([sha256Of(bytes), bytes.length]).toEqual([sha256, byteLength]);
  }
  expect(drawn).toContain(`drawing ${count}/${count}`);
});

test('the reasons of the catalogue that it serves are the ones it knows', async () => {
  const mine = workstation(server);
  const { changes } = await mine.feed();
  const application = changes.find(({ kind }) => kind === 'application.upsert')?.application as Application;
  const catalogue = changes.find(({ kind }) => kind === 'reasons.upsert')?.catalogue as ReasonCatalogue;
  expect(
    await mine.decide(mine.decision(1, application, { outcome: 'reject', reasons: [{ code: 'document.of_another_planet' }] })),
  ).toMatchObject([{ status: 'refused', problem: { code: 'reason_unknown' } }]);
  expect(
    await mine.decide(mine.decision(2, application, { outcome: 'reject', reasons: catalogue.reasons.map(({ code }) => ({ code })) })),
  ).toMatchObject([{ status: 'accepted' }]);
});
