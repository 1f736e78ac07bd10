import type { Page } from '@playwright/test';
import { startIntake } from '../../electron/intake/index.ts';
import { makeBatch, smallPolicy } from '../fixtures/batch.ts';
import { openBrowser, resource, startIssuer, type TestIssuer } from '../fixtures/issuer.ts';
import { exchangeNow, toTransfer } from './platform.ts';
import { escalate, newPassphrase, openReview, queueReady, unlock } from './reviewer.ts';
import { expect, test, type Workstation } from './workstation.ts';

/** A site with a sign-in service and a server that announces it. */
const startSite = async (folder: string) => {
  const issuer = await startIssuer();
  const batch = await makeBatch({ count: 3 });
  const intake = await startIntake({
    dataDirectory: `${folder}-site`,
    port: 0,
    seed: 1,
    count: 0,
    clock: Date.now,
    makeBatch: async () => ({
      ...batch,
      changes: batch.changes.map((change) =>
        change.kind === 'policy.upsert'
          ? { ...change, policy: { ...smallPolicy, review: { ...smallPolicy.review, takeBackSeconds: 0 } } }
          : change,
      ),
    }),
    signIn: (reviewers) => ({
      ...issuer.way,
      audience: resource,
      subjects: { lin: reviewers[0]?.reviewerId ?? '', zhou: reviewers[2]?.reviewerId ?? '' },
    }),
  });
  return {
    issuer,
    intake,
    close: async () => {
      await intake.close();
      await issuer.close();
    },
  };
};

/** Takes the place of the person's browser: what the program opens is kept, and nothing is shown. */
const watchBrowser = ({ app }: Workstation) =>
  app.evaluate(({ shell }) => {
    const kept = globalThis as unknown as { opened: string[] };
    kept.opened = [];
    shell.openExternal = async (address: string) => {
      kept.opened.push(address);
    };
  });
const openedAddress = async ({ app }: Workstation, number = 0): Promise<string> => {
  const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  await expect.poll(async () => (await opened()).length).toBe(number + 1);
  return (await opened())[number] ?? '';
};
const signInAs = async (workstation: Workstation, name: string, number = 0): Promise<void> => {
  const browser = openBrowser();
  await browser.visit(await browser.signIn(await openedAddress(workstation, number), name));
};
const begin = async (page: Page, url: string): Promise<void> => {
  await page.getByRole('radio', { name: '连接服务器' }).check();
  await page.getByRole('textbox', { name: '服务器地址' }).fill(url);
  await page.keyboard.press('Tab');
  // The server tells how its reviewers sign in.
  await expect(page.getByRole('textbox', { name: '登录服务地址' })).toHaveValue(/^http/);
  await newPassphrase(page);
};
const renewalsOf = ({ requests }: TestIssuer): number => requests.filter((line) => line === 'granted refresh_token').length;

test('from the first start by the browser to a decision that was sent, out again, and in again', async ({ open, folder }) => {
  const site = await startSite(folder);
  try {
    const workstation = await open();
    const { page } = workstation;
    await watchBrowser(workstation);
    await begin(page, site.intake.url);
    await page.getByRole('button', { name: '用浏览器登录并开始' }).click();
    // Given up once, by the keyboard: the cancel button has the focus.
    await openedAddress(workstation);
    await expect(page.getByRole('button', { name: '取消登录' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByText('登录已取消')).toBeVisible();
    await page.getByRole('button', { name: '用浏览器登录并开始' }).click();
    await signInAs(workstation, 'lin', 1);
    await queueReady(page);

    await openReview(page);
    await escalate(page);
    await expect.poll(() => site.intake.control.decisions().length).toBe(1);

    // The issuer ends the sign-in: the status says so, the decision waits.
    await page.keyboard.press('Alt+6');
    const server = page.getByRole('region', { name: '服务器', exact: true });
    await expect(server.getByText(/已登录：林晓雯（lin）/)).toBeVisible();
    await server.getByRole('button', { name: '退出登录' }).click();
    await expect(server.getByText(/未登录/)).toBeVisible();
    expect(site.issuer.requests.filter((line) => line === 'POST /token/revocation').length).toBeGreaterThan(0);
    await page.keyboard.press('Alt+1');
    await openReview(page);
    await escalate(page);
    await toTransfer(page);
    await exchangeNow(page);
    await expect(page.locator('[data-connection="sign_in"]')).toBeVisible();
    expect(site.intake.control.decisions()).toHaveLength(1);

    // Somebody else's account does not take the vault over; one's own does, and what waited goes out.
    await page.getByRole('button', { name: '用浏览器登录' }).click();
    await signInAs(workstation, 'zhou', 2);
    await expect(page.getByText('这个保险库属于原来的审核员')).toBeVisible();
    await page.getByRole('button', { name: '用浏览器登录' }).click();
    await signInAs(workstation, 'lin', 3);
    await expect(page.locator('[data-connection="online"]')).toBeVisible();
    await expect.poll(() => site.intake.control.decisions().length).toBe(2);
    expect(renewalsOf(site.issuer)).toBe(0);
  } finally {
    await site.close();
  }
});

test('two reviewers share a desktop, each with a vault of their own', async ({ open }) => {
  const { page } = await open();
  const packages = async (label: string): Promise<void> => {
    await page.getByRole('radio', { name: '仅用资料包' }).check();
    await newPassphrase(page);
    await page.getByRole('textbox', { name: /在这台电脑上的称呼/ }).fill(label);
    await page.getByRole('button', { name: '开始', exact: true }).click();
    await expect(page.getByRole('heading', { name: '队列' })).toBeVisible();
    await page.keyboard.press('Control+l');
    await expect(page.getByRole('heading', { name: '解锁' })).toBeVisible();
  };
  await packages('甲班');
  await page.getByRole('button', { name: '另一位审核员' }).click();
  await expect(page.getByRole('heading', { name: '首次启动' })).toBeVisible();
  await page.getByRole('button', { name: '返回' }).click();
  await expect(page.getByRole('heading', { name: '解锁' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: '审核员' })).toHaveCount(0);
  await page.getByRole('button', { name: '另一位审核员' }).click();
  await packages('乙班');
  // By keyboard: the list opens, the other one is chosen, and the passphrase is asked for.
  const choice = page.getByRole('combobox', { name: '审核员' });
  await choice.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.locator('.ant-select').getByText('甲班')).toBeVisible();
  await expect(page.getByLabel('口令', { exact: true })).toBeFocused();
  await unlock(page);
  await expect(page.getByRole('heading', { name: '队列' })).toBeVisible();
});
