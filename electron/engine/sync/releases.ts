import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { requestBytes } from './document-request.ts';
import { type Access, type Line, openLine, transportFailure } from './line.ts';
import type { Platform } from './platform.ts';
import { refusalOf } from './refusal.ts';

/** Newer versions of the program at the platform. Nothing of what it says is believed here; whoever asks proves it. */
export type Releases = {
  /** The newest release's statement; undefined where the platform hands out none. */
  current(signal: AbortSignal): Promise<Result<string | undefined>>;
  /**
   * An installer's bytes from `offset` on; they may begin at 0 all the same. Fails with `release_file_absent` where the platform does not have it, and as every call does; while they
   * are read they throw what the transport throws.
   */
  file(
    file: { name: string; bytes: number; sha256: string },
    offset: number,
    signal: AbortSignal,
  ): Promise<Result<{ start: number; bytes: AsyncIterable<Uint8Array>; discard(): void }>>;
  close(): Promise<void>;
};

/** Opens a line of their own, so that an installer's bytes stand in no photo's way. None is made before it is needed. */
export const openReleases = (parts: {
  url: string;
  workstationId: string;
  access: Access;
  platform: Platform;
  now: () => number;
}): Releases => {
  const { url, workstationId, access, platform, now } = parts;
  let line: Line | undefined;
  return {
    current: platform.release,
    file: async ({ name, bytes: byteLength, sha256 }, offset, signal) => {
      line ??= openLine(url, workstationId);
      const token = await access.token(signal);
      if (!token.ok) return token;
      const rest = offset === 0 ? undefined : { from: offset, byteLength };
      const path = `/v1/releases/files/${encodeURIComponent(name)}`;
      try {
        const reply = await requestBytes(line, token.value, { path, sha256 }, rest, signal);
        switch (reply.kind) {
          case 'bytes':
            return succeed({ start: reply.start, bytes: reply.bytes, discard: reply.discard });
          case 'failed':
            return reply.failure.code === 'document_unknown' ? fail('release_file_absent') : { ok: false, error: reply.failure };
          case 'refused':
            return refusalOf(reply.answer, now(), token.value);
          default:
            return reply satisfies never;
        }
      } catch (error) {
        return transportFailure(error, signal);
      }
    },
    close: async () => line?.destroy(),
  };
};
