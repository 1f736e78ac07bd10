import { basename } from 'node:path';
import { resultManifestSchema } from '../../../../shared/contract/intake/index.ts';
import { fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import type { SignedCheckpoint } from '../../store/index.ts';
import { openArchive, RefusedPackage } from './archive.ts';
import { readJson } from './package-text.ts';

/** Longest manifest of a result, bytes: it has a dozen members. */
const longestManifest = 64 * 1024;

/** The state of the audit chain that a result package carries, not verified yet; undefined where it carries none. Fails as opening a package does. */
export const readResultCheckpoint = async (path: string): Promise<Result<SignedCheckpoint | undefined>> => {
  const file = basename(path);
  const opened = await openArchive(path, file);
  if (!opened.ok) return opened;
  try {
    if (!opened.value.has('manifest.json')) return fail('package_not_one', { file });
    const manifest = resultManifestSchema.safeParse(readJson(await opened.value.whole('manifest.json', longestManifest), 'manifest.json'));
    if (!manifest.success) return fail('package_not_one', { file });
    const { audit } = manifest.data;
    if (audit === undefined || audit === null) return succeed(undefined);
    return succeed({ ...audit, signature: new Uint8Array(Buffer.from(audit.signature, 'base64')) });
  } catch (error) {
    if (error instanceof RefusedPackage) return { ok: false, error: error.failure };
    throw error;
  } finally {
    opened.value.close();
  }
};
