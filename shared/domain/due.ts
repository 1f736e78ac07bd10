import { type Announcement, type BothLanguages, isActive, type Language } from './announcement.ts';
import type { Policy } from './policy.ts';
import type { DueState } from './queue.ts';
import { dayOfDate, hourMs, instantOf, shanghaiMoment, toTimestamp, weekdayOf } from './shanghai-time.ts';
import { addWorkingDays, isWorkingDay, type WorkingCalendar } from './working-days.ts';

/**
 * The rule of the due time. What is submitted during working hours is due at the same wall-clock time on the Nth working day after;
 * what comes before opening counts from that day's opening, after closing from that day's closing, on a day off from the next working
 * day's opening. Every pause that falls into the waiting is then added at its full length, in the order of time; pauses that overlap count
 * once. A due time given by the platform takes the place of the first step; pauses are added to it all the same, since the platform
 * marks only those windows that it leaves to the workstation to count (`extendsDueTimes`).
 */

/** Why the clock stood still: a window announced by the platform, the applicant's own time, or time granted by a colleague. */
export const pauseCauses = ['announcement', 'applicant', 'granted'] as const;

/** One interval of the ledger in which the reviewers' time did not run. Instants are RFC 3339. */
export type Pause = {
  from: string;
  until: string;
  cause: (typeof pauseCauses)[number];
  /** Who brought it in: an announcement's identifier, `applicant`, or a colleague's. */
  author: string;
  title?: BothLanguages | undefined;
};

/** One step of the reckoning, in its order. Instants are RFC 3339 UTC, durations ms. */
export type DueStep =
  | { step: 'submitted'; at: string }
  | { step: 'given'; at: string }
  | { step: 'counted_from'; at: string; cause: 'before_opening' | 'after_closing' | 'day_off' }
  | { step: 'working_days'; count: number }
  | { step: 'holiday_skipped'; name: BothLanguages; from: string; to: string }
  | { step: 'make_up_day'; date: string }
  | { step: 'pause'; cause: Pause['cause']; durationMs: number; title?: BothLanguages | undefined }
  | { step: 'not_covered'; years: number[] }
  | { step: 'due'; at: string };

/** A due time, how it came about, and whether the calendar knows all the years it passes through. */
export type DueTime = { dueAt: string; explanation: DueStep[]; covered: boolean };

/** Of what the due time is reckoned. */
export type DueInput = {
  /** RFC 3339. */
  submittedAt: string;
  /** The platform's own due time, RFC 3339, if it gave one. */
  givenDueAt?: string | undefined;
  due: Policy['due'];
  calendar: WorkingCalendar;
  pauses?: readonly Pause[] | undefined;
};

/** The pauses that the announcements bring: those that extend due times. One without an end lasts until `now` (RFC 3339) as long as it is active. */
export const pausesOf = (announcements: readonly Announcement[], now: string): Pause[] =>
  announcements
    .filter((announcement) => announcement.extendsDueTimes && (announcement.until !== undefined || isActive(announcement, now)))
    .map(({ id, from, until, title }) => ({ from, until: until ?? now, cause: 'announcement', author: id, title }));

/** Where the count of working days begins. */
const beginningOf = (submittedAt: string, due: Policy['due'], calendar: WorkingCalendar): { at: number; steps: DueStep[] } => {
  const moment = shanghaiMoment(submittedAt);
  const opening = due.dayStartsAt * hourMs;
  const closing = due.dayEndsAt * hourMs;
  const moved = (date: string, timeMs: number, cause: 'before_opening' | 'after_closing' | 'day_off') => {
    const at = instantOf({ date, timeMs });
    return { at, steps: [{ step: 'counted_from' as const, at: toTimestamp(at), cause }] };
  };
  if (!isWorkingDay(calendar, moment.date)) return moved(addWorkingDays(calendar, moment.date, 0).date, opening, 'day_off');
  if (moment.timeMs < opening) return moved(moment.date, opening, 'before_opening');
  if (moment.timeMs > closing) return moved(moment.date, closing, 'after_closing');
  return { at: Date.parse(submittedAt), steps: [] };
};

