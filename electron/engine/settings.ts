import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { settingsSchema } from '../../shared/contract/engine/settings.ts';
import type { Result } from '../../shared/domain/failure.ts';
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts';
import { writeFileAtomically } from './ports/disk.ts';

/** What is remembered outside the vault, in `settings.json` of the data folder. */
export type SettingsFile = { read(): Settings; change(change: Partial<Settings>): Promise<Result<Settings>> };

/** Opens the settings of a data folder. A file that can't be read is put aside as `settings.damaged.json` and the defaults apply. */
export const openSettings = (folder: string): SettingsFile => {
  const path = join(folder, 'settings.json');
  let present = readSettings(path);
  const write = async (change: Partial<Settings>): Promise<Result<Settings>> => {
    const next = { ...present, ...change };
    const written = await writeFileAtomically(path, `${JSON.stringify(next, null, 2)}\n`);
    if (!written.ok) return written;
    present = next;
    return { ok: true, value: next };
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: () => present,
    // One after the other: two that are made at once would each be written without the other.
    change: (change) => {
      const written = last.then(() => write(change));
      last = written.catch(() => {});
      return written;
    },
  };
};

const readSettings = (path: string): Settings => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return defaultSettings;
  }
  try {
    return settingsSchema.parse({ ...defaultSettings, ...(JSON.parse(text) as object) });
  } catch {
    renameSync(path, path.replace(/\.json$/, '.damaged.json'));
    return defaultSettings;
  }
};
