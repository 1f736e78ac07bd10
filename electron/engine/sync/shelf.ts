import type { Failure, Result } from '../../../shared/domain/failure.ts';
import type { PartialDownload } from '../store/index.ts';

/** The encrypted shelf on which documents stand; `engine/index.ts` hands the vault's over. */
export type DocumentShelf = {
  /** Where it stands, for a thread that takes documents in. */
  readonly place: { folder: string; run: string };
  /**
   * Encrypts `bytes` as they come. The file becomes visible only if its length and SHA-256 are the named ones; otherwise nothing is left. Where
   * the source throws, what has arrived is handed to `partial.keep`, and the error is thrown on.
   */
  receive(
    sha256: string,
    byteLength: number,
    bytes: AsyncIterable<Uint8Array>,
    partial?: { from?: PartialDownload | undefined; keep(partial: PartialDownload): void | Promise<void> },
  ): Promise<{ ok: true; key: Uint8Array } | { ok: false; cause: 'length' | 'sha256' } | { ok: false; cause: 'disk'; error: Failure }>;
  /** Plain bytes of an unfinished download, verified; undefined where it can't be continued. */
  partialLength(sha256: string, partial: PartialDownload): Promise<number | undefined>;
  dropPartial(partial: PartialDownload): Promise<void>;
  read(sha256: string, rendition: 'original' | 'screen' | 'thumbnail', key: Uint8Array): Promise<Result<Uint8Array>>;
  writeRendition(sha256: string, rendition: 'screen' | 'thumbnail', key: Uint8Array, bytes: Uint8Array): Promise<Result<void>>;
  erase(sha256: string): Promise<void>;
  /** Bytes that the disk still takes, or undefined where it does not say. */
  freeBytes(): Promise<number | undefined>;
};
