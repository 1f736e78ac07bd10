import { createHash } from 'node:crypto';
import type { Account, Application, ApplicationDocument, Attempt, DocumentKind } from '../../../shared/domain/application.ts';
import { uuidRandomBytes, uuidv7 } from '../../../shared/domain/uuid.ts';
import { type FaultPlace, isFieldFault, isPhotoFault, type PhotoFault, type SampleTruth } from './faults.ts';
import { faithfulForm, spoilAll } from './form.ts';
import { inventPerson, type Person } from './people.ts';
import { type ApplicationPlan, originalOf, planFor } from './plan.ts';
import { type Random, randomFrom } from './random.ts';
import type { Upload } from './uploads.ts';

/** Makes the file of one document: draws it, or takes somebody's own photo. */
export type MakeUpload = (
  person: Person,
  kind: DocumentKind,
  random: Random,
  faults: readonly PhotoFault[],
  traits: ApplicationPlan['traits'],
) => Promise<Upload>;

/** One application with the bytes of its documents, what is truly wrong with it, and who is behind it. */
export type SampleApplication = {
  application: Application;
  /** By lower-case hex SHA-256. */
  files: Map<string, Uint8Array>;
  truth: SampleTruth;
  person: Person;
  /** When the platform learnt of it: Unix time, ms. */
  at: number;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** RFC 3339, UTC, of a Unix time in ms. */
export const timestamp = (ms: number): string => new Date(ms).toISOString();
/** The calendar date in Asia/Shanghai (UTC+8, no summer time since 1991) of a Unix time in ms. */
const dateInShanghai = (ms: number): string => timestamp(ms + 8 * hourMs).slice(0, 10);

/** A UUIDv7 for that moment, from the seed's own randomness. */
export const idAt = (ms: number, random: Random): string =>
  uuidv7(
    Math.floor(ms),
    Uint8Array.from({ length: uuidRandomBytes }, () => random.whole(0, 255)),
  );

/** Who applies at `index`. The person of a duplicate is that of the original, or borrows the original's portrait. */
const personOf = (index: number, seed: Random, now: number): Person => {
  const plan = planFor(index);
  if (plan.faults.includes('duplicate_id_number')) return personOf(originalOf(index), seed, now);
  return inventPerson(seed.fork(`person/${index}`), dateInShanghai(now), {
    expired: plan.faults.includes('validity_expired'),
    unknownRegion: plan.faults.includes('region_unknown'),
    abolishedRegion: plan.traits.includes('abolished_region'),
    minorityName: plan.traits.includes('minority_name'),
    longTerm: plan.traits.includes('long_term'),
  });
};

const timesFor = (plan: ApplicationPlan, random: Random, now: number): { submittedAt: number; dueAt?: number } => {
  if (plan.traits.includes('past_due'))
    return { submittedAt: now - random.between(5, 7) * dayMs, dueAt: now - random.between(1, 20) * hourMs };
  if (plan.traits.includes('near_due'))
    return { submittedAt: now - random.between(3, 5) * dayMs, dueAt: now + random.between(1, 6) * hourMs };
  return { submittedAt: now - random.between(0.5, 20) * hourMs };
};

const accountFor = (plan: ApplicationPlan, random: Random, submittedAt: number, now: number): Account => {
  const id = idAt(submittedAt - random.between(2, 300) * dayMs, random);
  const since = timestamp(now - random.between(0.1, 0.45) * hourMs);
  if (plan.faults.includes('account_disabled')) return { id, status: 'disabled', since, cause: '多次违反平台规则' };
  if (plan.faults.includes('account_cancelled')) return { id, status: 'cancelled', since, cause: '用户主动注销' };
  return { id, status: 'active', since: timestamp(submittedAt - random.between(0.5, 1.5) * dayMs) };
};

/** Earlier attempts with their reasons (codes of `resources/reasons.json`), oldest first. */
const attemptsFor = (plan: ApplicationPlan, documents: readonly ApplicationDocument[], random: Random, submittedAt: number): Attempt[] => {
  if (!plan.traits.includes('resubmission')) return [];
  const about = (kind: DocumentKind): { target?: { documentId: string } } => {
    const found = documents.find((document) => document.kind === kind);
    return found === undefined ? {} : { target: { documentId: found.id } };
  };
  const first: Attempt = {
    revision: 1,
    outcome: 'request_fixes',
    reasons: [
      { code: 'document.blurred', ...about('id_front') },
      { code: 'info.phone_invalid', target: { field: 'phone' } },
    ],
    decidedAt: timestamp(submittedAt - random.between(3, 4) * dayMs),
  };
  const second: Attempt = {
    revision: 2,
    outcome: 'request_fixes',
    reasons: [{ code: 'document.glare', ...about('id_front') }],
    decidedAt: timestamp(submittedAt - random.between(1, 2) * dayMs),
  };
  return plan.faults.length > 0 ? [first, second] : [first];
};

const kindsFor = (plan: ApplicationPlan): DocumentKind[] => [
  ...(plan.type === 'passport' ? (['passport_page', 'portrait'] as const) : (['id_front', 'id_back', 'portrait'] as const)),
  ...(plan.traits.includes('handheld') ? (['handheld'] as const) : []),
  ...(plan.traits.includes('supplement') ? (['supplement'] as const) : []),
];

/** Which document a photo fault falls on. */
const kindOfFault = (plan: ApplicationPlan, fault: PhotoFault, random: Random): DocumentKind => {
  if (fault === 'busy_background') return 'portrait';
  if (fault === 'document_missing') return 'id_back';
  if (plan.type === 'passport') return 'passport_page';
  return fault === 'upload_truncated' || fault === 'wrong_type_text' || fault === 'upside_down'
    ? random.pick(['id_front', 'id_back'] as const)
    : 'id_front';
};

const fileNameAt = (ms: number, random: Random, extension: string): string => {
  const stamp = timestamp(ms + 8 * hourMs).replace(/[-:T]/g, '');
  return random.chance(0.75)
    ? `IMG_${stamp.slice(0, 8)}_${stamp.slice(8, 14)}.${extension}`
    : `微信图片_${stamp.slice(0, 14)}.${extension}`;
};

/** What all applications of one batch share. */
export type BatchContext = { seed: Random; now: number; batchId: string; makeUpload: MakeUpload };

/** The context of the sample batch `number` for the moment `now` (Unix time, ms). */
export const batchContext = (number: number, now: number, makeUpload: MakeUpload): BatchContext => ({
  seed: randomFrom(`sample batch ${number}`),
  now,
  batchId: `sample-${number}`,
  makeUpload,
});

/**
 * The application at `index` before anything of it is drawn: its identifier, when it was submitted, its due time where it has one of its own (Unix time, ms),
 * and whether its applicant urges (催办).
 */
export const outlineOf = (
  index: number,
  { seed, now }: BatchContext,
): { id: string; submittedAt: number; dueAt?: number; urged: boolean } => {
  const plan = planFor(index);
  const random = seed.fork(`application/${index}`);
  const times = timesFor(plan, random, now);
  return { id: idAt(times.submittedAt, random), ...times, urged: plan.traits.includes('follow_up') };
};
const applicationIdOf = (index: number, context: BatchContext): string => outlineOf(index, context).id;

/** The random source of a document: the borrowed portrait of a duplicate is the original's very file, so it is drawn from the original's source. */
const drawnFrom = (index: number, kind: DocumentKind, plan: ApplicationPlan): number =>
  kind === 'portrait' && plan.faults.includes('duplicate_photo') ? originalOf(index) : index;

/** Invents the application at `index` of a batch and makes its documents. */
export const makeApplication = async (index: number, context: BatchContext): Promise<SampleApplication> => {
  const { seed, now, batchId, makeUpload } = context;
  const plan = planFor(index);
  const random = seed.fork(`application/${index}`);
  const { submittedAt, dueAt } = timesFor(plan, random, now);
  const id = idAt(submittedAt, random);
  const person = personOf(index, seed, now);
  const account = accountFor(plan, random, submittedAt, now);
  const photoFaults = plan.faults.filter(isPhotoFault).map((fault) => ({ fault, kind: kindOfFault(plan, fault, random) }));

  const documents: ApplicationDocument[] = [];
  const files = new Map<string, Uint8Array>();
  const places: FaultPlace[] = [];
  for (const [order, kind] of kindsFor(plan).entries()) {
    const faults = photoFaults.filter((entry) => entry.kind === kind).map(({ fault }) => fault);
    if (faults.includes('document_missing')) continue;
    const source = drawnFrom(index, kind, plan);
    const traits = source === index ? plan.traits : planFor(source).traits;
    const { bytes, extension, declaredType } = await makeUpload(
      personOf(source, seed, now),
      kind,
      seed.fork(`document/${source}/${kind}`),
      faults,
      traits,
    );
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const uploadedAt = submittedAt - random.between(1, 4) * 60_000 + order * 9_000;
    const documentId = idAt(uploadedAt, random);
    documents.push({
      id: documentId,
      kind,
      sha256,
      byteLength: bytes.length,
      declaredType,
      fileName: fileNameAt(uploadedAt, random, extension),
      uploadedAt: timestamp(uploadedAt),
    });
    files.set(sha256, bytes);
    places.push(...faults.map((fault): FaultPlace => ({ fault, documentId })));
    if (source !== index) places.push({ fault: 'duplicate_photo', documentId, otherApplicationId: applicationIdOf(source, context) });
  }

  const { form, places: fieldPlaces } = spoilAll(faithfulForm(person, plan.type), plan.faults.filter(isFieldFault), random);
  // The same person under another account: other contact details, the same identity number.
  const own = plan.faults.includes('duplicate_id_number') ? inventPerson(random.fork('contact'), dateInShanghai(now)) : undefined;
  const applicant = own === undefined ? form : { ...form, phone: own.phone, email: own.email };
  const attempts = attemptsFor(plan, documents, random, submittedAt);
  places.push(...fieldPlaces);
  for (const fault of plan.faults) {
    if (fault === 'duplicate_id_number')
      places.push({ fault, field: 'idNumber', otherApplicationId: applicationIdOf(originalOf(index), context) });
    else if (!places.some((place) => place.fault === fault)) places.push({ fault });
  }
  const application: Application = {
    id,
    revision: attempts.length + 1,
    batchId,
    type: plan.type,
    submittedAt: timestamp(submittedAt),
    ...(dueAt === undefined ? {} : { dueAt: timestamp(dueAt) }),
    priority: 0,
    account,
    applicant,
    documents,
    attempts,
  };
  return {
    application,
    files,
    person,
    at: submittedAt,
    truth: { applicationId: id, faults: [...plan.faults], places, traits: [...plan.traits] },
  };
};
