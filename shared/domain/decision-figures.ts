import type { Decision } from './decision.ts';
import { type CheckId, type Finding, type Verdict, worstVerdict } from './finding.ts';
import type { CheckAnswer } from './insight.ts';
import { findReason, type ReasonCatalogue } from './reason.ts';
import { dayOfDate, hourMs, shanghaiMoment } from './shanghai-time.ts';

/** What a decision on a request is counted under, beside the applications' types. */
export const requestType = 'request';

/** What the statistics keep of one decision: nothing of a person, and not who decided. */
export type DecisionFigures = {
  /** Day in Asia/Shanghai, counted from 1970-01-01, and the hour of that day. */
  day: number;
  hour: number;
  /** The application's type, {@link requestType}, or empty where it is not known any more. */
  type: string;
  outcome: string;
  /** Whole hours that were left until it was due, rounded down: -1 is late by an hour at most. Undefined where there was no due time, or it is not known any more. */
  marginHours: number | undefined;
  /** From the application on screen to the decision, tenths of a second; 0 where it was not measured. */
  durationTenths: number;
  /** Codes of the given reasons, each once, in their order. */
  reasons: string[];
};

/** What of a decision and its application the figures are made of. */
export type FiguredDecision = {
  decision: Pick<Decision, 'subject' | 'outcome' | 'reasons' | 'decidedAt' | 'durationMs'>;
  type: string | undefined;
  /** RFC 3339. */
  dueAt: string | undefined;
};

/** What is kept of a decision. */
export const figuresOf = ({ decision, type, dueAt }: FiguredDecision): DecisionFigures => {
  const { date, timeMs } = shanghaiMoment(decision.decidedAt);
  return {
    day: dayOfDate(date),
    hour: Math.floor(timeMs / hourMs),
    type: decision.subject.kind === 'request' ? requestType : (type ?? ''),
    outcome: decision.outcome,
    marginHours: dueAt === undefined ? undefined : Math.floor((Date.parse(dueAt) - Date.parse(decision.decidedAt)) / hourMs),
    durationTenths: Math.max(0, Math.round(decision.durationMs / 100)),
    reasons: [...new Set(decision.reasons.map(({ code }) => code))],
  };
};

/** One check's worst verdict on an application, and what the decision on it says to that. */
export type AnsweredCheck = { check: CheckId; verdict: Verdict; answer: CheckAnswer };

/** What a decision says to each check that had looked at the application. Checks that were skipped did not look. */
export const answersOf = (
  { outcome, reasons }: Pick<Decision, 'outcome' | 'reasons'>,
  findings: readonly Finding[],
  catalogue: ReasonCatalogue | undefined,
): AnsweredCheck[] => {
  const named = new Set<string>(reasons.flatMap(({ code }) => (catalogue && findReason(catalogue, code)?.suggestedBy) ?? []));
  const answerTo = (check: CheckId): CheckAnswer => {
    if (named.has(check)) return 'reason';
    return outcome === 'approve' ? 'approved' : 'other';
  };
  return [...Map.groupBy(findings, ({ check }) => check)]
    .filter(([, ofCheck]) => ofCheck.some(({ verdict }) => verdict !== 'skipped'))
    .map(([check, ofCheck]) => ({ check, verdict: worstVerdict(ofCheck), answer: answerTo(check) }));
};
