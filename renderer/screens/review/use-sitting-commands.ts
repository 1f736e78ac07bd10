import { useTranslation } from 'react-i18next';
import { useCommands } from '../../app/commands/index.ts';
import { goBack } from '../../app/routes/index.ts';
import type { useDeciding } from './use-deciding.ts';
import type { Sequence } from './use-sequence.ts';

/** The keys that walk through a sitting and take back, on whichever application is shown. */
export const useSittingCommands = (
  sequence: Sequence,
  { last, takeBack }: Pick<ReturnType<typeof useDeciding>, 'last' | 'takeBack'>,
): void => {
  const { t } = useTranslation('review');
  useCommands([
    { name: 'review.next', when: () => !sequence.finished, run: () => sequence.next() },
    { name: 'review.previous', when: () => sequence.hasPrevious, run: sequence.previous },
    {
      name: 'review.takeBack',
      once: true,
      when: () => last?.state === 'decided',
      run: () => void takeBack(),
    },
    { name: 'review.leave', title: t('command.leave'), place: 'review', keys: ['Escape'], unlisted: true, run: goBack },
  ]);
};
