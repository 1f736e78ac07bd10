import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type AuditColumn, type AuditExport, type AuditFilter, type AuditPlace, auditColumns } from '../../shared/domain/audit.ts';
import type { ChainProgress } from '../../shared/domain/audit-chain.ts';
import type { Result } from '../../shared/domain/failure.ts';
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

/** Long work on the audit: tells how far it is, and can be stopped. `answerOf` takes the answer from what was told last; undefined where it was stopped. */
const useLongWork = <Asked, Told, Answer>(
  begin: (asked: Asked, signal: AbortSignal) => Promise<AsyncIterable<Result<Told>>>,
  answerOf: (last: Told) => Answer | undefined,
) => {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<Told>();
  const stopping = useRef<AbortController>(undefined);
  const working = useMutation({
    mutationFn: async (asked: Asked): Promise<Answer | undefined> => {
      const controller = new AbortController();
      stopping.current = controller;
      const { signal } = controller;
      try {
        let last: Told | undefined;
        for await (const answer of await begin(asked, signal)) {
          last = unwrap(answer);
          setProgress(last);
        }
        return last && answerOf(last);
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      } finally {
        setProgress(undefined);
      }
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: keys.audit }),
  });
  return { working, progress, stop: () => stopping.current?.abort() };
};

/** Exports the audit; tells how far it is, and can be stopped. Answers undefined where it was stopped. */
export const useExportAudit = () => {
  const { client } = useEngine();
  const { working, ...told } = useLongWork(
    ({ path, filter, words }: Wanted, signal) => {
      const columns = Object.fromEntries(auditColumns.map((column) => [column, words.columns[column]])) as Record<AuditColumn, string>;
      return client.audit.export({ path, filter, words: { ...words, columns } }, { signal });
    },
    (last: AuditExport) => (last.finished ? last : undefined),
  );
  return { exporting: working, ...told };
};

/** How the chain stands; asked anew whenever somebody comes to it. */
export const useAuditChain = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.auditChain, queryFn: async () => unwrap(await client.audit.chain()), gcTime: 0 });
};

/** Verifies the chain; tells how far it is, and can be stopped. Answers undefined where it was stopped. */
export const useVerifyAudit = () => {
  const { client } = useEngine();
  const { working, ...told } = useLongWork(
    (askPlatform: boolean, signal) => client.audit.verify({ askPlatform }, { signal }),
    ({ verdict }: ChainProgress) => verdict,
  );
  return { verifying: working, ...told };
};
