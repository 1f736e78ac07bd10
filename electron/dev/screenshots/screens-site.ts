import type { Page } from '@playwright/test';
import { fetch } from 'undici';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import type { Application } from '../../../shared/domain/application.ts';
import type { Change } from '../../../shared/domain/change.ts';
import type { Decision } from '../../../shared/domain/decision.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import { drawLargePhoto } from '../../intake/sample/index.ts';
import { approveOne, rejectOne, requestFixesOnOne } from '../demo/hands.ts';
import { startTransferSite, type TransferSite } from './transfer-site.ts';
import { goTo, toList } from './waiting.ts';

/** Applications that the colleague decides, the newest ones, since the reviewer begins with the most urgent: the first is escalated, the others are approved. */
const lookedAtTwice = 4;
/** Which application is sent again, counted from the oldest: one that nobody decides here. */
const sentAgain = 12;
const workstationId = '01930000-0000-7000-8000-00000000c0de';
/** Entries of the feed that are read to find them. */
const feedRead = 60;

/** A platform with the product's policy in which something is different. */
async function startSite(work: string, name: string, count: number, change: (policy: Policy) => Partial<Policy>): Promise<TransferSite> {
  const site = await startTransferSite(work, name, count);
  const policy = policySchema.parse(policyFile);
  const version = `${policy.version}-1`;
  await site.intake.control.append({ kind: 'policy.upsert', version, policy: { ...policy, ...change(policy), version } });
  return site;
}

/** A platform whose policy allows one reason for several and has every decision looked at twice. */
export const startScreensSite = (work: string, count: number): Promise<TransferSite> =>
  startSite(work, 'screens-platform', count, ({ review }) => ({
    review: { ...review, alikeAtOnce: 50 },
    secondReview: { sharePercent: 100 },
  }));

/** A platform whose policy has the screen marked with its reviewer. */
export const startVaultSite = (work: string, count: number): Promise<TransferSite> =>
  startSite(work, 'vault-platform', count, () => ({ protection: { blockCapture: false, watermark: true, clearClipboardSeconds: 60 } }));

/** The senior, who alone sees the second looks. */
export const seniorOf = ({ intake }: TransferSite): string => intake.tokens.find(({ role }) => role === 'senior')?.token ?? '';

/** The applications of the platform as its feed tells them, the oldest first. */
async function applicationsOf({ url, tokens }: Pick<TransferSite['intake'], 'url' | 'tokens'>): Promise<Application[]> {
  const headers = { authorization: `Bearer ${tokens[0]?.token ?? ''}`, 'x-workstation-id': workstationId };
  const feed = (await (await fetch(`${url}/v1/changes?limit=${feedRead}`, { headers })).json()) as { changes: Change[] };
  return feed.changes.flatMap((change) => (change.kind === 'application.upsert' ? [change.application] : []));
}

async function colleagueDecides({ intake }: TransferSite): Promise<void> {
  const [colleague] = intake.tokens;
  if (colleague === undefined) throw new Error('the platform has no reviewers');
  const { reviewerId, token } = colleague;
  const headers = { authorization: `Bearer ${token}`, 'x-workstation-id': workstationId, 'content-type': 'application/json' };
  const decisions = (await applicationsOf(intake)).slice(-lookedAtTwice).map(({ id, revision, documents }, index): Decision => {
    const outcome = index === 0 ? 'escalate' : 'approve';
    return {
      decisionId: `01930000-0000-7000-8000-00000000dec${index}`,
      subject: { kind: 'application', id, revision },
      outcome,
      reasons: index === 0 ? [{ code: 'document.unreadable', target: { documentId: documents[0]?.id }, note: '反光处正好在有效期上' }] : [],
      matched: [{ item: 'name', verdict: 'match' }],
      notice: { zh: '您的申请已提交复核。', en: 'Your application is being looked at again.' },
      decidedAt: new Date().toISOString(),
      reviewerId,
      policyVersion: policyFile.version,
      reasonsVersion: policyFile.version,
      workstationId,
      durationMs: 41_000,
    };
  });
  const answer = await fetch(`${intake.url}/v1/decisions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ decisions }),
  });
  if (answer.status !== 200) throw new Error(`the platform took no decision: ${answer.status} ${await answer.text()}`);
}

/** Another photo in place of the first one of an application that is here, so that the one before can be laid behind it. */
async function resubmitOne({ intake: { control, ...intake } }: TransferSite): Promise<void> {
  const id = (await applicationsOf(intake)).at(sentAgain)?.id ?? '';
  const documents = control.application(id)?.application?.documents ?? [];
  const photo = await drawLargePhoto(sentAgain);
  const sha256 = await control.putDocument(photo);
  await control.resubmit(id, {
    documents: documents.map((document, index) =>
      index === 0 ? { ...document, id: `${document.id.slice(0, -3)}a9a`, sha256, byteLength: photo.byteLength } : document,
    ),
  });
}

/** What has happened at the desk before it is looked at: a decision of each kind, and one second look. In Chinese, as the desk starts. */
export async function playScreensMorning(page: Page, site: TransferSite): Promise<void> {
  const nothing = async (): Promise<void> => {};
  await toList(page);
  await approveOne(page, nothing);
  await rejectOne(page, nothing);
  await requestFixesOnOne(page, nothing);
  await resubmitOne(site);
  // What they decide has been looked at by the checks before it is looked at again.
  await colleagueDecides(site);
  await goTo(page, 'Alt+3', '.transfer-upper');
  await page.keyboard.press('r');
  await goTo(page, 'Alt+9', '[data-look]');
  await page.locator('[data-look]').first().click();
  await page.locator('.look .review-outcomes').waitFor();
  for (const mark of ['m', 'm', 'd']) await page.keyboard.press(mark);
  await page.keyboard.press('e');
  await page.locator('.notice-pane-text').first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('.both-views').waitFor();
}
