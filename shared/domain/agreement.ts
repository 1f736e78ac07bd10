import { type RatedCase, type SecondLookKind, secondLookKinds } from './second-look.ts';

/** Fewer cases give no figure: with 20, and agreement by chance in half of them, kappa is known to ±0.35 at best. */
export const fewestCases = 20;
/** A reason, check or outcome that was named less often says nothing about itself, however many cases there are. */
export const fewestNamed = 5;

/** How often two people said the same, and how much of that is more than chance. */
export type Agreement = {
  cases: number;
  agreed: number;
  /** In how many cases either of the two named it; for outcomes as a whole, all of them. */
  named: number;
  /** Cohen's kappa, -1 to 1; absent where there are too few cases, or where both always said the same one thing, so that there is nothing to tell from chance. */
  kappa?: number | undefined;
};

/**
 * Cohen's kappa of two people's ratings on a nominal scale: (po - pe) / (1 - pe), where po is the share on which they agree and pe the share on which they
 * would by chance, from how often each of them uses each category. Cohen, J. (1960): A coefficient of agreement for nominal scales. Educational and
 * Psychological Measurement 20 (1), 37-46. Undefined for no ratings, and where pe is 1: both used one and the same category throughout.
 */
export const cohensKappa = (ratings: readonly (readonly [first: string, second: string])[]): number | undefined => {
  const count = ratings.length;
  if (count === 0) return undefined;
  const firsts = new Map<string, number>();
  const seconds = new Map<string, number>();
  let agreed = 0;
  for (const [first, second] of ratings) {
    firsts.set(first, (firsts.get(first) ?? 0) + 1);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
    if (first === second) agreed += 1;
  }
  // In whole numbers until the last step, so that "always the same" is found exactly.
  let chance = 0;
  for (const [category, often] of firsts) chance += often * (seconds.get(category) ?? 0);
  const square = count * count;
  return chance === square ? undefined : (agreed * count - chance) / (square - chance);
};

/**
 * What a figure says about how clear a rule is. The bounds are those of Landis and Koch (1977): The measurement of observer agreement for categorical data.
 * Biometrics 33, 159-174: almost perfect over 0.8, substantial over 0.6, moderate over 0.4.
 */
export const clarities = ['too_few', 'one_sided', 'clear', 'mostly_clear', 'mixed', 'unclear'] as const;
/** One of {@link clarities}. `one_sided`: both always said the same one thing. */
export type Clarity = (typeof clarities)[number];

/** In which words a figure is told. */
export const clarityOf = ({ cases, named, kappa }: Agreement): Clarity => {
  if (cases < fewestCases || named < fewestNamed) return 'too_few';
  if (kappa === undefined) return 'one_sided';
  if (kappa > 0.8) return 'clear';
  if (kappa > 0.6) return 'mostly_clear';
  return kappa > 0.4 ? 'mixed' : 'unclear';
};

const agreementOf = (ratings: readonly (readonly [string, string])[], named: number): Agreement => {
  const figures = { cases: ratings.length, agreed: ratings.filter(([first, second]) => first === second).length, named };
  const kappa = figures.cases < fewestCases || named < fewestNamed ? undefined : cohensKappa(ratings);
  return { ...figures, ...(kappa === undefined ? {} : { kappa }) };
};

/** Agreement on everything that is named, each as "named or not", over all cases; what was named most often first. */
const agreementByName = (cases: readonly { first: readonly string[]; second: readonly string[] }[]): ({ name: string } & Agreement)[] => {
  const names = [...new Set(cases.flatMap(({ first, second }) => [...first, ...second]))].sort();
  return names
    .map((name) => {
      const ratings = cases.map(({ first, second }) => [String(first.includes(name)), String(second.includes(name))] as const);
      return { name, ...agreementOf(ratings, ratings.filter((pair) => pair.includes('true')).length) };
    })
    .sort((left, right) => right.named - left.named);
};

/** Second looks of one kind, and the agreement on the outcome: with the first reviewer, with what the site knows, or with oneself some weeks ago. */
export type SourceAgreement = {
  kind: SecondLookKind;
  /** All of them; `outcomes.cases` leaves out what has no outcome to agree with. */
  looks: number;
  outcomes: Agreement;
};

/** Agreement between first and second reviewers: about workload and how clear the rules are, never about persons. */
export type AgreementReport = {
  /** Cases that two people looked at: escalations and samples. */
  cases: number;
  /** Second looks by where they came from, each by itself: only the first two are two people's. */
  perSource: SourceAgreement[];
  /** On the outcome. Escalations name no outcome to agree with, and are left out. */
  outcomes: Agreement;
  /** Each outcome as "this one or another". */
  perOutcome: ({ name: string } & Agreement)[];
  /** Each reason as "given or not", and each check as "acted upon or not" (a reason was given that it suggests); over the cases whose first reasons were told. */
  perReason: ({ name: string } & Agreement)[];
  perCheck: ({ name: string } & Agreement)[];
};

/** An escalation has no outcome to agree with. */
const comparedOutcomes = (cases: readonly RatedCase[]) =>
  cases.flatMap(({ outcome }) => (outcome.first === 'escalate' ? [] : [[outcome.first, outcome.second] as const]));

/** Reckons the report from the bare facts of the second looks. */
export const agreementReport = (all: readonly RatedCase[]): AgreementReport => {
  const cases = all.filter(({ kind }) => kind === 'escalation' || kind === 'sample');
  const compared = comparedOutcomes(cases);
  return {
    cases: cases.length,
    perSource: secondLookKinds.flatMap((kind) => {
      const ofKind = all.filter((rated) => rated.kind === kind);
      const outcomes = comparedOutcomes(ofKind);
      return ofKind.length === 0 ? [] : [{ kind, looks: ofKind.length, outcomes: agreementOf(outcomes, outcomes.length) }];
    }),
    outcomes: agreementOf(compared, compared.length),
    perOutcome: agreementByName(compared.map(([first, second]) => ({ first: [first], second: [second] }))),
    perReason: agreementByName(cases.flatMap(({ reasons }) => reasons ?? [])),
    perCheck: agreementByName(cases.flatMap(({ checks }) => checks ?? [])),
  };
};
