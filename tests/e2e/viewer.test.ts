import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { fixedId, sha256Of } from '../fixtures/batch.ts';
import { exchangeNow, expect, idOf, outboxRow, test, toQueue, toTransfer } from './platform.ts';
import { decided, firstStart, openReview, queueReady } from './reviewer.ts';

const stages = (page: Page) => page.locator('.viewer-stage');
const pictureOf = (stage: Locator) => stage.locator('.viewer-present .viewer-picture');

/** How the picture is laid, from what the page computes: degrees clockwise, CSS px per photo px, and CSS px from the middle. */
const laid = async (stage: Locator): Promise<{ degrees: number; scale: number; x: number; y: number; filter: string }> => {
  const { transform, filter } = await pictureOf(stage).evaluate((element) => {
    const { transform: seen, filter: lit } = getComputedStyle(element);
    return { transform: seen, filter: lit };
  });
  const [a = 1, b = 0, , , x = 0, y = 0] = (/\((.*)\)/.exec(transform)?.[1] ?? '').split(',').map(Number);
  return { degrees: (Math.atan2(b, a) * 180) / Math.PI, scale: Math.hypot(a, b), x, y, filter };
};

/** Whether the whole photo is in view: as wide as its stage or as high. */
const fills = async (stage: Locator): Promise<boolean> => {
  const [room, seen] = [await stage.boundingBox(), await pictureOf(stage).boundingBox()];
  if (room === null || seen === null) return false;
  return Math.min(Math.abs(room.width - seen.width), Math.abs(room.height - seen.height)) < 1;
};

/** The mean colour of what is on the screen in a part of an element, given as fractions of it. */
const colourAt = async (element: Locator, part: { x: number; y: number; w: number; h: number }) => {
  const picture = sharp(await element.screenshot());
  const { width = 0, height = 0 } = await picture.metadata();
  const cut = {
    left: Math.round(part.x * width),
    top: Math.round(part.y * height),
    width: Math.round(part.w * width),
    height: Math.round(part.h * height),
  };
  const { channels } = await sharp(await picture.extract(cut).png().toBuffer()).stats();
  const [red, green, blue] = channels.map(({ mean }) => mean) as [number, number, number];
  return { red, green, blue, light: (red + green + blue) / 3 };
};
const middle = { x: 0.4, y: 0.45, w: 0.2, h: 0.1 };

