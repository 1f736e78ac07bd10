import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Announcement } from '../../../shared/domain/announcement.ts';
import { dueState, dueTimeOf, explainDue, type Pause, pausesOf } from '../../../shared/domain/due.ts';
import { shanghaiMoment, toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import { isWorkingDay, type WorkingCalendar } from '../../../shared/domain/working-days.ts';
import { calendar, policy } from './invented.ts';

const { due } = policy;
const from = Date.parse('2025-01-01T00:00:00+08:00');
const instant = fc.integer({ min: from, max: Date.parse('2026-12-15T00:00:00+08:00') }).map(toTimestamp);
const pause: fc.Arbitrary<Pause> = fc
  .record({ at: fc.integer({ min: from, max: Date.parse('2026-12-31T00:00:00+08:00') }), hours: fc.integer({ min: 1, max: 100 }) })
  .map(({ at, hours }) => ({
    from: toTimestamp(at),
    until: toTimestamp(at + hours * 3_600_000),
    cause: 'announcement',
    author: 'announcement-1',
  }));
const dueOf = (submittedAt: string, pauses: Pause[] = []) => dueTimeOf({ submittedAt, due, calendar, pauses });
const ms = (submittedAt: string, pauses: Pause[] = []) => Date.parse(dueOf(submittedAt, pauses).dueAt);

/** A calendar in which National Day takes one Monday. */
const oneDay: WorkingCalendar = {
  ...calendar,
  holidays: [{ name: { zh: '国庆节', en: 'National Day' }, from: '2026-11-23', to: '2026-11-23', makeUpDays: [] }],
};
const maintenance: Announcement = {
  id: 'announcement-1',
  severity: 'warning',
  title: { zh: '系统维护', en: 'Maintenance' },
  body: { zh: '', en: '' },
  from: '2026-11-24T02:00:00Z',
  until: '2026-11-24T06:00:00Z',
  extendsDueTimes: true,
};

test('submitted Friday 16:20, three working days, National Day skipped, 4 h maintenance: due Thursday 20:20', () => {
  const time = dueTimeOf({
    submittedAt: '2026-11-20T16:20:00+08:00',
    due,
    calendar: oneDay,
    pauses: pausesOf([maintenance], '2026-11-20T09:00:00Z'),
  });
  expect(time).toMatchObject({ dueAt: '2026-11-26T12:20:00.000Z', covered: true });
  const [zh, en] = [explainDue(time.explanation, 'zh'), explainDue(time.explanation, 'en')];
  expect(en).toBe('submitted Fri 16:20, 3 working days, National Day skipped, 4 h maintenance: due Thu 20:20');
  expect(zh).toBe('周五16:20提交，3个工作日，国庆节顺延，平台维护或故障4小时：应于周四20:20前完成');
});

test('from a week on, dates join the days of the week', () => {
  const { explanation } = dueOf('2026-09-30T16:20:00+08:00');
  expect(explainDue(explanation, 'en')).toBe(
    'submitted Wed 30 Sep 16:20, 3 working days, National Day skipped, 10 Oct worked in exchange: due Sat 10 Oct 16:20',
  );
  expect(explainDue(explanation, 'zh')).toBe(
    '9月30日（周三）16:20提交，3个工作日，国庆节顺延，10月10日调休上班：应于10月10日（周六）16:20前完成',
  );
});

test.each([
  ['before opening it counts from the opening', '2026-11-16T03:00:00+08:00', '2026-11-19T09:00:00+08:00'],
  ['after closing it counts from the closing', '2026-11-16T23:00:00+08:00', '2026-11-19T18:00:00+08:00'],
  ['on a Saturday it counts from Monday’s opening', '2026-11-21T12:00:00+08:00', '2026-11-26T09:00:00+08:00'],
  ['in the Spring Festival it counts from the first day worked', '2026-02-18T12:00:00+08:00', '2026-02-27T09:00:00+08:00'],
  ['a Saturday worked in exchange counts', '2026-09-30T16:20:00+08:00', '2026-10-10T16:20:00+08:00'],
])('%s', (_what, submittedAt, dueAt) => {
  expect(ms(submittedAt)).toBe(Date.parse(dueAt));
});

test('what is submitted later is never due earlier', () => {
  fc.assert(
    fc.property(instant, instant, (one, other) => {
      const [earlier, later] = one <= other ? [one, other] : [other, one];
      expect(ms(later)).toBeGreaterThanOrEqual(ms(earlier));
    }),
    { numRuns: 500 },
  );
});

test('without pauses a due time lies on a working day within working hours', () => {
  fc.assert(
    fc.property(instant, (submittedAt) => {
      const { date, timeMs } = shanghaiMoment(dueOf(submittedAt).dueAt);
      expect(isWorkingDay(calendar, date)).toBe(true);
      expect(timeMs).toBeGreaterThanOrEqual(due.dayStartsAt * 3_600_000);
      expect(timeMs).toBeLessThanOrEqual(due.dayEndsAt * 3_600_000);
    }),
  );
});

test('a pause only ever lengthens, by its own length at most; one more never shortens; their order does not matter', () => {
  fc.assert(
    fc.property(instant, fc.array(pause, { maxLength: 4 }), pause, (submittedAt, pauses, more) => {
      const without = ms(submittedAt, pauses);
      const withMore = ms(submittedAt, [...pauses, more]);
      expect(withMore).toBeGreaterThanOrEqual(without);
      const total = [...pauses, more].reduce((sum, one) => sum + Date.parse(one.until) - Date.parse(one.from), 0);
      expect(withMore - ms(submittedAt)).toBeLessThanOrEqual(total);
      expect(ms(submittedAt, [...pauses, more].reverse())).toBe(withMore);
      expect(ms(submittedAt, [...pauses, more, more])).toBe(withMore);
    }),
    { numRuns: 500 },
  );
});

test('the explanation adds up: its pauses are what lies between the plain due time and the extended one', () => {
  fc.assert(
    fc.property(instant, fc.array(pause, { maxLength: 4 }), (submittedAt, pauses) => {
      const time = dueOf(submittedAt, pauses);
      const added = time.explanation.reduce((sum, step) => sum + (step.step === 'pause' ? step.durationMs : 0), 0);
      expect(Date.parse(time.dueAt) - ms(submittedAt)).toBe(added);
      for (const language of ['zh', 'en'] as const) expect(explainDue(time.explanation, language)).not.toMatch(/undefined|NaN/);
    }),
  );
});

test('only announcements that extend due times pause, one without an end until now', () => {
  const { until: _until, ...open } = maintenance;
  expect(pausesOf([{ ...maintenance, extendsDueTimes: false }], '2026-11-24T03:00:00Z')).toEqual([]);
  expect(pausesOf([open], '2026-11-24T03:00:00Z')).toMatchObject([
    { from: maintenance.from, until: '2026-11-24T03:00:00Z', author: 'announcement-1' },
  ]);
  expect(pausesOf([open], '2026-11-24T01:00:00Z')).toEqual([]);
});

test('the platform’s own due time is taken, and extended by a window it leaves to be counted', () => {
  const given = { submittedAt: '2026-11-23T02:00:00Z', givenDueAt: '2026-11-25T02:00:00Z', due, calendar };
  expect(dueTimeOf(given).dueAt).toBe('2026-11-25T02:00:00.000Z');
  expect(dueTimeOf({ ...given, pauses: pausesOf([maintenance], given.submittedAt) }).dueAt).toBe('2026-11-25T06:00:00.000Z');
});

test('a count that runs into a year not announced yet says so', () => {
  const time = dueOf('2026-12-31T10:00:00+08:00');
  expect(time.covered).toBe(false);
  expect(explainDue(time.explanation, 'en')).toContain('holidays of 2027 not known');
});

test('how pressing it is', () => {
  const dueAt = '2026-11-23T09:00:00Z';
  expect(dueState(dueAt, '2026-11-23T09:00:00Z', policy)).toBe('past');
  expect(dueState(dueAt, '2026-11-23T01:00:00Z', policy)).toBe('at_risk');
  expect(dueState(dueAt, '2026-11-23T00:59:00Z', policy)).toBe('due_today');
  expect(dueState(dueAt, '2026-11-22T15:59:00Z', policy)).toBe('in_time');
});

test('a window that begins once the work was due, or ended before it was submitted, adds nothing', () => {
  const submittedAt = '2026-11-16T16:20:00+08:00';
  const window = (start: string, end: string): Pause => ({ from: start, until: end, cause: 'announcement', author: 'announcement-1' });
  expect(ms(submittedAt, [window('2026-11-19T16:20:00+08:00', '2026-11-19T18:00:00+08:00')])).toBe(ms(submittedAt));
  expect(ms(submittedAt, [window('2026-11-16T08:00:00+08:00', '2026-11-16T16:20:00+08:00')])).toBe(ms(submittedAt));
  expect(ms(submittedAt, [window('2026-11-16T16:00:00+08:00', '2026-11-16T16:50:00+08:00')])).toBe(ms(submittedAt) + 30 * 60_000);
});
