import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSettings } from '../../../electron/engine/settings.ts';

test('changes that are made at once are all kept, in the running program and after a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  try {
    const settings = openSettings(folder);
    await Promise.all([settings.change({ language: 'en' }), settings.change({ zoom: 1.25 }), settings.change({ singleKeys: false })]);
    for (const known of [settings.read(), openSettings(folder).read()])
      expect(known).toMatchObject({ language: 'en', zoom: 1.25, singleKeys: false });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
