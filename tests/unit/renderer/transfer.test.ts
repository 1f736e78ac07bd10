import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterChanges } from '../../../renderer/parts/character-changes.ts';
import { conflictObstacle } from '../../../renderer/screens/transfer/conflict-obstacle.ts';
import { remaining } from '../../../renderer/screens/transfer/remaining.ts';
import type { Application } from '../../../shared/domain/application.ts';
import type { ConflictSheet } from '../../../shared/domain/conflict.ts';

describe('the characters that became different', () => {
  it('are marked on both sides, and the others are not', () => {
    expect(characterChanges('11010519900307201X', '11010519900308201X')).toEqual({
      before: [
        { text: '1101051990030', changed: false },
        { text: '7', changed: true },
        { text: '201X', changed: false },
      ],
      after: [
        { text: '1101051990030', changed: false },
        { text: '8', changed: true },
        { text: '201X', changed: false },
      ],
    });
    expect(characterChanges('', '𠮷')).toEqual({ before: [], after: [{ text: '𠮷', changed: true }] });
  });

  it('are told by their places in numbers of the same length', () => {
    expect(characterChanges('2002-08-15', '2020-08-51').after).toEqual([
      { text: '20', changed: false },
      { text: '20', changed: true },
      { text: '-08-', changed: false },
      { text: '51', changed: true },
    ]);
  });

  it('always leave both values whole, with the same unmarked characters in the same order', () => {
    const value = fc.string({ unit: fc.constantFrom('北', '京', '市', '1', '2', '𠮷'), maxLength: 40 });
    fc.assert(
      fc.property(value, value, (before, after) => {
        const pieces = characterChanges(before, after);
        const whole = (side: 'before' | 'after') => pieces[side].map(({ text }) => text).join('');
        const common = (side: 'before' | 'after') => pieces[side].map(({ text, changed }) => (changed ? '' : text)).join('');
        expect(whole('before')).toBe(before);
        expect(whole('after')).toBe(after);
        expect(common('before')).toBe(common('after'));
        if (before === after) expect(common('before')).toBe(before);
      }),
    );
  });

  it('are never marked on the side to which nothing was added', () => {
    const value = fc.string({ unit: fc.constantFrom('北', '京', '1', '2'), maxLength: 12 });
    fc.assert(
      fc.property(value, value, value, value, (first, added, second, more) => {
        const pieces = characterChanges(first + second, first + added + second + more);
        expect(pieces.before.filter(({ changed }) => changed)).toEqual([]);
      }),
    );
  });

  it('are the whole value where it is too long to compare', () => {
    expect(characterChanges('路'.repeat(401), '路')).toEqual({
      before: [{ text: '路'.repeat(401), changed: true }],
      after: [{ text: '路', changed: true }],
    });
  });
});

describe('what is left of a claim', () => {
  const now = Date.parse('2026-11-20T08:00:00Z');
  it.each([
    ['2026-11-20T08:04:09Z', '4:09'],
    ['2026-11-20T09:04:09Z', '1:04:09'],
    ['2026-11-21T14:00:00Z', '30:00:00'],
    ['2026-11-20T08:00:00.200Z', '0:01'],
    ['2026-11-20T08:00:00Z', undefined],
    ['2026-11-20T07:00:00Z', undefined],
  ])('until %s is %s', (instant, left) => {
    expect(remaining(instant, now)).toBe(left);
  });
});

describe('why a decision that came back can’t be made again', () => {
  const application = (revision: number): Application => ({
    id: 'application-1',
    revision,
    batchId: 'batch-1',
    type: 'passport',
    submittedAt: '2026-11-20T08:00:00Z',
    priority: 0,
    account: { id: 'account-1', status: 'active' },
    applicant: {},
    documents: [],
    attempts: [],
  });
  const sheet = (more: Partial<ConflictSheet>): ConflictSheet => ({
    decision: {
      decisionId: 'decision-1',
      subject: { kind: 'application', id: 'application-1', revision: 1 },
      outcome: 'reject',
      reasons: [],
      matched: [],
      state: 'conflict',
      decidedAt: '2026-11-20T08:00:00Z',
      tries: 1,
    },
    cause: 'amended',
    standing: [],
    fallen: [],
    mayDecideAgain: false,
    ...more,
  });
  it.each([
    ['nothing stands against it', { mayDecideAgain: true }, undefined],
    ['the new revision is still to come', { present: application(1) }, 'awaited'],
    ['a later decision is under way', { present: application(2) }, 'later'],
    ['it is not here any more', {}, 'gone'],
    ['somebody else has it', { cause: 'claim_lost' }, 'claimLost'],
    ['it was withdrawn', { cause: 'withdrawn', present: application(1) }, 'withdrawn'],
    ['the platform has a decision', { cause: 'decided', present: application(1) }, 'decided'],
  ] as const)('%s', (_, more, obstacle) => {
    expect(conflictObstacle(sheet(more))).toBe(obstacle);
  });
});
