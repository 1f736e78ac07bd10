import type { Page } from '@playwright/test';
import { drawLargePhoto } from '../../electron/intake/sample/index.ts';
import { barriersOn, movingOn, unseenFocusOn } from './barriers.ts';
import { exchangeNow, expect, outboxRow, test, toQueue, toTransfer } from './platform.ts';
import { escalate, firstStart, openReview, queueReady } from './reviewer.ts';
import { passphrase } from './workstation.ts';

const places = [
  ['Alt+1', '队列'],
  ['Alt+2', '请求'],
  ['Alt+3', '同步'],
  ['Alt+4', '公告'],
  ['Alt+5', '规则'],
  ['Alt+6', '设置'],
  ['Alt+7', '关于'],
  ['Alt+8', '统计'],
  ['Alt+9', '复核'],
  ['Alt+0', '进度查询'],
  ['Alt+-', '审计'],
] as const;

const dialogue = (page: Page) => page.getByRole('dialog');
const leave = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await expect(dialogue(page)).toHaveCount(0);
};

/** Nothing here keeps anybody out, the keyboard is always seen, and nothing moves where that is not wanted. */
const look = async (page: Page, place: string): Promise<void> => {
  expect.soft(await barriersOn(page, place)).toEqual([]);
  expect.soft(await unseenFocusOn(page, place)).toEqual([]);
  expect.soft(await movingOn(page), place).toEqual([]);
};

/** What is wrong in every application, so that one reason serves for several. */
const sameFault = {
  edit: (application: { applicant: { email?: string | undefined } }): void => {
    application.applicant.email = 'nobody';
  },
};
const size = { width: 1_366, height: 768 };

