import { setTimeout as rest, setImmediate as turn } from 'node:timers/promises';
import type { ErasureDone, ErasureOutlook, ErasureWaiting } from '../../shared/domain/erasure.ts';
import { dayMs, toTimestamp } from '../../shared/domain/shanghai-time.ts';
import type { SettledApplication, Store } from './store/index.ts';
import type { Ports } from './surroundings.ts';
import type { DocumentFiles } from './vault/index.ts';

/** Applications looked at at once, and erased in one transaction: neither takes longer than a decision may be kept waiting. */
const [looked, portion] = [200, 10] as const;
/** Pause between two portions, so that whoever works is always served first, ms. */
const pause = 15;

/** What is decided and receipted goes when the policy's time has passed. */
export type Erasure = {
  /** Looks at everything once, and erases what is due. What was begun before the desk is closed is finished; the rest waits. */
  run(): Promise<ErasureDone>;
  /** Runs now and then daily, until the desk is closed. */
  start(): Promise<void>;
};

type Due = { photos: SettledApplication[]; details: SettledApplication[] };

/** What is due, in portions. */
const partsOf = ({ photos, details }: Due): Due[] => {
  const most = Math.max(photos.length, details.length);
  return Array.from({ length: Math.ceil(most / portion) }, (_, part) => {
    const [from, to] = [part * portion, (part + 1) * portion];
    return { photos: photos.slice(from, to), details: details.slice(from, to) };
  });
};

/** How long after opening the first run begins, ms: by then the queue is on the screen and the first photos are fetched. */
const afterOpening = 30_000;

/** Opens it over a store and its shelf. `erased` is told of the applications that changed. */
export const openErasure = (
  parts: { store: Store; shelf: Pick<DocumentFiles, 'erase'>; clock: Ports['clock']; closing: AbortSignal },
  erased: (applicationIds: string[]) => void,
): Erasure => {
  const { store, shelf, clock, closing } = parts;

  /** The platform's time where it is known: a clock that is set wrong must not erase early. */
  const now = (): number => clock.now() + (store.read.workstation().clockOffsetMs ?? 0);

  /** The key first: from then on the bytes are worth nothing, whatever happens to the files. */
  const removeFiles = (sha256s: readonly string[]): void => {
    for (const sha256 of sha256s) if (store.read.documentFile(sha256)?.arrival !== 'held') shelf.erase(sha256);
  };

  const eraseDue = ({ photos, details }: Due): number => {
    const at = toTimestamp(now());
    const files = store.transaction((write) => {
      const reviewerId = write.workstation().workstationId;
      const gone: string[] = [];
      /** Somebody may have opened it again since it was looked at. */
      const isStill = ({ number, settledAt }: SettledApplication): boolean =>
        write.settledApplications(number - 1, 1).rows.some((present) => present.settledAt === settledAt);
      for (const { number, applicationId } of photos.filter(isStill)) {
        const erasedFiles = write.erasePhotos(number);
        gone.push(...erasedFiles);
        const application = write.erasureToken(applicationId);
        write.audit({ at, reviewerId, action: 'erasure.photos', details: { application, files: erasedFiles.length } });
      }
      for (const { applicationId } of details.filter(isStill)) {
        const { orphanedFiles, decisions } = write.eraseDetails(applicationId, at);
        gone.push(...orphanedFiles);
        const application = write.erasureToken(applicationId);
        write.audit({ at, reviewerId, action: 'erasure.details', details: { application, files: orphanedFiles.length, decisions } });
      }
      return gone;
    });
    removeFiles(files);
    return files.length;
  };

  /** Adds what is not due yet to what waits. */
  const count = (waiting: ErasureWaiting, dueMs: number): void => {
    waiting.applications += 1;
    const next = toTimestamp(dueMs);
    if (waiting.next === undefined || next < waiting.next) waiting.next = next;
  };

  const eraseLeftovers = (before: number): number => store.transaction((write) => write.eraseLeftovers(toTimestamp(before)));

  const run = async (): Promise<ErasureDone> => {
    const retention = store.read.policy()?.retention;
    const done: ErasureDone = { photos: 0, details: 0, files: 0, leftovers: 0 };
    if (retention === undefined) return done;
    const at = now();
    const outlook: ErasureOutlook = { ranAt: toTimestamp(at), photos: { applications: 0 }, details: { applications: 0 } };
    const photosMs = retention.photoDays * dayMs;
    const detailsMs = retention.detailDays * dayMs;
    for (let after: number | undefined = 0; after !== undefined && !closing.aborted; ) {
      const { rows, next }: ReturnType<typeof store.read.settledApplications> = store.read.settledApplications(after, looked);
      after = next;
      const due: Due = { photos: [], details: [] };
      for (const row of rows) {
        if (row.settledAt === undefined) continue;
        const settledMs = Date.parse(row.settledAt);
        if (settledMs + detailsMs <= at) due.details.push(row);
        else count(outlook.details, settledMs + detailsMs);
        if (row.photosErased) continue;
        if (settledMs + photosMs > at) count(outlook.photos, settledMs + photosMs);
        else if (!due.details.includes(row)) due.photos.push(row);
      }
      await turn();
      for (const part of partsOf(due)) {
        if (closing.aborted) break;
        done.files += eraseDue(part);
        done.photos += part.photos.length;
        done.details += part.details.length;
        erased([...part.photos, ...part.details].map(({ applicationId }) => applicationId));
        await rest(pause);
      }
    }
    if (closing.aborted) return done;
    done.leftovers = eraseLeftovers(at - detailsMs);
    store.transaction((write) => write.saveErasureOutlook(outlook));
    // Until here the log still holds the pages as they were.
    if (done.photos + done.details + done.leftovers > 0) store.settleErased();
    return done;
  };

  return {
    run,
    start: async () => {
      // Nobody who sits down to work waits for what is a month old.
      await rest(afterOpening, undefined, { signal: closing, ref: false }).catch(() => undefined);
      while (!closing.aborted) {
        await run();
        await rest(dayMs, undefined, { signal: closing, ref: false }).catch(() => undefined);
      }
    },
  };
};
