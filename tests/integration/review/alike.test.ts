import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { createReview, type Review } from '../../../electron/engine/review/index.ts';
import type { Store } from '../../../electron/engine/store/index.ts';
import calendar from '../../../resources/calendars/cn.json' with { type: 'json' };
import catalogueFile from '../../../resources/reasons.json' with { type: 'json' };
import { catalogueSchema } from '../../../shared/contract/intake/index.ts';
import { smallPolicy } from '../../fixtures/batch.ts';
import { freshFolder, inventApplication, moment, openTestStore, settleChecks } from '../../fixtures/store.ts';

let store: Store;
let review: Review;

const allow = (alikeAtOnce: number | undefined): void =>
  store.transaction((write) => write.putPolicy({ ...smallPolicy, review: { ...smallPolicy.review, alikeAtOnce } }));
/** One of several people, who have nothing in common but the fault. */
const arrive = (id: string, verdict: 'pass' | 'fail'): void => {
  const { length } = id;
  const place = length + id.charCodeAt(length - 1);
  const own = {
    idNumber: `110101199003070${place}`,
    passportNumber: `E00000${place}`,
    phone: `13800000${place}`,
    email: `${id}@example.com`,
  };
  const application = inventApplication(id, { type: 'other_kind', documents: [] }, own);
  store.transaction((write) => void write.putApplication(application, '2026-11-18T02:00:00.000Z'));
  settleChecks(store, application, verdict);
};

beforeEach(() => {
  store = openTestStore(freshFolder());
  store.transaction((write) => {
    write.putCatalogue(catalogueSchema.parse(catalogueFile));
    write.saveWorkstation({
      workstationId: 'workstation-1',
      source: { kind: 'packages' },
      reviewer: { id: 'reviewer-1', name: '林', roles: ['reviewer'] },
    });
  });
  allow(10);
  review = createReview(
    { store, clock: fixedClock(Date.parse(moment.now)), random: systemRandom, calendar },
    { decided: () => {}, changed: () => {}, requests: () => {} },
  );
  for (const id of ['a1', 'a2']) arrive(id, 'fail');
  arrive('sound', 'pass');
});
afterEach(() => store.close());

const all = ['a1', 'a2', 'sound', 'elsewhere'];
const sharedCode = (): string => {
  const preview = review.previewAlike({ applicationIds: all });
  const [first] = preview.ok ? preview.value.offered : [];
  expect(first?.applications).toBe(2);
  return first?.code ?? '';
};

describe('one reason for the identical fault', () => {
  it.each([undefined, 0, 3])('is refused where the policy allows %s and four are chosen', (most) => {
    allow(most);
    expect(review.previewAlike({ applicationIds: all })).toMatchObject({ ok: false, error: { code: 'alike_not_allowed' } });
    const items = all.map((applicationId) => ({ applicationId, revision: 1 }));
    expect(review.decideAlike({ items, code: 'info.id_number', durationMs: 1 })).toMatchObject({ error: { code: 'alike_not_allowed' } });
    expect(review.outbox(0, 9)).toMatchObject({ value: { total: 0 } });
  });

  it('shows the notice of each as it will be sent, and says of the others why they are left out', () => {
    const code = sharedCode();
    const preview = review.previewAlike({ applicationIds: all, code });
    expect(preview).toMatchObject({
      value: {
        rows: [
          { applicationId: 'a1', notice: { zh: expect.stringMatching(/./) } },
          { applicationId: 'a2', reasons: [{ code }] },
          { applicationId: 'sound', leftOut: 'not_shared' },
          { applicationId: 'elsewhere', leftOut: 'gone' },
        ],
      },
    });
    const [first] = preview.ok ? preview.value.rows : [];
    const items = [{ applicationId: 'a1', revision: 1 }];
    const done = review.decideAlike({ items, code, durationMs: 1 });
    const decided = done.ok ? done.value.decided[0] : undefined;
    expect(store.read.decision(decided?.decisionId ?? '')?.decision.notice).toEqual(
      first?.leftOut === undefined ? first?.notice : undefined,
    );
  });

  it('decides each by itself, refuses what changed since, and each can be taken back', () => {
    const code = sharedCode();
    const items = [
      { applicationId: 'a1', revision: 1 },
      { applicationId: 'a2', revision: 0 },
      { applicationId: 'sound', revision: 1 },
    ];
    const done = review.decideAlike({ items, code, durationMs: 300 });
    expect(done).toMatchObject({
      value: {
        decided: [{ subject: { id: 'a1' }, outcome: 'request_fixes', state: 'held' }],
        refused: [
          { applicationId: 'a2', code: 'application_changed' },
          { applicationId: 'sound', code: 'notice_refused' },
        ],
      },
    });
    expect(store.read.application('sound')?.state).toBe('open');
    const decisionId = done.ok ? (done.value.decided[0]?.decisionId ?? '') : '';
    expect(review.takeBack(decisionId).ok).toBe(true);
    expect(store.read.application('a1')?.state).toBe('open');
  });
});