test('no place and no dialogue over the list keeps anybody out, and the keyboard is always seen', async ({ open, platformWith }) => {
  test.setTimeout(240_000);
  const platform = await platformWith({ count: 4, review: { alikeAtOnce: 10 }, ...sameFault });
  const { page } = await open({ size });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await firstStart(page, platform);
  await queueReady(page);
  for (const [key, name] of [
    ['f', '筛选'],
    ['c', '列'],
    ['v', '自存视图'],
    ['?', '当前界面的按键'],
    ['Control+k', '查找命令'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await look(page, name);
    await leave(page);
    await page.getByRole('grid').focus();
  }
  await page.keyboard.press('7');
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('region', { name: '所选的申请' })).toBeVisible();
  await look(page, 'rows chosen together');
  await page.getByRole('grid').press('r');
  await dialogue(page).getByRole('radio').first().check();
  await expect(dialogue(page).getByRole('region').first()).toBeVisible();
  await look(page, 'one reason for several');
  await leave(page);
  for (const [key, title] of places) {
    await page.keyboard.press(key);
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    expect.soft(await unseenFocusOn(page, title)).toEqual([]);
  }
  await page.keyboard.press('Alt+6');
  for (const name of ['更换口令', '生成恢复码']) {
    await page.getByRole('button', { name }).click();
    await expect(dialogue(page).getByLabel('现在的口令')).toBeFocused();
    await look(page, name);
    if (name === '更换口令') await leave(page);
  }
  await dialogue(page).getByLabel('现在的口令').fill(passphrase);
  await page.keyboard.press('Enter');
  const code = page.getByRole('dialog', { name: '新的恢复码' });
  await expect(code.locator('code')).toHaveCount(8);
  await look(page, 'a fresh recovery code');
  // A code that is seen once goes by nothing but saying that it is written down.
  await page.keyboard.press('Escape');
  await page.mouse.click(5, 5);
  await expect(code).toBeVisible();
  await code.getByRole('checkbox').check();
  await code.getByRole('button', { name: '完成' }).click();
  await expect(code).toHaveCount(0);
  await page.getByRole('button', { name: '开始两分钟导览' }).click();
  await expect(page.locator('.tour-words')).toBeVisible();
  await look(page, 'tour');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.tour-words')).toHaveAttribute('data-step', 'queue');
  await look(page, 'tour over the queue');
});

test('no dialogue of the review and no tool over the photo keeps anybody out, and the keyboard is always seen', async ({
  open,
  platformWith,
}) => {
  test.setTimeout(240_000);
  const platform = await platformWith({ count: 3, ...sameFault });
  const { control, batch } = platform;
  const second = batch.applications[1];
  if (second === undefined) throw new RangeError('the batch is too small');
  const photo = await drawLargePhoto(5);
  const sha256 = await control.putDocument(photo);
  const { page } = await open({ size });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await firstStart(page, platform);
  await queueReady(page);
  await openReview(page, second.id);
  await look(page, 'review');
  await page.keyboard.press('Control+p');
  await expect(dialogue(page)).toBeVisible();
  await look(page, 'decision sheet');
  await leave(page);
  await page.keyboard.press('Shift+n');
  const note = page.getByRole('textbox', { name: '给同事留备注' });
  await note.fill('请看背面');
  await look(page, 'a note being written');
  await note.press('Control+Enter');
  await expect(page.locator('.review-colleague-note')).toContainText('请看背面');
  await look(page, 'a note');
  const stage = page.locator('.viewer-stage').first();
  for (const [key, shown] of [
    ['l', '.viewer-adjust'],
    ['q', '.viewer-loupe'],
    ['p', '.viewer-stage + .viewer-stage'],
  ] as const) {
    await stage.press(key);
    await expect(page.locator(shown)).toBeVisible();
    await look(page, shown);
    await stage.press(key);
    await expect(page.locator(shown)).toHaveCount(0);
  }
  await stage.press('x');
  await expect(page.locator('.viewer-mark')).toBeVisible();
  await look(page, 'a box being drawn');
  await stage.press('Enter');
  await expect(page.locator('.review-pinned')).toBeVisible();
  await look(page, 'a box drawn');
  await page.locator('.review-pinned').getByRole('button').click();
  await stage.press('f');
  await expect(page.getByRole('region', { name: '通知' })).toBeVisible();
  await page.keyboard.press('1');
  await look(page, 'reasons');
  await page.keyboard.press('Escape');

  // The photo of the attempt before, behind a slider.
  await control.resubmit(second.id, {
    documents: second.documents.map((document, index) =>
      index === 0 ? { ...document, id: `${document.id.slice(0, -3)}900`, sha256, byteLength: photo.byteLength } : document,
    ),
  });
  await toTransfer(page);
  await exchangeNow(page);
  await toQueue(page);
  await queueReady(page);
  await openReview(page, second.id);
  await page.getByRole('tablist').getByRole('tab').first().click();
  await page.keyboard.press('h');
  await expect(page.getByRole('slider', { name: /^分界线/ })).toBeFocused();
  await look(page, 'the attempt before');
});

test('what came back and what is looked at twice keep nobody out, and the keyboard is always seen', async ({ open, platformWith }) => {
  test.setTimeout(180_000);
  const platform = await platformWith({ count: 3, secondReview: { sharePercent: 100 } });
  const { control, colleague, batch } = platform;
  const [first, , third] = batch.applications;
  if (first === undefined || third === undefined) throw new RangeError('the batch is too small');
  const { page } = await open({ size });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await firstStart(page, platform, 'senior');
  await queueReady(page);
  platform.disconnect();
  await openReview(page, first.id);
  await escalate(page);
  await control.append({ kind: 'application.remove', id: first.id, cause: 'withdrawn' });
  await colleague.decide(colleague.decision(1, third));
  platform.connect();
  await toTransfer(page);
  await exchangeNow(page);
  await expect(outboxRow(page, first.id)).toHaveAttribute('data-state', 'conflict');
  await page.getByRole('heading', { name: '同步', level: 1 }).click();
  await page.keyboard.press('Enter');
  await expect(page.locator('.conflict-sheet')).toBeVisible();
  await look(page, 'conflict');
  await page.locator('.conflict-acts button').last().click();
  await expect(page.locator('.ant-modal textarea')).toBeFocused();
  await look(page, 'giving up');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Alt+9');
  await page.locator('[data-look]').first().click();
  await expect(page.getByRole('toolbar', { name: '做出决定' })).toBeVisible();
  await look(page, 'second look');
  await page.keyboard.press('e');
  await expect(page.getByRole('region', { name: '通知' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article', { name: '第一次' })).toBeVisible();
  await look(page, 'both views');
});
