import { knownView, plantedCase, type ReviewerView } from '../../../../shared/domain/second-look.ts';
import type { WritableStore } from '../../store/index.ts';
import { rulesInForce } from '../rules.ts';
import { recordSecondView } from './record.ts';

/**
 * A planted case lies in the queue like every other application and is decided and sent like it; that it was one is seen afterwards. What was decided is kept
 * beside what is known, once: who takes it back and decides anew has seen what is right. An escalation is no view of it: a second person decides.
 */
export const comparePlanted = (
  write: WritableStore,
  decided: { decisionId: string; applicationId: string; revision: number; decidedAt: string },
  view: ReviewerView,
): void => {
  const { decisionId, applicationId, revision, decidedAt } = decided;
  const planted = plantedCase(rulesInForce(write).policy, applicationId, revision);
  if (planted === undefined || view.outcome === 'escalate' || write.secondLookKindsOn(applicationId).includes('planted')) return;
  recordSecondView(write, { decisionId, applicationId, revision, kind: 'planted', first: knownView(planted, decidedAt) }, view, decidedAt);
};
