import type { Page } from '@playwright/test';
import { requestKinds } from '../../../shared/domain/request.ts';
import { drawLargePhoto } from '../../intake/sample/index.ts';
import type { Picture } from './picture.ts';
import { requestId, type TransferSite } from './transfer-site.ts';

const toTransfer = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('Alt+3');
  await page.locator('tr[data-decision]').first().waitFor();
};
const drawer = '[role="dialog"] .conflict-sheet';

/** Every state of the transfer side that a reviewer meets, as it was played. Nothing is decided on the way, so that it can be walked again. */
export async function walkTransfer(page: Page, site: TransferSite, picture: Picture): Promise<void> {
  await toTransfer(page);
  await picture('transfer-came-back');
  const back = page.locator('tr[data-decision][data-state="conflict"], tr[data-decision][data-state="refused"]');
  await back.first().waitFor();
  const decisions = await back.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-decision') ?? ''));
  for (const [index, decision] of decisions.entries()) {
    await page.locator(`tr[data-decision="${decision}"] .outbox-acts button`).click();
    await page.locator(drawer).waitFor();
    await page.locator('.ant-drawer-content-wrapper:not([class*="motion"])').waitFor();
    await picture(`conflict-${index + 1}`);
    await page.keyboard.press('Escape');
    await page.locator(drawer).waitFor({ state: 'hidden' });
  }
  await page.locator(`tr[data-decision="${decisions[0]}"] .outbox-acts button`).click();
  await page.locator('.conflict-acts button').last().click();
  await page.locator('.ant-modal textarea').waitFor();
  await page.locator('.ant-modal:not([class*="motion"]):not([class*="zoom"])').waitFor();
  await picture('give-up');
  await page.keyboard.press('Escape');
  for (const [name, place] of [
    ['kept-drafts', 'table.outbox >> nth=1'],
    ['claims', '.claims-head'],
    ['packages', '.packages'],
  ] as const) {
    await page
      .locator(place)
      .first()
      .evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await picture(`transfer-${name}`);
  }

  await page.keyboard.press('Alt+2');
  await page.locator('[data-request]').first().waitFor();
  for (const [index, kind] of [...requestKinds, ...requestKinds].entries()) {
    // Once the platform has receipted it, a decided one is no request any more.
    if ((await page.locator(`[data-request="${requestId(index)}"]`).count()) === 0) continue;
    await page.locator(`[data-request="${requestId(index)}"]`).click();
    await page.locator(`[data-subject="${requestId(index)}"]`).waitFor();
    const decided = index < requestKinds.length;
    if (!decided) {
      await page.keyboard.press(kind === 'contact_recovery' ? 'r' : 'a');
      await page.locator('.notice-pane-text').first().waitFor();
      await page.locator('.request-decide button.ant-btn-primary:enabled').waitFor();
    }
    await picture(`request-${decided ? 'decided' : 'open'}-${kind}`);
    if (!decided) await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Alt+5');
  await page.locator('.policy-table').first().waitFor();
  await picture('new-rules');
  await page.keyboard.press('Alt+1');
  await page.locator('[data-application]').first().waitFor();
  await picture('queue-claims');
  await walkConnections(page, site, picture);
}

/** The ways in which the platform is not there, and downloads under way. */
async function walkConnections(page: Page, { intake, line }: TransferSite, picture: Picture): Promise<void> {
  const { control, tokens } = intake;
  const shows = async (state: string): Promise<void> => {
    await page.keyboard.press('r');
    await page.locator(`[data-connection="${state}"]`).waitFor({ timeout: 60_000 });
    await picture(`connection-${state}`);
  };
  await toTransfer(page);
  control.maintenance(new Date(Date.now() + 7_200_000).toISOString());
  await shows('maintenance');
  control.heal();
  const reviewerId = tokens[0]?.reviewerId ?? '';
  control.signOut(reviewerId);
  await shows('sign_in');
  control.signIn(reviewerId);
  line.refuse(true);
  await shows('offline');
  line.refuse(false);
  const about = control.application((await intake.control.claims())[0]?.applicationId ?? '')?.application;
  if (about === undefined) throw new Error('nothing is claimed');
  // Three photos of several MB, of which the line lets the beginning through.
  const documents = await Promise.all(
    about.documents.slice(0, 3).map(async (document, index) => {
      const bytes = await drawLargePhoto((Date.now() % 1_000_000) + index);
      return { ...document, id: `${document.id}-${Date.now()}`, sha256: await control.putDocument(bytes), byteLength: bytes.byteLength };
    }),
  );
  await control.resubmit(about.id, { documents: [...documents, ...about.documents.slice(3)] });
  line.hold(1_500_000);
  await page.keyboard.press('r');
  await page.locator('.transfer-running li').first().waitFor({ timeout: 60_000 });
  await picture('downloads');
  line.hold(undefined);
  await page.locator('.status-line[aria-busy="false"]').waitFor({ timeout: 120_000 });
}
