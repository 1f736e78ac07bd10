import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { hostile, makeHostileBatch, names } from './hostile-batch.ts';
import { keeps, look } from './kept-apart.ts';
import { exchangeNow, expect, idOf, type LivePlatform, outboxRow, policyWith, test, toQueue, toTransfer } from './platform.ts';
import { escalate, firstStart, openReview, queueReady } from './reviewer.ts';

/** A name that nobody else of the batch has. */
const renamed = 'نموذج جديد';
const turned = 'ملاحظة\u202Eالزميل';

/** The hostile batch with every decision drawn for a second look. */
const hostilePlatform = async () => {
  const batch = await makeHostileBatch();
  const policy = policyWith({ secondReview: { sharePercent: 100 } });
  return { ...batch, changes: batch.changes.map((change) => (change.kind === 'policy.upsert' ? { ...change, policy } : change)) };
};

/** What is on the page of anybody but the one whose application it is: names, numbers, pictures. */
const ofOthers = async (page: Page, { batch }: LivePlatform, id: string): Promise<string[]> => {
  const told = await page.locator('#screen, .ant-modal, .ant-drawer, .sheet').allTextContents();
  const pictures = await page.locator('img[src^="desk-image:"]').evaluateAll((all) => all.map((image) => image.getAttribute('src') ?? ''));
  const own = batch.applications.find((application) => application.id === id);
  return batch.applications
    .filter((application) => application !== own)
    .flatMap(({ id: number, applicant, documents }) => [
      ...[applicant.name, applicant.idNumber, applicant.phone, number].filter(
        (value) => value !== undefined && told.some((text) => text.includes(value)),
      ),
      ...documents
        .map(({ sha256 }) => sha256)
        .filter((sha256) => !own?.documents.some((document) => document.sha256 === sha256))
        .filter((sha256) => pictures.some((source) => source.includes(sha256))),
    ])
    .flatMap((value) => value ?? []);
};

