import { useTranslation } from 'react-i18next';
import { type MatchMark, matchVerdicts, type Outcome } from '../../../shared/domain/decision.ts';
import { useCommands } from '../../app/commands/index.ts';
import { outcomesOffered } from './decision/outcome-bar.tsx';
import type { Work } from './work.ts';

/** What the keys on one application do. */
export type ApplicationActs = {
  outcome(outcome: Outcome): void;
  mark(verdict: MatchMark['verdict']): void;
  move(by: 1 | -1): void;
  reveal(): void;
  note(): void;
  postpone: (() => void) | undefined;
  closePanel(): void;
  approveOverriding(): void;
};

/** The keys of one application under review. What changes it is off while it is decided or while a panel has the keyboard. */
export const useApplicationCommands = (acts: ApplicationActs, panel: Work['panel'], readOnly: boolean): void => {
  const { t } = useTranslation('review');
  const open = () => !readOnly && panel === 'findings';
  useCommands([
    ...outcomesOffered.map((outcome) => ({
      name: `review.${outcome}` as const,
      when: open,
      // A key held down must not run through the queue.
      once: true,
      run: () => acts.outcome(outcome),
    })),
    ...matchVerdicts.map((verdict) => ({
      name: `review.${verdict}` as const,
      when: open,
      run: () => acts.mark(verdict),
    })),
    { name: 'review.fieldBelow', unlisted: true, run: () => acts.move(1) },
    { name: 'review.fieldAbove', unlisted: true, run: () => acts.move(-1) },
    {
      name: 'review.postpone',
      when: () => open() && acts.postpone !== undefined,
      run: () => acts.postpone?.(),
    },
    { name: 'review.reveal', run: acts.reveal },
    { name: 'review.note', when: open, run: acts.note },
    {
      name: 'review.back',
      title: t('command.back'),
      place: 'review',
      keys: ['Escape'],
      when: () => panel !== 'findings',
      whileTyping: true,
      unlisted: true,
      run: acts.closePanel,
    },
    {
      name: 'review.decide',
      when: () => !readOnly && panel === 'override',
      once: true,
      run: acts.approveOverriding,
    },
  ]);
};
