import type { ChangeBody } from '../../../shared/domain/change.ts';
import { batchContext, type MakeUpload, makeApplication, outlineOf, type SampleApplication, timestamp } from './applications.ts';
import { announcementsOf, lockedAccountsOf, type Occasion, requestsOf } from './occasions.ts';
import type { Random } from './random.ts';
import { drawUpload } from './uploads.ts';

/** How many applications are drawn at a time: sharp works in threads of its own while the next one is computed. */
export const drawnAtATime = 3;

/** An entry for the feed, and its moment: RFC 3339, UTC. */
type SampleEntry = { at: string; body: ChangeBody };

/** One application of a batch with all that came of it since, in order, and its documents' bytes by lower-case hex SHA-256. */
type SamplePiece = { entries: SampleEntry[]; documents: ReadonlyMap<string, Uint8Array> };

/** That these applications arrived, and all that came of them since. */
export const occasionsOf = (applications: readonly SampleApplication[], random: Random, now: number): Occasion[] => [
  ...applications.map(({ application, at }): Occasion => ({ at, body: { kind: 'application.upsert', application } })),
  ...requestsOf(applications, random, now),
  ...lockedAccountsOf(applications, now),
];

// An arrival stays before what came of it, also where the moment is the same: sorting keeps the order of equals.
const entriesOf = (occasions: readonly Occasion[]): SampleEntry[] =>
  [...occasions].sort((left, right) => left.at - right.at).map(({ at, body }) => ({ at: timestamp(at), body }));

/**
 * The sample batch in pieces, for whoever can't wait for all of it: what the platform says to everybody, and each application, drawn when it is asked for.
 * All pieces together are the batch that `makeSampleBatch` makes of the same seed, count and `now`.
 * @param now RFC 3339
 * @param signal ends drawing before the next document: what is being drawn is then rejected with its reason
 */
export const samplePieces = (
  { seed, count, now }: { seed: number; count: number; now: string },
  signal: AbortSignal,
  makeUpload: MakeUpload = drawUpload,
): {
  announcements: SampleEntry[];
  /** In a queue's order: those whose applicant urges, and then those that are due first. */
  applications: { id: string; draw: () => Promise<SamplePiece> }[];
} => {
  const nowMs = Date.parse(now);
  const context = batchContext(seed, nowMs, (...upload) => {
    signal.throwIfAborted();
    return makeUpload(...upload);
  });
  const draw = async (index: number): Promise<SamplePiece> => {
    const drawn = await makeApplication(index, context);
    return { entries: entriesOf(occasionsOf([drawn], context.seed, nowMs)), documents: drawn.files };
  };
  const outlines = Array.from({ length: count }, (_, index) => ({ index, ...outlineOf(index, context) }));
  // A due time of its own is always sooner than the one that the platform promises from the day of submission on.
  const due = ({ dueAt = Number.MAX_SAFE_INTEGER }: { dueAt?: number }): number => dueAt;
  outlines.sort(
    (left, right) => Number(right.urged) - Number(left.urged) || due(left) - due(right) || left.submittedAt - right.submittedAt,
  );
  return {
    announcements: entriesOf(announcementsOf(context.seed, nowMs)),
    applications: outlines.map(({ index, id }) => ({ id, draw: () => draw(index) })),
  };
};