/** Adds the pauses to `dueMs`: each from the submission on, what overlaps counted once, only those that begin before the work is due. */
const extendedBy = (pauses: readonly Pause[], submittedMs: number, dueMs: number): { dueMs: number; steps: DueStep[] } => {
  const steps: DueStep[] = [];
  let extended = dueMs;
  let countedUntil = submittedMs;
  for (const pause of [...pauses].sort((left, right) => Date.parse(left.from) - Date.parse(right.from))) {
    const from = Math.max(Date.parse(pause.from), countedUntil);
    const until = Date.parse(pause.until);
    if (from >= extended || until <= from) continue;
    extended += until - from;
    countedUntil = until;
    steps.push({ step: 'pause', cause: pause.cause, durationMs: until - from, title: pause.title });
  }
  return { dueMs: extended, steps };
};

/** Reckons the due time of one application or request, from the ledger alone. */
export const dueTimeOf = ({ submittedAt, givenDueAt, due, calendar, pauses = [] }: DueInput): DueTime => {
  const steps: DueStep[] = [{ step: 'submitted', at: toTimestamp(Date.parse(submittedAt)) }];
  const uncovered: number[] = [];
  let dueMs: number;
  if (givenDueAt !== undefined) {
    dueMs = Date.parse(givenDueAt);
    steps.push({ step: 'given', at: toTimestamp(dueMs) });
  } else {
    const beginning = beginningOf(submittedAt, due, calendar);
    const start = shanghaiMoment(beginning.at);
    const waited = addWorkingDays(calendar, shanghaiMoment(submittedAt).date, 0);
    const counted = addWorkingDays(calendar, start.date, due.workingDays);
    dueMs = instantOf({ date: counted.date, timeMs: start.timeMs });
    steps.push(...beginning.steps, { step: 'working_days', count: due.workingDays });
    for (const { name, from, to } of new Set([...waited.skipped, ...counted.skipped]))
      steps.push({ step: 'holiday_skipped', name, from, to });
    for (const date of counted.makeUpDays) steps.push({ step: 'make_up_day', date });
    uncovered.push(...new Set([...waited.uncoveredYears, ...counted.uncoveredYears]));
  }
  const extended = extendedBy(pauses, Date.parse(submittedAt), dueMs);
  steps.push(...extended.steps);
  if (uncovered.length > 0) steps.push({ step: 'not_covered', years: uncovered });
  const dueAt = toTimestamp(extended.dueMs);
  steps.push({ step: 'due', at: dueAt });
  return { dueAt, explanation: steps, covered: uncovered.length === 0 };
};

/** How pressing `dueAt` is at `now` (both RFC 3339): past, within the policy's hours of it, later on the same day in Asia/Shanghai, or none of these. */
export const dueState = (dueAt: string, now: string, policy: { due: Pick<Policy['due'], 'atRiskHours'> }): DueState => {
  const left = Date.parse(dueAt) - Date.parse(now);
  if (left <= 0) return 'past';
  if (left <= policy.due.atRiskHours * hourMs) return 'at_risk';
  return shanghaiMoment(dueAt).date === shanghaiMoment(now).date ? 'due_today' : 'in_time';
};

const weekdays = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const dateWords = (date: string, language: Language): string => {
  const [, month, day] = date.split('-').map(Number);
  return language === 'zh' ? `${month}月${day}日` : `${day} ${months[(month ?? 1) - 1]}`;
};

const momentWords = (at: string, language: Language, withDate: boolean): string => {
  const { date, timeMs } = shanghaiMoment(at);
  const clock = `${String(Math.floor(timeMs / hourMs)).padStart(2, '0')}:${String(Math.floor(timeMs / 60_000) % 60).padStart(2, '0')}`;
  const weekday = weekdays[language][weekdayOf(date)];
  if (!withDate) return language === 'zh' ? `${weekday}${clock}` : `${weekday} ${clock}`;
  return language === 'zh' ? `${dateWords(date, 'zh')}（${weekday}）${clock}` : `${weekday} ${dateWords(date, 'en')} ${clock}`;
};