test('in a second look, in what came back and on a printed sheet, no text turns what stands around it, and nothing of another applicant is there', async ({
  open,
  platformWith,
}) => {
  test.setTimeout(300_000);
  const platform = await platformWith({ ready: await hostilePlatform() });
  const { colleague, batch } = platform;
  const [drawn, returning] = [hostile.indexOf('rightToLeft'), hostile.indexOf('override')];
  const [first, second] = [batch.applications[drawn], batch.applications[returning]];
  if (first === undefined || second === undefined) throw new RangeError('the batch is too small');
  const words = { reasons: [{ code: 'info.id_number_wrong', target: { field: 'idNumber' }, note: turned }], note: turned };
  expect(await colleague.decide(colleague.decision(1, first, { outcome: 'request_fixes', ...words }))).toMatchObject([
    { status: 'accepted' },
  ]);
  const { page } = await open();
  await firstStart(page, platform, 'senior');
  await queueReady(page, 180_000);

  await page.keyboard.press('Alt+9');
  await expect(page.locator('[data-look]')).toHaveCount(1);
  await keeps(page);
  await page.locator('[data-look]').click();
  await expect(page.getByRole('toolbar', { name: '做出决定' })).toBeVisible();
  await expect(page.locator('.viewer-present img').first()).toBeVisible();
  await look(page, 'second-look');
  await keeps(page);
  expect(await ofOthers(page, platform, first.id)).toEqual([]);
  await page.keyboard.press('e');
  await expect(page.getByRole('region', { name: '通知' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article', { name: '第一次' })).toContainText('الزميل');
  await look(page, 'both-views');
  await keeps(page);
  expect(await ofOthers(page, platform, first.id)).toEqual([]);
  await page.keyboard.press('Escape');

  // A conflict, with what the platform says of it.
  platform.disconnect();
  await toQueue(page);
  await openReview(page, second.id);
  await escalate(page);
  await platform.control.resubmit(second.id, { applicant: { ...second.applicant, name: renamed, address: `${turned} 12` } });
  platform.connect();
  await toTransfer(page);
  await exchangeNow(page);
  await expect(outboxRow(page, second.id)).toHaveAttribute('data-state', 'conflict');
  await outboxRow(page, second.id).getByRole('button', { name: '处理' }).click();
  await expect(page.locator('.conflict-sheet')).toBeVisible();
  await page.getByRole('button', { name: '显示完整内容' }).click();
  await expect(page.locator('.conflict-sheet')).toContainText(renamed);
  await look(page, 'conflict');
  await keeps(page);
  expect(await ofOthers(page, platform, second.id)).toEqual([]);
  await page.keyboard.press('Escape');

  // The printed page, as the hidden window that prints it has it.
  for (const full of ['0', '1']) {
    await page.goto(`${page.url().split('?')[0]}?print=decision-sheet&application=${first.id}&purpose=archive&full=${full}`);
    await expect(page.getByText('审核决定单').first()).toBeVisible();
    await expect
      .poll(() => page.locator('img').evaluateAll((all) => all.every((image) => (image as HTMLImageElement).naturalWidth > 0)))
      .toBe(true);
    await look(page, `printed-${full}`);
    await keeps(page);
    expect(await ofOthers(page, platform, first.id)).toEqual([]);
    const printed = (await page.locator('body').textContent()) ?? '';
    expect(printed.includes(first.applicant.idNumber ?? '?')).toBe(full === '1');
    expect(printed).not.toContain(names.rare);
  }
});

/** The mean colour of the middle of what is on the screen. */
const middleOf = async (picture: Buffer): Promise<number[]> => {
  const { width = 0, height = 0 } = await sharp(picture).metadata();
  const cut = { left: Math.round(width * 0.49), top: Math.round(height * 0.49), width: 20, height: 4 };
  const { channels } = await sharp(await sharp(picture).extract(cut).png().toBuffer()).stats();
  return channels.slice(0, 3).map(({ mean }) => mean);
};

test('a photo of 60,000 pixels is whole in the large view, sharp at its own size, and turned, lit and left like any other', async ({
  open,
  platformWith,
}) => {
  test.setTimeout(300_000);
  const platform = await platformWith({ ready: await makeHostileBatch() });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page, 180_000);
  await toQueue(page);
  await openReview(page, idOf(platform, hostile.indexOf('extremePhotos')));
  // In the row of photos, too, the whole of it is seen.
  const cut = await page
    .locator('.review-film-frame:has(img)')
    .evaluateAll((all) => all.filter((frame) => (frame.querySelector('img')?.clientHeight ?? 0) > frame.clientHeight).length);
  expect(cut).toBe(0);
  const stage = page.locator('.viewer-stage').first();
  const picture = stage.locator('.viewer-present .viewer-picture');
  for (const [index, side] of [
    [1, 'width'],
    [2, 'height'],
  ] as const) {
    await page.getByRole('tab').nth(index).click();
    await expect(picture.locator('img')).toBeVisible();
    // Whole: as long as its stage.
    await expect
      .poll(async () => {
        const [room, seen] = [await stage.boundingBox(), await picture.boundingBox()];
        return Math.abs((room?.[side] ?? 0) - (seen?.[side] ?? 0));
      })
      .toBeLessThan(2);
    await look(page, `large-${side}`);
    // At its own size it fills what it can of the stage, in its own colour.
    await stage.press('1');
    await expect.poll(async () => (await picture.boundingBox())?.[side] ?? 0).toBeGreaterThan(20_000);
    await expect
      .poll(async () => {
        const [red = 0, green = 0, blue = 0] = await middleOf(await stage.screenshot());
        return Math.hypot(red - 90, green - 150, blue - 210);
      })
      .toBeLessThan(25);
    await look(page, `large-${side}-own-size`);
    for (const key of [']', '+', '-', '0']) await stage.press(key);
    await expect(page.getByRole('alert')).toHaveCount(0);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toBeVisible();
});
