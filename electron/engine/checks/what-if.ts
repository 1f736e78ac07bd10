import type { Application } from '../../../shared/domain/application.ts';
import { likenessLimit } from '../../../shared/domain/duplicates.ts';
import type { CheckId, Finding, Verdict } from '../../../shared/domain/finding.ts';
import { limitAt } from '../../../shared/domain/limits.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import { addDays } from '../../../shared/domain/shanghai-time.ts';

/**
 * What a finding would say under a policy, by nothing but what is held of it; undefined where that does not tell. Such a rule is only believed where it gives the
 * held verdict for the policy the finding was made under.
 */
type Rule = (finding: Finding, policy: Policy, application: Application, before: Policy) => Verdict | undefined;

/** A measured number is held with its last digit rounded (down, or by older versions either way): nearer to a limit than that digit nobody can tell on which side it was. */
const side = (measured: number, limit: number, digit: number): 'under' | 'over' | undefined => {
  if (digit > 0 && Math.abs(measured - limit) < digit - 1e-9) return undefined;
  return measured < limit ? 'under' : 'over';
};

type Indexed = { place: string; scale?: number; digit: number };

/** Good is high: fails under `fail`, doubtful under `warn`. */
const highIsGood =
  ({ place, digit }: Indexed): Rule =>
  ({ measured }, policy) => {
    const [fail, warn] = [limitAt(policy, `${place}.fail`), limitAt(policy, `${place}.warn`)];
    if (typeof measured !== 'number' || fail === undefined || warn === undefined) return undefined;
    const ofWarn = side(measured, warn, digit);
    if (ofWarn === 'over') return 'pass';
    const ofFail = side(measured, fail, digit);
    if (ofWarn === 'under') return ofFail === undefined ? undefined : ofFail === 'under' ? 'fail' : 'warn';
    return undefined;
  };

/** Good is low: fails from `fail` on, doubtful from `warn` on. `scale`: the finding's unit in the policy's. */
const lowIsGood =
  ({ place, digit, scale = 1 }: Indexed): Rule =>
  ({ measured }, policy) => {
    const [fail, warn] = [limitAt(policy, `${place}.fail`), limitAt(policy, `${place}.warn`)];
    if (typeof measured !== 'number' || fail === undefined || warn === undefined) return undefined;
    const ofWarn = side(measured, warn * scale, digit);
    if (ofWarn === 'under') return 'pass';
    const ofFail = side(measured, fail * scale, digit);
    if (ofWarn === 'over') return ofFail === undefined ? undefined : ofFail === 'over' ? 'fail' : 'warn';
    return undefined;
  };

const size: Rule = ({ measured }, { image }) =>
  typeof measured !== 'number' ? undefined : measured > image.maxBytes || measured < image.minBytes ? 'fail' : 'pass';

const pixels: Rule = ({ measured, documentId }, { image }, { documents }) => {
  const kind = documents.find(({ id }) => id === documentId)?.kind;
  if (typeof measured !== 'number' || kind === undefined) return undefined;
  return measured >= (image.minShortSide[kind] ?? image.minShortSide.default ?? 0) ? 'pass' : 'fail';
};

/** Only doubtful, from `warn` on. What shows a weaker pattern in a reduced picture was told as not measurable, and stays so. */
const screen: Rule = ({ measured }, { image }) => {
  if (typeof measured !== 'number') return undefined;
  const found = side(measured, image.screen.warn, 1);
  return found === undefined ? undefined : found === 'over' ? 'warn' : 'pass';
};

/** A share as it was kept and judged; photos that were checked before it was kept so have it in whole per cent only. */
const shareOf = (
  { details }: Finding,
  exact: string,
  percent: number | string | undefined,
): { share: number; digit: number } | undefined => {
  const share = details?.[exact];
  if (typeof share === 'number') return { share, digit: 0 };
  return typeof percent === 'number' ? { share: percent / 100, digit: 0.01 } : undefined;
};

/** How large a document is told before how far away it was. */
const document: Rule = (finding, { image: { document: limits } }) => {
  const { measured, details } = finding;
  const known = shareOf(finding, 'share', details?.sharePercent);
  if (typeof measured !== 'number' || known === undefined) return undefined;
  const ofShare = side(known.share, limits.minShare, known.digit);
  if (measured < limits.minShortSide || ofShare === 'under') return 'warn';
  return ofShare === 'over' ? 'pass' : undefined;
};

const skew: Rule = ({ measured }, { image: { orientation } }) =>
  typeof measured !== 'number' ? undefined : measured > orientation.maxSkew ? 'warn' : 'pass';

/** Only a portrait's face has to have a size and a direction; of others it was counted. */
const face: Rule = (finding, { image: { face: limits } }) => {
  const { measured, unit, verdict, details } = finding;
  if (unit !== 'px') return verdict;
  const known = shareOf(finding, 'turn', details?.turnPercent);
  if (typeof measured !== 'number' || known === undefined) return undefined;
  if (measured < limits.minEyes) return 'warn';
  // A turn of just the limit is still as it should be.
  if (known.digit === 0) return known.share > limits.maxTurn ? 'warn' : 'pass';
  const ofTurn = side(known.share, limits.maxTurn, known.digit);
  return ofTurn === undefined ? undefined : ofTurn === 'over' ? 'warn' : 'pass';
};

