import { drawLargePhoto } from '../../electron/intake/sample/index.ts';
import { barriersOn, movingOn, unseenFocusOn } from './barriers.ts';
import { exchangeNow, expect, outboxRow, test, toQueue, toTransfer } from './platform.ts';
import { escalate, firstStart, openReview, queueReady } from './reviewer.ts';

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

test('no dialogue and no tool over the photo keeps anybody out, the keyboard is always seen, and nothing moves where that is not wanted', async ({
  open,
  platformWith,
}) => {
  test.setTimeout(300_000);
  const platform = await platformWith({
    count: 6,
    review: { alikeAtOnce: 10 },
    secondReview: { sharePercent: 100 },
    edit: (application) => {
      application.applicant.email = 'nobody';
    },
  });
  const { control, colleague, batch } = platform;
  const [first, second, third] = batch.applications;
  if (first === undefined || second === undefined || third === undefined) throw new RangeError('the batch is too small');
  await colleague.decide(colleague.decision(1, third));
  const photo = await drawLargePhoto(5);
  const sha256 = await control.putDocument(photo);

  const { page } = await open({ size: { width: 1_366, height: 768 } });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const found: string[] = [];
  const look = async (place: string): Promise<void> => {
    found.push(...(await barriersOn(page, place)), ...(await unseenFocusOn(page, place)));
    found.push(...(await movingOn(page)).map((what) => `${place}: ${what} moves`));
  };
  const dialogue = page.getByRole('dialog');
  const leave = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await expect(dialogue).toHaveCount(0);
  };
  await firstStart(page, platform, 'senior');
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
    await look(name);
    await leave();
    await page.getByRole('grid').focus();
  }
  await page.keyboard.press('7');
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('region', { name: '所选的申请' })).toBeVisible();
  await look('rows chosen together');
  await page.getByRole('grid').press('r');
  await dialogue.getByRole('radio').first().check();
  await expect(dialogue.getByRole('region').first()).toBeVisible();
  await look('one reason for several');
  await leave();

  await openReview(page, second.id);
  await look('review');
  await page.keyboard.press('Control+p');
  await expect(dialogue).toBeVisible();
  await look('decision sheet');
  await leave();
  await page.keyboard.press('Shift+n');
  await page.getByRole('textbox', { name: '给同事留备注' }).fill('请看背面');
  await look('a note being written');
  await page.getByRole('textbox', { name: '给同事留备注' }).press('Control+Enter');
  await expect(page.locator('.review-colleague-note')).toContainText('请看背面');
  await look('a note');
  for (const [key, shown] of [
    ['l', '.viewer-adjust'],
    ['q', '.viewer-loupe'],
    ['p', '.viewer-stage + .viewer-stage'],
    ['x', '.viewer-mark'],
  ] as const) {
    await page.locator('.viewer-stage').first().focus();
    await page.keyboard.press(key);
    await expect(page.locator(shown)).toBeVisible();
    await look(shown);
    if (key === 'x') break;
    await page.locator('.viewer-stage').first().press('Escape');
    await expect(page.locator(shown)).toHaveCount(0);
  }
  await page.locator('.viewer-stage').first().press('Enter');
  await expect(page.locator('.review-pinned')).toBeVisible();
  await look('a box drawn');
  await page.keyboard.press('f');
  await expect(page.getByRole('region', { name: '通知' })).toBeVisible();
  await page.keyboard.press('1');
  await look('reasons');
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
  await look('the attempt before');
  await page.keyboard.press('Escape');

  // What came back, beside what changed meanwhile.
  platform.disconnect();
  await toQueue(page);
  await openReview(page, first.id);
  await escalate(page);
  await control.append({ kind: 'application.remove', id: first.id, cause: 'withdrawn' });
  platform.connect();
  await toTransfer(page);
  await exchangeNow(page);
  await expect(outboxRow(page, first.id)).toHaveAttribute('data-state', 'conflict');
  await page.getByRole('heading', { name: '同步', level: 1 }).click();
  await page.keyboard.press('Enter');
  await expect(page.locator('.conflict-sheet')).toBeVisible();
  await look('conflict');
  await page.locator('.conflict-acts button').last().click();
  await expect(page.locator('.ant-modal textarea')).toBeVisible();
  await look('giving up');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(dialogue).toHaveCount(0);

  await page.keyboard.press('Alt+9');
  await page.locator('[data-look]').first().click();
  await expect(page.getByRole('toolbar', { name: '做出决定' })).toBeVisible();
  await look('second look');
  await page.keyboard.press('e');
  await expect(page.getByRole('region', { name: '通知' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article', { name: '第一次' })).toBeVisible();
  await look('both views');

  for (const [key, title] of places) {
    await page.keyboard.press(key);
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    found.push(...(await unseenFocusOn(page, title)));
  }
  await page.keyboard.press('Alt+6');
  await page.getByRole('button', { name: '开始两分钟导览' }).click();
  await expect(page.locator('.tour-words')).toBeVisible();
  await look('tour');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.tour-words')).toHaveAttribute('data-step', 'queue');
  await look('tour over the queue');
  expect(found).toEqual([]);
});
