import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixedClock } from '../../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { createReview, type Review } from '../../../electron/engine/review/index.ts';
import type { Store } from '../../../electron/engine/store/index.ts';
import calendar from '../../../resources/calendars/cn.json' with { type: 'json' };
import catalogueFile from '../../../resources/reasons.json' with { type: 'json' };
import { catalogueSchema } from '../../../shared/contract/intake/index.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import { smallPolicy } from '../../fixtures/batch.ts';
import { freshFolder, inventApplication, moment, openTestStore } from '../../fixtures/store.ts';
import { taken } from '../../fixtures/workstation.ts';

let store: Store;
let review: Review;
let folder: string;
let told: string[][];

const open = (): void => {
  review = createReview(
    { store, clock: fixedClock(Date.parse(moment.now)), random: systemRandom, calendar },
    { decided: () => {}, changed: (ids) => told.push(ids), requests: () => {} },
  );
};
const glare: Finding = {
  check: 'image.glare',
  verdict: 'fail',
  severity: 'blocking',
  measured: 3,
  limit: 1,
  unit: '%',
  cause: 'spots',
  documentId: 'a1-document-0',
};
const place = { check: 'image.glare', documentId: 'a1-document-0', cause: 'spots' } as const;
const number: Finding = {
  check: 'field.id_number',
  verdict: 'fail',
  severity: 'blocking',
  measured: '7',
  limit: 'X',
  field: 'idNumber',
  cause: 'checkDigit',
};

beforeEach(() => {
  folder = freshFolder();
  store = openTestStore(folder);
  told = [];
  store.transaction((write) => {
    write.putPolicy(smallPolicy);
    write.putCatalogue(catalogueSchema.parse(catalogueFile));
    write.saveWorkstation({ workstationId: 'w', source: { kind: 'packages' }, reviewer: { id: 'reviewer-1', name: '林', roles: [] } });
    write.putApplication(inventApplication('a1'), '2026-11-18T02:00:00.000Z');
    write.putFindings('a1', null, [number], smallPolicy.version);
    write.putFindings('a1', 'a1-document-0', [glare], smallPolicy.version);
  });
  open();
});
afterEach(() => store.close());

it('is kept with what the finding rested on, shown when the application is opened again, and audited without the note', () => {
  taken(review.disputeFinding({ applicationId: 'a1', finding: place, expected: 'pass', note: ' 反光在卡面之外 ' }));
  expect(told).toEqual([['a1']]);
  store.close();
  store = openTestStore(folder);
  open();
  const kept = {
    ...place,
    verdict: 'fail',
    expected: 'pass',
    note: '反光在卡面之外',
    revision: 1,
    policyVersion: 'fixture-1',
    reviewerId: 'reviewer-1',
    at: moment.now,
  };
  expect(store.read.findingFeedback('a1')).toEqual([{ ...kept, measured: 3, limit: 1 }]);
  expect(taken(review.open('a1', false)).feedback).toEqual([kept]);
  expect(store.read.auditEntries(1, 10).map(({ action, subject, details }) => ({ action, subject, details }))).toEqual([
    { action: 'finding.disputed', subject: 'a1', details: { check: 'image.glare', verdict: 'fail', expected: 'pass' } },
  ]);
});

it('does not tell by what was measured what a masked field hides', () => {
  taken(
    review.disputeFinding({
      applicationId: 'a1',
      finding: { check: 'field.id_number', field: 'idNumber', cause: 'checkDigit' },
      expected: 'pass',
    }),
  );
  const [shown] = taken(review.open('a1', false)).feedback ?? [];
  expect(shown).toMatchObject({ check: 'field.id_number', expected: 'pass' });
  expect(shown).not.toHaveProperty('measured');
  expect(shown).not.toHaveProperty('limit');
});

it('counts once a finding, and no more when it is taken back; erasing the application leaves the bare count', () => {
  const counts = () => taken(review.feedbackCounts()).counts;
  const dispute = () => taken(review.disputeFinding({ applicationId: 'a1', finding: place, expected: 'pass' }));
  dispute();
  dispute();
  expect(counts()).toEqual([{ check: 'image.glare', verdict: 'fail', expected: 'pass', count: 1 }]);
  expect(taken(review.acceptFinding('a1', place))).toEqual({ removed: true });
  expect(taken(review.acceptFinding('a1', place))).toEqual({ removed: false });
  expect(counts()).toEqual([]);
  expect(taken(review.open('a1', false))).not.toHaveProperty('feedback');
  expect(store.read.auditEntries(1, 10).at(-1)).toMatchObject({ action: 'finding.dispute_taken_back', subject: 'a1' });
  dispute();
  store.transaction((write) => write.removeApplication('a1'));
  expect(store.read.findingFeedback('a1')).toEqual([]);
  expect(counts()).toEqual([{ check: 'image.glare', verdict: 'fail', expected: 'pass', count: 1 }]);
});

it('is told beside how many of the check’s verdicts were decided on, without decisions that were taken back', () => {
  const decided = () => taken(review.feedbackCounts()).decided.find(({ check }) => check === 'image.glare');
  const subject = { kind: 'application', id: 'a1', revision: 1 } as const;
  const escalate = () => taken(review.decide({ subject, outcome: 'escalate', reasons: [], matched: [], durationMs: 1 }));
  expect(decided()).toBeUndefined();
  const first = escalate();
  expect(decided()).toEqual({ check: 'image.glare', count: 1, since: 'fixture-1' });
  taken(review.takeBack(first.decisionId));
  expect(decided()).toBeUndefined();

  const second = escalate();
  store.transaction((write) => write.setDecisionState(second.decisionId, 'receipted'));
  store.transaction((write) => write.putPolicy({ ...smallPolicy, version: 'fixture-2' }));
  store.transaction((write) => write.putApplication(inventApplication('a2'), '2026-11-18T02:00:00.000Z'));
  store.transaction((write) => write.putFindings('a2', 'a2-document-0', [{ ...glare, documentId: 'a2-document-0' }], 'fixture-2'));
  taken(review.decide({ subject: { ...subject, id: 'a2' }, outcome: 'escalate', reasons: [], matched: [], durationMs: 1 }));
  expect(decided()).toEqual({ check: 'image.glare', count: 2, since: 'fixture-1' });
});

it('is refused where the verdict is the expected one, where there is no such finding, and with personal values in the note', () => {
  const codeOf = (change: Partial<Parameters<Review['disputeFinding']>[0]>) => {
    const answer = review.disputeFinding({ applicationId: 'a1', finding: place, expected: 'pass', ...change });
    return answer.ok ? 'ok' : `${answer.error.code} ${String(answer.error.details.paths ?? '')}`;
  };
  expect(codeOf({ expected: 'fail' })).toBe('input_invalid expected');
  expect(codeOf({ finding: { ...place, cause: 'other' } })).toBe('application_changed ');
  expect(codeOf({ applicationId: 'a9' })).toBe('application_unknown ');
  expect(codeOf({ note: '张三的证件没有反光' })).toBe('input_invalid note');
  expect(codeOf({ note: '电话 13800000017' })).toBe('input_invalid note');
  expect(store.read.findingFeedback('a1')).toEqual([]);
});
