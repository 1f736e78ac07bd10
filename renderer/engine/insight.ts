import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { InsightChart } from '../../shared/domain/insight.ts';
import type { SpreadsheetCell } from '../../shared/domain/spreadsheet.ts';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** What comes in, and what becomes due, is seen at this distance, ms; what is decided is seen at once. */
const again = 60_000;
/** The same while earlier decisions are still being counted in. */
const soon = 100;

/** The statistics of the last `days` days, or of everything. The last answer stays on screen while the next one is made. */
export const useInsight = (days: number | undefined) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: keys.insightOf(days),
    queryFn: async () => unwrap(await client.insight.read({ days })),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: ({ state }) => ((state.data?.waiting ?? 0) > 0 ? soon : again),
  });
};

/** What is written: a picture's numbers, or the picture. */
type ToExport = { chart: InsightChart; days: number | undefined; path: string } & (
  | { kind: 'table'; rows: SpreadsheetCell[][] }
  | { kind: 'picture'; png: string }
);

/** Writes one of the statistics into a new file. */
export const useExportInsight = () => {
  const { client } = useEngine();
  return useMutation({ mutationFn: async (input: ToExport) => unwrap(await client.insight.export(input)) });
};
