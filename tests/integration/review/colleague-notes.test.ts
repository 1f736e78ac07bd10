import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FixedClock, fixedClock } from '../../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { createReview, type Review } from '../../../electron/engine/review/index.ts';
import type { Store } from '../../../electron/engine/store/index.ts';
import calendar from '../../../resources/calendars/cn.json' with { type: 'json' };
import catalogueFile from '../../../resources/reasons.json' with { type: 'json' };
import { catalogueSchema } from '../../../shared/contract/intake/index.ts';
import { smallPolicy } from '../../fixtures/batch.ts';
import { freshFolder, inventApplication, moment, openTestStore, settleChecks } from '../../fixtures/store.ts';
import { codeOf, taken } from '../../fixtures/workstation.ts';

let store: Store;
let clock: FixedClock;
let review: Review;
const signIn = (id: string, name: string): void =>
  store.transaction((write) =>
    write.saveWorkstation({ workstationId: 'w', source: { kind: 'packages' }, reviewer: { id, name, roles: ['reviewer'] } }),
  );
beforeEach(() => {
  store = openTestStore(freshFolder());
  store.transaction((write) => {
    write.putPolicy(smallPolicy);
    write.putCatalogue(catalogueSchema.parse(catalogueFile));
  });
  signIn('reviewer-1', '林');
  clock = fixedClock(Date.parse(moment.now));
  review = createReview({ store, clock, random: systemRandom, calendar }, { decided: () => {}, changed: () => {}, requests: () => {} });
  const application = inventApplication('a1', { type: 'other_kind' });
  store.transaction((write) => void write.putApplication(application, '2026-11-18T02:00:00.000Z'));
  settleChecks(store, application);
});
afterEach(() => store.close());

const notes = () => taken(review.open('a1', false)).notes;

it('a note is there for whoever opens the application next, with author and time, and only its author removes it', () => {
  expect(notes()).toBeUndefined();
  expect(taken(review.addNote('a1', '  电话里说下周补照片 '))).toEqual({ masked: false });
  signIn('reviewer-2', '周');
  const [note] = notes() ?? [];
  expect(note).toMatchObject({ at: moment.now, reviewer: { id: 'reviewer-1', name: '林' }, text: '电话里说下周补照片' });
  expect(taken(review.removeNote('a1', note?.number ?? 0))).toEqual({ removed: false });
  signIn('reviewer-1', '林');
  expect(taken(review.removeNote('a1', note?.number ?? 0))).toEqual({ removed: true });
  expect(notes()).toBeUndefined();
  expect(codeOf(review.addNote('a1', ' \n '))).toBe('input_invalid');
  expect(codeOf(review.addNote('a9', '不在这里'))).toBe('application_unknown');
});

it('personal numbers are masked before anything is kept, and the audit knows the length alone', () => {
  const typed =
    '身份证 110101 19900307 0017（１１０１０１１９９００３０７００１７），电话138 0000-0017，邮箱 Zhang.San@example.com，护照 E12345678，单号 20261116';
  expect(taken(review.addNote('a1', typed))).toEqual({ masked: true });
  const kept = JSON.stringify(notes());
  for (const value of ['110101199003070017', '19900307', '00000017', '0000-0017', 'Zhang.San@', 'E12345678'])
    expect(kept).not.toContain(value);
  expect(kept).toContain('1101••••0017');
  expect(kept).toContain('单号 20261116');
  const chain = store.read.auditEntries(1, 9);
  expect(chain).toMatchObject([{ action: 'note.added', subject: 'a1' }]);
  expect(JSON.stringify(chain)).not.toContain('身份证');
});

it('notes travel with the decision, are no part of the notice, don’t come back as the reviewer’s own, and go with the application', () => {
  taken(review.addNote('a1', '照片已电话核对'));
  const subject = { kind: 'application', id: 'a1', revision: 1 } as const;
  const made = taken(review.decide({ subject, outcome: 'approve', reasons: [], matched: [], note: '同意', durationMs: 1 }));
  const sent = store.read.decision(made.decisionId)?.decision;
  expect(sent?.note).toBe(`同意\n[林 ${moment.now}] 照片已电话核对`);
  expect(JSON.stringify(sent?.notice)).not.toContain('电话核对');
  taken(review.addNote('a1', '又看了一遍'));
  taken(review.takeBack(made.decisionId));
  expect(taken(review.open('a1', false)).draft.note).toBe('同意');
  store.transaction((write) => void write.removeApplication('a1'));
  store.transaction((write) => void write.putApplication(inventApplication('a1'), moment.now));
  expect(notes()).toBeUndefined();
});
