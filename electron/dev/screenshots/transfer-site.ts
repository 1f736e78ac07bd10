import { copyFile, mkdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { fetch } from 'undici';
import reasons from '../../../resources/reasons.json' with { type: 'json' };
import { catalogueSchema } from '../../../shared/contract/intake/index.ts';
import type { Application } from '../../../shared/domain/application.ts';
import { requestKinds } from '../../../shared/domain/request.ts';
import { type Intake, packBatch, startIntake } from '../../intake/index.ts';
import { drawLargePhoto } from '../../intake/sample/index.ts';
import { approveOne } from '../demo/hands.ts';
import { type SlowLine, startSlowLine } from './slow-line.ts';

/** A platform on which the things happen that make the transfer side interesting, and the line to it. */
export type TransferSite = {
  intake: Intake;
  line: SlowLine;
  folder: string;
  /** Lets the platform's clock run ahead, minutes. */
  pass(minutes: number): void;
  close(): Promise<void>;
};

/** The other workstation that takes part. */
const colleague = '01930000-0000-7000-8000-00000000c0de';
/** The number of that request. */
export const requestId = (index: number): string => `01930000-0000-7000-8000-0000a57e1${String(index).padStart(3, '0')}`;
const hourMs = 3_600_000;

/** Starts one with so many applications, its folder in `work`. */
export async function startTransferSite(work: string, name = 'platform', count = 20): Promise<TransferSite> {
  const folder = join(work, name);
  let ahead = 0;
  const intake = await startIntake({ dataDirectory: folder, port: 0, seed: 3, count, clock: () => Date.now() + ahead });
  const line = await startSlowLine(intake.url);
  return {
    intake,
    line,
    folder,
    pass: (minutes) => {
      ahead += minutes * 60_000;
    },
    close: async () => {
      line.close();
      await intake.close();
    },
  };
}

const rows = (page: Page) => page.locator('[data-application]');
const number = (page: Page) => page.locator('code.review-number');

/** What the queue shows of itself now. */
const listed = async (page: Page): Promise<string[]> => {
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('7');
  await rows(page).first().waitFor();
  return (await rows(page).evaluateAll((found) => found.map((row) => row.getAttribute('data-application') ?? ''))).filter(
    (id) => id !== '',
  );
};

const open = async (page: Page, id: string): Promise<void> => {
  await listed(page);
  await page.locator(`[data-application="${id}"]`).click();
  await page.getByRole('grid').press('Enter');
  await number(page).filter({ hasText: id }).waitFor();
};

/** Escalates one, with a few fields compared. */
const escalate = async (page: Page, id: string): Promise<void> => {
  await open(page, id);
  for (const mark of ['m', 'm', 'd', 'm', 'm', 'u', 'm', 'm', 'm']) await page.keyboard.press(mark);
  await page.keyboard.press('e');
  await page.locator('.notice-pane-text').first().waitFor();
  await page.keyboard.press('Control+Enter');
  await number(page).filter({ hasNotText: id }).waitFor();
};

/** Rejects one for a reason that is found by its code. */
const reject = async (page: Page, id: string, code: string): Promise<void> => {
  await open(page, id);
  await page.keyboard.press('r');
  await page.getByRole('combobox').or(page.getByRole('searchbox')).first().fill(code);
  await page.keyboard.press('Enter');
  const targets = page.getByRole('listbox', { name: '指的是哪一项？' });
  const given = page.getByLabel('已选 1 条原因');
  await given.or(targets).first().waitFor();
  if (await targets.isVisible()) await page.keyboard.press('Enter');
  await given.waitFor();
  await page.keyboard.press('Control+Enter');
  await number(page).filter({ hasNotText: id }).waitFor();
};

/**
 * Plays a morning by the reviewer's keys and the platform's acts, until the transfer side has one of everything: decisions that came back for each
 * cause, one refused, claims held, taken along and lost, kept work, requests open and decided, packages, and new rules.
 */
export async function playTransferMorning(app: ElectronApplication, page: Page, site: TransferSite, work: string): Promise<void> {
  const { control, tokens } = site.intake;
  site.line.refuse(true);
  await page.keyboard.press('Alt+3');
  await page.locator('.transfer-upper').waitFor();
  await page.keyboard.press('r');
  const inactive = await (async () => {
    await listed(page);
    return approveOne(page, async () => undefined);
  })();
  const [withdrawn, amended, decided, claimed, refused, gone, kept, next] = (await listed(page)).filter((id) => id !== inactive) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  for (const id of [withdrawn, amended, decided, claimed]) await escalate(page, id);
  await reject(page, refused, 'authenticity.tampered');
  await open(page, kept);
  for (const mark of ['m', 'd']) await page.keyboard.press(mark);
  await page.keyboard.press('n');
  await page.keyboard.type('等申请人补拍证件背面');
  await page.keyboard.press('Escape');
  await open(page, next);

  // What happens on the platform while the workstation can't hear of it.
  const applicationOf = (id: string): Application => control.application(id)?.application as Application;
  const at = () => new Date(Date.now()).toISOString();
  await control.append({ kind: 'application.remove', id: withdrawn, cause: 'withdrawn' });
  await control.append({ kind: 'application.remove', id: kept, cause: 'reassigned' });
  const photo = await drawLargePhoto(5);
  const sha256 = await control.putDocument(photo);
  const { applicant, documents } = applicationOf(amended);
  await control.resubmit(amended, {
    applicant: { ...applicant, phone: '13900139000', address: `${applicant.address ?? ''}甲单元` },
    documents: documents.map((document, index) =>
      index === 0 ? { ...document, id: `${document.id}-2`, sha256, byteLength: photo.byteLength, uploadedAt: at() } : document,
    ),
  });
  const reviewerId = tokens[1]?.reviewerId ?? '';
  await control.append({
    kind: 'decision.recorded',
    applicationId: decided,
    decisionId: `${decided}-elsewhere`,
    outcome: 'reject',
    decidedAt: at(),
    reviewerId,
    revision: 1,
  });
  await control.append({ kind: 'account.status', accountId: applicationOf(inactive).account.id, status: 'disabled', since: at() });
  await control.append({ kind: 'application.upsert', application: { ...applicationOf(claimed), priority: 99 } });
  await fetch(`${site.intake.url}/v1/claims`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tokens[1]?.token ?? ''}`,
      'x-workstation-id': colleague,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ count: 1, ttlSeconds: 3_600 }),
  });
  const catalogue = catalogueSchema.parse(reasons);
  const without = catalogue.reasons.filter(({ code }) => code !== 'authenticity.tampered');
  await control.append({ kind: 'reasons.upsert', version: '2027.1-1', catalogue: { ...catalogue, version: '2027.1-1', reasons: without } });
  for (const [index, kind] of [...requestKinds, ...requestKinds].entries()) {
    const about = applicationOf((await listed(page))[8 + index] ?? next);
    const asked = {
      amendment: { changes: { phone: '13700137000', address: `${about.applicant.address ?? ''}乙单元 1203 室` }, message: '搬家了。' },
      withdrawal: { message: '暂时不需要了。' },
      contact_recovery: {
        name: about.applicant.name,
        idNumber: about.applicant.idNumber,
        newPhone: '13600136000',
        message: '手机号已停用。',
      },
      follow_up: { message: '已经提交三天了，请问审核到哪一步？' },
    }[kind];
    await control.append({
      kind: 'request.upsert',
      request: {
        id: requestId(index),
        kind,
        applicationId: about.id,
        accountId: about.account.id,
        submittedAt: new Date(Date.now() - (9 - index) * hourMs).toISOString(),
        payload: asked,
      },
    });
  }
  site.line.refuse(false);
  await page.keyboard.press('Alt+3');
  await page.keyboard.press('r');
  await page.locator('tr[data-decision][data-state="conflict"]').nth(4).waitFor({ timeout: 120_000 });
  await page.locator('tr[data-decision][data-state="refused"]').waitFor({ timeout: 120_000 });

  await playClaims(page, site, gone);
  await playRequests(page);
  await playPackages(app, page, site, work);
}

/** Claims some, takes some along, and loses two, each in another way. */
async function playClaims(page: Page, site: TransferSite, gone: string): Promise<void> {
  const { control } = site.intake;
  await page.keyboard.press('Alt+1');
  await page.locator('.queue-take-count input').fill('3');
  await page.getByRole('grid').press('t');
  await page.locator('output', { hasText: '已领取' }).waitFor();
  await page.keyboard.press('Alt+3');
  await page.locator('.claims-take-acts button').nth(1).click();
  await page.locator('tr[data-application]').nth(5).waitFor();
  const held = control.claims().map(({ applicationId }) => applicationId);
  await control.append({ kind: 'application.remove', id: held.includes(gone) ? gone : (held[0] ?? ''), cause: 'reassigned' });
  await page.keyboard.press('r');
  await page.locator('.claims-lost').waitFor({ timeout: 60_000 });
}

/** Decides one request of each kind. */
async function playRequests(page: Page): Promise<void> {
  for (const [index, kind] of requestKinds.entries()) {
    await page.keyboard.press('Alt+2');
    await page.locator(`[data-request="${requestId(index)}"]`).click();
    await page.locator(`[data-subject="${requestId(index)}"]`).waitFor();
    await page.keyboard.press(kind === 'contact_recovery' ? 'r' : 'a');
    await page.locator('.notice-pane-text').first().waitFor();
    const first = page.locator('.request-reasons input[type="checkbox"]').first();
    if (!(await first.isChecked())) await first.check();
    await page.keyboard.press('Control+Enter');
    await page.locator(`[data-request="${requestId(index)}"][data-state="decided"]`).waitFor();
  }
}

/** Brings one package in, and half a one. */
async function playPackages(app: ElectronApplication, page: Page, { folder }: TransferSite, work: string): Promise<void> {
  const packages = join(work, 'packages');
  await mkdir(packages, { recursive: true });
  const batch = join(packages, 'batch-20270104-am.tpbatch');
  await packBatch(folder, batch);
  const half = join(packages, 'batch-20270104-half.tpbatch');
  await copyFile(batch, half);
  await truncate(half, Math.floor((await readFile(batch)).byteLength / 2));
  await page.keyboard.press('Alt+3');
  for (const path of [batch, half]) {
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    }, path);
    await page.locator('.packages .section-actions button').first().click();
    const told = page.locator(path === half ? '.packages .failure-notice' : '.packages-told').first();
    await told.waitFor({ timeout: 60_000 });
    await told.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  }
}
