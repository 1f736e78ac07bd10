import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

const useSettingsQuery = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.settings, queryFn: async () => unwrap(await client.settings.read()) });
};

/** What is remembered outside the vault; undefined until it was read, for what must not take a default for somebody's choice. */
export const useReadSettings = (): Settings | undefined => useSettingsQuery().data;

/** Whether it is known by now, or known not to be had: until then no screen is right. */
export const useSettingsAsked = (): boolean => !useSettingsQuery().isPending;

/** The same, with the product's defaults until it was read. */
export const useSettings = (): Settings => useReadSettings() ?? defaultSettings;

/** Changes settings; what was chosen shows at once and goes back if it could not be kept. */
export const useChangeSettings = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationKey: keys.settings,
    mutationFn: async (change: Partial<Settings>) => unwrap(await client.settings.change(change)),
    onMutate: (change) => {
      const before = queries.getQueryData<Settings>(keys.settings);
      queries.setQueryData(keys.settings, { ...(before ?? defaultSettings), ...change });
      return before;
    },
    // While another change is under way its choice shows already, and this answer does not know of it.
    onSuccess: (settings) => {
      if (queries.isMutating({ mutationKey: keys.settings }) === 1) queries.setQueryData(keys.settings, settings);
    },
    onError: (_error, _change, before) => queries.setQueryData(keys.settings, before),
  });
};

/** About the product and where it keeps its things. */
export const useAbout = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.about, queryFn: async () => unwrap(await client.settings.about()), staleTime: 0 });
};

/** What of others the product carries. */
export const useShippedComponents = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.components, queryFn: async () => unwrap(await client.settings.components()), staleTime: Infinity });
};

/** The text of one component's licence; asked for when it is wanted. */
export const useLicenceText = (component: { name: string; version: string } | undefined) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: [...keys.components, component?.name, component?.version],
    queryFn: async () => unwrap(await client.settings.licenceText(component ?? { name: '', version: '' })),
    enabled: component !== undefined,
    staleTime: Infinity,
  });
};

/** Versions of the program around the page. */
export const useShellVersions = () => useQuery({ queryKey: keys.shell, queryFn: () => window.desk.versions() });
