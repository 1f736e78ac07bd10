import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type AuditColumn, type AuditExport, type AuditFilter, type AuditPlace, auditColumns } from '../../shared/domain/audit.ts';
import type { ChainProgress, ChainVerdict } from '../../shared/domain/audit-chain.ts';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** A page of the audit behind a place. Asked anew whenever somebody comes to it: what was done since is told by no event. */
export const useAuditPage = (filter: AuditFilter, before: AuditPlace | undefined) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: keys.auditPage(filter, before),
    queryFn: async () => unwrap(await client.audit.page({ filter, ...(before === undefined ? {} : { before }) })),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
};

/** What an export is asked for with; `words` as the contract has it. */
type Wanted = { path: string; filter: AuditFilter; words: { columns: Record<AuditColumn, string>; kinds: Record<string, string> } };

/** Exports the audit; tells how far it is, and can be stopped. Answers undefined where it was stopped. */
export const useExportAudit = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<AuditExport>();
  const stopping = useRef<AbortController>(undefined);
  const exporting = useMutation({
    mutationFn: async ({ path, filter, words }: Wanted): Promise<AuditExport | undefined> => {
      const controller = new AbortController();
      stopping.current = controller;
      const { signal } = controller;
      try {
        const columns = Object.fromEntries(auditColumns.map((column) => [column, words.columns[column]])) as Record<AuditColumn, string>;
        let last: AuditExport | undefined;
        for await (const answer of await client.audit.export({ path, filter, words: { ...words, columns } }, { signal })) {
          last = unwrap(answer);
          setProgress(last);
        }
        return last?.finished === true ? last : undefined;
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      } finally {
        setProgress(undefined);
      }
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: keys.audit }),
  });
  return { exporting, progress, stop: () => stopping.current?.abort() };
};

/** How the chain stands; asked anew whenever somebody comes to it. */
export const useAuditChain = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.auditChain, queryFn: async () => unwrap(await client.audit.chain()), gcTime: 0 });
};

/** Verifies the chain; tells how far it is, and can be stopped. Answers undefined where it was stopped. */
export const useVerifyAudit = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<ChainProgress>();
  const stopping = useRef<AbortController>(undefined);
  const verifying = useMutation({
    mutationFn: async (askPlatform: boolean): Promise<ChainVerdict | undefined> => {
      const controller = new AbortController();
      stopping.current = controller;
      const { signal } = controller;
      try {
        let verdict: ChainVerdict | undefined;
        for await (const answer of await client.audit.verify({ askPlatform }, { signal })) {
          const told = unwrap(answer);
          verdict = told.verdict;
          setProgress(told);
        }
        return verdict;
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      } finally {
        setProgress(undefined);
      }
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: keys.audit }),
  });
  return { verifying, progress, stop: () => stopping.current?.abort() };
};
