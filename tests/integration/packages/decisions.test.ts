import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Receipt } from '../../../shared/domain/decision.ts';
import { fixedId } from '../../fixtures/batch.ts';
import { packageContents, packageFile, zipOf } from '../../fixtures/package.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { codeOf, openTestWorkstation, passphrase, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

let site: TestWorkstation;
beforeEach(async () => {
  site = await openTestWorkstation(undefined, { automatic: false });
  taken(await site.workstation.create(passphrase, { kind: 'packages' }));
  taken(await site.desk().packages.import(packageFile(await zipOf(packageContents(3)))));
});
afterEach(() => site.close());

const decide = (index: number, takeBackSeconds = 0): string =>
  taken(
    site.desk().review.decide(
      {
        subject: { kind: 'application', id: fixedId('packaged', index), revision: 1 },
        outcome: 'escalate',
        reasons: [],
        matched: [],
        durationMs: 1,
      },
      { takeBackSeconds },
    ),
  ).decisionId;
const stateOf = (decisionId: string) => site.desk().store.read.decision(decisionId)?.state;
const exportable = (): number => site.desk().packages.state().exportable;
const exportAll = async () => site.desk().packages.export(join(freshFolder(), 'a.tpresult'));
let number = 0;
const answer = async (...receipts: Partial<Receipt>[]) => {
  number += 1;
  const contents = packageContents(0);
  const lines = receipts
    .map((receipt) => `${JSON.stringify({ status: 'accepted', at: '2026-11-16T03:00:00.000Z', ...receipt })}\n`)
    .join('');
  return site
    .desk()
    .packages.import(
      packageFile(await zipOf({ ...contents, receipts: lines, manifest: { ...contents.manifest, batchId: fixedId('answers', number) } })),
    );
};

it('what an export would carry counts whatever may not be taken back any more, also when that time passed while the program was closed', async () => {
  const open = decide(0, 10);
  expect(exportable()).toBe(0);
  decide(1);
  expect(exportable()).toBe(1);
  taken(await site.workstation.lock().then((state) => ({ ok: true as const, value: state })));
  site.clock.advance(60_000);
  taken(await site.workstation.unlock(passphrase));
  expect(stateOf(open)).toBe('held');
  expect(exportable()).toBe(2);
  expect(taken(await exportAll()).decisions).toBe(2);
  expect(exportable()).toBe(0);
});

it('a receipt ends the decision that it is for, once; what is of another workstation, or never left here, is no receipt', async () => {
  const [left, stayed] = [decide(0), decide(1)];
  const { store } = site.desk();
  store.transaction((write) => write.setExported([left], fixedId('result', 1), '2026-11-16T02:30:00.000Z'));
  taken(
    await answer(
      { decisionId: fixedId('elsewhere', 1) },
      { decisionId: stayed },
      { decisionId: left },
      { decisionId: left, status: 'refused' },
    ),
  );
  expect([stateOf(left), stateOf(stayed)]).toEqual(['receipted', 'waiting']);
  expect(exportable()).toBe(1);
  taken(await answer({ decisionId: left, status: 'conflict' }));
  expect(stateOf(left)).toBe('receipted');
  const held = decide(2, 10);
  taken(await answer({ decisionId: held }));
  expect(stateOf(held)).toBe('held');
});

it('a decision that was refused, or whose package was lost, travels again once somebody has it retried', async () => {
  const [refused, lost] = [decide(0), decide(1)];
  expect(taken(await exportAll()).decisions).toBe(2);
  taken(await answer({ decisionId: refused, status: 'refused', problem: { code: 'unknown_reason' } }));
  expect(codeOf(await exportAll())).toBe('package_empty');
  taken(site.desk().review.retry(refused));
  taken(site.desk().review.retry(lost));
  expect(taken(await exportAll()).decisions).toBe(2);
  taken(await answer({ decisionId: refused }, { decisionId: lost }));
  expect([stateOf(refused), stateOf(lost)]).toEqual(['receipted', 'receipted']);
});

it('an export that can’t be written marks nothing as carried', async () => {
  decide(0);
  const folder = freshFolder();
  mkdirSync(join(folder, 'a.tpresult'));
  expect(codeOf(await site.desk().packages.export(join(folder, 'a.tpresult')))).toBe('file_exists');
  expect(codeOf(await site.desk().packages.export(join(folder, 'nowhere', 'a.tpresult')))).toBe('file_unreadable');
  expect(codeOf(await site.desk().packages.export(join(folder, 'a.zip')))).toBe('input_invalid');
  expect(exportable()).toBe(1);
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
});
