import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { GivenReason, Outcome, Subject } from '../../shared/domain/decision.ts';
import type { DecideInput, Draft, ReviewSheet } from '../../shared/domain/review.ts';
import type { EngineClient } from './client.ts';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

const openSheet = (client: EngineClient, applicationId: string, reveal: boolean) => async () =>
  unwrap(await client.review.open({ applicationId, reveal }));

/** One application as the review shows it; unasked without one. `reveal` shows its sensitive fields in full and is recorded; such an answer is not kept. */
export const useReviewSheet = (applicationId: string | undefined, reveal = false) => {
  const { client } = useEngine();
  const id = applicationId ?? '';
  return useQuery({
    queryKey: reveal ? keys.revealedSheet(id) : keys.sheet(id),
    queryFn: openSheet(client, id, reveal),
    enabled: applicationId !== undefined,
    placeholderData: (previous) => (previous?.application.id === applicationId ? previous : undefined),
    ...(reveal ? { gcTime: 0 } : {}),
  });
};

/** Has it put on record that this application is on the screen; undefined: none is. */
export const useRecordOpening = (applicationId: string | undefined): void => {
  const { client } = useEngine();
  useEffect(() => {
    if (applicationId === undefined) return;
    // Where it can't be recorded the next call tells the same trouble, and that one is shown.
    client.review.opened({ applicationId }).catch(() => {});
  }, [client, applicationId]);
};

/** Fetches sheets beforehand, so that the next application is on the screen with the key that decides. Answers with those that could be had. */
export const usePrefetchSheets = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useCallback(
    async (applicationIds: readonly string[]): Promise<ReviewSheet[]> => {
      const fetched = await Promise.allSettled(
        applicationIds.map((id) => queries.fetchQuery({ queryKey: keys.sheet(id), queryFn: openSheet(client, id, false) })),
      );
      return fetched.flatMap((sheet) => (sheet.status === 'fulfilled' ? [sheet.value] : []));
    },
    [client, queries],
  );
};

/** Keeps what was begun. The sheet that is kept takes the draft along, so that coming back to it finds what was done. */
export const useSaveDraft = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (input: { applicationId: string; draft: Draft }) => unwrap(await client.review.saveDraft(input)),
    onMutate: ({ applicationId, draft }) => {
      queries.setQueryData<ReviewSheet>(keys.sheet(applicationId), (sheet) => (sheet === undefined ? sheet : { ...sheet, draft }));
    },
    // Taken away meanwhile, it lies with the work that is kept.
    onSuccess: (_saved, { applicationId }) => {
      if (queries.getQueryState(keys.sheet(applicationId))?.status === 'error')
        void queries.invalidateQueries({ queryKey: keys.keptDrafts });
    },
  });
};

/** The exact notice in both languages and what speaks against sending it; asked for while `enabled`. */
export const useNoticePreview = (input: { subject: Subject; outcome: Outcome; reasons: GivenReason[] }, enabled: boolean) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: [...keys.preview, input],
    queryFn: async () => unwrap(await client.review.preview(input)),
    placeholderData: keepPreviousData,
    enabled,
  });
};

/** Decides. When it answers, the decision is durable. */
export const useDecide = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (input: DecideInput) => unwrap(await client.review.decide(input)),
    onSettled: (_record, _error, { subject }) => {
      void queries.invalidateQueries({ queryKey: subject.kind === 'application' ? keys.sheet(subject.id) : keys.sheets });
      if (subject.kind === 'request') void queries.invalidateQueries({ queryKey: keys.requests });
      void queries.invalidateQueries({ queryKey: keys.queue });
      void queries.invalidateQueries({ queryKey: keys.outbox });
    },
  });
};

/** What one reason would do to each of these applications. */
export const usePreviewAlike = (input: { applicationIds: string[]; code?: string }) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: [...keys.preview, 'alike', input],
    queryFn: async () => unwrap(await client.review.previewAlike(input)),
    gcTime: 0,
  });
};

/** Asks for fixes with one reason, each application decided by itself. */
export const useDecideAlike = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (input: { items: { applicationId: string; revision: number }[]; code: string; durationMs: number }) =>
      unwrap(await client.review.decideAlike(input)),
    onSettled: () => {
      for (const queryKey of [keys.sheets, keys.queue, keys.outbox]) void queries.invalidateQueries({ queryKey });
    },
  });
};

/** Takes a decision back that has not gone out yet; answers with the application that is open again. */
export const useTakeBack = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (decisionId: string) => unwrap(await client.review.takeBack({ decisionId })),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.sheets });
      void queries.invalidateQueries({ queryKey: keys.requests });
      void queries.invalidateQueries({ queryKey: keys.queue });
      void queries.invalidateQueries({ queryKey: keys.outbox });
    },
  });
};

/** Postpones an application with a cause. */
export const usePostpone = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (input: { applicationId: string; minutes: number; cause: string }) => unwrap(await client.review.postpone(input)),
    onSettled: (_until, _error, { applicationId }) => {
      void queries.invalidateQueries({ queryKey: keys.sheet(applicationId) });
      void queries.invalidateQueries({ queryKey: keys.queue });
    },
  });
};
