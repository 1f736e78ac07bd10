import type { Application } from './application.ts';
import type { CheckId, Finding } from './finding.ts';
import { halfWidth, withoutInvisible } from './half-width.ts';
import { checkCharacterFor, normaliseIdentityNumber } from './identity-number.ts';
import { type Policy, severityOf } from './policy.ts';

/** What two applications can have in common: a value of the form, the same file, or a picture that looks like one of the other's. */
export const sharedKinds = ['id_number', 'passport_number', 'phone', 'email', 'device', 'file', 'picture'] as const;
/** One of {@link sharedKinds}. */
export type SharedKind = (typeof sharedKinds)[number];

/** One thing that an application has in common with another that is held here, or with an earlier attempt of its own. */
export type SharedThing = {
  kind: SharedKind;
  /** For files and pictures: the hash of the file here, and of the other's. */
  sha256?: string | undefined;
  otherSha256?: string | undefined;
  /** For pictures: how alike they are (0–1, see the duplicates check), and how this one has to be laid to lie as the other does: mirrored left to right, then turned clockwise. */
  likeness?: number | undefined;
  degrees?: number | undefined;
  mirrored?: boolean | undefined;
};

/** Another application that has something in common with this one. `own`: it is of the same account, or an earlier attempt of the very same application. */
export type SimilarApplication = {
  applicationId: string;
  own: boolean;
  /** The applicant's name, masked. */
  name: string;
  type: string;
  submittedAt: string;
  state: 'open' | 'postponed' | 'decided';
  shared: SharedThing[];
};

/** Kinds of document of which only the portrait printed on them is compared: all else on them is alike whoever holds them. */
const comparedByPortrait: readonly string[] = ['id_front', 'passport_page'];

/** Whether of this kind of document the printed portrait is compared, not the whole picture. */
export const isComparedByPortrait = (kind: string): boolean => comparedByPortrait.includes(kind);

/** The likeness from which pictures of this kind of document are called alike. */
export const likenessLimit = ({ duplicates: { alike, alikeOnCards } }: Pick<Policy, 'duplicates'>, kind: string): number =>
  isComparedByPortrait(kind) ? alikeOnCards : alike;

const deviceNames = ['device', 'deviceid', 'devicefingerprint', '设备', '设备号', '设备编号'];

/** The mobile number alone: digits, without the country where that is China. */
const plainPhone = (typed: string): string =>
  withoutInvisible(halfWidth(typed))
    .replace(/\D/gu, '')
    .replace(/^(?:00)?86(?=1\d{10}$)/u, '');

/** A number of before 1999 as the one that took its place (GB 11643-1999: the century put in, the check character behind). */
const presentNumber = (number: string): string => {
  if (!/^\d{15}$/u.test(number)) return number;
  const digits = `${number.slice(0, 6)}19${number.slice(6)}`;
  return `${digits}${checkCharacterFor(digits)}`;
};

/**
 * The values by which an application is recognised among others, each in its plain spelling. Too short ones are left out: they would be in common by chance.
 * The device is told by platforms that know it, as a field of their own.
 */
export const identityValuesOf = ({ applicant }: Application): { kind: SharedKind; value: string }[] => {
  const device = Object.entries(applicant).find(([name]) => deviceNames.includes(name.replace(/[_\-\s]/gu, '').toLowerCase()))?.[1];
  const values: { kind: SharedKind; value: string; least: number }[] = [
    { kind: 'id_number', value: presentNumber(normaliseIdentityNumber(applicant.idNumber ?? '')), least: 15 },
    { kind: 'passport_number', value: normaliseIdentityNumber(applicant.passportNumber ?? '').toUpperCase(), least: 6 },
    { kind: 'phone', value: plainPhone(applicant.phone ?? ''), least: 7 },
    {
      kind: 'email',
      value: withoutInvisible(halfWidth(applicant.email ?? ''))
        .trim()
        .toLowerCase(),
      least: 5,
    },
    { kind: 'device', value: (device ?? '').trim(), least: 5 },
  ];
  return values.filter(({ value, least }) => value.length >= least).map(({ kind, value }) => ({ kind, value }));
};

