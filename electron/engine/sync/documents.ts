import type { Failure } from '../../../shared/domain/failure.ts';
import { fail } from '../../../shared/domain/failure.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { TransferState } from '../../../shared/domain/transfer.ts';
import type { DocumentFile } from '../store/index.ts';
import { type DownloadParts, downloadDocument } from './download.ts';
import { makeRoom } from './room.ts';
import { type Arrival, discardAll, land } from './shelf.ts';

export type { DocumentShelf } from './shelf.ts';

/** Downloads under way at once. On loopback and office lines more of them gained nothing (`sync-throughput`). */
const parallelDownloads = 6;
/** Downloads with wrong bytes after which a document is marked as damaged and only asked for again after a pause. */
export const maxWrongDownloads = 3;
/** After every instant of the store. */
const endOfTime = '9999-12-31T23:59:59.999Z';
/** Files asked of the store at a time, so that urgent arrivals overtake. */
const portion = 200;
/** Different documents that broke in a row, none between them arriving, after which it is the platform and not the documents. */
const brokenInRow = 3;
/** Documents that become visible with one durable transaction, and the longest that the first of them waits for the others, ms. */
const groupSize = 16;
const groupWait = 500;
/** Wait of a document that broke before its next try, ms: doubled each time, and short of the 30 s in which all has to arrive after the line healed. */
const firstPause = 2_000;
const longestPause = 15_000;

/** Pause of a damaged document before it is asked for again, ms: doubled each time. What was wrong on the way may be right in minutes, what is wrong there in hours. */
const firstDamagedPause = 5 * 60_000;
const longestDamagedPause = 6 * 3_600_000;

/** How a round went: the failure that ended it, and one that concerns single documents only, which wait for the next round. */
export type FetchedDocuments = { fetched: number; more: boolean; failure?: Failure | undefined; unfinished?: Failure | undefined };

/** The downloads of documents. */
export type Downloads = {
  /**
   * Fetches the awaited files, most urgent application first, several at a time. Takes on no more after `until` (monotonic, ms) and then says that there are `more`.
   * `patient`: documents that broke before wait for their pause.
   */
  round(
    signal: AbortSignal,
    until: number,
    patient: boolean,
    told: { bytes(count: number): void; landed(sha256s: string[]): void; evicted(): void },
  ): Promise<FetchedDocuments>;
  /** These applications' documents overtake all others from now on. */
  prefer(applicationIds: readonly string[]): void;
  /** Somebody asks: every damaged document is tried once more, whatever its pause. */
  pressDamaged(): void;
  /** The downloads under way. */
  running(): TransferState['documents']['running'];
};

