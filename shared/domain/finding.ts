/** The identifiers of all checks, fixed by the product's contract with the sites that script it (`quality.md`). */
export const checkIds = [
  'image.format',
  'image.size',
  'image.intact',
  'image.pixels',
  'image.sharpness',
  'image.exposure',
  'image.glare',
  'image.colour',
  'image.screen',
  'image.background',
  'image.document',
  'image.orientation',
  'image.face',
  'image.duplicate',
  'read.text',
  'read.mrz',
  'field.name',
  'field.id_number',
  'field.birth_date',
  'field.sex',
  'field.region',
  'field.validity',
  'field.phone',
  'field.email',
  'field.address',
  'match.name',
  'match.latin_name',
  'match.sex',
  'match.ethnicity',
  'match.nationality',
  'match.birth_date',
  'match.address',
  'match.id_number',
  'match.passport_number',
  'match.issuing_authority',
  'match.validity',
  'account.state',
  'documents.complete',
] as const;
/** One of {@link checkIds}. */
export type CheckId = (typeof checkIds)[number];

/** What a check can say. `skipped`: does not apply here; `error`: could not be carried out, please look yourself. */
export const verdicts = ['pass', 'warn', 'fail', 'skipped', 'error'] as const;
/** One of {@link verdicts}. */
export type Verdict = (typeof verdicts)[number];

/**
 * In which direction `measured` of a photo check worsens; what is not listed measures nothing or compares words.
 * Sharpness, exposure and colour are indices of which more is better, glare is a share of the picture, and of a display's grid less is better.
 */
export const worsens: Partial<Record<CheckId, 'upwards' | 'downwards'>> = {
  'image.pixels': 'downwards',
  'image.sharpness': 'downwards',
  'image.exposure': 'downwards',
  'image.glare': 'upwards',
  'image.colour': 'downwards',
  'image.screen': 'upwards',
};

/** Whether a finding is only doubtful: its figure is near the limit and still on the right side of it. */
export const isWithinLimit = ({ check, verdict, measured, limit }: Pick<Finding, 'check' | 'verdict' | 'measured' | 'limit'>): boolean => {
  if (verdict !== 'warn' || typeof measured !== 'number' || typeof limit !== 'number') return false;
  return worsens[check] === 'downwards' ? measured >= limit : worsens[check] === 'upwards' && measured < limit;
};

/** What a failed check means: `blocking` forbids approval, `warning` and `information` only show. Set by the policy. */
export type Severity = 'blocking' | 'warning' | 'information';

/** A place on a photo, as fractions of its upright width and height, origin top left. */
export type Region = { x: number; y: number; w: number; h: number };

/** A point on a photo, as fractions of its upright width and height, origin top left. */
export type Spot = { x: number; y: number };

/**
 * A finding: one check's result, with what was measured beside the limit it was held against. Which version of the policy that limit is from is kept once for all
 * findings of a photo, where they are stored.
 */
export type Finding = {
  check: CheckId;
  verdict: Verdict;
  severity: Severity;
  /** The measured value, in `unit`; a word for checks that recognise rather than measure. */
  measured?: number | string | undefined;
  /** The policy's limit for it, in the same unit. */
  limit?: number | string | undefined;
  /** `px`, `B`, `%`, `1` (a ratio or index), … */
  unit?: string | undefined;
  /** The document it is about, */
  documentId?: string | undefined;
  /** or the field. */
  field?: string | undefined;
  /** Where on the photo: rectangles, */
  evidence?: Region[] | undefined;
  /** and outlines with any number of corners, in order around. */
  polygons?: Spot[][] | undefined;
  /** Codes of the catalogue which this result suggests. */
  suggests?: string[] | undefined;
  /** A word that says which of the check's sentences applies (`truncated`, `checkDigit`), for the interface's text. */
  cause?: string | undefined;
  /** Further figures of the same measurement. */
  details?: Record<string, string | number> | undefined;
};

/** Whether this finding forbids approval: it failed, or could not be carried out, and the policy calls it blocking. */
export const blocks = (finding: Finding): boolean =>
  finding.severity === 'blocking' && (finding.verdict === 'fail' || finding.verdict === 'error');

const severityOfVerdict: Record<Verdict, number> = { fail: 0, error: 1, warn: 2, pass: 3, skipped: 4 };

/** Orders findings as the review shows them: failed first, then what could not be checked, warnings, passes. */
export const byVerdict = (left: Finding, right: Finding): number =>
  severityOfVerdict[left.verdict] - severityOfVerdict[right.verdict] || left.check.localeCompare(right.check);

/** The worst verdict of several; `pass` for none. */
export const worstVerdict = (findings: readonly Pick<Finding, 'verdict'>[]): Verdict =>
  findings.reduce<Verdict>(
    (worst, { verdict }) => (verdict !== 'skipped' && severityOfVerdict[verdict] < severityOfVerdict[worst] ? verdict : worst),
    'pass',
  );
