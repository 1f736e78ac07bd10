import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeSampleBatch, type SampleFault, type sampleTraits } from '../../electron/intake/sample/index.ts';
import policyFile from '../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../shared/contract/intake/index.ts';
import type { Application } from '../../shared/domain/application.ts';
import { expect, type LivePlatform, section, startPlatform, toQueue } from './platform.ts';
import { firstStart, openReview, queueReady } from './reviewer.ts';
import { openWorkstation, type Workstation } from './workstation.ts';

type What = SampleFault | (typeof sampleTraits)[number];

/** A window on a platform whose applications have drawn documents and known faults, for tests that look at what each fault leads to. */
export type RowsDesk = Workstation & {
  platform: LivePlatform;
  /** The first application that has this wrong, or this particular. */
  with(what: What): Application;
  /** All of them. */
  having(what: What): Application[];
  /** Opens that application's review from the list of all. */
  review(application: Application): Promise<void>;
  end(): Promise<void>;
};

/** Enough applications of the sample for one of each fault and trait that is asked for. */
const applications = 10;

/** Starts both: the first applications of the sample, the product's own limits with nothing to wait for before sending. */
export const startRowsDesk = async (): Promise<RowsDesk> => {
  const now = Date.now();
  const { changes, documents, truth } = await makeSampleBatch({ seed: 7, count: applications, now });
  const product = policySchema.parse(policyFile);
  const policy = {
    ...product,
    version: 'rows-1',
    review: { ...product.review, takeBackSeconds: 0 },
    // The sample's maintenance adds 8 h to what is due soon (1 to 6 h); that is still to count as at risk.
    due: { ...product.due, atRiskHours: 16 },
  };
  const known = changes.flatMap((change) => (change.kind === 'application.upsert' ? [change.application] : []));
  const rules = { seq: 0, at: new Date(now).toISOString(), kind: 'policy.upsert' as const, version: policy.version, policy };
  const all = [rules, ...changes];
  const requests = all.flatMap((change) => (change.kind === 'request.upsert' ? [change.request] : []));
  const platform = await startPlatform({ ready: { changes: all, documents, applications: known, requests } });
  const folder = mkdtempSync(join(tmpdir(), 'rows-'));
  const workstation = await openWorkstation(join(folder, 'workstation'), { size: { width: 1_366, height: 768 } });
  const { page } = workstation;
  await firstStart(page, platform);
  await queueReady(page, 100_000);
  const having = (what: What): Application[] =>
    truth
      .filter(({ faults, traits }) => [...faults, ...traits].some((named) => named === what))
      .flatMap(({ applicationId }) => known.filter(({ id }) => id === applicationId));
  return {
    ...workstation,
    platform,
    with: (what) => {
      const [found] = having(what);
      if (found === undefined) throw new RangeError(`no application of the batch has ${what}`);
      return found;
    },
    having,
    review: async ({ id }) => {
      await allOf(page);
      await openReview(page, id);
      await expect(page.locator('code.review-number')).toHaveText(id);
    },
    end: async () => {
      await workstation.close();
      await platform.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** The queue with every application that is here. */
export const allOf = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await toQueue(page);
  await page.keyboard.press('7');
  await expect(page.locator('[data-application]').first()).toBeVisible();
};

/** Chooses an outcome by its key and the checks' first suggestion, and waits for the notice. */
export const suggest = async (page: Page, outcome: 'f' | 'r'): Promise<void> => {
  await page.keyboard.press(outcome);
  await expect(section(page, '通知')).toBeVisible();
  const given = page.getByLabel(/^已选 \d+ 条原因$/);
  await expect(given).toBeVisible();
  // What was chosen in an earlier row is kept with its application.
  if ((await given.getAttribute('aria-label')) === '已选 0 条原因') await page.keyboard.press('1');
  await expect(page.getByLabel('已选 1 条原因')).toBeVisible();
};

/** The notice as it will be sent, in one of its languages. */
export const noticeIn = (page: Page, language: 'zh' | 'en') => section(page, '通知').locator(`article[lang^="${language}"]`);