/** A duration of the ledger for people: `4 h`, `45 min`, `2 h 30 min`. */
const durationWords = (durationMs: number, language: Language): string => {
  const wholeMinutes = Math.round(durationMs / 60_000);
  const hours = Math.floor(wholeMinutes / 60);
  const minutes = wholeMinutes % 60;
  const unit = language === 'zh' ? ['小时', '分钟'] : [' h', ' min'];
  const parts = [hours > 0 ? `${hours}${unit[0]}` : '', minutes > 0 || hours === 0 ? `${minutes}${unit[1]}` : ''].filter(
    (part) => part !== '',
  );
  return parts.join(language === 'zh' ? '' : ' ');
};

const pauseWords: Record<Pause['cause'], BothLanguages> = {
  announcement: { zh: '平台维护或故障', en: 'maintenance' },
  applicant: { zh: '等待申请人', en: 'waiting for the applicant' },
  granted: { zh: '延长', en: 'extension' },
};

const countedFromWords: Record<'before_opening' | 'after_closing' | 'day_off', BothLanguages> = {
  before_opening: { zh: '上班前提交，自', en: 'before opening, counted from' },
  after_closing: { zh: '下班后提交，自', en: 'after closing, counted from' },
  day_off: { zh: '休息日提交，自', en: 'on a day off, counted from' },
};

/**
 * The explanation in one line: `submitted Fri 16:20, 3 working days, National Day skipped, 4 h maintenance: due Thu 20:20`.
 * Dates join the days of the week once the whole takes a week or longer and a day of the week alone would be ambiguous.
 */
export const explainDue = (explanation: readonly DueStep[], language: Language): string => {
  const dayAt = (wanted: 'submitted' | 'due'): number => {
    const found = explanation.find(({ step }) => step === wanted);
    return found && 'at' in found ? dayOfDate(shanghaiMoment(found.at).date) : 0;
  };
  const withDate = dayAt('due') - dayAt('submitted') >= 7;
  const zh = language === 'zh';
  const parts: string[] = [];
  let end = '';
  for (const step of explanation) {
    switch (step.step) {
      case 'submitted':
        parts.push(`${momentWords(step.at, language, withDate)}${zh ? '提交' : ''}`);
        break;
      case 'given':
        parts.push(`${zh ? '平台给定时限' : 'platform’s due time'} ${momentWords(step.at, language, withDate)}`);
        break;
      case 'counted_from':
        parts.push(`${countedFromWords[step.cause][language]} ${momentWords(step.at, language, withDate)}${zh ? ' 起算' : ''}`);
        break;
      case 'working_days':
        parts.push(zh ? `${step.count}个工作日` : `${step.count} working day${step.count === 1 ? '' : 's'}`);
        break;
      case 'holiday_skipped':
        parts.push(zh ? `${step.name.zh}顺延` : `${step.name.en} skipped`);
        break;
      case 'make_up_day':
        parts.push(zh ? `${dateWords(step.date, 'zh')}调休上班` : `${dateWords(step.date, 'en')} worked in exchange`);
        break;
      case 'pause':
        parts.push(
          zh
            ? `${pauseWords[step.cause].zh}${durationWords(step.durationMs, 'zh')}`
            : `${durationWords(step.durationMs, 'en')} ${pauseWords[step.cause].en}`,
        );
        break;
      case 'not_covered':
        parts.push(zh ? `${step.years.join('、')}年节假日尚未收录` : `holidays of ${step.years.join(', ')} not known`);
        break;
      case 'due':
        end = momentWords(step.at, language, withDate);
        break;
      default:
        step satisfies never;
    }
  }
  return zh ? `${parts.join('，')}：应于${end}前完成` : `submitted ${parts.join(', ')}: due ${end}`;
};
