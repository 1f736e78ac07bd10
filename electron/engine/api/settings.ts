import packageFile from '../../../package.json' with { type: 'json' };
import { succeed } from '../../../shared/domain/failure.ts';
import { readShippedComponents } from '../components.ts';
import { recordSettings } from '../recorded.ts';
import { desk } from './context.ts';

/** The settings that are somebody's choice; the others remember where things were, and change all the time. */
const recordedSettings = ['language', 'theme', 'zoom', 'singleKeys', 'keys'] as const;

/** Settings and what the product says about itself; both answer while locked. */
export const settings = {
  read: desk.settings.read.handler(({ context }) => succeed(context.settings.read())),
  change: desk.settings.change.handler(async ({ context, input }) => {
    const before = context.settings.read();
    const changed = await context.settings.change(Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)));
    if (!changed.ok) return changed;
    const names = recordedSettings.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(changed.value[name]));
    const open = context.workstation.desk();
    if (open.ok && names.length > 0) recordSettings(open.value.store, context.workstation.nowInstant(), names);
    context.events.tell({ kind: 'settings' });
    return changed;
  }),
  components: desk.settings.components.handler(async () => {
    const read = await readShippedComponents();
    return read.ok ? succeed(read.value.map(({ text: _text, ...named }) => named)) : read;
  }),
  licenceText: desk.settings.licenceText.handler(async ({ input }) => {
    const read = await readShippedComponents();
    if (!read.ok) return read;
    return succeed({ text: read.value.find(({ name, version }) => name === input.name && version === input.version)?.text ?? '' });
  }),
  about: desk.settings.about.handler(({ context }) => {
    const open = context.workstation.desk();
    const store = open.ok ? open.value.store : undefined;
    const { sqlite, cipher } = store?.versions() ?? { sqlite: '', cipher: '' };
    return succeed({
      version: packageFile.version,
      engineNode: process.versions.node,
      folder: context.workstation.folder,
      store: { sqlite, cipher },
      policyVersion: store?.read.policy()?.version,
      reasonsVersion: store?.read.catalogue()?.version,
    });
  }),
};
