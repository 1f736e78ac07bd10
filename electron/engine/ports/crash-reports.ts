import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CrashedPart, crashFolder, crashName, surplusCrashes } from '../../../shared/domain/crash.ts';
import { describeError } from '../../../shared/domain/redaction.ts';

/**
 * Writes a report about an error that nobody caught into `crashes/` of the data folder, at once, since the process may not live on. A folder that can't be written keeps no report:
 * whatever happens here must not hide the first fault. `at`: RFC 3339.
 */
export const reportCrash = (folder: string, part: CrashedPart, at: string, error: unknown): void => {
  // A folder that is not there was mistyped, and is not made by a report about it.
  if (!existsSync(folder)) return;
  try {
    const directory = join(folder, crashFolder);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (const name of surplusCrashes(readdirSync(directory))) rmSync(join(directory, name), { force: true });
    const report = { at, part, node: process.versions.node, uptimeSeconds: Math.round(process.uptime()), error: describeError(error) };
    writeFileSync(join(directory, crashName(at, part, randomBytes(3).toString('hex'))), `${JSON.stringify(report, null, 2)}\n`, {
      mode: 0o600,
    });
  } catch {
    // See above.
  }
};
