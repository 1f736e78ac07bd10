import type { Application } from '../../../shared/domain/application.ts';
import type { SimilarApplication } from '../../../shared/domain/duplicates.ts';
import { maskName } from '../../../shared/domain/masking.ts';
import type { ReadableStore } from '../store/index.ts';

/**
 * The applications held here that have something in common with this one, those of other accounts first. Of another person no more is told than a masked name
 * and what is in common; whoever wants more opens that application. An earlier attempt of the very same application is one of them.
 */
export const similarTo = (store: ReadableStore, application: Application): SimilarApplication[] => {
  const present = new Set(application.documents.map(({ sha256 }) => sha256));
  const found = new Map<string, SimilarApplication>();
  for (const { other, state, own, shared } of store.duplicatePairs(application.id)) {
    // What an earlier revision had in common is not in common any more.
    if (shared.sha256 !== undefined && !present.has(shared.sha256)) continue;
    if (other.id === application.id && shared.otherSha256 !== undefined && present.has(shared.otherSha256)) continue;
    const known = found.get(other.id);
    if (known !== undefined) known.shared.push(shared);
    else
      found.set(other.id, {
        applicationId: other.id,
        own,
        name: maskName(other.applicant.name ?? other.applicant.latinName ?? ''),
        type: other.type,
        submittedAt: other.submittedAt,
        state,
        shared: [shared],
      });
  }
  return [...found.values()];
};
