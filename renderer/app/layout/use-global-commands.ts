import { useCallback, useState } from 'react';
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
  const toggle = (which: 'palette' | 'help') => () => setOpen((now) => (now === which ? undefined : which));
  const leads: Command[] = places.map(({ screen }) => ({
    name: `go.${screen}` as const,
    run: () => navigate({ screen }),
  }));
  useCommands([
    {
      name: 'palette',
      run: toggle('palette'),
      inDialogue: open === 'palette',
      unlisted: true,
    },
    { name: 'keys', run: toggle('help'), inDialogue: open === 'help' },
    { name: 'lock', run: () => lock.mutate(undefined), inDialogue: true },
    { name: 'status.find', title: t('commands.status'), place: 'everywhere', keys: [], run: () => navigate({ screen: 'status' }) },
    {
      name: 'sign.in',
      title: t('commands.signIn'),
      place: 'everywhere',
      keys: [],
      run: toSettings,
      when: () => signIn?.signedIn === false,
    },
    {
      name: 'sign.out',
      title: t('commands.signOut'),
      place: 'everywhere',
      keys: [],
      run: toSettings,
      when: () => signIn?.signedIn === true,
    },
    ...leads,
  ]);
  const close = () => setOpen(undefined);
  return {
    palette: open === 'palette',
    help: open === 'help',
    showPalette: useCallback(() => setOpen('palette'), []),
    showHelp: useCallback(() => setOpen('help'), []),
    closePalette: close,
    closeHelp: close,
  };
};