test('a photo is straightened, lit, looked at through the loupe and laid beside another by keyboard and mouse, and is remembered so', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 2 });
  const { page } = await open({ size: { width: 1_366, height: 768 } });
  await firstStart(page, platform);
  await queueReady(page);
  await openReview(page, idOf(platform, 0));
  const stage = stages(page).first();
  await expect(pictureOf(stage).locator('img')).toBeVisible();
  const asItIs = await laid(stage);
  expect(asItIs).toMatchObject({ degrees: 0, filter: 'none' });
  // What the checks found is drawn in colours of its own; here the photo itself is looked at.
  await page.keyboard.press('b');
  const plain = await colourAt(stage, middle);

  for (let times = 0; times < 4; times += 1) await page.keyboard.press('.');
  expect((await laid(stage)).degrees).toBeCloseTo(2, 3);
  await expect(page.locator('.viewer-grid')).toBeVisible();
  await expect(page.locator('.viewer-grid')).toHaveCount(0);

  await page.keyboard.press('g');
  await expect
    .poll(async () => {
      const { red, green, blue } = await colourAt(stage, middle);
      return Math.max(Math.abs(red - green), Math.abs(green - blue));
    })
    .toBeLessThan(1.5);
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  const panel = page.getByRole('group', { name: '调整明暗、拉直' });
  await expect(panel.getByRole('slider', { name: '亮度' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(panel.getByRole('slider', { name: '伽马' })).toBeFocused();
  for (let times = 0; times < 16; times += 1) await page.keyboard.press('ArrowRight');
  await expect(panel.getByText('180%')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  const lifted = await colourAt(stage, middle);
  expect(lifted.light).toBeGreaterThan(plain.light + 15);

  await page.keyboard.press(']');
  await expect.poll(async () => (await laid(stage)).filter).toBe('none');
  await page.keyboard.press('[');
  await expect.poll(async () => (await laid(stage)).filter).toContain('url(');
  expect((await laid(stage)).degrees).toBeCloseTo(2, 3);

  // The loupe shows what lies under it, lit in the same way.
  await page.keyboard.press('q');
  const loupe = page.getByRole('img', { name: /^放大镜/ });
  const box = await stage.boundingBox();
  if (box === null) throw new Error('no stage');
  const at = { x: box.x + box.width * 0.4, y: box.y + box.height * 0.5 };
  await page.mouse.move(at.x, at.y);
  const centre = async () => {
    const lens = await loupe.boundingBox();
    return { x: Math.round((lens?.x ?? 0) + (lens?.width ?? 0) / 2), y: Math.round((lens?.y ?? 0) + (lens?.height ?? 0) / 2) };
  };
  await expect.poll(centre).toEqual({ x: Math.round(at.x), y: Math.round(at.y) });
  expect((await colourAt(loupe, { x: 0.3, y: 0.3, w: 0.4, h: 0.4 })).light).toBeGreaterThan(plain.light + 15);
  await expect(loupe).toHaveAccessibleName('放大镜，2.5 倍');
  await page.mouse.wheel(0, -200);
  await expect(loupe).toHaveAccessibleName('放大镜，3.3 倍');
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await centre()).x).toBe(Math.round(at.x) + 40);
  await page.keyboard.press('Escape');
  await expect(loupe).toHaveCount(0);
  await page.keyboard.press('Shift+L');
  expect(await laid(stage)).toMatchObject({ degrees: 0, filter: 'none' });

  // Two beside each other: the card and the portrait, moved together until the link is off.
  await page.keyboard.press('p');
  await expect(stages(page)).toHaveCount(2);
  const other = stages(page).nth(1);
  await expect(page.getByRole('tab', { name: /^证件照.*并排的第二张/ })).toBeVisible();
  await expect(pictureOf(other).locator('img')).toBeVisible();
  await expect.poll(async () => [await fills(stage), await fills(other)]).toEqual([true, true]);
  const [one, two] = [await laid(stage), await laid(other)];
  for (let times = 0; times < 4; times += 1) await page.keyboard.press('+');
  expect((await laid(stage)).scale / one.scale).toBeCloseTo(1.25 ** 4, 3);
  expect((await laid(other)).scale / two.scale).toBeCloseTo(1.25 ** 4, 3);
  await page.keyboard.press('ArrowLeft');
  expect((await laid(stage)).x).toBeGreaterThan(0);
  expect((await laid(other)).x).toBeCloseTo((await laid(stage)).x, 3);
  await page.keyboard.press('y');
  const still = (await laid(other)).scale;
  await page.keyboard.press('-');
  expect((await laid(stage)).scale / one.scale).toBeCloseTo(1.25 ** 3, 3);
  expect((await laid(other)).scale).toBe(still);
  await page.keyboard.press('Shift+P');
  await expect(page.getByRole('tab', { name: /^国徽面.*并排的第二张/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(stages(page)).toHaveCount(1);
  await expect(page.getByRole('toolbar', { name: '做出决定' })).toBeVisible();
});

/** A plain photo of one colour. */
const plainPhoto = async (background: { r: number; g: number; b: number }): Promise<Uint8Array> =>
  new Uint8Array(
    await sharp({ create: { width: 1_800, height: 1_200, channels: 3, background } })
      .jpeg()
      .toBuffer(),
  );

test('a reason is tied to a place on the photo and sent so; the photo sent again is laid over the one before', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 2 });
  const { control, batch } = platform;
  const id = idOf(platform, 0);
  const { page } = await open({ size: { width: 1_366, height: 768 } });
  await firstStart(page, platform);
  await queueReady(page);
  await openReview(page, id);
  const stage = stages(page).first();
  await expect(pictureOf(stage).locator('img')).toBeVisible();

  await page.keyboard.press('f');
  await page.getByRole('combobox').fill('blurred');
  await page.keyboard.press('Enter');
  const given = page.getByLabel('已选 1 条原因');
  await expect(given).toContainText('人像面');
  // By keyboard: the box in the middle, made wider, taken.
  await page.keyboard.press('Alt+x');
  await expect(stage).toBeFocused();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await expect(given.getByRole('button', { name: '已框出位置' })).toBeVisible();
  await expect(page.getByRole('combobox')).toBeFocused();
  await given.getByRole('button', { name: '移除位置' }).click();
  await expect(given.getByRole('button', { name: '已框出位置' })).toHaveCount(0);
  // By mouse: with Shift.
  const photo = await pictureOf(stage).boundingBox();
  if (photo === null) throw new Error('no photo');
  await page.keyboard.down('Shift');
  await page.mouse.move(photo.x + photo.width * 0.25, photo.y + photo.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(photo.x + photo.width * 0.75, photo.y + photo.height * 0.75, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(given.getByRole('button', { name: '已框出位置' })).toBeVisible();
  await expect(stage.locator('.viewer-evidence-box[data-tone="pinned"]')).toContainText('照片模糊');
  for (const name of ['实际值', '要求']) {
    const asked = given.locator('.ant-input-group-wrapper, .ant-space-compact').filter({ hasText: name }).getByRole('textbox');
    if ((await asked.count()) > 0) await asked.fill('1');
  }
  await page.keyboard.press('Control+Enter');
  await decided(page, '退回补正');
  await toTransfer(page);
  await exchangeNow(page);
  await expect(outboxRow(page, id)).toHaveAttribute('data-state', 'receipted');
  const region = control.decisions().find(({ decision }) => decision.subject.id === id)?.decision.reasons[0]?.target?.region;
  for (const [name, value] of Object.entries({ x: 0.25, y: 0.5, w: 0.5, h: 0.25 }))
    expect(region).toHaveProperty(name, expect.closeTo(value, 1));

  // The applicant sends a new photo; the one before is still here.
  const blue = await plainPhoto({ r: 20, g: 60, b: 220 });
  await control.putDocument(blue);
  await control.resubmit(id, {
    documents: (batch.applications[0]?.documents ?? []).map((document) =>
      document.kind === 'id_front'
        ? {
            ...document,
            id: fixedId('document', 900),
            sha256: sha256Of(blue),
            byteLength: blue.byteLength,
            uploadedAt: new Date(Date.now() + 60_000).toISOString(),
          }
        : document,
    ),
  });
  await exchangeNow(page);
  await toQueue(page);
  await queueReady(page);
  await openReview(page, id);
  await page.getByRole('tab', { name: /^人像面/ }).click();
  await expect.poll(async () => (await colourAt(stage, middle)).blue).toBeGreaterThan(200);
  await page.keyboard.press('h');
  const divider = page.getByRole('slider', { name: /^分界线/ });
  await expect(divider).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(divider).toHaveAttribute('aria-valuenow', '48');
  expect((await colourAt(stage, { x: 0.2, y: 0.45, w: 0.1, h: 0.1 })).blue).toBeLessThan(190);
  expect((await colourAt(stage, { x: 0.7, y: 0.45, w: 0.1, h: 0.1 })).blue).toBeGreaterThan(200);
  await page.keyboard.press('Home');
  expect((await colourAt(stage, { x: 0.2, y: 0.45, w: 0.1, h: 0.1 })).blue).toBeGreaterThan(200);
  await page.keyboard.press(']');
  await expect(stage.getByRole('status')).toContainText('没有更换');
});
