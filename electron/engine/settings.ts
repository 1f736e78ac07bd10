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
  return {
    read: () => present,
    change: async (change) => {
      const next = { ...present, ...change };
      const written = await writeFileAtomically(path, `${JSON.stringify(next, null, 2)}\n`);
      if (!written.ok) return written;
      present = next;
      return { ok: true, value: next };
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
