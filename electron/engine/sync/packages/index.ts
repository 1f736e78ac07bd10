/**
 * Packages are the exchange with the platform by files: batches in, results out, for sites without a network.
 * Promises that a package is imported whole or not at all, twice as once, that nothing of it reaches a place of its own choosing, and that what is
 * exported carries every waiting decision, signed. `open-desk.ts` opens it beside sync; the api and the command line call it.
 */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AuditAction } from '../../../../shared/domain/audit.ts';
import { type Failure, fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import type { ImportedPackage, PackageRecord, PackageSettings, PackagesState } from '../../../../shared/domain/package.ts';
import { toTimestamp } from '../../../../shared/domain/shanghai-time.ts';
import { classifyDiskError } from '../../ports/disk.ts';
import type { Random } from '../../ports/random.ts';
import { keyIdOf, readPublicKey, type SigningKey } from '../../ports/signing.ts';
import { classifyStoreError } from '../../store/index.ts';
import { exportResult } from './export-result.ts';
import { type Imported, type ImportParts, importBatch } from './import-batch.ts';
import { type Watching, watchFolder } from './watched-folder.ts';

export { openZip } from './file-reader.ts';

/** Records shown, newest first. */
const shownRecords = 200;

/** The packages of an open desk. */
export type Packages = {
  state(): PackagesState;
  import(path: string): Promise<Result<ImportedPackage>>;
  export(path: string): Promise<Result<PackageRecord>>;
  change(change: { requireSignature?: boolean | undefined; watchedFolder?: string | null | undefined }): Promise<Result<PackageSettings>>;
  trust(name: string, publicKey: string): Result<PackageSettings>;
  distrust(keyId: string): Result<PackageSettings>;
  /** Begins to look at the watched folder, where one is set. */
  watch(): void;
  /** Ends what is under way; a half-done import leaves nothing behind. */
  close(): Promise<void>;
};

/** Whom packages tell of what they changed. */
export type PackagesListener = {
  changed(): void;
  imported(imported: Imported): void;
  exported(): void;
  fault(error: unknown): void;
};

/** Opens packages over a store and its shelf. One import or export at a time. */
export const openPackages = (parts: ImportParts & { random: Random; signing: SigningKey }, listener: PackagesListener): Packages => {
  const { store, random, now, signing } = parts;
  const closing = new AbortController();
  let watching: (Watching & { ending: AbortController }) | undefined;
  let progress: PackagesState['progress'];
  let refused: PackagesState['refused'];
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const next = last.then(work, work);
    last = next;
    return next;
  };

  const settings = (): PackageSettings => {
    const { publicKey } = signing;
    const { packages } = store.read.workstation();
    return {
      requireSignature: packages?.requireSignature ?? false,
      ...(packages?.watchedFolder === undefined ? {} : { watchedFolder: packages.watchedFolder }),
      trusted: store.read.trustedKeys(),
      own: { keyId: keyIdOf(publicKey), publicKey },
    };
  };
  const changed = (): Result<PackageSettings> => {
    listener.changed();
    return succeed(settings());
  };
  const audit = (action: AuditAction, subject?: string): void => {
    const reviewerId = store.read.workstation().reviewer?.id ?? 'unknown';
    store.transaction((write) =>
      write.audit({ at: toTimestamp(now()), reviewerId, action, ...(subject === undefined ? {} : { subject }) }),
    );
  };

  /** A disk that refuses in the middle is a failure like any other; what nobody expected is thrown on. */
  const onDisk = async <Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> => {
    try {
      return await work();
    } catch (error) {
      const known = classifyStoreError(error) ?? classifyDiskError(error);
      if (known === undefined) throw error;
      return { ok: false, error: known };
    }
  };

  const take = async (path: string): Promise<Result<ImportedPackage>> => {
    const totalBytes = (await stat(path).catch(() => undefined))?.size ?? 0;
    progress = { fileName: basename(path), direction: 'import', doneBytes: 0, totalBytes };
    listener.changed();
    let told = 0;
    try {
      const imported = await importBatch(parts, path, closing.signal, (count) => {
        if (progress === undefined) return;
        // Every byte is gone through twice: once verified, once encrypted.
        progress = { ...progress, doneBytes: Math.min(totalBytes, progress.doneBytes + count / 2) };
        told += count;
        if (told < 8 * 1024 * 1024) return;
        told = 0;
        listener.changed();
      });
      if (!imported.ok) return imported;
      listener.imported(imported.value);
      return succeed(imported.value.package);
    } finally {
      progress = undefined;
      listener.changed();
    }
  };

  /** What nobody expected ends neither the watching nor the next file's turn. */
  const fromFolder = async (path: string): Promise<Failure | undefined> => {
    try {
      const imported = await inTurn(() => onDisk(() => take(path)));
      return imported.ok ? undefined : imported.error;
    } catch (error) {
      listener.fault(error);
      return fail('bug').error;
    }
  };

  const unwatch = async (): Promise<void> => {
    watching?.ending.abort();
    await watching?.ended;
    watching = undefined;
  };
  const watch = (): void => {
    const folder = store.read.workstation().packages?.watchedFolder;
    if (folder === undefined || watching !== undefined || closing.signal.aborted) return;
    const ending = new AbortController();
    const begun = watchFolder(
      folder,
      fromFolder,
      (untaken) => {
        const last = untaken.at(-1);
        refused = last && {
          fileName: last.fileName,
          code: last.failure.code,
          at: toTimestamp(now()),
          ...(last.nextTryIn === undefined ? {} : { nextTryAt: toTimestamp(now() + last.nextTryIn) }),
        };
        listener.changed();
      },
      ending.signal,
    );
    watching = { ...begun, ending };
  };

  return {
    state: () => ({
      records: store.read.packages(shownRecords),
      settings: settings(),
      exportable: store.read.exportableCount(toTimestamp(now())),
      ...(progress === undefined ? {} : { progress }),
      ...(refused === undefined ? {} : { refused }),
    }),
    import: (path) => inTurn(() => onDisk(() => take(path))),
    export: (path) =>
      inTurn(() =>
        onDisk(async () => {
          const written = await exportResult({ store, random, now, signing }, path);
          if (written.ok) listener.exported();
          return written;
        }),
      ),
    change: async ({ requireSignature, watchedFolder }) => {
      if (typeof watchedFolder === 'string') {
        const found = await stat(watchedFolder).catch(() => undefined);
        if (found?.isDirectory() !== true) return fail('file_unreadable', { file: basename(watchedFolder) });
      }
      const { packages } = store.read.workstation();
      const folder = watchedFolder === undefined ? packages?.watchedFolder : (watchedFolder ?? undefined);
      store.transaction((write) =>
        write.saveWorkstation({
          packages: { requireSignature: requireSignature ?? packages?.requireSignature ?? false, watchedFolder: folder },
        }),
      );
      audit('packages.changed');
      if (watchedFolder !== undefined) {
        const was = watching !== undefined;
        await unwatch();
        refused = undefined;
        if (was || typeof watchedFolder === 'string') watch();
      }
      watching?.again();
      return changed();
    },
    trust: (name, typed) => {
      const publicKey = readPublicKey(typed);
      if (publicKey === undefined) return fail('key_invalid');
      const keyId = keyIdOf(publicKey);
      store.transaction((write) => write.trustKey({ keyId, name, publicKey, addedAt: toTimestamp(now()) }));
      audit('packages.key_trusted', keyId);
      watching?.again();
      return changed();
    },
    distrust: (keyId) => {
      if (!store.transaction((write) => write.distrustKey(keyId))) return fail('key_unknown');
      audit('packages.key_distrusted', keyId);
      return changed();
    },
    watch,
    close: async () => {
      closing.abort();
      await unwatch();
      await last.catch(() => undefined);
    },
  };
};
