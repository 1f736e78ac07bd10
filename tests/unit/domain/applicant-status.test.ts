import { expect, it } from 'vitest';
import { type Standing, type StandingFacts, spokenStatus, standingOf, standings } from '../../../shared/domain/applicant-status.ts';

const open: StandingFacts = { decided: false, dueState: 'in_time', accountStatus: 'active', damagedDocuments: false };
const decided = (outcome: string, state: NonNullable<StandingFacts['last']>['state']): StandingFacts => ({
  ...open,
  decided: true,
  last: { outcome, state },
});

it.each<[Standing, StandingFacts]>([
  ['waiting', open],
  ['overdue', { ...open, dueState: 'past' }],
  ['incomplete', { ...open, damagedDocuments: true }],
  ['account', { ...open, accountStatus: 'cancelled', damagedDocuments: true }],
  // Nothing of an outcome is told before the platform has it: it may still be taken back, or refused.
  ['sending', decided('approve', 'held')],
  ['sending', decided('reject', 'waiting')],
  ['approved', decided('approve', 'receipted')],
  ['fixes', decided('request_fixes', 'elsewhere')],
  ['rejected', decided('reject', 'receipted')],
  ['escalated', decided('escalate', 'receipted')],
  ['escalated', { ...open, last: { outcome: 'escalate', state: 'elsewhere' } }],
  // What came back is under review again.
  ['waiting', decided('approve', 'conflict')],
  ['untold', { ...open, decided: true }],
  ['untold', decided('a newer outcome', 'elsewhere')],
])('an applicant stands at "%s"', (standing, facts) => {
  expect(standingOf(facts)).toBe(standing);
});

it('says in both languages what is now and what is next, with the due time filled in', () => {
  for (const standing of standings) {
    const { now, next } = spokenStatus(standing, { zh: '2026-11-18 10:00', en: '2026-11-18 10:00' });
    for (const text of [now.zh, now.en, next.zh, next.en]) {
      expect(text.length).toBeGreaterThan(5);
      expect(text).not.toMatch(/[{}]/);
    }
  }
  expect(spokenStatus('waiting', { zh: '周三', en: 'Wed' }).next.zh).toContain('周三');
});