/** Sets the downloads up. `monotonic`: ms. */
export const createDownloads = (parts: DownloadParts, monotonic: () => number): Downloads => {
  const { store, shelf, now } = parts;
  const running = new Map<string, { receivedBytes: number; totalBytes: number }>();
  const pauses = new Map<string, { tries: number; until: number }>();
  const pressed = new Set<string>();
  let preferred: readonly string[] = [];
  let preferredFiles: DocumentFile[] = [];

  const prefer = (applicationIds: readonly string[]): void => {
    preferred = applicationIds.slice(0, portion);
    preferredFiles = store.read.awaitedFilesOf(preferred);
  };

  /** Damaged ones that are due, or asked for by somebody; each once in a round. */
  const damagedDue = (): DocumentFile[] => {
    const due = store.read.damagedFiles(toTimestamp(now()), portion);
    const asked = [...pressed].flatMap((sha256) => store.read.documentFile(sha256) ?? []).filter(({ arrival }) => arrival === 'damaged');
    pressed.clear();
    return [...new Map([...due, ...asked].map((file) => [file.sha256, file])).values()];
  };

  const round: Downloads['round'] = async (signal, until, patient, told) => {
    const outcome: FetchedDocuments = { fetched: 0, more: false };
    /** Not asked for again in this round. */
    const passedOver = new Set<string>();
    const landed: Arrival[] = [];
    const unwanted: Arrival[] = [];
    let landedSince = 0;
    let broken = 0;
    let unanswered: Failure | undefined;
    let list: DocumentFile[] = [];
    let listed = false;
    let damagedListed = false;
    /** What a worker threw: the database refused, say. The round ends with it. */
    const thrown: unknown[] = [];

    const commit = (): void => {
      if (landed.length === 0) return;
      const group = [...landed];
      unwanted.push(...store.transaction((write) => land(write, group)));
      landed.length = 0;
      for (const { sha256 } of group) pauses.delete(sha256);
      outcome.fetched += group.length;
      told.landed(group.map(({ sha256 }) => sha256));
    };
    const free = ({ sha256 }: DocumentFile): boolean =>
      !passedOver.has(sha256) &&
      !running.has(sha256) &&
      !landed.some((one) => one.sha256 === sha256) &&
      !(patient && (pauses.get(sha256)?.until ?? 0) > monotonic());
    /** A package may have brought it since it was listed. */
    const missing = ({ sha256 }: DocumentFile): boolean => ['awaited', 'damaged'].includes(store.read.documentFile(sha256)?.arrival ?? '');
    const next = (): DocumentFile | undefined => {
      if (signal.aborted || outcome.failure !== undefined || thrown.length > 0) return undefined;
      for (let file = preferredFiles.shift(); file !== undefined; file = preferredFiles.shift())
        if (free(file) && missing(file)) return file;
      if (monotonic() >= until && listed) {
        outcome.more ||= list.some(free);
        return undefined;
      }
      for (;;) {
        for (let file = list.shift(); file !== undefined; file = list.shift()) if (free(file) && missing(file)) return file;
        commit();
        const waiting = patient ? pauses.size : 0;
        list = store.read.awaitedFiles(portion + passedOver.size + running.size + waiting).filter(free);
        listed = true;
        if (list.length === 0 && !damagedListed) {
          damagedListed = true;
          list = damagedDue().filter(free);
        }
        if (list.length === 0) return undefined;
      }
    };

    const fetchOne = async (file: DocumentFile): Promise<void> => {
      const { sha256 } = file;
      const present = { receivedBytes: 0, totalBytes: file.byteLength };
      running.set(sha256, present);
      const download = await downloadDocument(parts, file, signal, (held, come) => {
        present.receivedBytes = held;
        told.bytes(come);
      }).finally(() => running.delete(sha256));
      switch (download.kind) {
        case 'arrived':
          if (landed.length === 0) landedSince = monotonic();
          landed.push({ sha256, ...download.sealed });
          broken = 0;
          unanswered = undefined;
          return;
        case 'wrong': {
          const pause = Math.min(longestDamagedPause, firstDamagedPause * 2 ** Math.max(0, file.tries + 1 - maxWrongDownloads));
          const arrival = store.transaction((write) => write.setFileWrong(sha256, maxWrongDownloads, toTimestamp(now() + pause)));
          // Tried again in this round, behind what is still in the list.
          if (arrival !== 'damaged') list.push({ ...file, tries: file.tries + 1 });
          else told.landed([sha256]);
          return;
        }
        case 'unknown':
          passedOver.add(sha256);
          if (file.arrival === 'damaged')
            store.transaction((write) => write.setFileWrong(sha256, maxWrongDownloads, toTimestamp(now() + longestDamagedPause)));
          return;
        case 'halted':
          outcome.failure ??= download.failure;
          return;
        case 'broken': {
          passedOver.add(sha256);
          const tries = (pauses.get(sha256)?.tries ?? 0) + 1;
          pauses.set(sha256, { tries, until: monotonic() + Math.min(longestPause, firstPause * 2 ** Math.min(tries - 1, 4)) });
          outcome.unfinished = download.failure;
          if (!download.answered) unanswered = download.failure;
          broken += 1;
          if (broken >= brokenInRow) outcome.failure ??= download.failure;
          return;
        }
        default:
          download satisfies never;
      }
    };

    const work = async (): Promise<void> => {
      for (let file = next(); file !== undefined; file = next()) {
        await fetchOne(file);
        // One durable transaction for what landed together: a commit for each photo would wait for the disk each time.
        if (landed.length >= groupSize || (landed.length > 0 && monotonic() - landedSince > groupWait)) commit();
      }
    };

    if (!signal.aborted && (await makeRoom({ store, shelf }, preferred))) told.evicted();
    preferredFiles = store.read.awaitedFilesOf(preferred);
    // A worker that found nothing to do is started again while another one's document came back.
    try {
      do {
        await Promise.all(Array.from({ length: parallelDownloads }, () => work().catch((error: unknown) => thrown.push(error))));
        if (thrown.length > 0) throw thrown[0];
        commit();
      } while (!outcome.more && !signal.aborted && outcome.failure === undefined && list.some(free));
    } finally {
      await discardAll([...unwanted, ...landed]);
    }
    if (outcome.failure?.code === 'disk_full' && (await makeRoom({ store, shelf }, preferred, true))) told.evicted();
    if (outcome.fetched === 0) outcome.failure ??= unanswered;
    // A body that was cut by our own stopping is no failure of the platform's, whatever the socket says.
    if (signal.aborted) outcome.failure = fail('exchange_stopped').error;
    return outcome;
  };

  const pressDamaged = (): void => {
    for (const { sha256 } of store.read.damagedFiles(endOfTime, portion)) pressed.add(sha256);
  };

  return { round, prefer, pressDamaged, running: () => [...running].map(([sha256, present]) => ({ sha256, ...present })) };
};
