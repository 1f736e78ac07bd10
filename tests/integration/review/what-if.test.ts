import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixedClock } from '../../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { createReview, type Review } from '../../../electron/engine/review/index.ts';
import type { Store } from '../../../electron/engine/store/index.ts';
import calendar from '../../../resources/calendars/cn.json' with { type: 'json' };
import catalogueFile from '../../../resources/reasons.json' with { type: 'json' };
import { catalogueSchema } from '../../../shared/contract/intake/index.ts';
import { smallPolicy } from '../../fixtures/batch.ts';
import { freshFolder, inventApplication, moment, storeWithPolicy } from '../../fixtures/store.ts';
import { taken } from '../../fixtures/workstation.ts';

let store: Store;
let review: Review;
let closing: AbortController;

beforeEach(() => {
  store = storeWithPolicy(freshFolder());
  store.transaction((write) => write.putCatalogue(catalogueSchema.parse(catalogueFile)));
  closing = new AbortController();
  review = createReview(
    { store, clock: fixedClock(Date.parse(moment.now)), random: systemRandom, calendar, closing: closing.signal },
    { decided: () => {}, changed: () => {}, requests: () => {} },
  );
});
afterEach(() => store.close());

/** An application whose first photo has that sharpness, of smallPolicy's 1 (fail) and 2 (warn). */
const arrive = (id: string, sharpness: number, decided = false): void =>
  store.transaction((write) => {
    const application = inventApplication(id);
    write.putApplication(application, '2026-11-18T02:00:00.000Z');
    const documentId = `${id}-document-0`;
    write.putFindings(
      id,
      documentId,
      [
        { check: 'image.sharpness', verdict: 'pass', severity: 'blocking', documentId, measured: sharpness, limit: 1, unit: 'index' },
        { check: 'image.size', verdict: 'pass', severity: 'blocking', documentId, measured: 900_000, limit: 5_000_000, unit: 'B' },
      ],
      smallPolicy.version,
    );
    write.putFindings(id, null, [], smallPolicy.version);
    if (decided) write.setReviewState(id, 'decided');
  });

it('tells which verdicts would change, of which open applications, with masked names, and saves nothing', async () => {
  arrive('a1', 30);
  arrive('a2', 50);
  arrive('a3', 80);
  arrive('a4', 40.4);
  arrive('a5', 30, true);
  const before = store.read.findings('a1');
  const told = taken(await review.whatIf({ 'image.sharpness.fail': 40, 'image.sharpness.warn': 60 }, 1));
  expect(told).toEqual({
    policyVersion: smallPolicy.version,
    looked: 4,
    open: 4,
    affected: 2,
    checks: [
      {
        check: 'image.sharpness',
        looked: 4,
        unclear: 1,
        changes: [
          { from: 'pass', to: 'fail', count: 1 },
          { from: 'pass', to: 'warn', count: 1 },
        ],
      },
    ],
    applications: [
      {
        applicationId: 'a1',
        name: '张•',
        type: 'resident_identity',
        changes: [{ check: 'image.sharpness', documentId: 'a1-document-0', field: undefined, from: 'pass', to: 'fail' }],
      },
    ],
  });
  expect(store.read.findings('a1')).toEqual(before);
  expect(store.read.policy()).toEqual(smallPolicy);
  expect(store.read.auditEntries(1, 10)).toEqual([]);
});

it('looks at nothing where nothing is another, and refuses what is no limit', async () => {
  arrive('a1', 30);
  expect(taken(await review.whatIf({ 'image.sharpness.fail': 1 }, 50))).toMatchObject({ looked: 0, open: 1, checks: [], affected: 0 });
  expect(await review.whatIf({ 'vault.idleLockMinutes': 1, 'age.min': -3 }, 50)).toMatchObject({
    ok: false,
    error: { code: 'input_invalid', details: { paths: ['vault.idleLockMinutes', 'age.min'] } },
  });
});

it('lets others have their turn, and ends when the desk is closed meanwhile', async () => {
  for (let index = 0; index < 50; index += 1) arrive(`a${index}`, 30);
  const asked = review.whatIf({ 'image.sharpness.fail': 40 }, 50);
  setImmediate(() => closing.abort());
  expect(await asked).toMatchObject({ ok: false, error: { code: 'vault_locked' } });
});
