import type { ConflictSheet } from '../../../shared/domain/conflict.ts';

/** Why a decision that came back can't be made again; undefined where it can. Told from the sheet as the engine tells whether it may be. */
export const conflictObstacle = ({
  mayDecideAgain,
  cause,
  decision,
  present,
}: ConflictSheet): 'withdrawn' | 'decided' | 'claimLost' | 'gone' | 'awaited' | 'later' | undefined => {
  if (mayDecideAgain) return undefined;
  if (cause === 'claim_lost') return 'claimLost';
  if (cause === 'withdrawn') return 'withdrawn';
  if (cause === 'decided') return 'decided';
  if (decision.subject.kind === 'request') return 'later';
  if (present === undefined) return 'gone';
  return cause === 'amended' && present.revision <= decision.subject.revision ? 'awaited' : 'later';
};
