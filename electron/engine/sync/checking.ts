import type { Application, ApplicationDocument } from '../../../shared/domain/application.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import { isPageKind } from '../../../shared/domain/reading.ts';
import type { PictureSignature } from '../checks/index.ts';
import type { HeldReading, Store, UncheckedDocument, WritableStore } from '../store/index.ts';
import type { DocumentShelf } from './documents.ts';
import { openLikenesses } from './likenesses.ts';
import { type ReadDocument, startReading } from './reading.ts';

/** The checks as the arrival of applications needs them; `engine/index.ts` hands the checks area over. */
export type Checker = {
  /** Fields, account and completeness of one application, and how its form agrees with what was read. Quick, on this thread. `nowMs`: for ages and validity. */
  application(application: Application, policy: Policy, nowMs: number, readings: readonly HeldReading[]): Finding[];
  /** One photo, in a process of its own that may die. Always answers. */
  photo(
    bytes: Uint8Array,
    document: ApplicationDocument,
    policy: Policy,
  ): Promise<{
    findings: Finding[];
    size?: { width: number; height: number } | undefined;
    screen?: Uint8Array | undefined;
    thumbnail?: Uint8Array | undefined;
    signatures?: PictureSignature[] | undefined;
  }>;
  /** Left out where documents are not read here. */
  read?: ReadDocument | undefined;
  /** Whether documents are to be read, here or later. */
  wantsReading?: boolean | undefined;
  /** Photos that are worth handing over at once. */
  parallel: number;
};

/** The checks that run by themselves after arrival. */
export type Checking = {
  /** Something arrived: look again. */
  wake(): void;
  /** Resolves when nothing is left to check. */
  settled(): Promise<void>;
  /** Ends after the photos under way. */
  close(): Promise<void>;
};

/** Applications whose fields are checked in one transaction. */
const fieldPortion = 100;

/**
 * Starts the checks: whatever in the store has not been checked under the policy in force is checked, most urgent first, and its findings
 * stored; photos get their screen rendition and thumbnail in the same pass. What a crash interrupts is found unchecked again at the next start.
 * @param onChecked is told which applications have new findings
 */
export const startChecking = (
  { store, shelf, checker, now }: { store: Store; shelf: DocumentShelf; checker: Checker; now: () => number },
  onChecked: (applicationIds: string[]) => void,
  onFault: (error: unknown) => void,
): Checking => {
  let closed = false;
  let awake = true;
  let running: Promise<void> | undefined;
  const settledWaiters: (() => void)[] = [];

  const likenesses = openLikenesses(store);
  /** Under the rules of now, which may have changed since whoever calls began: what is checked under earlier ones counts as unchecked. */
  const putFieldFindings = (write: WritableStore, id: string): void => {
    const held = write.application(id);
    const policy = write.policy();
    if (held === undefined || policy === undefined) return;
    const findings = checker.application(held.application, policy, now(), write.readings(held.application));
    write.putFindings(id, null, findings, policy.version);
  };

  const checkFields = (): boolean => {
    const ids = store.read.uncheckedApplications(fieldPortion);
    if (ids.length === 0) return false;
    store.transaction((write) => {
      for (const id of ids) putFieldFindings(write, id);
    });
    onChecked(ids);
    return true;
  };

  const checkPhoto = async ({ applicationId, document, key }: UncheckedDocument, policy: Policy): Promise<void> => {
    const bytes = await shelf.read(document.sha256, 'original', key);
    if (!bytes.ok) {
      store.transaction((write) => write.setFileAwaited(document.sha256));
      return;
    }
    const examined = await checker.photo(bytes.value, document, policy);
    let renditions = false;
    if (examined.screen !== undefined && examined.thumbnail !== undefined) {
      const screen = await shelf.writeRendition(document.sha256, 'screen', key, examined.screen);
      const thumbnail = await shelf.writeRendition(document.sha256, 'thumbnail', key, examined.thumbnail);
      renditions = screen.ok && thumbnail.ok;
    }
    // Before the photo counts as checked, so that what a crash interrupts is done again.
    await likenesses.note(document.sha256, examined.signatures ?? [], policy.duplicates);
    store.transaction((write) => {
      if (write.application(applicationId) === undefined) return;
      write.setFileExamined(document.sha256, examined.size, renditions);
      write.putFindings(applicationId, document.id, examined.findings, policy.version, document.sha256);
      // A document that shows nothing is not read: that it can't be decoded has been told.
      if (checker.wantsReading === true && examined.screen !== undefined && isPageKind(document.kind))
        write.wantReading(applicationId, document);
    });
    onChecked([applicationId]);
    reading?.wake();
  };

  /** Keeps as many photos under way as the checker wants, taking the most urgent one whenever a place is free. */
  const checkPhotos = async (policy: Policy): Promise<void> => {
    const underWay = new Map<string, Promise<void>>();
    while (!closed) {
      const places = checker.parallel - underWay.size;
      const next =
        places === 0
          ? []
          : store.read
              .uncheckedDocuments(checker.parallel * 2)
              .filter(({ document }) => !underWay.has(document.id))
              .slice(0, places);
      for (const unchecked of next) {
        const { id } = unchecked.document;
        underWay.set(
          id,
          checkPhoto(unchecked, policy).finally(() => underWay.delete(id)),
        );
      }
      if (underWay.size === 0) return;
      await Promise.race(underWay.values());
      if (store.read.policy()?.version !== policy.version) break;
    }
    await Promise.allSettled(underWay.values());
  };

  const run = async (): Promise<void> => {
    while (awake && !closed) {
      awake = false;
      const policy = store.read.policy();
      if (policy === undefined) return;
      while (!closed && checkFields());
      await checkPhotos(policy);
    }
  };

  /** Documents are read behind the photos' checks, so that no photo waits for it; what was read is laid beside the form at once. */
  const reading =
    checker.read === undefined
      ? undefined
      : startReading({ store, shelf, read: checker.read, putFieldFindings }, onChecked, (error) => {
          if (!closed) onFault(error);
        });

  const wake = () => {
    awake = true;
    reading?.wake();
    if (running !== undefined || closed) return;
    running = run()
      .catch((error: unknown) => {
        if (!closed) onFault(error);
      })
      .finally(() => {
        running = undefined;
        if (awake && !closed) wake();
        else for (const waiter of settledWaiters.splice(0)) waiter();
      });
  };

  return {
    wake,
    settled: async () => {
      if (running !== undefined) await new Promise<void>((resolve) => settledWaiters.push(resolve));
      await reading?.settled();
    },
    close: async () => {
      closed = true;
      await Promise.all([running, reading?.close()]);
    },
  };
};
