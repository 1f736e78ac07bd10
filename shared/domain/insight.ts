import type { Outcome } from './decision.ts';
import type { CheckId, Verdict } from './finding.ts';
import type { FeedbackCount } from './finding-feedback.ts';
import type { OpenUnion } from './open-union.ts';

/** The periods that are offered, in days up to today; beside them everything. */
export const insightPeriods = [1, 7, 30] as const;
/** Longest period that may be asked for, days: ten years. */
export const longestPeriod = 3_660;

/** The pictures of the statistics; each can be taken along as a picture and as its numbers. */
export const insightCharts = ['days', 'hours', 'due', 'backlog', 'reasons', 'groups', 'handling', 'checks', 'returned'] as const;
/** One of {@link insightCharts}. */
export type InsightChart = (typeof insightCharts)[number];

/** How many decisions had each outcome. */
export type OutcomeCounts = Partial<Record<OpenUnion<Outcome>, number>>;

/** Decisions of one day, week or month in Asia/Shanghai; both dates (`YYYY-MM-DD`) are part of it. */
export type DecidedSpan = { from: string; to: string; outcomes: OutcomeCounts };

/** What a bar of the days stands for: the longer the period, the more days share one. */
export type SpanUnit = 'day' | 'week' | 'month';

/** Decisions by the time that was left until they were due, whole hours: from `from` (included; absent: anything less) to below `to` (absent: anything more). Below 0 they were late. */
export type MarginBand = { from?: number | undefined; to?: number | undefined; count: number };

/** Open applications that are due on one day in Asia/Shanghai. `willPass`: how many of them pass their due time if the pace holds; absent without a forecast. */
export type BacklogDay = { date: string; workingDay: boolean; count: number; willPass?: number | undefined };

/** Of what a forecast is made, or why there is none. */
export type Forecast =
  | {
      /** Applications a working hour, the working hours and the decisions that this was reckoned from. */
      known: true;
      perHour: number;
      hours: number;
      decisions: number;
      /** Of the open ones that are not past their due time yet. */
      willPass: number;
      /** The day (`YYYY-MM-DD`) on which all that is held now is decided; absent where that is more than a year away. */
      clearedOn?: string | undefined;
      /** Whether the calendar knows the holidays of all the years that were looked into. */
      covered: boolean;
    }
  | { known: false; hours: number; decisions: number; leastHours: number; leastDecisions: number };

/**
 * What is open here. `claimed`: where this workstation holds claims, only what is claimed counts, since the rest is other people's to decide as well.
 * `past`: already beyond their due time; `later`: due after the last of `days`.
 */
export type Backlog = {
  scope: 'held' | 'claimed';
  total: number;
  past: number;
  days: BacklogDay[];
  later: number;
  laterWillPass?: number | undefined;
  forecast: Forecast;
};

/** How long decisions of one type took, ms. `type`: of the application, or `request`. Half of them took between `lower` and `upper`, four fifths between `tenth` and `ninetieth`. */
export type Handling = { type: string; count: number; tenth: number; lower: number; median: number; upper: number; ninetieth: number };

/**
 * What a reviewer's decision says about a check. `reason`: a reason about what the check looks at was given; `approved`: nothing was objected to;
 * `other`: it was decided otherwise, which says nothing about this check.
 */
export const checkAnswers = ['reason', 'approved', 'other'] as const;
/** One of {@link checkAnswers}. */
export type CheckAnswer = (typeof checkAnswers)[number];

/** How often a check said something of decided applications, and what the reviewers' decisions say to it. */
export type AnswerCount = { check: CheckId; verdict: Verdict; answer: CheckAnswer; count: number };

/**
 * One check beside the decisions. `confirmed`: it failed and a reason about it was given; `overruled`: it failed and the application was approved; `missed`: it passed
 * and a reason about it was given; `quiet`: it passed and the application was approved. `calledWrong`: findings that reviewers called wrong, of all time.
 */
export type CheckAgreement = {
  check: CheckId;
  confirmed: number;
  overruled: number;
  missed: number;
  quiet: number;
  answers: Omit<AnswerCount, 'check'>[];
  calledWrong: Omit<FeedbackCount, 'check'>[];
};

/** Decisions that came back from the platform and were not accepted since. `cause`: the receipt's cause of a conflict, or the problem's code of a refusal. */
export type ReturnedCount = { kind: 'conflict' | 'refused'; cause: string; count: number };

/** The statistics (统计) of one period, of this workstation's own work. */
export type Insight = {
  /** RFC 3339, by the platform's clock. */
  at: string;
  /** Days in Asia/Shanghai, both part of it; `days` is absent for everything. */
  period: { days?: number | undefined; from: string; to: string };
  /** Decisions of earlier that are not counted in yet: ask again. */
  waiting: number;
  decided: {
    total: number;
    outcomes: OutcomeCounts;
    unit: SpanUnit;
    spans: DecidedSpan[];
    hours: { hour: number; outcomes: OutcomeCounts }[];
  };
  /** Applications only. `unknown`: of which the due time is not known any more. */
  due: { inTime: number; late: number; unknown: number; bands: MarginBand[] };
  backlog: Backlog;
  /** Most frequent first. A decision may have several. */
  reasons: { codes: { code: string; count: number }[]; groups: { group: string; count: number }[] };
  handling: Handling[];
  checks: CheckAgreement[];
  returned: ReturnedCount[];
};
