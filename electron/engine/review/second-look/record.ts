import { type RatedCase, type ReviewerView, ratedCase } from '../../../../shared/domain/second-look.ts';
import type { WritableStore } from '../../store/index.ts';
import { rulesInForce } from '../rules.ts';
import type { WaitingLook } from './permission.ts';

/** Keeps a second view, once, beside the first; from now on both may be shown. Audited by what kind it was and nothing else. */
export const recordSecondView = (write: WritableStore, look: WaitingLook, second: ReviewerView, at: string): void => {
  const { decisionId, applicationId, kind, first } = look;
  const facts: RatedCase = ratedCase(kind, first, second, rulesInForce(write).catalogue);
  write.putSecondLook({ decisionId, kind, formedAt: at, applicationId, views: { first, second } }, facts);
  write.audit({
    at,
    reviewerId: write.workstation().reviewer?.id ?? 'unknown',
    action: 'second_look.formed',
    subject: decisionId,
    details: { kind, of: applicationId },
  });
};
