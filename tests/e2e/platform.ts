import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Intake, startIntake } from '../../electron/intake/index.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import { type FaultProxy, startFaultProxy } from '../faults/proxy.ts';
import { type Batch, makeBatch, smallPolicy } from '../fixtures/batch.ts';
import { workstation } from '../fixtures/intake.ts';
import { test as base, expect } from './workstation.ts';

/** A real platform in the test's own process, so that its operators, its applicants and a colleague can act, and a line to it that can break. */
export type LivePlatform = {
  /** The address that the workstation is given: the line's. */
  url: string;
  token(role: 'reviewer' | 'senior'): string;
  /** Who signs in at the workstation. */
  reviewerId: string;
  control: Intake['control'];
  batch: Batch;
  /** Another reviewer at another workstation. */
  colleague: ReturnType<typeof workstation>;
  line: FaultProxy;
  /** The server's own folder. */
  directory: string;
  /** Lets the platform's clock run ahead. */
  passMinutes(minutes: number): void;
  /** No request comes through any more, until {@link LivePlatform.connect}. */
  disconnect(): void;
  connect(): void;
  close(): Promise<void>;
};

/** What is other than usual: of the batch, and of the policy. */
type Wishes = Parameters<typeof makeBatch>[0] & {
  review?: Partial<Policy['review']> | undefined;
  claims?: Partial<Policy['claims']> | undefined;
  secondReview?: Policy['secondReview'];
  /** Another batch as it is, its own policy with it; the other wishes are then of no use. */
  ready?: Batch | undefined;
};

/** The small policy under a version, with some figures changed; nothing waits to be taken back unless that is wished for. */
export const policyWith = (
  { review, claims, secondReview }: Pick<Wishes, 'review' | 'claims' | 'secondReview'> = {},
  version = 'fixture-1',
): Policy => ({
  ...smallPolicy,
  version,
  review: { ...smallPolicy.review, takeBackSeconds: 0, ...review },
  claims: { ...smallPolicy.claims, ...claims },
  secondReview,
});

/** Starts one with the handmade batch, the product's own reason catalogue and the small policy. */
export const startPlatform = async ({ review, claims, secondReview, ready, ...filling }: Wishes): Promise<LivePlatform> => {
  const batch = ready ?? (await makeBatch(filling));
  const changes = batch.changes.flatMap((change) => {
    if (ready !== undefined) return [change];
    if (change.kind === 'reasons.upsert') return [];
    return [change.kind === 'policy.upsert' ? { ...change, policy: policyWith({ review, claims, secondReview }) } : change];
  });
  const directory = mkdtempSync(join(tmpdir(), 'platform-'));
  let ahead = 0;
  const intake = await startIntake({
    dataDirectory: directory,
    port: 0,
    seed: 1,
    count: 0,
    clock: () => Date.now() + ahead,
    makeBatch: async () => ({ ...batch, changes }),
  });
  const line = await startFaultProxy(intake.url, { seed: 'window', faults: ['refuse'] });
  return {
    url: line.url,
    token: (role) => intake.tokens.find((known) => known.role === role)?.token ?? '',
    reviewerId: intake.tokens[0]?.reviewerId ?? '',
    control: intake.control,
    batch,
    colleague: workstation(intake, 1),
    line,
    directory,
    passMinutes: (minutes) => {
      ahead += minutes * 60_000;
    },
    disconnect: () => {
      line.rate = 1;
    },
    connect: () => {
      line.rate = 0;
    },
    close: async () => {
      await line.close();
      await intake.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

/** Tests with a platform that acts; all of it is gone afterwards. */
export const test = base.extend<{ platformWith: (wishes?: Wishes) => Promise<LivePlatform> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter, and this one has none.
  platformWith: async ({}, use) => {
    const started: LivePlatform[] = [];
    await use(async (wishes = {}) => {
      const platform = await startPlatform(wishes);
      started.push(platform);
      return platform;
    });
    for (const platform of started) await platform.close();
  },
});

/** The identifier of the batch's application at that place. */
export const idOf = ({ batch }: LivePlatform, index: number): string => batch.applications[index]?.id ?? '';

/** The quiet mark below every screen. */
export const status = (page: Page) => page.getByRole('region', { name: '工作站状态' });

/** A part of a screen by its heading. */
export const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** The outbox's row for the newest decision on that application or request. */
export const outboxRow = (page: Page, subjectId: string) =>
  section(page, '发件箱')
    .locator('tr[data-decision]')
    .filter({ has: page.getByTitle(subjectId, { exact: true }) })
    .first();

/** Goes to the screens by their keys. */
export const toQueue = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('heading', { name: '队列', level: 1 })).toBeVisible();
};
export const toTransfer = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('heading', { name: '同步', level: 1 })).toBeVisible();
};

/** Asks for an exchange at once instead of waiting for the next turn. */
export const exchangeNow = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '立即同步' }).click();
};
export { expect };