const background: Rule = (finding, { image: { background: limits } }) => {
  const known = shareOf(finding, 'share', finding.measured);
  const ofShare = known === undefined ? undefined : side(known.share, limits.warn, known.digit);
  return ofShare === undefined ? undefined : ofShare === 'over' ? 'warn' : 'pass';
};

/** Which pictures are alike was only noted from the limit of then on: under a lower one there may be more, of which nothing is held. */
const duplicate: Rule = ({ measured, verdict, documentId }, after, { documents }, before) => {
  const kind = documents.find(({ id }) => id === documentId)?.kind ?? '';
  const [alike, alikeBefore] = [likenessLimit(after, kind), likenessLimit(before, kind)];
  if (verdict === 'pass') return alike >= alikeBefore ? 'pass' : undefined;
  if (typeof measured !== 'number') return undefined;
  // Held rounded down to two digits.
  if (measured >= alike || alike <= alikeBefore) return 'warn';
  if (measured + 0.01 > alike) return undefined;
  const own = documents.find(({ id }) => id === documentId)?.sha256;
  return documents.some(({ id, sha256 }) => id !== documentId && sha256 === own) ? 'warn' : 'pass';
};

/** A name that is too long is not looked at any further: what it would be called next is not known. */
const name: Rule = ({ measured, verdict }, { fields }) => {
  if (typeof measured !== 'number') return undefined;
  if (measured > fields.longestName) return 'warn';
  return verdict === 'pass' ? 'pass' : undefined;
};

/** An address in Latin letters is held against twice the limit, as the finding's own limit tells. What is incomplete may be so for another reason. */
const address: Rule = ({ measured, limit, verdict }, { fields }, _application, before) => {
  if (typeof measured !== 'number' || typeof limit !== 'number') return undefined;
  if (measured < (limit / before.fields.shortestAddress) * fields.shortestAddress) return 'fail';
  return verdict === 'pass' || measured >= limit ? verdict : undefined;
};

const age: Rule = ({ measured }, { age: { min, max } }) =>
  typeof measured !== 'number' ? undefined : measured < min ? 'fail' : measured > max ? 'warn' : 'pass';

/** The day on which it was checked is the finding's limit: what changes is told of the limits, not of the days since. */
const validity: Rule = ({ measured, limit }, { validityWarningDays }) => {
  if (typeof measured !== 'string' || typeof limit !== 'string') return undefined;
  return measured !== 'long_term' && measured < addDays(limit, validityWarningDays) ? 'warn' : 'pass';
};

/**
 * The checks whose verdict follows from what is held. `causes`: what the limits bring about; a finding with another cause is as it is whatever the limits.
 * A check that is not here, or whose limits the policy has in another form, is told as not clear.
 */
const rules: Partial<Record<CheckId, { rule: Rule; causes: readonly string[] }>> = {
  'image.size': { rule: size, causes: ['tooLarge', 'tooSmall'] },
  'image.pixels': { rule: pixels, causes: ['tooFew'] },
  'image.sharpness': { rule: highIsGood({ place: 'image.sharpness', digit: 1 }), causes: ['blurred', 'motion'] },
  'image.exposure': { rule: highIsGood({ place: 'image.exposure', digit: 1 }), causes: ['dark', 'bright'] },
  'image.glare': { rule: lowIsGood({ place: 'image.glare', scale: 100, digit: 0.1 }), causes: ['spots'] },
  'image.colour': { rule: highIsGood({ place: 'image.colour', digit: 0.1 }), causes: ['grey'] },
  'image.screen': { rule: screen, causes: ['grid'] },
  'image.background': { rule: background, causes: ['busy'] },
  'image.document': { rule: document, causes: ['tooSmall', 'far'] },
  'image.orientation': { rule: skew, causes: ['skewed'] },
  'image.face': { rule: face, causes: ['small', 'turned'] },
  'image.duplicate': { rule: duplicate, causes: ['alike', 'turned', 'ownEarlier'] },
  'field.name': { rule: name, causes: ['long'] },
  'field.address': { rule: address, causes: ['incomplete'] },
  'field.birth_date': { rule: age, causes: ['tooYoung', 'tooOld'] },
  'field.validity': { rule: validity, causes: ['soon'] },
};

/**
 * What one stored finding would say under changed limits: the verdict, or `unclear` where the values that are held do not tell. Looks at no photo and no form.
 * @param before the policy it was made under
 * @param after the same with other limits
 * @param application the one it is about, for the kinds of its documents
 */
export const verdictUnder = (finding: Finding, before: Policy, after: Policy, application: Application): Verdict | 'unclear' => {
  const { check, verdict, cause } = finding;
  if (verdict === 'skipped' || verdict === 'error') return verdict;
  const known = rules[check];
  if (known === undefined) return 'unclear';
  if (cause !== undefined && !known.causes.includes(cause)) return verdict;
  const reproduced = known.rule(finding, before, application, before);
  if (reproduced !== undefined && reproduced !== verdict) return 'unclear';
  return known.rule(finding, after, application, before) ?? 'unclear';
};
