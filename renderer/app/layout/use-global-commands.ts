import { useState } from 'react';
import { useLock, useVaultState } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { type Command, useCommands } from '../commands/index.ts';
import { navigate } from '../routes/index.ts';
import { places } from './places.tsx';

/** What can be done everywhere: going places, finding a command, the key help, locking. */
export const useGlobalCommands = () => {
  const { t } = useTranslation('app');
  const [open, setOpen] = useState<'palette' | 'help' | undefined>();
  const lock = useLock();
  const signIn = useVaultState().data?.signIn;
  const toSettings = (): void => navigate({ screen: 'settings' });
  const group = t('commands.everywhere');
  const toggle = (which: 'palette' | 'help') => () => setOpen((now) => (now === which ? undefined : which));
  const leads: Command[] = places.map(({ screen }) => ({
    name: `go.${screen}` as const,
    title: t('commands.go', { place: t(`rail.${screen}`) }),
    group,
    run: () => navigate({ screen }),
  }));
  useCommands([
    {
      name: 'palette',
      title: t('commands.palette'),
      group,
      run: toggle('palette'),
      inDialogue: open === 'palette',
      unlisted: true,
    },
    { name: 'keys', title: t('commands.keys'), group, run: toggle('help'), inDialogue: open === 'help' },
    { name: 'lock', title: t('commands.lock'), group, run: () => lock.mutate(undefined), inDialogue: true },
    { name: 'status.find', title: t('commands.status'), group, keys: [], run: () => navigate({ screen: 'status' }) },
    { name: 'sign.in', title: t('commands.signIn'), group, keys: [], run: toSettings, when: () => signIn?.signedIn === false },
    { name: 'sign.out', title: t('commands.signOut'), group, keys: [], run: toSettings, when: () => signIn?.signedIn === true },
    ...leads,
  ]);
  const close = () => setOpen(undefined);
  return {
    palette: open === 'palette',
    help: open === 'help',
    showPalette: () => setOpen('palette'),
    showHelp: () => setOpen('help'),
    closePalette: close,
    closeHelp: close,
  };
};
