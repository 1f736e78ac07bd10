import { type Applicant, fieldNames } from '../../../shared/domain/application.ts';
import type { MatchMark } from '../../../shared/domain/decision.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { FieldReading } from '../../../shared/domain/reading.ts';
import type { ReviewSheet } from '../../../shared/domain/review.ts';

/** One line of the comparison: a field, what the form says, what the checks say of it, and the reviewer's tick. */
export type ComparisonLine = {
  field: string;
  /** As typed; absent where the form leaves it empty and a check complains about it. */
  value?: string | undefined;
  findings: Finding[];
  /** What was read of the documents for this field. */
  readings: FieldReading[];
  verdict?: MatchMark['verdict'] | undefined;
};

/** Known fields in their order, then those of a newer platform. */
const orderOf = (applicant: Applicant): string[] => [
  ...fieldNames,
  ...Object.keys(applicant)
    .filter((field) => !(fieldNames as readonly string[]).includes(field))
    .sort(),
];

/** The lines to compare: every field that was filled in, and every empty one that a check has something to say about. */
export const comparisonLines = (
  { application, findings, readings }: Pick<ReviewSheet, 'application' | 'findings' | 'readings'>,
  marks: readonly MatchMark[],
): ComparisonLine[] =>
  orderOf(application.applicant).flatMap((field) => {
    const value = application.applicant[field];
    const about = findings.filter(
      (finding) => finding.field === field && finding.documentId === undefined && finding.verdict !== 'skipped',
    );
    const empty = value === undefined || value === '';
    if (empty && !about.some(({ verdict }) => verdict !== 'pass')) return [];
    return [
      {
        field,
        value: empty ? undefined : value,
        findings: about,
        readings: readings.fields.filter((reading) => reading.field === field),
        verdict: marks.find(({ item }) => item === field)?.verdict,
      },
    ];
  });

/** The marks with one item ticked; the same tick again takes it off. */
export const withMark = (marks: readonly MatchMark[], item: string, verdict: MatchMark['verdict']): MatchMark[] => {
  const others = marks.filter((mark) => mark.item !== item);
  const same = marks.some((mark) => mark.item === item && mark.verdict === verdict);
  return same ? others : [...others, { item, verdict }];
};

/** The item to compare after `item`: the next that has no tick, going round once; `item` itself where all are ticked. */
export const nextUnmarked = (items: readonly string[], marks: readonly MatchMark[], item: string): string => {
  const place = items.indexOf(item);
  const round = [...items.slice(place + 1), ...items.slice(0, Math.max(place, 0))];
  return round.find((other) => !marks.some((mark) => mark.item === other)) ?? item;
};

/** The item `by` places further, stopping at both ends. */
export const neighbour = (items: readonly string[], item: string | undefined, by: 1 | -1): string | undefined => {
  const place = item === undefined ? -1 : items.indexOf(item);
  if (place === -1) return by === 1 ? items[0] : items.at(-1);
  return items[Math.min(Math.max(place + by, 0), items.length - 1)];
};
