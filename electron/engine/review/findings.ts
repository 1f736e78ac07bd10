import type { Application } from '../../../shared/domain/application.ts';
import { duplicateFindings, type SimilarApplication } from '../../../shared/domain/duplicates.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { ReadableStore } from '../store/index.ts';
import { rulesInForce } from './rules.ts';
import { similarTo } from './similar.ts';

/**
 * Everything that speaks for or against an application: what the checks found, what it has in common with others held here as of this moment, and for each
 * document whose bytes were wrong at every try that it could not be checked at all. Nothing is approved on such a document; whether the applicant is asked to upload it anew is the reviewer's choice.
 */
export const findingsOf = (
  store: ReadableStore,
  application: Application,
  similar: readonly SimilarApplication[] = similarTo(store, application),
): Finding[] => {
  const files = store.documentFiles(application.documents.map(({ sha256 }) => sha256));
  const inState = (wanted: string): Set<string> => new Set(files.filter(({ arrival }) => arrival === wanted).map(({ sha256 }) => sha256));
  const damaged = inState('damaged');
  const found = [
    ...store.findings(application.id),
    ...duplicateFindings(application, similar, inState('held'), rulesInForce(store).policy),
  ];
  if (damaged.size === 0) return found;
  const lost = application.documents.filter(({ sha256 }) => damaged.has(sha256));
  return [
    ...found,
    ...lost.map(
      ({ id }): Finding => ({
        check: 'image.intact',
        verdict: 'error',
        severity: 'blocking',
        documentId: id,
        cause: 'notArrived',
        suggests: ['upload.damaged'],
      }),
    ),
  ];
};
