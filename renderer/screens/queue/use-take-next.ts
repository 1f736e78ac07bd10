import { useCommands } from '../../app/commands/index.ts';
import { failureOf, useClaimCount, useClaims, useTakeClaims } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';

/** Claiming the next applications (of the types that the list is narrowed to) from the queue, by its key, by name, or by the button that gets what is returned here. */
export const useTakeNext = (types: string[] | undefined) => {
  const { t } = useTranslation('queue');
  const { count, most, choose } = useClaimCount();
  const take = useTakeClaims();
  const offered = useClaims().data?.supported === true;
  const ask = (): void => take.mutate({ count, along: false, ...(types === undefined || types.length === 0 ? {} : { types }) });
  useCommands([
    {
      name: 'queue.take',
      title: t('take.do', { number: count }),

      once: true,
      when: () => offered && !take.isPending,
      run: ask,
    },
  ]);
  return {
    /** Whether the platform hands out claims at all. */
    offered,
    count,
    most,
    choose,
    ask,
    pending: take.isPending,
    /** How many were had by the last asking. */
    taken: take.data?.taken,
    failure: take.error === null ? undefined : failureOf(take.error),
    dismiss: take.reset,
  };
};
