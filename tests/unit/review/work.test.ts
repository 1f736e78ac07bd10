import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparisonLines, neighbour, nextUnmarked, withMark } from '../../../renderer/screens/review/comparison.ts';
import { minutesOffered } from '../../../renderer/screens/review/decision/postpone-choice.ts';
import { earlierOn, emptyTrail, laterOn, opened } from '../../../renderer/screens/review/trail.ts';
import { afterStep, beginWork, draftOf } from '../../../renderer/screens/review/work.ts';
import { matchVerdicts } from '../../../shared/domain/decision.ts';
import { inventedSheet } from './invented-sheet.ts';

const items = ['name', 'sex', 'phone'];
const begun = (change: Parameters<typeof inventedSheet>[0] = {}) => beginWork(inventedSheet(change), items);

describe('comparing field by field', () => {
  test('shows what was filled in, in the product’s order, and unknown fields of a newer platform last', () => {
    expect(comparisonLines(inventedSheet(), []).map(({ field }) => field)).toEqual(['name', 'sex', 'phone', 'shoeSize']);
  });

  test('shows an empty field exactly when a check complains about it', () => {
    const finding = { check: 'field.email' as const, severity: 'blocking' as const, field: 'email' };
    const fieldsWith = (verdict: 'fail' | 'pass') =>
      comparisonLines(inventedSheet({ findings: [{ ...finding, verdict }] }), []).map(({ field }) => field);
    expect(fieldsWith('fail')).toContain('email');
    expect(fieldsWith('pass')).not.toContain('email');
  });

  test('a tick moves on to the next field without one, and stays at the end', () => {
    let work = begun();
    expect(work.at).toBe('name');
    for (const at of ['sex', 'phone', 'phone']) {
      work = afterStep(work, { do: 'mark', verdict: 'match', items });
      expect(work.at).toBe(at);
    }
    expect(work.marks.map(({ item }) => item)).toEqual(items);
  });

  test('the same tick again takes it off and stays there', () => {
    const ticked = afterStep(begun(), { do: 'mark', verdict: 'differs', items });
    const back = afterStep(afterStep(ticked, { do: 'compare', field: 'name' }), { do: 'mark', verdict: 'differs', items });
    expect(back.marks).toEqual([]);
    expect(back.at).toBe('name');
  });

  test('never holds two ticks of one field', () => {
    const given = fc.array(fc.tuple(fc.constantFrom(...items), fc.constantFrom(...matchVerdicts)), { maxLength: 30 });
    fc.assert(
      fc.property(given, (ticks) => {
        const marks = ticks.reduce<ReturnType<typeof withMark>>((kept, [item, verdict]) => withMark(kept, item, verdict), []);
        expect(new Set(marks.map(({ item }) => item)).size).toBe(marks.length);
        expect(items).toContain(nextUnmarked(items, marks, 'sex'));
      }),
    );
  });

  test('moving stops at both ends', () => {
    expect(neighbour(items, 'phone', 1)).toBe('phone');
    expect(neighbour(items, 'name', -1)).toBe('name');
    expect(neighbour(items, undefined, 1)).toBe('name');
  });
});

describe('the work on an application', () => {
  test('begins where the draft ended', () => {
    const draft = {
      outcome: 'reject' as const,
      reasons: [{ code: 'account.cancelled' }],
      matched: [{ item: 'name', verdict: 'match' as const }],
      note: '见上次',
    };
    const work = begun({ draft });
    expect(work.at).toBe('sex');
    expect(draftOf(work)).toEqual(draft);
  });

  test('opens the photo that a check has failed on, otherwise the first', () => {
    expect(begun().documentId).toBe('d1');
    expect(begun({ findings: [{ check: 'image.sharpness', verdict: 'fail', severity: 'blocking', documentId: 'd2' }] }).documentId).toBe(
      'd2',
    );
  });

  test('counts a change for everything that is kept, and none for looking around', () => {
    const work = begun();
    const kept = [
      { do: 'mark', verdict: 'match', items } as const,
      { do: 'prepare', outcome: 'reject' } as const,
      { do: 'add', reason: { code: 'account.cancelled' } } as const,
      { do: 'note', text: 'x' } as const,
    ];
    for (const step of kept) expect(afterStep(work, step).changes).toBe(1);
    const looked = [
      { do: 'look', documentId: 'd2' } as const,
      { do: 'compare', field: 'sex' } as const,
      { do: 'panel', panel: 'postpone' } as const,
    ];
    for (const step of looked) expect(afterStep(work, step).changes).toBe(0);
  });

  test('going back from the reasons keeps them', () => {
    const picking = afterStep(afterStep(begun(), { do: 'prepare', outcome: 'request_fixes' }), {
      do: 'add',
      reason: { code: 'document.blurred', target: { documentId: 'd1' } },
    });
    const back = afterStep(picking, { do: 'panel', panel: 'findings' });
    expect(draftOf(back)).toEqual({
      outcome: 'request_fixes',
      reasons: [{ code: 'document.blurred', target: { documentId: 'd1' } }],
      matched: [],
    });
  });
});

describe('walking through the queue', () => {
  test('goes back the way it came, and forward again', () => {
    const trail = ['a', 'b', 'c'].reduce(opened, emptyTrail);
    expect(earlierOn(trail)).toBe('b');
    const back = opened(trail, 'b');
    expect([earlierOn(back), laterOn(back)]).toEqual(['a', 'c']);
    expect(opened(back, 'b')).toBe(back);
  });

  test('puts a new application behind the present one', () => {
    const trail = opened(opened(['a', 'b'].reduce(opened, emptyTrail), 'a'), 'x');
    expect(trail).toEqual({ ids: ['a', 'x', 'b'], at: 1 });
  });
});

describe('postponing', () => {
  test('offers lengths up to the policy’s limit and never more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        (limit) => void expect(minutesOffered(limit).every((minutes) => minutes <= limit)).toBe(true),
      ),
    );
    expect(minutesOffered(240)).toEqual([15, 30, 60, 120, 240]);
    expect(minutesOffered(10)).toEqual([10]);
  });
});
