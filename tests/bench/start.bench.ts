/**
 * `start`: from starting the program to a usable queue of 100,000 applications (the passphrase is typed by the test, its derivation counts),
 * against an Electron window that shows an empty page, in turn. ms.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRandom } from '../../electron/engine/ports/random.ts';
import { openStore } from '../../electron/engine/store/index.ts';
import { createVault } from '../../electron/engine/vault/index.ts';
import policyFile from '../../resources/policy.json' with { type: 'json' };
import catalogueFile from '../../resources/reasons.json' with { type: 'json' };
import { catalogueSchema, policySchema } from '../../shared/contract/intake/index.ts';
import { launch, openWorkstation, passphrase } from '../e2e/workstation.ts';
import { fixedId } from '../fixtures/batch.ts';
import { printFigure } from './figure.ts';

const applications = 100_000;
const rounds = 5;
const work = mkdtempSync(join(tmpdir(), 'bench-start-'));
const folder = join(work, 'workstation');
mkdirSync(folder, { recursive: true });

const keys = await createVault(folder, passphrase, systemRandom);
if (!keys.ok) throw new Error(keys.error.code);
const store = openStore({ path: join(folder, 'desk.db'), key: keys.value.databaseKey });
if (!store.ok) throw new Error(store.error.code);
store.value.transaction((write) => {
  write.saveWorkstation({ workstationId: fixedId('workstation', 0), source: { kind: 'packages' } });
  write.putPolicy(policySchema.parse(policyFile));
  write.putCatalogue(catalogueSchema.parse(catalogueFile));
  for (let index = 0; index < applications; index += 1) {
    const day = String(1 + (index % 28)).padStart(2, '0');
    const submittedAt = `2026-11-${day}T02:00:00.000Z`;
    const id = fixedId('application', index);
    write.putApplication(
      {
        id,
        revision: 1,
        batchId: 'bench',
        type: 'resident_identity',
        submittedAt,
        priority: 0,
        account: { id: fixedId('account', index), status: 'active' },
        applicant: { name: `样本${index}`, phone: `138${String(index).padStart(8, '0')}` },
        documents: [],
        attempts: [],
      },
      `2026-12-${day}T02:00:00.000Z`,
    );
    write.putFindings(id, null, [], policyFile.version);
  }
});
store.value.close();

const emptyApplication = join(work, 'empty');
mkdirSync(emptyApplication);
writeFileSync(join(emptyApplication, 'package.json'), JSON.stringify({ name: 'empty', main: 'index.js' }));
writeFileSync(
  join(emptyApplication, 'index.js'),
  `const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadURL('about:blank'));`,
);
const switches = (process.env.SHENHETAI_SWITCHES ?? '').split(' ').filter((word) => word !== '');

/** Runs in the page, which this file is compiled without. */
const isThere = (selector: string): boolean =>
  (globalThis as unknown as { document: { querySelector(selector: string): object | null } }).document.querySelector(selector) !== null;

const values: number[] = [];
const limits: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  let started = performance.now();
  const empty = await launch(process.env.SHENHETAI_ELECTRON ?? '', [...switches, emptyApplication]);
  limits.push(performance.now() - started);
  await empty.app.close();
  started = performance.now();
  const { page, close } = await openWorkstation(folder);
  // Looked for with every picture: what waits by itself looks again after up to half a second, which would be measured too.
  await page.waitForFunction(isThere, 'input[type=password]');
  await page.getByLabel('口令', { exact: true }).fill(passphrase);
  await page.keyboard.press('Enter');
  await page.waitForFunction(isThere, '[data-application]');
  values.push(performance.now() - started);
  await close();
}
rmSync(work, { recursive: true, force: true });
printFigure('start', 'ms', values, limits);
