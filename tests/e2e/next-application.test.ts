import { expect, outboxRow, test, toTransfer } from './platform.ts';
import { escalate, firstStart, openReview, queueReady } from './reviewer.ts';

test('the next application is made ready where nobody finds it, and the time spent on it runs from when it is seen', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith();
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  await openReview(page);
  await expect(page.locator('code.review-number')).toHaveCount(1);

  const begun = Date.now();
  await escalate(page);
  await expect(page.locator('code.review-number')).toHaveCount(1);
  const second = await escalate(page);
  const spent = Date.now() - begun;

  await toTransfer(page);
  await expect(outboxRow(page, second)).toHaveAttribute('data-state', 'receipted', { timeout: 60_000 });
  const [made] = platform.control.decisions().filter(({ decision }) => decision.subject.id === second);
  expect(made?.decision.durationMs).toBeGreaterThan(0);
  expect(made?.decision.durationMs).toBeLessThanOrEqual(spent);
});