/** The check and the field that tell of a value in common. */
const told: Record<Exclude<SharedKind, 'file' | 'picture'>, { check: CheckId; field?: string; suggests?: string[] }> = {
  id_number: { check: 'field.id_number', field: 'idNumber', suggests: ['duplicate.same_person'] },
  passport_number: { check: 'field.id_number', field: 'passportNumber', suggests: ['duplicate.same_person'] },
  phone: { check: 'field.phone', field: 'phone' },
  email: { check: 'field.email', field: 'email' },
  device: { check: 'account.state' },
};

/** The check that tells of this kind of thing in common. */
export const checkOfShared = (kind: SharedKind): CheckId => (kind === 'file' || kind === 'picture' ? 'image.duplicate' : told[kind].check);

/**
 * What the duplicates say of an application. Something in common with another account's application is looked at by a person, never refused by itself; what an
 * applicant has in common with their own applications and attempts is only told.
 * @param held hashes of the files that are here; only of these something can be said
 */
export const duplicateFindings = (
  application: Application,
  similar: readonly SimilarApplication[],
  held: ReadonlySet<string>,
  policy: Policy,
): Finding[] => [...valueFindings(similar, policy), ...photoFindings(application, similar, held, policy)];

const valueFindings = (similar: readonly SimilarApplication[], policy: Policy): Finding[] => {
  const others = similar.filter(({ own }) => !own);
  return (Object.keys(told) as (keyof typeof told)[]).flatMap((kind): Finding[] => {
    const count = others.filter(({ shared }) => shared.some((thing) => thing.kind === kind)).length;
    const { check, field, suggests } = told[kind];
    if (count === 0) return [];
    return [
      {
        check,
        verdict: 'warn',
        severity: severityOf(policy, check),
        measured: count,
        limit: 0,
        unit: 'applications',
        cause: kind === 'device' ? 'sharedDevice' : 'shared',
        ...(field === undefined ? {} : { field }),
        ...(suggests === undefined ? {} : { suggests }),
      },
    ];
  });
};

const photoFindings = (
  application: Application,
  similar: readonly SimilarApplication[],
  held: ReadonlySet<string>,
  policy: Policy,
): Finding[] =>
  application.documents
    .filter(({ sha256 }) => held.has(sha256))
    .map(({ id, sha256, kind }): Finding => {
      const result = (verdict: Finding['verdict'], rest: Partial<Finding>): Finding => ({
        check: 'image.duplicate',
        verdict,
        severity: severityOf(policy, 'image.duplicate'),
        documentId: id,
        limit: likenessLimit(policy, kind),
        unit: 'likeness',
        ...rest,
      });
      const looked = (cause: string, measured: number) => result('warn', { cause, measured, suggests: ['duplicate.same_photo'] });
      const of = (own: boolean): SharedThing[] =>
        similar.filter((other) => other.own === own).flatMap(({ shared }) => shared.filter((thing) => thing.sha256 === sha256));
      const foreign = of(false);
      if (foreign.some(({ kind }) => kind === 'file')) return looked('sameFile', 1);
      const nearest = foreign.sort((left, right) => (right.likeness ?? 0) - (left.likeness ?? 0))[0];
      if (nearest !== undefined) {
        const lies = (nearest.degrees ?? 0) !== 0 || nearest.mirrored === true;
        return looked(lies ? 'turned' : 'alike', shortened(nearest.likeness ?? 0));
      }
      if (application.documents.some((other) => other.id !== id && other.sha256 === sha256)) return looked('twice', 1);
      const earlier = of(true);
      return result('pass', earlier.length === 0 ? {} : { cause: 'ownEarlier', measured: shortened(earlier[0]?.likeness ?? 1) });
    });

/** Two digits are enough to tell; rounded down, so that nothing short of the limit looks like it. */
const shortened = (likeness: number): number => Math.floor(likeness * 100) / 100;
